"""sacreBLEU's chrF++, BLEU and TER between two texts of one article that share a language."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from qa_translate.article import Document, Span
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.differences import differences
from qa_translate.finding import SegmentSimilarity, Similarity
from qa_translate.same_words import same_words

if TYPE_CHECKING:
    from sacrebleu.metrics.ter import TER

log = logging.getLogger(__name__)

TER_WORDS = 60
"""Longest passage, in words, that TER looks at in one piece: its search grows faster than the square of the length."""


def similarity(case: Case) -> Similarity | None:
    """Scores of the round trip against the source, or of the draft against the pivot.

    Returns:
        None where no two texts share a language, no passage of one has a counterpart in the other, or sacreBLEU fails:
        a report is worth more than these scores, so that failure is logged and does not stop it.
    """
    pivot = case.back_is_pivot and case.retranslation is not None
    bitext = case.retranslation if pivot else case.round_trip
    if bitext is None:
        return None
    try:
        return compare(bitext, "back_translation/translation" if pivot else "source/back_translation")
    except Exception as error:
        log.warning("%s: has no sacreBLEU scores (%r)", case.article.id, error)
        log.debug("sacreBLEU failed", exc_info=True)
        return None


def compare(bitext: Bitext, comparison: str) -> Similarity | None:
    """Scores of `bitext.target` (hypothesis) against `bitext.source` (reference), per bead and as a whole.

    Args:
        bitext: two texts in the same language.
        comparison: which two, reference first, for `Similarity.comparison`.

    Returns:
        None where no bead has both sides, so that there is nothing to score.
    """
    if not any(bead.source and bead.target for bead in bitext.beads):
        return None
    from sacrebleu.metrics.bleu import BLEU  # 0.1 s, and most runs have no back-translation
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    chrf, bleu, ter = CHRF(word_order=2), BLEU(), TER()  # with words in pairs it is chrF++
    sentence_bleu = BLEU(effective_order=True)
    pairs = [(bitext.source_span(bead), bitext.target_span(bead)) for bead in bitext.beads]
    references = [_words(bitext.source, span) for span, _ in pairs]
    hypotheses = [_words(bitext.target, span) for _, span in pairs]
    kept = same_words(bitext)
    edits = [_edits(ter, told, said) for told, said in zip(hypotheses, references, strict=True)]
    segments = tuple(
        SegmentSimilarity(
            reference,
            hypothesis,
            chrf=_rounded(chrf.sentence_score(told, [said]).score),
            bleu=_rounded(sentence_bleu.sentence_score(told, [said]).score),
            ter=_rate(edited, len(said.split())),
            differences=differences(bitext, bead, kept),
        )
        for bead, (reference, hypothesis), said, told, edited in zip(
            bitext.beads, pairs, references, hypotheses, edits, strict=True
        )
        if reference and hypothesis
    )
    reference_words = sum(len(said.split()) for said in references)
    return Similarity(
        comparison,
        chrf=_rounded(chrf.corpus_score(hypotheses, [references]).score),
        bleu=_rounded(bleu.corpus_score(hypotheses, [references]).score),
        ter=_rate(sum(edits), reference_words),
        signatures=(
            ("chrF++", str(chrf.get_signature())),
            ("BLEU", str(bleu.get_signature())),
            ("TER", f"{ter.get_signature()}|window:{TER_WORDS}"),
        ),
        segments=segments,
    )


def _edits(ter: TER, hypothesis: str, reference: str) -> float:
    """Edits that TER counts; the article's TER is their sum, so that no passage is searched twice.

    A longer passage is cut on both sides into as many pieces as keep each within `TER_WORDS`.
    """
    told, said = hypothesis.split(), reference.split()
    pieces = max(1, -(-max(len(told), len(said)) // TER_WORDS))
    total = 0.0
    for k in range(pieces):
        there, here = _piece(told, k, pieces), _piece(said, k, pieces)
        if there and here:
            total += ter.sentence_score(" ".join(there), [" ".join(here)]).score / 100 * len(here)
        else:
            total += len(there) + len(here)
    return total


def _piece(words: list[str], k: int, pieces: int) -> list[str]:
    return words[k * len(words) // pieces : (k + 1) * len(words) // pieces]


def _rate(edits: float, reference_words: int) -> float:
    """TER, 0 to 100 and above."""
    return _rounded(100 * edits / reference_words) if reference_words else 100.0 * (edits > 0)


def _rounded(score: float) -> float:
    return round(score, 1)


def _words(document: Document, span: Span | None) -> str:
    return " ".join(span.of(document.text).split()) if span else ""
