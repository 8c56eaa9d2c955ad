"""An attribution of the source that the translation leaves out: the reported words become the writer's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from qa_translate.article import Span
from qa_translate.bitext import Bead
from qa_translate.checks.attribution.frames import Frame, Kind
from qa_translate.checks.attribution.likeness import content
from qa_translate.checks.attribution.rules import LOST
from qa_translate.checks.attribution.view import View
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# Cosine from which a word of the passage may be the speaker, or what the speaker is called instead.
PERHAPS = 0.5
# The same in a sentence beside it.
SURELY = 0.7
SHOWN = 12
_STRENGTHS = {Kind.SOURCE: 0.62, Kind.SAY: 0.6, Kind.RELAY: 0.6}


def lost_attributions(view: View, target: Sequence[Frame]) -> Iterator[Finding]:
    """Frames of the source with a named speaker of whom the passage that renders them has neither name nor verb.

    Args:
        view: both sides' frames.
        target: all frames of the translation.
    """
    paired, taken = {id(p.source) for p in view.pairs}, {id(p.target) for p in view.pairs}
    free: dict[int, list[Frame]] = defaultdict(list)
    for frame in target:
        if id(frame) not in taken:
            free[frame.segment].append(frame)
    speaking = {f.segment for f in target if f.speaker}
    for frame in view.frames:
        bead = view.bitext.bead_of_source(frame.segment)
        if bead is None or not bead.target:
            continue  # left out as a whole: for the content checks
        doubtful = id(frame) not in paired and _is_plain(frame) and not _is_rendered(view, frame, bead, free)
        if doubtful and not _is_quoted(view, bead, speaking):
            words = view.bitext.target_words(bead)[:SHOWN]
            message = f"The source gives this to “{view.source(frame.speaker)}”; the translation says it of itself."
            span = Span.hull(w.span for w in words) if words else None
            yield found(LOST, _STRENGTHS[frame.kind], message, target=span, source=frame.mark)


def _is_plain(frame: Frame) -> bool:
    unsure = frame.nested or frame.relative or frame.doubtful
    return frame.kind in _STRENGTHS and bool(content(frame.speaker)) and not unsure


def _is_quoted(view: View, bead: Bead, speaking: Collection[int]) -> bool:
    """Whether the translation of a passage lies within a quotation that reaches into a sentence with a speaker.

    It is not the translation that says it.
    """
    marked = view.votes.target
    (owner, *others) = {marked.owner[w.index] for w in view.bitext.target_words(bead)} or {None}
    if owner is None or others or not marked.quotes[owner].whole:
        return False
    return any(w.segment in speaking for w in marked.words(owner))


def _is_rendered(view: View, frame: Frame, bead: Bead, free: Mapping[int, Sequence[Frame]]) -> bool:
    """Whether anything in the passage may stand for the speaker, or a sentence beside it says that he speaks, or its
    verb is in a mood that only what somebody else says has.

    Args:
        view: both sides' frames.
        frame: of the source.
        bead: its passage, with a counterpart.
        free: frames of the translation that render none of the source, by segment.
    """
    if any(view.bitext.links_of_source(w.index) for w in content(frame.speaker)):
        return True
    if view.likeness.best(view.bitext.target_words(bead), frame.speaker) >= PERHAPS:
        return True
    if any(free.get(k) for k in bead.target) or any(w.form in view.moods for w in view.bitext.target_words(bead)):
        return True
    beside = [f for k in range(bead.target[0] - 1, bead.target[-1] + 2) for f in free.get(k, ())]
    return any(view.likeness.best(f.speaker, frame.speaker) >= SURELY for f in beside)
