"""Vocabulary of polarity: entries, cues, and what they apply to."""

from __future__ import annotations

import pytest

from qa_translate.article import Side
from qa_translate.checks.patterns import Patterns
from qa_translate.checks.polarity.cues import Cue, Weight
from qa_translate.checks.polarity.text import Text
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary


def read(text: str, lang: str = "ar") -> Text:
    found = Text.read(segment(text, lang, Side.SOURCE))
    assert found is not None
    return found


def shown(cues: list[Cue], *weights: Weight) -> list[tuple[str, str]]:
    return [(" ".join(w.text for w in c.words), " ".join(w.text for w in c.scope)) for c in cues if c.weight in weights]


FIRM = (Weight.STRONG, Weight.LEXICAL, Weight.INHERENT)


@pytest.mark.parametrize("form", ["نفي", "نفت", "نفوا", "ينفي", "تنفي", "ينفون", "سينفي", "نفاه"])
def test_verb_is_found_in_all_persons(form: str) -> None:
    assert list(Patterns({"deny": ["نفى/نفي"]}).find([frozenset({f"verb:{form}"})]))


def test_longest_entry_wins_then_the_first_label() -> None:
    patterns = Patterns({"idiom": ["not only"], "strong": ["not"], "soft": ["not"]})
    found = patterns.find([frozenset({"not"}), frozenset({"only"}), frozenset({"not"})])
    assert [(m.label, m.places) for m in found] == [("idiom", (0, 1)), ("strong", (2,))]


def test_gap_stands_for_a_bounded_number_of_words() -> None:
    patterns = Patterns({"only": ["لا … سوى"]})
    near = [frozenset({w}) for w in ("لا", "x", "x", "سوي")]
    far = [frozenset({"لا"}), *[frozenset({"x"})] * 11, frozenset({"سوي"})]
    assert [m.places for m in patterns.find(near)] == [(0, 3)]
    assert list(patterns.find(far)) == []


def test_negator_applies_to_the_next_word_that_carries_sense() -> None:
    assert shown(read("من غير المتوقع فتح الطريق، ولم يكن هناك جنود").negations, *FIRM) == [
        ("غير", "المتوقع"),
        ("ولم", "هناك"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "لا يزال الطريق مغلقاً",
        "لا سيما في الشمال",
        "لا بد من الحوار",
        "ليس في الشمال فقط بل في الجنوب أيضاً",
        "لم يحضر سوى وزير واحد",
        "لا يقل عن عشرين قتيلاً",
        "غيّر الوزير رأيه",
        "كان سلاك الرجل معروفاً",
    ],
)
def test_negators_that_negate_nothing_are_no_cues(text: str) -> None:
    assert shown(read(text).negations, *FIRM) == []


def test_ala_negates_and_illa_does_not() -> None:
    assert shown(read("طلب ألا يسافر أحد").negations, *FIRM) == [("ألا", "يسافر")]
    assert shown(read("حضروا إلا الوزير").negations, *FIRM) == []


@pytest.mark.parametrize(
    ("text", "hedged"),
    [
        ("قد تتفشى الكوليرا", ["قد"]),
        ("وقد يمثل هذا نهاية المسيرة", ["وقد"]),
        ("قد أعلن الوزير ذلك", []),
        ("كان قد يعلن ذلك", []),
        ("لقد سافر الوزير", []),
        ("ربما سافر الوزير", ["ربما"]),
    ],
)
def test_qad_hedges_before_an_imperfect_only(text: str, hedged: list[str]) -> None:
    assert [words for words, _ in shown(read(text).hedges, Weight.STRONG)] == hedged


def test_trailing_adjective_hedges_the_noun_before_it() -> None:
    assert shown(read("حقق في الجرائم المزعومة").hedges, Weight.STRONG) == [("المزعومة", "الجرائم")]


def test_what_a_man_is_accused_of_is_hedged() -> None:
    assert shown(read("رجل متهم بقتل جاره").hedges, Weight.STRONG)[0][1].startswith("بقتل")


def test_interjection_before_a_negator_needs_no_answer() -> None:
    assert shown(read("لا لم أفعل ذلك").negations, *FIRM) == [("لم", "أفعل")]


@pytest.mark.parametrize("word", ["indirectly", "untruthful", "harmless", "impossible"])
def test_words_that_may_hold_a_negation(word: str) -> None:
    text = read(word, "en")
    assert text.affixed(text.reader.document.words[0])


@pytest.mark.parametrize("word", ["injuries", "under", "increase", "important", "university"])
def test_words_that_only_look_negated(word: str) -> None:
    text = read(word, "en")
    assert not text.affixed(text.reader.document.words[0])


def test_opposites_name_only_classes_that_exist() -> None:
    vocabulary = Vocabulary()
    opposites = vocabulary.topic("mul", "polarity") or {}
    known = {c for lang in ("ar", "en") for c in (vocabulary.topic(lang, "polarity") or {})["classes"]}
    pairs = [pair for table in opposites.values() for pair in table.get("pairs", ())]
    named = {c for pair in (*pairs, *opposites["litotes"]["classes"]) for c in pair}
    toned = opposites["toned_down"]
    assert {*toned["by"], *toned["unless"]} <= named
    others = {c for group in opposites["kin"]["groups"] for c in group} | set(opposites["turned"]["classes"])
    assert others <= named
    assert named == known - {"none"}, "phrases that only look like an end of a scale have no opposite"


@pytest.mark.parametrize(
    ("word", "negative"),
    [
        ("uninterrupted", True), ("unified", False), ("informal", True), ("information", False), ("discomfort", True),
        ("discovered", False), ("injustice", True), ("injured", False), ("ill-prepared", True), ("unionist", False),
    ],
)  # fmt: skip
def test_the_longest_beginning_of_a_word_says_whether_it_is_negative(word: str, negative: bool) -> None:
    text = read(f"It was {word}.", "en")
    assert text.affixed(text.reader.document.words[-1]) is negative


def test_a_participle_that_holds_a_hedge_is_one() -> None:
    text = read("قال المصدر مرجحا أن تكون الروائح ناجمة عن أشغال")
    assert [" ".join(w.text for w in c.words) for c in text.hedges if c.weight is Weight.INHERENT] == ["مرجحا"]


@pytest.mark.parametrize("verb", ["gelmedi", "gelmiyor", "gelmeyecek", "gelmediğini", "gelmemesi"])
def test_turkish_verb_holds_its_negation(verb: str) -> None:
    assert shown(read(f"Heyet dün {verb}", "tr").negations, *FIRM) == [(verb, verb)]


@pytest.mark.parametrize(
    "text",
    [
        "Heyet dün geldi",
        "Masa kuruldu",
        "Namaz kılındı",
        "Yılmaz geldi",
        "Köyde mayın bulundu",
        "Açık olmayan yol",
        "Yolun açılıp açılmayacağını sordu",
        "Halka vaatten başka bir şey ulaşmadı",
    ],
)
def test_turkish_words_that_only_end_like_a_negated_verb_and_whether_and_only_negate_nothing(text: str) -> None:
    assert shown(read(text, "tr").negations, *FIRM) == []


def test_turkish_only_may_answer_a_negation() -> None:
    assert shown(read("Halka vaatten başka bir şey ulaşmadı", "tr").negations, Weight.IDIOM)[0][0] == "ulaşmadı"


@pytest.mark.parametrize("text", ["Il ne possède qu'un puits", "Il n'a vu que deux soldats"])
def test_french_only_negates_nothing(text: str) -> None:
    negations = read(text, "fr").negations
    assert shown(negations, *FIRM) == []
    assert len(shown(negations, Weight.IDIOM)) == 1


@pytest.mark.parametrize(
    ("lang", "text", "scope"),
    [
        ("fr", "Il ne possède pas de puits", "possède puits"),
        ("de", "Er kam nicht", "kam"),
        ("tr", "Yol açık değil", "açık"),
    ],
)
def test_without_syntax_a_negator_may_apply_to_what_stands_before_it(lang: str, text: str, scope: str) -> None:
    assert shown(read(text, lang).negations, Weight.STRONG)[0][1] == scope


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [("fr", "Il partira sans aucun doute", "sans aucun doute"), ("tr", "Heyet kesinlikle gelecek", "kesinlikle")],
)
def test_words_of_certainty_are_found(lang: str, text: str, words: str) -> None:
    assert [" ".join(w.text for w in found) for found in read(text, lang).certain] == [words]
