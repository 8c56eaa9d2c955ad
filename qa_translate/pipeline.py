"""From an article to its report: the one place that states the order of the steps.

    complete -> segment -> encode -> align -> parse -> check -> calibrate -> merge -> score

Segments of many articles are encoded and parsed together, since both engines are fastest on large batches.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from typing import Any, TypeVar

from qa_translate import score
from qa_translate.align import align_segments
from qa_translate.article import Article, Document, Side
from qa_translate.bitext import Bitext
from qa_translate.calibrate import Calibration, calibration
from qa_translate.case import Case
from qa_translate.checks import registry
from qa_translate.errors import ArticleError, EngineError, InputError, QaTranslateError
from qa_translate.evidence import shown
from qa_translate.finding import Finding, Report, Skipped
from qa_translate.glossary import Glossary, no_glossary
from qa_translate.marks import shortened
from qa_translate.merge import merge
from qa_translate.messages import with_languages
from qa_translate.mirror import is_mirrored, joined, mirror, unlooked
from qa_translate.policy import Policy
from qa_translate.ports import Encoder, Encoding, Parse, Parser
from qa_translate.similarity import similarity
from qa_translate.strangers import without_strangers
from qa_translate.texts import Texts, texts_of
from qa_translate.timing import Stopwatch
from qa_translate.trust import trusted
from qa_translate.unrelated import check_related
from qa_translate.vectors import DocumentVectors, document_vectors, encode_unmarked
from qa_translate.version import __version__
from qa_translate.vocabulary import Vocabulary
from qa_translate.words import align_words

log = logging.getLogger(__name__)
Result = TypeVar("Result")

_CHUNK = 40_000
"""Code points that one call of the encoder gets at most, so that memory does not grow with the article."""


@dataclass(frozen=True)
class Tools:
    """What the pipeline works with.

    Attributes:
        encoder: vectors of any language.
        parsers: syntax by language; languages without one are checked without syntax.
        vocabulary: language data.
        min_confidence: findings below it do not count for the score.
        similarity: whether to compute sacreBLEU's scores (slow beside the rest).
        batch_chars: code points of one batch of articles.
        watch: adds up the time of each stage.
        calibration: turns strengths into probabilities.
        calibrate: does so instead, for all findings of one article, in order.
        glossary: terms that the house has agreed on, by the languages of source and translation.
        policy: what an editor has decided about rules.
        beside: whether syntax is found by a thread of its own while the encoder works.
        complete: makes the back-translations that articles lack; None: they are checked without.
    """

    encoder: Encoder
    parsers: Mapping[str, Parser] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    min_confidence: float = 0.5
    similarity: bool = True
    batch_chars: int = 60_000
    watch: Stopwatch = field(default_factory=Stopwatch)
    calibration: Calibration = field(default_factory=calibration)
    calibrate: Callable[[Sequence[Finding]], Sequence[Finding]] | None = None
    glossary: Callable[[str, str], Glossary] = no_glossary
    policy: Policy = field(default_factory=Policy)
    beside: bool = True
    complete: Callable[[Sequence[Article]], Sequence[Article | ArticleError]] | None = None


class _AtOnce(Executor):
    """Does what it is given before it goes on, for workers that have one processor each."""

    def submit(self, step: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        """A promise that is kept already; an error is raised at once."""
        promise: Future[Any] = Future()
        promise.set_result(step(*args, **named))
        return promise


def check_article(article: Article, tools: Tools) -> Report:
    """Check one article.

    Raises:
        EngineError: the back-translation that it lacks could not be made.
        InputError: source and translation are not the same article.
    """
    for outcome in check_articles([article], tools):
        if isinstance(outcome, ArticleError) and isinstance(outcome.__cause__, EngineError):
            raise outcome.__cause__
        if isinstance(outcome, ArticleError):
            raise InputError(outcome.message, where=outcome.where, remedy=outcome.remedy) from outcome
        return outcome
    raise AssertionError("one article in, one outcome out")


def check_articles(articles: Iterable[Article], tools: Tools) -> Iterator[Report | ArticleError]:
    """Check many articles, in order; an article that cannot be checked gives an error instead of a report."""
    with ThreadPoolExecutor(1, thread_name_prefix="parse") if tools.beside else _AtOnce() as beside:
        for batch in _batches(articles, tools.batch_chars):
            yield from _check_batch(batch, tools, beside)


def _check_batch(batch: Sequence[Article], tools: Tools, beside: Executor) -> Iterator[Report | ArticleError]:
    """Outcomes of one batch; where an engine fails on it, the rest of the batch is checked one by one.

    Raises:
        ModelError: an engine cannot work at all.
    """
    read = _read(batch, tools)
    done = 0
    try:
        for outcome in _outcomes(read, tools, beside):
            yield outcome
            done += 1
    except QaTranslateError:
        raise
    except Exception:
        log.debug("an engine failed on a batch of %d articles", len(batch), exc_info=True)
        for article, texts in zip(batch[done:], read[done:], strict=True):
            yield _or_error(article, partial(_only, texts, tools, beside))


def _read(batch: Sequence[Article], tools: Tools) -> list[Texts | ArticleError]:
    """The texts of each article, with the back-translation that it lacked.

    Raises:
        ModelError: the engine that makes back-translations cannot work at all.
    """
    with tools.watch.stage("complete"):
        whole = tools.complete(batch) if tools.complete else batch
    with tools.watch.stage("segment"):
        return [
            article if isinstance(article, ArticleError) else _or_error(article, partial(texts_of, article))
            for article in whole
        ]


def _only(texts: Texts | ArticleError, tools: Tools, beside: Executor) -> Report | ArticleError:
    return next(_outcomes([texts], tools, beside))


def _outcomes(read: Sequence[Texts | ArticleError], tools: Tools, beside: Executor) -> Iterator[Report | ArticleError]:
    """Outcomes of articles that have been read; syntax is found beside the encoder, which leaves Python free."""
    good = [texts for texts in read if isinstance(texts, Texts)]
    with tools.watch.stage("parse"):
        parsing = beside.submit(_parse, [_parsed(texts) for texts in good], tools.parsers)
    encodings = _encodings([document for texts in good for document in texts.documents], tools)
    place = 0
    for texts in read:
        if isinstance(texts, ArticleError):
            yield texts
            continue
        with tools.watch.stage("vectors"):
            vectors = [document_vectors(d, islice(encodings, len(d.segments))) for d in texts.documents]
        with tools.watch.stage("parse"):
            parse = parsing.result()[place]
        place += 1
        yield _or_error(texts.article, partial(_report, texts, parse, vectors, tools))


def _parsed(texts: Texts) -> Document:
    """The text whose syntax the checks need: of a translation into Arabic, its source."""
    source = texts.source
    return source if source is not None and is_mirrored(texts.translation, source) else texts.translation


def encode_only(articles: Iterable[Article], tools: Tools) -> float:
    """Seconds that the encoder alone takes for all texts of `articles`, in the batches of `check_articles`.

    Articles that cannot be read are left out, as there.
    """
    for batch in _batches(articles, tools.batch_chars):
        read = _read(batch, tools)
        for _ in _encodings([d for texts in read if isinstance(texts, Texts) for d in texts.documents], tools):
            pass
    return tools.watch.seconds["encode"]


def _batches(articles: Iterable[Article], chars: int) -> Iterator[list[Article]]:
    batch: list[Article] = []
    size = 0
    for article in articles:
        batch.append(article)
        size += article.size
        if size >= chars:
            yield batch
            batch, size = [], 0
    if batch:
        yield batch


def _parse(documents: Sequence[Document], parsers: Mapping[str, Parser]) -> list[Parse | None]:
    """Syntax of each document, all those of one language in one call."""
    found: list[Parse | None] = [None] * len(documents)
    for lang, parser in parsers.items():
        chosen = [k for k, document in enumerate(documents) if document.lang == lang]
        texts = [[(s.span.of(documents[k].text), s.span.start) for s in documents[k].segments] for k in chosen]
        for k, parse in zip(chosen, parser.parse(texts) if chosen else [], strict=True):
            found[k] = parse
    return found


def _encodings(documents: Sequence[Document], tools: Tools) -> Iterator[Encoding]:
    """One encoding per segment of all documents, in order, made some thousands of words at a time."""
    chunk: list[str] = []
    size = 0
    for text in (part.span.of(document.text) for document in documents for part in document.segments):
        chunk.append(text)
        size += len(text)
        if size >= _CHUNK:
            yield from _encode(chunk, tools)
            chunk, size = [], 0
    yield from _encode(chunk, tools)


def _encode(chunk: list[str], tools: Tools) -> list[Encoding]:
    with tools.watch.stage("encode"):
        return encode_unmarked(chunk, tools.encoder) if chunk else []


def _or_error(article: Article, step: Callable[[], Result]) -> Result | ArticleError:
    """What `step` gives, or why it cannot: nothing in one article may stop the others."""
    try:
        return step()
    except QaTranslateError as error:
        return ArticleError(error.message, where=error.where or article.id, remedy=error.remedy, article=article.id)
    except Exception as error:
        log.debug("article %r could not be checked", article.id, exc_info=True)
        message = f"could not be checked ({error!r})"
        failed = ArticleError(message, where=article.id, remedy="report this bug", article=article.id)
        failed.__cause__ = error
        return failed


def _case(texts: Texts, parse: Parse | None, vectors: Sequence[DocumentVectors], tools: Tools) -> Case:
    by_side = {document.side: made for document, made in zip(texts.documents, vectors, strict=True)}
    if texts.source is not None:
        check_related(by_side[Side.SOURCE], by_side[Side.TRANSLATION])

    def side_by_side(source: Document | None, target: Document | None) -> Bitext | None:
        if source is None or target is None:
            return None
        return align_texts(source, target, by_side[source.side], by_side[target.side])

    back = texts.back
    same_language = back is not None and texts.source is not None and back.lang == texts.source.lang
    return Case(
        texts.article,
        texts.translation,
        tools.vocabulary,
        source=texts.source,
        back=back,
        bitext=side_by_side(texts.source, texts.translation),
        round_trip=side_by_side(texts.source, back) if same_language else None,
        retranslation=side_by_side(back, texts.translation),
        parse=parse,
        glossary=tools.glossary(texts.article.source_lang, texts.article.target_lang),
        vectors=by_side[Side.TRANSLATION],
    )


def align_texts(source: Document, target: Document, left: DocumentVectors, right: DocumentVectors) -> Bitext:
    """Align sentences, then words; pairs whose words turn out to be strangers are taken apart and aligned again."""
    bitext = align_words(source, target, left, right, align_segments(source, target, left, right))
    beads = without_strangers(bitext)
    return bitext if beads == bitext.beads else align_words(source, target, left, right, beads)


def _report(texts: Texts, parse: Parse | None, vectors: Sequence[DocumentVectors], tools: Tools) -> Report:
    mirrored = is_mirrored(texts.translation, texts.source)
    with tools.watch.stage("align"):
        case = _case(texts, None if mirrored else parse, vectors, tools)
    with tools.watch.stage("check"):
        found, skipped = registry.run(case)
        found = list(trusted(found, case))
    if mirrored:
        found, skipped = _both_ways(case, parse, vectors, texts, tools, (found, skipped))
    findings = tools.policy.applied(found)
    merged = tuple(
        _in_words(shown(shortened(f, case.translation), case), case)
        for f in merge((tools.calibrate or tools.calibration.all)(findings))
    )
    with tools.watch.stage("similarity"):
        similar = similarity(case) if tools.similarity else None
    beads = case.bitext.beads if case.bitext else ()
    report = Report(
        case.article,
        merged,
        tools.policy.skipped((*texts.unread, *skipped), registry.rules()),
        score=100,
        signature=_signature(case, tools),
        similarity=similar,
        alignment=tuple((case.bitext.source_span(b), case.bitext.target_span(b)) for b in beads) if case.bitext else (),
        thresholds=tools.policy.thresholds,
    )
    counted = [finding for finding in merged if report.shows(finding, tools.min_confidence)]
    segments = score.segment_scores(counted, case.translation)
    return replace(report, score=score.article_score(segments, case.translation, case.source), segments=segments)


def _both_ways(
    case: Case,
    parse: Parse | None,
    vectors: Sequence[DocumentVectors],
    texts: Texts,
    tools: Tools,
    own: tuple[list[Finding], list[Skipped]],
) -> tuple[list[Finding], list[Skipped]]:
    """What is found in a translation into Arabic as it is, and the other way round."""
    by_side = {document.side: made for document, made in zip(texts.documents, vectors, strict=True)}

    def align(arabic: Document, other: Document) -> Bitext:
        return align_texts(arabic, other, by_side[Side.TRANSLATION], by_side[Side.SOURCE])

    article = case.article
    with tools.watch.stage("align"):
        turned = mirror(case, parse, align, tools.glossary(article.target_lang, article.source_lang))
    with tools.watch.stage("check"):
        found, skipped = registry.run(turned.case)
        mirrored = turned.findings(trusted(found, turned.case))
    return joined(own[0], mirrored), unlooked(own[1], skipped)


def _in_words(finding: Finding, case: Case) -> Finding:
    """`finding` with a message that names the language of each text."""
    texts = {"translation": case.translation, "source": case.source, "back-translation": case.back}
    languages = {name: text.lang for name, text in texts.items() if text is not None}
    return replace(finding, message=with_languages(finding.message, languages))


def _signature(case: Case, tools: Tools) -> str:
    parser = tools.parsers.get(case.translation.lang)
    return score.signature(
        version=__version__,
        rules=registry.rules_hash(),
        calibration=tools.calibration.checksum,
        encoder=tools.encoder.signature,
        syntax=parser.signature if parser else "",
        engine=case.article.making.engine if case.article.making else "given" if case.back else "",
        min_confidence=tools.min_confidence,
        decided="+".join(filter(None, (tools.policy.signature, case.glossary.signature))),
    )
