"""Makes the back-translations that articles lack."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from qa_translate.article import Article, Making, ScoredSpan, Side, Span
from qa_translate.backtranslation.batches import batches
from qa_translate.backtranslation.cache import RenderingCache
from qa_translate.backtranslation.plan import Plan, Slot, plan
from qa_translate.errors import ArticleError, EngineError, LanguageError, SegmentError
from qa_translate.ports import Engine, Rendering

log = logging.getLogger(__name__)

GIVE_UP = 3
"""Batches that fail one after the other until no further one is tried: then it is the engine, not the text."""

DECLINED = 20
"""Segments declined one after the other from which the same holds."""

_LEFT = "too long for the engine, in letters that it lacks, or nothing came of it: left as it was"
_CUT_OFF = "the engine stopped at its limit of length: the rendering is not whole"


@dataclass(frozen=True, slots=True)
class Made:
    """A text in another language, paragraph for paragraph.

    Attributes:
        text: the rendering.
        pieces: the engine's tokens in it with their log-probabilities; empty where it gives none.
        gaps: stretches of the given text that are not rendered in full, and why.
    """

    text: str
    pieces: tuple[ScoredSpan, ...] = ()
    gaps: tuple[tuple[Span, str], ...] = ()


@dataclass(frozen=True, slots=True)
class _Pair:
    """From which language into which, ISO 639-1."""

    source_lang: str
    target_lang: str


class BackTranslator:
    """Renders texts with an engine, each segment once.

    Args:
        engine: what renders.
        cache: where renderings are kept; None: for the length of one call only.
        pivot: render the source into the translation's language instead of the translation into the source's.
    """

    def __init__(self, engine: Engine, cache: RenderingCache | None = None, *, pivot: bool = False) -> None:
        self._engine = engine
        self._cache = cache
        self._pivot = pivot
        self._failures = self._declined = 0
        self._last: EngineError | None = None

    @property
    def signature(self) -> str:
        """The engine's."""
        return self._engine.signature

    def complete(self, articles: Sequence[Article]) -> list[Article | ArticleError]:
        """`articles` in order, those that have a source but no back-translation with one.

        An article of which a segment could not be rendered gives an error instead.

        Raises:
            ModelError: the engine cannot work at all.
            UsageError: the cache cannot be read.
        """
        wanting = [k for k, article in enumerate(articles) if article.source and not article.back_translation]
        made = dict(zip(wanting, self._make([self._task(articles[k]) for k in wanting]), strict=True))
        return [self._outcome(article, made.get(k)) for k, article in enumerate(articles)]

    def render(self, text: str, source_lang: str, target_lang: str) -> Made:
        """`text` in another language.

        Raises:
            EngineError: a segment could not be rendered.
            ModelError: the engine cannot work at all, or not with these languages.
            UsageError: the cache cannot be read.
        """
        (made,) = self._make([(text, _Pair(source_lang, target_lang))])
        if isinstance(made, EngineError):
            raise made
        return made

    def _task(self, article: Article) -> tuple[str, _Pair]:
        if self._pivot:
            return article.source or "", _Pair(article.source_lang, article.target_lang)
        return article.translation, _Pair(article.target_lang, article.source_lang)

    def _outcome(self, article: Article, made: Made | EngineError | None) -> Article | ArticleError:
        if made is None:
            return article
        if isinstance(made, EngineError):
            failed = ArticleError(made.message, where=made.where or article.id, remedy=made.remedy, article=article.id)
            failed.__cause__ = made
            return failed
        lang = article.target_lang if self._pivot else article.source_lang
        made_from = Side.SOURCE if self._pivot else Side.TRANSLATION
        making = Making(self.signature, made_from, made.pieces, made.gaps)
        return replace(article, back_translation=made.text, back_lang=lang, making=making)

    def _make(self, tasks: Sequence[tuple[str, _Pair]]) -> list[Made | EngineError]:
        plans = [plan(text, pair.source_lang, self._engine.unit) for text, pair in tasks]
        made: dict[int, Made | EngineError] = {}
        for pair in dict.fromkeys(pair for _, pair in tasks):
            chosen = [k for k, (_, own) in enumerate(tasks) if own == pair]
            made |= dict(zip(chosen, self._rendered([plans[k] for k in chosen], pair), strict=True))
        return [made[k] for k in range(len(tasks))]

    def _rendered(self, plans: Sequence[Plan], pair: _Pair) -> Iterator[Made | EngineError]:
        """The plans of one pair of languages; slots that were too long are cut and rendered again."""
        known: dict[str, Rendering | EngineError] = {}
        held, cut = None, list(plans)
        while cut != held:
            held = cut
            known |= self._look_up({slot.words for each in held for slot in each.slots} - known.keys(), pair)
            too_long = {words for words, rendering in known.items() if not _whole(rendering)}
            cut = [each.cut(too_long) for each in held]
        return (_made(each, known) for each in cut)

    def _look_up(self, segments: AbstractSet[str], pair: _Pair) -> dict[str, Rendering | EngineError]:
        """A rendering for each segment; an empty one that is not complete stands for a segment that is too long."""
        langs = (pair.source_lang, pair.target_lang)
        found: dict[str, Rendering | EngineError] = {}
        if self._cache is not None:
            found |= self._cache.get(self.signature, *langs, segments)
        missing = [segment for segment in segments if segment not in found]
        try:
            fitting = {segment: self._engine.fits(segment, *langs) for segment in missing}
        except LanguageError as error:
            return found | dict.fromkeys(missing, error)
        too_long = {segment: Rendering("", complete=False) for segment, fits in fitting.items() if not fits}
        self._keep(too_long, pair)
        found |= too_long
        # Sorted, so that a batch holds segments of about one length; an engine that pads wastes least.
        pending = sorted((segment for segment, fits in fitting.items() if fits), key=lambda s: (-len(s), s))
        for batch in batches(pending, self._engine.batch_size):
            found |= self._translate(batch, pair)
        return found

    def _translate(self, batch: Sequence[str], pair: _Pair) -> dict[str, Rendering | EngineError]:
        if self._last is not None and (self._failures >= GIVE_UP or self._declined >= DECLINED):
            return dict.fromkeys(batch, self._last)
        try:
            renderings = self._engine.translate(batch, pair.source_lang, pair.target_lang)
        except LanguageError as error:
            return dict.fromkeys(batch, error)
        except SegmentError as error:
            if len(batch) == 1:
                self._declined += 1
                self._last = error
                return {batch[0]: error}
            middle = len(batch) // 2
            return self._translate(batch[:middle], pair) | self._translate(batch[middle:], pair)
        except EngineError as error:
            log.debug("a batch of %d segments failed", len(batch), exc_info=True)
            self._failures += 1
            self._last = error
            return dict.fromkeys(batch, error)
        self._failures = self._declined = 0
        log.info("%s rendered %d segments", self.signature, len(batch))
        made = dict(zip(batch, map(_on_one_line, renderings), strict=True))
        # An engine that renders nothing of a segment may render its parts, or all of it another time.
        self._keep({segment: rendering for segment, rendering in made.items() if rendering.text}, pair)
        return {segment: r if r.text else Rendering("", complete=False) for segment, r in made.items()}

    def _keep(self, renderings: dict[str, Rendering], pair: _Pair) -> None:
        if self._cache is not None and renderings:
            self._cache.put(self.signature, self._engine.unit, pair.source_lang, pair.target_lang, renderings)


def _on_one_line(rendering: Rendering) -> Rendering:
    """`rendering` without line ends, which would make paragraphs where the text has none."""
    return replace(
        rendering, text="".join(" " if char in "\r\n\v\f\x85\u2028\u2029" else char for char in rendering.text)
    )


def _whole(rendering: Rendering | EngineError) -> bool:
    return isinstance(rendering, EngineError) or rendering.complete


def _made(finished: Plan, known: dict[str, Rendering | EngineError]) -> Made | EngineError:
    renderings: dict[str, Rendering] = {}
    gaps: list[tuple[Span, str]] = []
    for slot in finished.slots:
        rendering = known[slot.words]
        if isinstance(rendering, EngineError):
            return rendering
        if not rendering.complete:
            gaps.append((slot.span, _CUT_OFF if rendering.text else _LEFT))
        renderings[slot.words] = _or_given(slot, rendering)
    text, pieces = finished.joined(renderings)
    return Made(text, pieces, tuple(gaps))


def _or_given(slot: Slot, rendering: Rendering) -> Rendering:
    """`rendering`, or the words as given where they could not be rendered: nothing is lost without a trace."""
    return rendering if rendering.text or rendering.complete else Rendering(slot.words)
