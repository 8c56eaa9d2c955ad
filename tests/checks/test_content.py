"""Holes and additions: what one side of an aligned passage says alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np
import pytest

from qa_translate.article import Article, Document, Side, Span
from qa_translate.bitext import Bead, Bitext, Link
from qa_translate.calibrate import calibration
from qa_translate.case import Case
from qa_translate.checks import adjuncts
from qa_translate.checks.adjuncts import Adjuncts, Joining
from qa_translate.checks.content import OMITTED_TOLD, _Carriers, _sides, check
from qa_translate.finding import Finding
from qa_translate.ports import Parse, Token
from qa_translate.romanise import Romaniser
from qa_translate.segment import segment
from qa_translate.syntax import Tree
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary

FUNCTION = frozenset({"the", "a", "an", "of", "while", "for", "in", "along", "by", "to", "and"})
SOURCE = "تبرعت جمعية بثمن الوقود، في حين أسهم مغتربون في شراء مولد كهربائي جديد."
WHOLE = "An association donated the price of the fuel, while expatriates helped to buy a new electric generator."
SHORT = "An association donated the price of the fuel."
PAIRS = {
    "donated": "تبرعت", "association": "جمعية", "price": "بثمن", "fuel": "الوقود", "helped": "اسهم",
    "expatriates": "مغتربون", "buy": "شراء", "generator": "مولد", "electric": "كهربائي", "new": "جديد",
}  # fmt: skip
UNLIKE = 0.45


def case_of(source: str, target: str, pairs: Mapping[str, str], beads: tuple[Bead, ...]) -> Case:
    """Words of a pair share a vector; all others are alike to the same small degree."""
    left, right = segment(source, "ar", Side.SOURCE), segment(target, "en", Side.TRANSLATION)
    common = np.sqrt(UNLIKE)
    size = len(left.words) + len(right.words) + 1
    own = np.eye(size, dtype=np.float32)[: size - 1] * np.sqrt(1 - UNLIKE)
    own[:, -1] = common
    rows, columns = own[: len(left.words)], own[len(left.words) :].copy()
    links = []
    for word in right.words:
        partner = next((w for w in left.words if w.form == pairs.get(word.form)), None)
        if partner is not None:
            columns[word.index] = rows[partner.index]
            links.append(Link(partner.index, word.index, 1.0))
    cosines = rows @ columns.T
    vectors = [
        DocumentVectors(np.zeros((len(d.segments), size), np.float16), w.astype(np.float16))
        for d, w in ((left, rows), (right, columns))
    ]
    bitext = Bitext(left, right, beads, tuple(links), cosines.max(1), cosines.max(0), *vectors)
    return Case(Article(target, source), right, Vocabulary(), source=left, bitext=bitext, parse=tagged(right))


def tagged(document: Document) -> Parse:
    return Parse(
        tuple(
            Token(w.index, w.span, w.text, w.form, "X" if w.form in FUNCTION else "NOUN", "NN", "dep", w.index, 0, "")
            for w in document.words
        )
    )


def doubts(source: str, target: str, beads: tuple[Bead, ...] = (Bead((0,), (0,), 0.1),)) -> list[Finding]:
    return [f for f in check(case_of(source, target, PAIRS, beads)) if f.confidence >= 0.5]


def test_a_clause_left_out_is_marked_where_it_should_stand() -> None:
    (found,) = doubts(SOURCE, SHORT)
    assert found.rule == "omitted-passage"
    assert found.source is not None
    assert "مغتربون في شراء مولد" in found.source.of(SOURCE)
    assert found.target is not None
    assert found.target.of(SHORT).endswith("fuel")


def test_a_whole_translation_is_left_alone() -> None:
    assert doubts(SOURCE, WHOLE) == []


def test_a_clause_that_the_source_does_not_have_is_marked() -> None:
    (found,) = doubts("تبرعت جمعية بثمن الوقود.", WHOLE)
    assert found.rule == "added-passage"
    assert found.target is not None
    assert "expatriates" in found.target.of(WHOLE)


def test_a_passage_that_fits_another_one_better_is_not_searched_for_holes() -> None:
    assert doubts(SOURCE, SHORT, (Bead((0,), (0,), -0.01),)) == []


@pytest.mark.parametrize(
    ("source", "target", "rule"),
    [
        ("تبرعت جمعية بثمن الوقود. ونفت البعثة ذلك كله.", SHORT, "omitted-sentence"),
        ("تبرعت جمعية بثمن الوقود.", SHORT + " Schools remained closed all week.", "added-sentence"),
    ],
)
def test_a_sentence_of_one_side_alone_is_marked(source: str, target: str, rule: str) -> None:
    alone = Bead((1,), ()) if rule == "omitted-sentence" else Bead((), (1,))
    assert [f.rule for f in doubts(source, target, (Bead((0,), (0,), 0.1), alone))] == [rule]


SENTENCES = ["تبرعت جمعية بثمن الوقود.", "أسهم مغتربون في شراء مولد كهربائي جديد."]


def told(case: Case, kept: int) -> list[str]:
    """Rules of the marks where the encoder links only the words of source sentence `kept`."""
    assert case.bitext is not None
    own = {w.index for w in case.bitext.source.words if w.segment == kept}
    links = tuple(k for k in case.bitext.links if k.source in own)
    return [f.rule for f in check(replace(case, bitext=replace(case.bitext, links=links))) if f.confidence >= 0.5]


def test_a_sentence_of_the_source_that_its_neighbour_tells_is_left_alone() -> None:
    case = case_of(" ".join(SENTENCES), WHOLE, PAIRS, (Bead((0,), (0,), 0.1), Bead((1,), ())))
    assert told(case, 0) == []


def test_a_sentence_of_the_translation_that_is_a_clause_of_a_longer_one_is_left_alone() -> None:
    target = SHORT + " Expatriates helped to buy a new electric generator."
    case = case_of(SOURCE, target, PAIRS, (Bead((0,), (0,), 0.1), Bead((), (1,))))
    assert told(case, 0) == []


def test_a_clause_that_the_next_sentence_of_the_source_tells_is_left_alone() -> None:
    source = SENTENCES[0] + " أسهم مغتربون في شراء مولد كهربائي جديد، وأغلقت المدارس."
    target = WHOLE + " Schools closed."
    pairs = PAIRS | {"schools": "المدارس", "closed": "واغلقت"}
    case = case_of(source, target, pairs, (Bead((0,), (0,), 0.1), Bead((1,), (1,), 0.1)))
    assert case.bitext is not None
    # As the aligner leaves it: every word is compared with those of its own passage alone.
    cosines = case.bitext.cosines(case.bitext.source.words, case.bitext.target.words)
    apart = [[s.segment == t.segment for t in case.bitext.target.words] for s in case.bitext.source.words]
    within = np.where(apart, cosines, 0.0)
    links = tuple(k for k in case.bitext.links if apart[k.source][k.target])
    bitext = replace(case.bitext, links=links, source_best=within.max(1), target_best=within.max(0))
    assert [f.rule for f in check(replace(case, bitext=bitext)) if f.confidence >= 0.5] == []
    without = case_of(SENTENCES[0] + " وأغلقت المدارس.", target, pairs, bitext.beads)
    assert [f.rule for f in check(without) if f.confidence >= 0.5] == ["added-passage"]


def test_a_neighbour_without_room_does_not_tell_what_only_shares_its_subject() -> None:
    target = SHORT + " Fuel prices rose again."
    case = case_of(
        SENTENCES[0] + " " + SENTENCES[1], target, PAIRS, (Bead((0,), (0,), 0.1), Bead((), (1,)), Bead((1,), ()))
    )
    assert "added-sentence" in told(case, 0)


@pytest.mark.parametrize(("clause", "rules"), [
    (" وظلت المدارس في الجزيرة مغلقة طوال الأسبوع الماضي", []),
    ("", ["added-sentence"]),
])  # fmt: skip
def test_a_neighbour_with_room_tells_a_sentence_made_of_its_clause(clause: str, rules: list[str]) -> None:
    long = "وقال متحدث باسم الوزارة إن الحكومة سوف تنظر في طلبات السكان جميعها قبل نهاية العام. "
    target = (
        "A spokesman of the ministry said that the government would look at all requests of the residents this year. "
    )
    source = long + SENTENCES[0].removesuffix(".") + clause + "."
    beads = (Bead((0,), (0,), 0.1), Bead((1,), (1,), 0.1), Bead((), (2,)))
    found = doubts(source, target + SHORT + " Schools remained closed all week.", beads)
    assert [f.rule for f in found if f.rule == "added-sentence"] == rules


def test_a_name_that_sounds_like_the_source_bounds_a_stretch() -> None:
    case = case_of(
        "تبرعت يحيى جمعية بثمن الوقود.", "An association donated fuel, recalled Yahya.", PAIRS, (Bead((0,), (0,), 0.1),)
    )
    assert case.bitext is not None
    assert case.parse is not None
    letters = case.vocabulary.topic("ar", "romanisation")
    assert letters is not None
    carriers = _Carriers(
        None, Joining(), frozenset(), frozenset({w.index for w in case.translation.words}), Romaniser.of(letters)
    )
    said = carriers.said(case.bitext.source.words, case.translation.words)
    assert [case.translation.words[k].text for k in said] == ["Yahya"]
    _, target = _sides(case.bitext, case.bitext.beads[0], carriers)
    yahya = case.translation.words[-1]
    assert target.matched(yahya)
    assert target.content[-1]


def test_what_a_neighbour_tells_stays_below_the_threshold_once_calibrated() -> None:
    assert calibration().probability("omitted-sentence", "omission", OMITTED_TOLD) < 0.5


def test_a_whole_phrase_that_a_sentence_can_do_without_counts_for_more() -> None:
    text = "They sent doctors and field hospitals."
    document = segment(text, "en", Side.TRANSLATION)
    tags = [
        ("PRON", "nsubj", 1), ("VERB", "ROOT", 1), ("NOUN", "dobj", 1), ("CCONJ", "cc", 2), ("NOUN", "compound", 5),
        ("NOUN", "conj", 2), ("PUNCT", "punct", 1),
    ]  # fmt: skip
    words = [*document.words, None]
    tokens = tuple(
        Token(k, w.span if w else Span(len(text) - 1, len(text)), w.text if w else ".", "", pos, "", dep, head, 0, "")
        for k, (w, (pos, dep, head)) in enumerate(zip(words, tags, strict=True))
    )
    source = segment("أرسلوا أطباء.", "ar", Side.SOURCE)
    empty = DocumentVectors(np.zeros((1, 1), np.float16), np.zeros((9, 1), np.float16))
    bead = Bead((0,), (0,))
    bitext = Bitext(source, document, (bead,), (), np.zeros(2), np.zeros(6), empty, empty)
    carries = {"sent", "doctors", "field", "hospitals"}
    phrases = Adjuncts(bitext, Tree(document, Parse(tokens)), lambda w: w.form in carries, lambda _: False)
    assert phrases.worth(bead, document.words[3:6]) == adjuncts.WHOLE + adjuncts.JOINED
    assert phrases.worth(bead, document.words[1:3]) == 0.0


def test_a_conjunction_written_as_one_with_its_word_is_told_from_a_letter_of_the_word() -> None:
    joining = Joining(("و",), frozenset({"او"}), ("وزير",))
    words = segment("وقال وزير أو مدير", "ar", Side.SOURCE).words
    assert [joining.joins(w) for w in words] == [True, False, True, False]
