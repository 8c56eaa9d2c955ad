"""Who speaks to whom in languages without a parser, told by the forms and the order of words."""

from __future__ import annotations

import pytest

from qa_translate.article import Side, Word
from qa_translate.checks.attribution.by_words import WordFrames
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.wording import Wording
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary

# How the words begin that name or call somebody in the samples.
CALLED = {
    "fr": (
        "maire",
        "médecin",
        "avocat",
        "ministre",
        "porte-parole",
        "directrice",
        "agence",
        "journal",
        "nadia",
        "haddad",
    ),
    "es": ("alcalde", "médic", "abogad", "ministr", "portavoz", "agencia", "periódico", "nadia", "haddad"),
    "de": ("ärztin", "bürgermeister", "sprecher", "minister", "sohn", "agentur", "zeitung", "nadia", "haddad"),
    "ru": ("врач", "директор", "министр", "председател", "представител", "газета", "агентство", "надя", "хаддад"),
    "tr": ("doktor", "müdür", "bakan", "sözcü", "gazete", "nadia", "haddad"),
}


def frames(lang: str, text: str) -> list[Frame]:
    table = Vocabulary().topic(lang, "reporting")
    assert table is not None

    def calls(word: Word) -> bool:
        return word.form.startswith(CALLED[lang])

    return WordFrames(Wording(table), calls).find(segment(text, lang, Side.TRANSLATION))


def frame(lang: str, text: str) -> Frame:
    (only,) = frames(lang, text)
    return only


def shown(words: Words) -> str:
    return " ".join(w.text for w in words)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Le maire de Tyr, Nadia Haddad, a déclaré que la route était fermée.", "maire de Tyr"),
        ("es", "La portavoz, Nadia Haddad, declaró que la carretera estaba cerrada.", "La portavoz"),
        ("de", "Die Sprecherin, Nadia Haddad, erklärte am Montag, die Straße sei gesperrt.", "Die Sprecherin"),
        ("ru", "Представитель министра, Надя Хаддад, заявила вчера о закрытии дороги.", "Представитель министра"),
        ("tr", "Sözcü, Nadia Haddad, yolun kapalı olduğunu söyledi.", "Sözcü"),
    ],
)
def test_the_speaker_before_the_verb_is_told_from_an_apposition(lang: str, text: str, speaker: str) -> None:
    assert shown(frame(lang, text).speaker) == speaker


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "« La route est fermée », a déclaré le maire de Tyr.", "maire de Tyr"),
        ("es", "«La carretera está cerrada», declaró el alcalde de Tiro.", "el alcalde de Tiro"),
        ("es", "«La carretera está cerrada», dijo Samir Kassab.", "Samir Kassab"),
        ("de", "„Die Straße ist gesperrt“, sagte der Bürgermeister von Tyros.", "der Bürgermeister von Tyros"),
        ("de", "Am Montag sagte der Bürgermeister, die Straße sei gesperrt.", "der Bürgermeister"),
        ("ru", "«Дорога закрыта», — заявил врач больницы.", "врач больницы"),
        ("ru", "Дорога, сообщила Надя Хаддад, закрыта.", "Надя Хаддад"),
        ("tr", "“Yol kapalı” dedi müdür.", "müdür"),
    ],
)
def test_the_speaker_stands_behind_a_verb_that_follows_what_is_said(lang: str, text: str, speaker: str) -> None:
    assert shown(frame(lang, text).speaker) == speaker


@pytest.mark.parametrize(
    ("lang", "text", "pronoun", "gender"),
    [
        ("fr", "La route est fermée, a-t-il ajouté.", "a-t-il", Gender.MASCULINE),
        ("fr", "La route, a-t-elle précisé, restera fermée.", "a-t-elle", Gender.FEMININE),
        ("fr", "On a dit que la route était fermée.", "On", Gender.UNKNOWN),
        ("es", "Ella añadió que la carretera estaba cerrada.", "Ella", Gender.FEMININE),
        ("de", "Die Straße sei gesperrt, sagte er.", "er", Gender.MASCULINE),
        ("de", "Sie sagte, die Straße sei gesperrt.", "Sie", Gender.UNKNOWN),
        ("ru", "Дорога закрыта, добавил он.", "он", Gender.MASCULINE),
    ],
)
def test_a_pronoun_stands_for_the_speaker(lang: str, text: str, pronoun: str, gender: Gender) -> None:
    found = frame(lang, text)
    assert (shown(found.pronoun), found.gender, found.speaker) == (pronoun, gender, ())


def test_a_pronoun_means_the_last_speaker_and_nobody_means_none() -> None:
    first = "Le médecin a déclaré que la route était fermée."
    assert shown(frames("fr", f"{first} Il a ajouté que le maire était parti.")[1].antecedent) == "médecin"
    assert frames("fr", f"{first} On a ajouté que le maire était parti.")[1].antecedent == ()


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "Le maire, qui a déclaré que la route était fermée, est parti."),
        ("es", "La médica, que anunció la noticia, se fue."),
        ("ru", "Врач, который заявил, что дорога закрыта, уехал."),
    ],
)
def test_a_verb_in_a_relative_clause_leaves_its_speaker_to_the_noun_before(lang: str, text: str) -> None:
    found = frame(lang, text)
    assert found.relative
    assert found.speaker == found.antecedent == ()


@pytest.mark.parametrize(
    ("text", "cue", "speaker"),
    [
        ("Nadia hat am Montag nach der Sitzung in Tyros erneut gesagt, die Straße sei gesperrt.", "gesagt", "Nadia"),
        ("Die Ärztin fügte am Montag hinzu, die Straße sei gesperrt.", "fügte hinzu", "Die Ärztin"),
        ("Am Montag teilte die Ärztin mit, die Straße sei gesperrt.", "teilte mit", "die Ärztin"),
        ("Es blieb still, nachdem die Ärztin gesagt hatte, die Straße sei gesperrt.", "gesagt", "die Ärztin"),
    ],
)
def test_a_german_verb_in_two_parts_has_its_speaker_beside_the_first(text: str, cue: str, speaker: str) -> None:
    found = frame("de", text)
    assert (shown(found.cue), shown(found.speaker)) == (cue, speaker)


def test_pronoun_opens_a_german_clause_that_its_verb_ends() -> None:
    found = frame("de", "Nachdem sie ihrem Sohn gesagt hatte, die Straße sei gesperrt, ging sie.")
    assert (shown(found.pronoun), shown(found.addressee)) == ("sie", "ihrem Sohn")


@pytest.mark.parametrize(
    ("lang", "text", "heard"),
    [
        ("fr", "« La route est fermée », a déclaré Nadia Haddad à l'agence Reuters.", "agence Reuters"),
        ("es", "La médica le dijo al alcalde que la carretera estaba cerrada.", "alcalde"),
        ("de", "Die Ärztin sagte der Zeitung An-Nahar, die Straße sei gesperrt.", "der Zeitung An-Nahar"),
        ("de", "Die Ärztin sagte gegenüber der Zeitung An-Nahar, die Straße sei zu.", "der Zeitung An-Nahar"),
        ("de", "Die Ärztin hat ihrem Sohn am Montag gesagt, die Straße sei gesperrt.", "ihrem Sohn"),
        ("ru", "Врач сообщил депутатам парламента, что дорога закрыта.", "депутатам парламента"),
        ("ru", "Представителям министра заявили, что дорога закрыта.", "Представителям министра"),
        ("tr", "Nadia, muhabirlere yolun kapalı olduğunu söyledi.", "muhabirlere"),
        ("tr", "Müdür Nadia, Doktor Haddad'a yolun kapalı olduğunu söyledi.", "Doktor Haddad'a"),
    ],
)
def test_preposition_or_case_shows_who_is_spoken_to(lang: str, text: str, heard: str) -> None:
    assert shown(frame(lang, text).addressee).endswith(heard)


@pytest.mark.parametrize(
    ("lang", "text", "pronoun"),
    [
        ("fr", "La directrice leur a dit que la route était fermée.", "leur"),
        ("es", "Ella nos dijo que la carretera estaba cerrada.", "nos"),
        ("de", "Die Ärztin sagte ihm, die Straße sei gesperrt.", "ihm"),
        ("ru", "Надя Хаддад сказала ему, что дорога закрыта.", "ему"),
    ],
)
def test_a_pronoun_beside_the_verb_is_who_is_spoken_to(lang: str, text: str, pronoun: str) -> None:
    assert shown(frame(lang, text).hearer_pronoun) == pronoun


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "heard"),
    [
        ("fr", "Dans un entretien au journal An-Nahar, Nadia Haddad a dit que la route était fermée.",
         "Nadia Haddad", "journal An-Nahar"),
        ("fr", "Nadia a déclaré, dans un entretien accordé à l'agence, que la route était fermée.", "Nadia", "agence"),
        ("es", "En una entrevista con el periódico An-Nahar, la médica declaró que la vía estaba cerrada.",
         "la médica", "el periódico An-Nahar"),
        ("de", "In einem Interview mit der Zeitung An-Nahar sagte die Ärztin, die Straße sei gesperrt.",
         "die Ärztin", "der Zeitung An-Nahar"),
        ("ru", "Врач в интервью телекомпании заявил, что дорога закрыта.", "Врач", "телекомпании"),
        ("tr", "Nahar gazetesine konuşan Nadia, yolun kapalı olduğunu söyledi.", "Nadia", "Nahar gazetesine"),
    ],
)  # fmt: skip
def test_an_interview_names_who_is_spoken_to(lang: str, text: str, speaker: str, heard: str) -> None:
    found = frame(lang, text)
    assert shown(found.speaker) == speaker
    assert shown(found.addressee).endswith(heard)


def test_russian_speaker_follows_the_one_spoken_to() -> None:
    assert (
        shown(frame("ru", "Об этом сообщил радиостанции представитель больницы.").speaker) == "представитель больницы"
    )


def test_a_dative_before_a_russian_verb_does_not_speak() -> None:
    assert frame("ru", "Председателю заявили, что дорога закрыта.").speaker == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Bakan Haddad yolun kapalı olduğunu belirtti.", "Bakan Haddad"),
        ("Müdür, “Yol kapalı” dedi.", "Müdür"),
        ("“Yol kapalı” diyen Bakan Haddad, kentten ayrıldı.", "Bakan Haddad"),
        ("“Yol kapalı” ifadesini kullanan müdür, kentten ayrıldı.", "müdür"),
        ("Yolun kapalı olduğunu söyleyen Nadia, kentten ayrıldı.", "Nadia"),
    ],
)
def test_turkish_speaker_begins_the_sentence_or_follows_a_participle(text: str, speaker: str) -> None:
    assert shown(frame("tr", text).speaker) == speaker


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "La route est fermée, selon le maire de Tyr.", "le maire de Tyr"),
        ("es", "La carretera está cerrada, según el alcalde de Tiro.", "el alcalde de Tiro"),
        ("de", "Die Straße ist gesperrt, so der Bürgermeister.", "Bürgermeister"),
        ("de", "Laut Bürgermeister Haddad ist die Straße gesperrt.", "Bürgermeister Haddad"),
        ("ru", "По словам врача, дорога закрыта.", "врача"),
        ("tr", "Bakan Haddad'a göre yol kapalı.", "Bakan Haddad'a"),
    ],
)
def test_a_source_is_named_without_a_verb(lang: str, text: str, speaker: str) -> None:
    found = frame(lang, text)
    assert (found.kind, shown(found.speaker)) == (Kind.SOURCE, speaker)


@pytest.mark.parametrize(
    ("lang", "text", "relayer", "speaker"),
    [
        ("fr", "L'agence Reuters a cité le maire.", "agence Reuters", "le maire"),
        ("fr", "L'avocat, cité par l'agence, est absent.", "l' agence", "avocat"),
        ("es", "El periódico citó al ministro.", "El periódico", "ministro"),
        ("es", "El abogado, citado por la agencia Reuters, está ausente.", "la agencia Reuters", "El abogado"),
        ("de", "Die Agentur Reuters zitierte den Bürgermeister.", "Die Agentur Reuters", "den Bürgermeister"),
        ("de", "Einen Sprecher zitierte die Agentur Reuters.", "die Agentur Reuters", "Einen Sprecher"),
        ("ru", "Агентство приводит слова врача.", "Агентство", "врача"),
        ("tr", "Nahar gazetesinin aktardığına göre Haddad, kentten ayrıldı.", "Nahar gazetesinin", "Haddad"),
    ],
)
def test_who_passes_on_is_told_from_who_is_quoted(lang: str, text: str, relayer: str, speaker: str) -> None:
    found = frame(lang, text)
    assert (found.kind, shown(found.relayer), shown(found.speaker)) == (Kind.RELAY, relayer, speaker)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Le médecin a déclaré que la route était fermée et a ajouté que la ville était vide.", "médecin"),
        ("es", "El médico declaró que la vía estaba cerrada y añadió que la ciudad estaba vacía.", "El médico"),
        ("de", "Die Ärztin erklärte, die Straße sei gesperrt, und fügte hinzu, sie bleibe es.", "Die Ärztin"),
        ("ru", "Врач заявил об этом и добавил, что дорога закрыта.", "Врач"),
        ("tr", "Bakan Haddad yolun kapalı olduğunu söyledi ve kentin boş olduğunu ekledi.", "Bakan Haddad"),
    ],
)
def test_a_verb_joined_to_another_shares_its_speaker(lang: str, text: str, speaker: str) -> None:
    assert [shown(f.resolved) for f in frames(lang, text)] == [speaker, speaker]


@pytest.mark.parametrize(
    ("lang", "text", "speaker", "accused"),
    [
        ("fr", "Le maire a accusé le ministre.", "maire", "le ministre"),
        ("es", "La médica acusó al alcalde.", "La médica", "alcalde"),
        ("ru", "Врач обвинил министра во лжи.", "Врач", "министра"),
        ("tr", "Sözcü Nadia, Bakan Haddad'ı suçladı.", "Sözcü Nadia", "Haddad'ı"),
    ],
)
def test_the_one_accused_is_the_object(lang: str, text: str, speaker: str, accused: str) -> None:
    found = frame(lang, text)
    assert (found.stance, shown(found.speaker), shown(found.addressee)) == ("accusation", speaker, accused)


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("fr", "Le maire a déclaré son départ, ajoutant que la route était fermée.", "maire"),
        ("tr", "Bakan Haddad, yolun kapalı olduğunu ekleyerek “Dönün” dedi.", ""),
    ],
)
def test_a_participle_goes_on_for_a_speaker_named_before(lang: str, text: str, speaker: str) -> None:
    (goes_on,) = (f for f in frames(lang, text) if f.kind is Kind.CONTINUATION)
    assert shown(goes_on.resolved) == speaker


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("fr", "L'accord a été annoncé par le ministre."),
        ("fr", "Le ministre informé est parti."),
        ("de", "Der Brief ist am Montag geschrieben worden."),
        ("ru", "Врач продолжил работу."),
    ],
)
def test_passive_bare_participle_and_verb_of_going_on_report_nothing(lang: str, text: str) -> None:
    assert frames(lang, text) == []


@pytest.mark.parametrize(
    ("lang", "text", "told"),
    [
        ("de", "Der Ministerin Haddad wurde mitgeteilt, die Straße sei gesperrt.", "Der Ministerin Haddad"),
        ("fr", "La ministre Nadia Haddad a été informée que la route était fermée.", "ministre Nadia Haddad"),
        (
            "es",
            "La ministra Nadia Haddad fue informada de que la carretera estaba cerrada.",
            "La ministra Nadia Haddad",
        ),
        ("tr", "Bakan Nadia Haddad'a yolun kapandığı söylendi.", "Bakan Nadia Haddad'a"),
        ("ru", "Министр Надя Хаддад была проинформирована о закрытии дороги.", "Министр Надя Хаддад"),
    ],
)
def test_who_is_told_in_a_passive_hears_and_nobody_speaks(lang: str, text: str, told: str) -> None:
    found = frame(lang, text)
    assert found.passive
    assert (shown(found.addressee), found.speaker) == (told, ())


def test_a_passive_across_a_comma_is_no_verb_of_telling() -> None:
    text = "Die Ministerin wurde dafür kritisiert, dass sie die Stadt nicht informiert hatte."
    assert not any(f.passive for f in frames("de", text))


@pytest.mark.parametrize(
    ("lang", "text", "heard"),
    [
        ("es", "A la ministra Nadia Haddad le dijeron que la carretera estaba cerrada.", "la ministra Nadia Haddad"),
        ("ru", "Министру сказали, что дорога закрыта.", "Министру"),
        ("tr", "Bakan Nadia Haddad'a yolun kapandığını söylediler.", "Bakan Nadia Haddad'a"),
    ],
)
def test_one_spoken_to_that_opens_a_sentence_does_not_speak(lang: str, text: str, heard: str) -> None:
    found = frame(lang, text)
    assert (shown(found.addressee), found.speaker) == (heard, ())


def test_a_sentence_that_begins_within_a_quotation_has_no_speaker_there() -> None:
    found = frames("tr", "Nadia, doktorla konuştu. “Yol kapandı. Bakan haklıydı” dedi.")
    assert [shown(f.speaker) for f in found if f.cue[-1].text == "dedi"] == [""]


@pytest.mark.parametrize(
    ("lang", "text", "speaker"),
    [
        ("ru", "В понедельник министр заявил, что дорога закрыта.", "министр"),
        ("ru", "После встречи с врачами министр сообщил о закрытии.", "министр"),
        ("ru", "На встрече в понедельник газета сообщила о закрытии.", "газета"),
        ("ru", "На встрече в доме врача сообщили о закрытии.", ""),
        ("fr", "Dans un communiqué le ministre a indiqué que la route était fermée.", "le ministre"),
        ("fr", "Dans un entretien avec le ministre a indiqué que la route était fermée.", ""),
        ("de", "Die Straße sei gesperrt, sagte am Montag der Sprecher.", "der Sprecher"),
    ],
)
def test_speaker_behind_a_phrase_of_time_or_place_needs_no_comma(lang: str, text: str, speaker: str) -> None:
    assert shown(frame(lang, text).speaker) == speaker


def test_an_interview_names_the_hearer_before_the_russian_speaker() -> None:
    found = frame("ru", "В интервью газете министр Надя Хаддад заявила, что дорога закрыта.")
    assert (shown(found.addressee), shown(found.speaker)) == ("газете", "министр Надя Хаддад")
