"""An attribution that the source does not have: its own statement is given to somebody."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.bitext import Bead
from qa_translate.checks.attribution.frames import Frame, Kind
from qa_translate.checks.attribution.rules import INVENTED
from qa_translate.checks.attribution.view import SAME, View
from qa_translate.checks.family import found
from qa_translate.finding import Finding

QUOTES = frozenset('«»“”„"‹›')
STRENGTH, WITH_NAME = 0.6, 0.7


def invented_attributions(view: View) -> Iterator[Finding]:
    """Frames of the translation with a named speaker whose passage of the source neither reports nor names him."""
    paired = {id(p.target) for p in view.pairs}
    reporting = {f.segment for f in view.frames}
    for frame in view.said:
        if id(frame) in paired or not _is_plain(view, frame):
            continue
        bead = view.bitext.bead_of_target(frame.segment)
        if bead is None or not bead.source or bead.moved or reporting & set(bead.source):
            continue
        if _may_be_reported(view, frame, bead):
            continue
        if any(x.mutual for w in frame.speaker for x in view.bitext.links_of_target(w.index)):
            continue
        message = f"The translation gives this to “{view.target(frame.speaker)}”; the source says it of itself."
        named = any(view.likeness.is_named(w) for w in frame.head)
        source = view.bitext.source_span(bead)
        yield found(INVENTED, WITH_NAME if named else STRENGTH, message, target=frame.mark, source=source)


def _may_be_reported(view: View, frame: Frame, bead: Bead) -> bool:
    """Whether the source quotes here, names the speaker, or has him speak in a sentence beside."""
    span = view.bitext.source_span(bead)
    if span is None or any(c in QUOTES for c in span.of(view.bitext.source.text)):
        return True
    if view.likeness.best(frame.speaker, view.bitext.source_words(bead)) >= SAME:
        return True
    first, last = bead.source[0] - 1, bead.source[-1] + 1
    beside = (f for f in view.frames if first <= f.segment <= last and f.resolved)
    return any(view.likeness.best(frame.speaker, f.resolved + f.maybe) >= SAME for f in beside)


def _is_plain(view: View, frame: Frame) -> bool:
    reports = frame.kind in (Kind.SAY, Kind.TELL, Kind.SOURCE) and frame.stance != "accusation"
    return reports and not frame.passive and any(map(view.calls_somebody, frame.head)) and not view.is_heading(frame)
