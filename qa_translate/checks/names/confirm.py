"""What a back-translation says about a name finding: it hears the draft's name, or the source's after all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.arabic import is_arabic_letter
from qa_translate.article import Document, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import seconded
from qa_translate.checks.names.likeness import SURE
from qa_translate.finding import Finding
from qa_translate.romanise import Romaniser, arabic_forms, fold_latin
from qa_translate.same_words import keys
from qa_translate.vocabulary import prepared

# A back-translation of the draft that has the source's name shows that the draft says it after all; one that lacks it
# agrees with the finding. A second rendering of the source with the draft's name speaks for the draft.
HAS_SOURCE_NAME = 0.6
LACKS_SOURCE_NAME = 1.12
PIVOT_AGREES = 0.5
PIVOT_DIFFERS = 1.08
# A name that the source has nowhere comes back as one that it has nowhere.
ADDED_IN_BACK = 1.8
# Labels of a name that describes no other noun.
_OF_ITS_OWN = frozenset({"nsubj", "nsubjpass", "dobj", "dative", "pobj", "conj", "appos", "attr", "npadvmod", "ROOT"})


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
    elif case.source is not None:
        linked = bitext.to_source(bitext.target.words_in(finding.target))
        rendered = linked or _heard(case, finding.target, passage)
        factor = (
            _lacking(finding, case.source, passage, rendered) if finding.source else _added(case, finding, rendered)
        )
    else:
        return finding
    return seconded(finding, min(0.97, finding.confidence * factor))


def _heard(case: Case, name: Span, passage: Sequence[Word]) -> tuple[Word, ...]:
    """Words of a round trip that sound like a name of the draft, where none is linked to it."""
    letters = case.vocabulary.topic(case.back.lang, "romanisation") if case.back else None
    if letters is None:
        return ()
    evidence, text = prepared(Romaniser.of, letters).evidence, fold_latin(name.of(case.translation.text))
    return tuple(w for w in passage if any(evidence(text, form) >= SURE for form in arabic_forms(w.text)))


def _lacking(finding: Finding, source: Document, passage: Sequence[Word], rendered: Sequence[Word]) -> float:
    """What a round trip says of a name of the source that the draft lacks."""
    wanted = {f for w in source.words_in(finding.source) for f in arabic_forms(w.text)} if finding.source else set()
    if any(not wanted.isdisjoint(arabic_forms(w.text)) for w in passage):
        return HAS_SOURCE_NAME
    # What an engine leaves in the draft's letters it has not heard as any name.
    return LACKS_SOURCE_NAME if not rendered or any(map(_is_translated, rendered)) else 1.0


def _added(case: Case, finding: Finding, rendered: Sequence[Word]) -> float:
    """What a round trip says of a name that the source lacks: has it one that the source has nowhere?

    A name that describes another noun ("US officials") is what translators add to explain.
    """
    if case.source is None or case.parse is None or finding.target is None:
        return 1.0
    token = next(iter(case.parse.overlapping(finding.target)), None)
    names = [w for w in rendered if _is_translated(w)]
    if token is None or token.dep not in _OF_ITS_OWN or not names:
        return 1.0
    known = {key for w in case.source.words for key in keys(w)}
    return ADDED_IN_BACK if all(known.isdisjoint(keys(w)) for w in names) else 1.0


def _is_translated(word: Word) -> bool:
    return any(map(is_arabic_letter, word.form))


def _passage(bitext: Bitext, target: Span) -> Iterator[Word]:
    """Words of the back-translation of the segment that holds `target`."""
    segment = bitext.target.segment_at(target.start)
    bead = bitext.bead_of_target(segment.index) if segment is not None else None
    if bead is not None:
        yield from bitext.source_words(bead)
