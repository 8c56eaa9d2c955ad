"""What a back-translation says about a name finding: it hears the draft's name, or the source's after all."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import seconded
from qa_translate.finding import Finding
from qa_translate.romanise import arabic_forms

# A back-translation of the draft that has the source's name shows that the draft says it after all; one that lacks it
# agrees with the finding. A second rendering of the source with the draft's name speaks for the draft.
HAS_SOURCE_NAME = 0.6
LACKS_SOURCE_NAME = 1.12
PIVOT_AGREES = 0.5
PIVOT_DIFFERS = 1.08


def weighed(case: Case, finding: Finding) -> Finding:
    """`finding` with its strength changed by what the back-translation has at its place."""
    bitext = case.retranslation
    if bitext is None or finding.target is None:
        return finding
    passage = list(_passage(bitext, finding.target))
    if not passage:
        return finding
    if case.back_is_pivot:
        forms = {w.form for w in passage}
        own = [w.form for w in bitext.target.words_in(finding.target)]
        factor = PIVOT_AGREES if all(f in forms for f in own) else PIVOT_DIFFERS
    elif finding.source is not None and case.source is not None:
        wanted = {f for w in case.source.words_in(finding.source) for f in arabic_forms(w.text)}
        heard = any(not wanted.isdisjoint(arabic_forms(w.text)) for w in passage)
        factor = HAS_SOURCE_NAME if heard else LACKS_SOURCE_NAME
    else:
        return finding
    return seconded(finding, min(0.97, finding.confidence * factor))


def _passage(bitext: Bitext, target: Span) -> Iterator[Word]:
    """Words of the back-translation of the segment that holds `target`."""
    segment = bitext.target.segment_at(target.start)
    bead = bitext.bead_of_target(segment.index) if segment is not None else None
    if bead is not None:
        yield from bitext.source_words(bead)
