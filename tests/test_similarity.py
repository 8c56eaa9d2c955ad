"""sacreBLEU's scores by passage and for the article."""

import logging

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER

from qa_translate.article import Article, Document, Side
from qa_translate.bitext import Bead, Bitext
from qa_translate.case import Case
from qa_translate.finding import Similarity
from qa_translate.segment import segment
from qa_translate.similarity import TER_WORDS, compare, similarity
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary

REFERENCES = ["The minister said on Monday that talks had begun.", "Nobody was hurt.", "Prices rose by 3 percent."]
HYPOTHESES = ["On Monday the minister said that talks began.", "Nobody was hurt.", "Prices fell by 3 percent."]


def beside(source: Document, target: Document, beads: tuple[Bead, ...]) -> Bitext:
    flat, none = np.zeros(0, dtype=np.float32), DocumentVectors(*[np.zeros((0, 1), dtype=np.float16)] * 2)
    return Bitext(source, target, beads, (), flat, flat, none, none)


def bitext(references: list[str], hypotheses: list[str], lang: str = "en") -> Bitext:
    source = segment("\n\n".join(references), lang, Side.SOURCE)
    target = segment("\n\n".join(hypotheses), lang, Side.BACK)
    beads = tuple(Bead((k,), (k,)) for k in range(len(references)))
    return beside(source, target, beads)


def compared(made: Bitext) -> Similarity:
    found = compare(made, "source/back_translation")
    assert found is not None
    return found


def round_trip(made: Bitext) -> Case:
    article = Article("A text.", id="a")
    return Case(article, segment("A text.", "en", Side.TRANSLATION), Vocabulary(), round_trip=made)


def test_the_articles_scores_are_those_of_sacrebleu() -> None:
    found = compared(bitext(REFERENCES, HYPOTHESES))
    assert found.chrf == pytest.approx(CHRF(word_order=2).corpus_score(HYPOTHESES, [REFERENCES]).score, abs=0.06)
    assert found.bleu == pytest.approx(BLEU().corpus_score(HYPOTHESES, [REFERENCES]).score, abs=0.06)
    assert found.ter == pytest.approx(TER().corpus_score(HYPOTHESES, [REFERENCES]).score, abs=0.06)


def test_each_passage_has_scores_of_its_own() -> None:
    found = compared(bitext(REFERENCES, HYPOTHESES))
    assert [s.ter for s in found.segments][1] == 0
    assert found.segments[1].chrf == found.segments[1].bleu == 100
    assert found.segments[0].ter > 0


def test_every_metric_is_signed() -> None:
    found = compared(bitext(REFERENCES, HYPOTHESES))
    assert [name for name, _ in found.signatures] == ["chrF++", "BLEU", "TER"]
    assert all("version:" in signed for _, signed in found.signatures)


def test_long_passages_are_cut_for_ter() -> None:
    words = " ".join(f"word{k}" for k in range(5 * TER_WORDS))
    found = compared(bitext([words], [words]))
    assert found.ter == 0


def test_a_passage_without_counterpart_counts_for_the_article_only() -> None:
    made = bitext(REFERENCES, HYPOTHESES)
    lost = beside(made.source, made.target, (*made.beads[:2], Bead((2,), ())))
    found = compared(lost)
    assert len(found.segments) == 2
    assert found.ter > compared(made).ter


def test_texts_without_a_common_language_are_not_compared() -> None:
    translation = segment("A text.", "en", Side.TRANSLATION)
    assert similarity(Case(Article("A text."), translation, Vocabulary())) is None


@pytest.mark.parametrize("beads", [(), (Bead((), (0,)), Bead((0,), ()))])
def test_texts_without_a_passage_in_common_have_no_scores(beads: tuple[Bead, ...]) -> None:
    whole = bitext(["Word."], ["Two words."])
    assert similarity(round_trip(beside(whole.source, whole.target, beads))) is None


def test_scores_that_fail_do_not_cost_the_report(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object) -> None:
        raise ValueError("no such tokenizer")

    monkeypatch.setattr(CHRF, "corpus_score", fail)
    with caplog.at_level(logging.WARNING):
        assert similarity(round_trip(bitext(REFERENCES, HYPOTHESES))) is None
    assert caplog.messages == ["a: has no sacreBLEU scores (ValueError('no such tokenizer'))"]
