"""What the back-translation adds: does it have the source's number or the translation's?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.numbers.agree import agree
from qa_translate.checks.numbers.extract import extract
from qa_translate.checks.numbers.quantities import Quantity

# Little: a back-translation alone, which may have slips of its own, does not make a doubt worth showing.
_RAISE = 0.01
_LOWER = -0.2

Confirm = Callable[[Quantity | None, Quantity | None], float]


def confirmation(case: Case) -> Confirm:
    """A function of (source quantity, target quantity) that says how much surer the back-translation makes a doubt.

    A round trip repeats the translation: the translation's number in it confirms that the two differ, the
    source's number says that ours was misread. A pivot repeats the source: the other way round.
    """
    bitext = case.retranslation
    if bitext is None or case.bitext is None or not case.vocabulary.has(bitext.source.lang, "numbers"):
        return lambda _source, _target: 0.0
    quantities: dict[int, list[Quantity]] = defaultdict(list)
    for quantity in extract(bitext.source, case.vocabulary):
        quantities[quantity.segment].append(quantity)
    sign = -1.0 if case.back_is_pivot else 1.0
    forward = case.bitext

    def confirm(source: Quantity | None, target: Quantity | None) -> float:
        segments = _back_segments(bitext, forward, source, target)
        if not segments:
            return 0.0
        near = [q for k in segments for q in quantities[k]]
        theirs = source is not None and any(agree(q, source) for q in near)
        ours = target is not None and any(agree(q, target) for q in near)
        if ours == theirs:
            return 0.0 if ours or target is not None else _RAISE * (sign > 0)
        return _RAISE if (ours - theirs) * sign > 0 else _LOWER

    return confirm


def _back_segments(
    bitext: Bitext, forward: Bitext, source: Quantity | None, target: Quantity | None
) -> tuple[int, ...]:
    """Segments of the back-translation that stand for the translation's passage."""
    if target is not None:
        segments: tuple[int, ...] = (target.segment,)
    else:
        bead = forward.bead_of_source(source.segment) if source is not None else None
        segments = bead.target if bead else ()
    beads = [bead for k in segments if (bead := bitext.bead_of_target(k))]
    return tuple(sorted({k for bead in beads for k in bead.source}))
