"""An attribution of the source that the translation leaves out: the reported words become the writer's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span
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
    paired = {id(p.source) for p in view.pairs}
    taken = {id(p.target) for p in view.pairs}
    free = [f for f in target if id(f) not in taken]
    for frame in view.frames:
        if id(frame) not in paired and _is_plain(frame) and not _is_rendered(view, frame, free):
            bead = view.bitext.bead_of_source(frame.segment)
            words = view.bitext.target_words(bead) if bead is not None else ()
            message = f"The source gives this to “{view.source(frame.speaker)}”; the translation says it of itself."
            span = Span.hull(w.span for w in words[:SHOWN]) if words else None
            yield found(LOST, _STRENGTHS[frame.kind], message, target=span, source=frame.mark)


def _is_plain(frame: Frame) -> bool:
    unsure = frame.nested or frame.relative or frame.doubtful
    return frame.kind in _STRENGTHS and bool(content(frame.speaker)) and not unsure


def _is_rendered(view: View, frame: Frame, free: Sequence[Frame]) -> bool:
    """Whether anything in the passage may stand for the speaker, or a sentence beside it says that he speaks."""
    bead = view.bitext.bead_of_source(frame.segment)
    if bead is None or not bead.target:
        return True  # left out as a whole: for the content checks
    here, around = set(bead.target), range(bead.target[0] - 1, bead.target[-1] + 2)
    if any(view.bitext.links_of_source(w.index) for w in content(frame.speaker)):
        return True
    if view.likeness.best(view.bitext.target_words(bead), frame.speaker) >= PERHAPS:
        return True
    return any(
        f.segment in here or (f.segment in around and view.likeness.best(f.speaker, frame.speaker) >= SURELY)
        for f in free
    )
