"""The network that says which word of the source takes a role: its output, and what it finds in Arabic sentences."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest

from qa_translate.article import Side
from qa_translate.bitext import Bitext
from qa_translate.pipeline import Tools, align_texts
from qa_translate.relations import network
from qa_translate.relations.dependencies import relations
from qa_translate.relations.exchanges import Exchanges
from qa_translate.relations.pronouns import Pronouns
from qa_translate.relations.questions import OMITTED, Question, WideAsker
from qa_translate.relations.surface import SEGMENT_START, Surface
from qa_translate.segment import segment
from qa_translate.syntax import Tree
from qa_translate.vectors import document_vectors, encode_unmarked
from qa_translate.vocabulary import Vocabulary

VISIT = ("استقبل الوزير السفير في مكتبه صباح أمس.", "The minister received the ambassador in his office yesterday.")
COMPANY = (
    "وأبلغته الشركة بأنها لن تدفع الرواتب هذا الشهر.",
    "The company informed him that it would not pay this month.",
)


@dataclass(frozen=True)
class Prepared:
    bitext: Bitext
    tree: Tree


def prepared(tools: Tools, arabic: str, english: str) -> Prepared:
    documents = segment(arabic, "ar", Side.SOURCE), segment(english, "en", Side.TRANSLATION)
    vectors = [
        document_vectors(d, encode_unmarked([s.span.of(d.text) for s in d.segments], tools.encoder)) for d in documents
    ]
    (parse,) = tools.parsers["en"].parse([[(s.span.of(english), s.span.start) for s in documents[1].segments]])
    return Prepared(align_texts(*documents, *vectors), Tree(documents[1], parse))


def asked(at: Prepared) -> dict[tuple[str, str], Question]:
    found = WideAsker(at.bitext, at.tree, None).questions(relations(at.tree))
    return {(q.relation.act.text, q.relation.role): q for q in found}


def likeliest(at: Prepared, question: Question) -> str:
    model = network.load("ar")
    assert model is not None
    (chances,) = model.answer(at.bitext.source, at.bitext.source_vectors.words, [question])
    assert np.exp(chances).sum() == pytest.approx(1, abs=1e-3)
    assert len(chances) == question.last - question.first + 1
    best = int(chances.argmax())
    return "" if best == len(chances) - 1 else at.bitext.source.words[question.first + best].text


def test_a_language_without_a_network_has_none() -> None:
    assert network.load("xx") is None


def test_subject_and_object_behind_an_arabic_verb_are_told_apart(tools: Tools) -> None:
    at = prepared(tools, *VISIT)
    questions = asked(at)
    assert likeliest(at, questions["received", "subject"]) == "الوزير"
    assert likeliest(at, questions["received", "object"]) == "السفير"


def test_a_pronoun_written_onto_the_verb_is_its_object(tools: Tools) -> None:
    at = prepared(tools, *COMPANY)
    question = asked(at)["informed", "object"]
    assert question.answers == (OMITTED,)
    assert likeliest(at, question) == ""


def test_relations_whose_words_have_no_counterpart_are_not_asked(tools: Tools) -> None:
    at = prepared(tools, "وصلت القافلة أمس.", "Elephants admire violins.")
    assert asked(at) == {}


@pytest.mark.parametrize(
    ("arabic", "sound", "exchanged"),
    [
        (
            COMPANY[0],
            "The company informed him that it would not pay the salaries this month.",
            "He informed the company that he would not pay the salaries this month.",
        ),
        (
            "أبلغ الطبيب المدرب بحجم الإصابة بعد التمرين مباشرة.",
            "The doctor informed the coach of the extent of the injury right after training.",
            "The coach informed the doctor of the extent of the injury right after training.",
        ),
        (
            "ورفض الاتحاد طلب النادي الحصول على التسجيلات.",
            "The federation refused the club's request to obtain the recordings.",
            "The club refused the federation's request to obtain the recordings.",
        ),
    ],
)
def test_exchanged_participants_fit_the_source_crosswise(tools: Tools, arabic: str, sound: str, exchanged: str) -> None:
    model = network.load("ar")
    assert model is not None
    odds = []
    for english in (sound, exchanged):
        at = prepared(tools, arabic, english)
        odds.append(max((x.odds for x in Exchanges(at.bitext, at.tree, model).found()), default=0.0))
    assert odds[0] < 1
    assert odds[1] > 2


def test_states_of_another_size_do_not_fit() -> None:
    model = network.load("ar")
    assert model is not None
    assert not model.fits(np.zeros((3, 8), dtype=np.float16))


def test_shapes_are_numbered_by_the_first_that_fits() -> None:
    surface = Surface(("من", "في"), ("وال", "ال", "ل"), ("ها", "ة"), ("ي", "ت"))
    document = segment("يزور من المدرسة، والطلاب كُتب لها", "ar", Side.SOURCE)
    shapes = surface.of(document)
    assert shapes.particle.tolist() == [1, 2, 1, 1, 1, 1]
    assert shapes.before.tolist() == [0, 1, 2, 1, 1, 1]
    assert shapes.prefix.tolist() == [0, 0, 2, 1, 0, 0]
    assert shapes.suffix.tolist() == [0, 0, 2, 0, 0, 0]
    assert shapes.initial.tolist() == [1, 0, 0, 0, 3, 0]
    assert shapes.gap[0] == SEGMENT_START
    assert shapes.signs.tolist() == [1, 1, 1, 2, 2, 2]


def test_a_verb_that_the_encoder_pairs_with_a_pronoun_is_asked_about_all_the_same(tools: Tools) -> None:
    at = prepared(
        tools, "وأضاف أن الطبيب أخبره بحجم الإصابة.", "He added that he had told the doctor about the injury."
    )
    question = asked(at)["told", "object"]
    assert at.bitext.source.words[question.act].text == "أخبره"


def pronouns() -> Pronouns:
    tables = (Vocabulary().topic(lang, "roles") for lang in ("ar", "en"))
    return Pronouns(*(t for t in tables if t is not None))


@pytest.mark.parametrize(
    ("person", "role", "verb", "fits"),
    [
        ("i", "subject", "نصحتني", False),
        ("i", "object", "نصحتني", True),
        ("i", "subject", "وقلت", True),
        ("he", "subject", "فقالت", False),
        ("they", "subject", "قالوا", True),
        ("he", "subject", "قالوا", False),
        ("she", "object", "أبلغه", False),
        ("it", "subject", "قالوا", True),
    ],
)
def test_a_verb_may_exclude_a_pronoun(person: str, role: str, verb: str, fits: bool) -> None:
    word = segment(verb, "ar", Side.SOURCE).words[0]
    assert (pronouns().carried(person, role, word) == 0) is fits


def test_a_pronoun_may_stand_on_a_particle(tools: Tools) -> None:
    word = segment("ومنها", "ar", Side.SOURCE).words[0]
    assert pronouns().is_word_for("she", word)
    assert not pronouns().is_word_for("he", word)
