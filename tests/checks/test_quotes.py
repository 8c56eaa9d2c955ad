"""Quotation marks: a firing and a silent sample of each rule."""

from __future__ import annotations

from collections.abc import Callable

from qa_translate.case import Case
from qa_translate.checks.quotes import check
from qa_translate.ports import Parse

MakeCase = Callable[..., Case]
MakeParse = Callable[..., Parse]

ARABIC = "وقال الوزير إن «المدينة آمنة والناس عادوا إلى بيوتهم» واتهم دولا غربية بالكذب."
LINKS = {
    "minister": "الوزير", "city": "المدينة", "safe": "امنة", "people": "والناس", "returned": "عادوا",
    "homes": "بيوتهم", "accused": "واتهم", "western": "غربية", "countries": "دولا", "lying": "بالكذب",
}  # fmt: skip


def marked(case: Case, least: float = 0.5) -> list[tuple[str, str]]:
    return [
        (f.rule, f.target.of(case.translation.text))
        for f in check(case)
        if f.target is not None and f.confidence >= least
    ]


def compared(make_case: MakeCase, translation: str) -> list[tuple[str, str]]:
    return marked(make_case(translation, ARABIC, links=LINKS))


def test_two_quotations_side_by_side_are_torn(make_case: MakeCase) -> None:
    text = "“It was built to guard the harbour.” “And the road to it,” said the engineer."
    assert marked(make_case(text)) == [("torn-quote", "the harbour.” “And the road to it")]


def test_quotations_with_a_speaker_between_them_are_not_torn(make_case: MakeCase) -> None:
    assert marked(make_case("“It was built for us,” he said. “The forces moved in,” he added.")) == []


def test_a_scare_quote_before_a_quotation_is_not_torn(make_case: MakeCase) -> None:
    assert marked(make_case("He called it “domination.” “We must do it now,” he said.")) == []


def test_a_quoted_fragment_that_the_source_has_in_a_longer_quotation_is_orphaned(
    make_case: MakeCase, make_parse: MakeParse
) -> None:
    text = "“The plan was never a serious,” she said. “Proposal.”"
    nouns = [("Proposal", "proposal", "NOUN", "NN", "ROOT", 0)]
    links = {"plan": "الخطة", "proposal": "اقتراحا"}
    source = "وقالت إن «الخطة لم تكن اقتراحا جديا على الاطلاق»."
    case = make_case(text, source, links=links, beads=[((0,), (0, 1))], parse=make_parse(text, nouns))
    assert ("orphaned-quote", "“Proposal.”") in marked(case)


def test_a_quotation_never_closed_is_marked_where_it_begins(make_case: MakeCase) -> None:
    text = "He shouted: “The bridge is down! The drivers turned back."
    assert marked(make_case(text)) == [("unbalanced-quotes", "“The bridge is")]


def test_a_quotation_never_opened_is_marked_where_it_ends(make_case: MakeCase) -> None:
    assert marked(make_case("We left late at night,” he said.")) == [("unbalanced-quotes", "late at night,”")]


def test_words_that_the_source_leaves_outside_are_marked_inside(make_case: MakeCase) -> None:
    text = (
        "The minister said “the city is safe and people have returned to their homes "
        "and accused western countries of lying.”"
    )
    assert compared(make_case, text) == [("moved-quote-boundary", "accused western countries of lying")]


def test_words_that_the_source_quotes_are_marked_outside(make_case: MakeCase) -> None:
    text = "The minister said “the city is safe and” people have returned to their homes."
    assert compared(make_case, text) == [("moved-quote-boundary", "people have returned to their homes")]


def test_faithful_marks_are_left_alone(make_case: MakeCase) -> None:
    text = (
        "The minister said “the city is safe and people have returned to their homes” "
        "and accused western countries of lying."
    )
    assert compared(make_case, text) == []


def test_a_quotation_split_around_its_tag_is_left_alone(make_case: MakeCase) -> None:
    text = "“The city is safe,” the minister said, “and people have returned to their homes.”"
    assert compared(make_case, text) == []


def test_reported_speech_in_marks_is_invented(make_case: MakeCase) -> None:
    text = "The minister said the city was safe and he “accused western countries of lying.”"
    assert compared(make_case, text) == [("invented-quote", "accused western countries of lying")]


def test_speech_without_its_marks_and_without_a_speaker_is_lost(make_case: MakeCase) -> None:
    text = "The city is safe and people returned to their homes."
    assert compared(make_case, text) == [("lost-quote", "The city is safe and people returned to their homes")]


def test_a_paraphrase_with_its_speaker_is_left_alone(make_case: MakeCase) -> None:
    text = "The minister said that the city was safe and people had returned to their homes."
    assert compared(make_case, text) == []


def test_a_first_person_of_the_source_told_of_others_is_marked(make_case: MakeCase) -> None:
    case = make_case("“They are all well and fear nobody,” the mother said.", "وقالت الأم: نحن بخير ولا نخاف أحدا.")
    assert marked(case) == [("changed-person", "They are all well")]


def test_reported_speech_with_its_speaker_may_change_the_person(make_case: MakeCase) -> None:
    assert marked(make_case("The mother said they were all well.", "وقالت الأم: نحن بخير ولا نخاف أحدا.")) == []


def test_a_first_person_that_stays_is_left_alone(make_case: MakeCase) -> None:
    assert marked(make_case("We are all well.", "نحن جميعا بخير.")) == []


def test_what_follows_a_tag_outside_the_marks_is_marked(make_case: MakeCase) -> None:
    text = "“The city is safe,” he went on, but people returned to their homes."
    assert compared(make_case, text) == [("moved-quote-boundary", "but people returned to their homes")]


def test_a_stretch_in_which_a_speaker_speaks_of_himself_keeps_its_marks(make_case: MakeCase) -> None:
    links = LINKS | {"our": "بيوتهم"}
    text = "The minister said the city is safe and people returned to our homes and accused “western countries”."
    assert ("lost-quote", "city is safe and people returned to our") in marked(make_case(text, ARABIC, links=links))


def test_a_tag_between_two_quotations_of_the_source_stays_outside_the_marks(make_case: MakeCase) -> None:
    source = "«المدينة آمنة اليوم»، كما قالت، «والناس عادوا إلى بيوتهم»."
    links = {"city": "المدينة", "safe": "امنة", "people": "والناس", "returned": "عادوا", "homes": "بيوتهم"}
    faulty = "“The city is safe, she said, and people returned to their homes.”"
    sound = "“The city is safe,” she said, “and people returned to their homes.”"
    assert marked(make_case(faulty, source, links=links)) == [("moved-quote-boundary", "she said")]
    assert marked(make_case(sound, source, links=links)) == []


def test_a_lost_opening_mark_is_missed_where_the_source_begins_to_quote(make_case: MakeCase) -> None:
    source = "وقال الوزير أمس كلاما. «المدينة آمنة والناس عادوا إلى بيوتهم»."
    text = "The minister spoke yesterday. The city is safe and people returned to their homes.”"
    case = make_case(text, source, links=LINKS)
    assert marked(case) == [("unbalanced-quotes", "The city is")]


NESTED = "وقالت: «سألنا الحارس: لماذا أغلقت الباب؟ قلنا له: انتظرنا ساعة كاملة. لم نره بعد ذلك»."
NESTED_LINKS = {
    "asked": "سالنا", "guard": "الحارس", "why": "لماذا", "close": "اغلقت", "door": "الباب", "told": "قلنا",
    "waited": "انتظرنا", "hour": "ساعة", "full": "كاملة", "saw": "نره", "after": "بعد", "that": "ذلك",
}  # fmt: skip


def nested(make_case: MakeCase, text: str) -> list[tuple[str, str]]:
    case = make_case(text, NESTED, links=NESTED_LINKS)
    assert case.source is not None
    beads = [(tuple(s.index for s in case.source.segments), tuple(s.index for s in case.translation.segments))]
    return marked(make_case(text, NESTED, links=NESTED_LINKS, beads=beads))


def test_an_inner_quotation_ends_where_another_begins_to_speak(make_case: MakeCase) -> None:
    faulty = "She said: “We asked the guard, ‘Why did you close the door? We waited a full hour.’”"
    assert nested(make_case, faulty) == [("moved-quote-boundary", "We waited a full hour.")]


def test_an_inner_quotation_ends_with_its_sentence(make_case: MakeCase) -> None:
    faulty = "“We told him, ‘We waited a full hour. We never saw him after that.’”"
    assert nested(make_case, faulty) == [("moved-quote-boundary", "We never saw him after that.")]


def test_inner_quotations_in_their_place_are_left_alone(make_case: MakeCase) -> None:
    sound = (
        "She said: “We asked the guard, ‘Why did you close the door?’ We told him, ‘We waited a full hour.’ We never "
        "saw him after that.”"
    )
    assert nested(make_case, sound) == []


PARTLY = "وحمّل المدير النقابة مسؤولية تعطيل الدروس، معتبرا مطالبها «محقة لكن توقيتها خاطئ»."
PARTLY_LINKS = {
    "disrupting": "تعطيل", "lessons": "الدروس", "demands": "مطالبها", "justified": "محقة", "badly": "خاطي",
    "timed": "توقيتها", "union": "النقابة",
}  # fmt: skip


def test_marks_on_other_words_than_those_that_the_source_quotes_are_marked_with_both(make_case: MakeCase) -> None:
    text = "He blamed the union for “disrupting lessons”, calling its demands justified but badly timed."
    found = marked(make_case(text, PARTLY, links=PARTLY_LINKS))
    assert found == [("moved-quote-boundary", "disrupting lessons”, calling its demands justified but badly timed")]


def test_marks_that_a_translator_drops_are_left_alone(make_case: MakeCase) -> None:
    text = "He blamed the union for disrupting lessons, calling its demands justified but badly timed."
    assert marked(make_case(text, PARTLY, links=PARTLY_LINKS)) == []


def test_one_quoted_word_does_not_become_a_quoted_sentence(make_case: MakeCase) -> None:
    source = "وقالت الشركة إنها «فوجئت» بالقرار وستستأنفه."
    text = "The company said it was {} by the decision and will appeal it{}."
    links = {"company": "الشركة", "decision": "بالقرار"}
    faulty, sound = text.format("“surprised", "”"), text.format("“surprised”", "")
    expected = [("moved-quote-boundary", "surprised by the decision and will appeal it")]
    assert marked(make_case(faulty, source, links=links)) == expected
    assert marked(make_case(sound, source, links=links)) == []


def test_a_verb_by_which_the_speaker_quotes_another_stays_in_the_quotation(make_case: MakeCase) -> None:
    source = "وأضافت وهي تبكي: «كانت في الملعب واتصلت بي لتقول سامحيني»."
    links = {"added": "واضافت", "stadium": "الملعب", "called": "واتصلت", "say": "لتقول", "forgive": "سامحيني"}
    faulty = "“She was in the stadium and called me,” she added, weeping, to say: “Forgive me.”"
    sound = "“She was in the stadium and called me to say ‘forgive me’,” she added, weeping."
    assert ("moved-quote-boundary", "say: “Forgive me") in marked(make_case(faulty, source, links=links))
    assert marked(make_case(sound, source, links=links)) == []


def test_marks_that_moved_at_both_ends_are_one_mark(make_case: MakeCase) -> None:
    source = "وقالت إن الرابطة تؤيد التبادل الجديد، «لكننا نرفض مبادلة مدني بمقاتل»."
    links = {
        "association": "الرابطة", "supports": "تويد", "exchange": "التبادل", "new": "الجديد", "but": "لكننا",
        "refuse": "نرفض", "swapping": "مبادلة", "civilian": "مدني", "fighter": "بمقاتل",
    }  # fmt: skip
    text = "She said “the association supports the new exchange, but we refuse” swapping a civilian for a fighter."
    found = marked(make_case(text, source, links=links))
    whole = "the association supports the new exchange, but we refuse” swapping a civilian for a fighter"
    assert found == [("moved-quote-boundary", whole)]
