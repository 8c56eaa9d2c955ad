"""Checks in languages without a parser: a sound and a faulty translation of one source, through the real engines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa_translate import Article
from qa_translate.case import Case
from qa_translate.checks.order.repaired import repaired_words
from qa_translate.config import Settings
from qa_translate.pipeline import Tools, check_article

STAYED = "وقال الطبيب إن المرضى لم يغادروا المستشفى."
ARRIVED = "وصل الوزير إلى المدينة أمس."
ASKED = "وسأل الصحفي عما إذا كان الوفد قد وصل."
WELL = "وتملك القرية بئراً واحدة."
PERHAPS = "ربما سافر الوزير إلى المدينة أمس."
BRIDGE = "وقال أحمد منصور إن الجسر سيفتح غداً."
TRAIN = "وقال الوزير إن القطار وصل من دمشق إلى بيروت."
IRAQ = "سيصل الوزير إلى العراق غداً."
MET = "والتقى الصحفي سامر الخطيب في بيروت، ثم تحدث مع أحمد منصور."
REPAIR = "وقرر المجلس إصلاح المدرسة الابتدائية قبل هدم المصنع القديم المهجور."

# name: rule, language, source, sound translation, faulty translation
THIRDS = "وبحسب المنظمة، توجه ثلثاهم نحو المدينة."
FACTORY = "وقال الوزير أحمد الصالح إن المصنع سيفتح أبوابه في مارس."
SCHOOLS = "وأضاف الصالح: «لن نغلق المدارس. سنبني عشر مدارس جديدة»."
OBSTACLE = "لم يكن السعر هو العقبة بل جدول التسليم."
WARNING = "وحذر الخبير هاني الزبيدي، في حديث لصحيفة الشرق، من أن الجفاف قد يرفع أسعار القمح."
CASES = {
    "turkish-ending-without-negation": (
        "lost-negation", "tr", STAYED,
        "Doktor, hastaların hastaneden ayrılmadığını söyledi.",
        "Doktor, hastaların hastaneden ayrıldığını söyledi.",
    ),
    "turkish-ending-with-negation": (
        "added-negation", "tr", ARRIVED, "Bakan dün kente ulaştı.", "Bakan dün kente ulaşmadı.",
    ),
    "turkish-whether": (
        "added-negation", "tr", ASKED,
        "Gazeteci heyetin ulaşıp ulaşmadığını sordu.", "Gazeteci heyetin ulaşmadığını sordu.",
    ),
    "french-negation": (
        "lost-negation", "fr", STAYED,
        "Le médecin a dit que les patients n’avaient pas quitté l’hôpital.",
        "Le médecin a dit que les patients avaient quitté l’hôpital.",
    ),
    "french-only": (
        "added-negation", "fr", WELL, "Le village ne possède qu’un puits.", "Le village ne possède pas de puits.",
    ),
    "french-certain": (
        "lost-hedge", "fr", PERHAPS,
        "Le ministre s’est peut-être rendu dans la ville hier.",
        "Le ministre s’est sans aucun doute rendu dans la ville hier.",
    ),
    "spanish-certain": (
        "lost-hedge", "es", PERHAPS,
        "Quizás el ministro viajó ayer a la ciudad.", "Sin duda el ministro viajó ayer a la ciudad.",
    ),
    "german-certain": (
        "lost-hedge", "de", PERHAPS,
        "Der Minister ist gestern vielleicht in die Stadt gereist.",
        "Der Minister ist gestern zweifellos in die Stadt gereist.",
    ),
    "turkish-certain": (
        "lost-hedge", "tr", PERHAPS, "Bakan dün belki kente gitti.", "Bakan dün kesinlikle kente gitti.",
    ),
    "russian-certain": (
        "lost-hedge", "ru", PERHAPS,
        "Возможно, министр вчера уехал в город.", "Несомненно, министр вчера уехал в город.",
    ),
    "french-family-name": (
        "changed-name", "fr", BRIDGE,
        "Ahmed Mansour a déclaré que le pont ouvrirait demain.",
        "Ahmed Kilani a déclaré que le pont ouvrirait demain.",
    ),
    "spanish-family-name": (
        "changed-name", "es", BRIDGE,
        "Ahmed Mansur declaró que el puente abriría mañana.", "Ahmed Kilani declaró que el puente abriría mañana.",
    ),
    "russian-family-name": (
        "changed-name", "ru", BRIDGE,
        "Ахмед Мансур сказал, что мост откроется завтра.", "Ахмед Килани сказал, что мост откроется завтра.",
    ),
    "turkish-family-name": (
        "changed-name", "tr", BRIDGE,
        "Ahmed Mansur, köprünün yarın açılacağını söyledi.", "Ahmed Kilani, köprünün yarın açılacağını söyledi.",
    ),
    "french-city": (
        "changed-name", "fr", TRAIN,
        "Le ministre a déclaré que le train était arrivé de Damas à Beyrouth.",
        "Le ministre a déclaré que le train était arrivé de Damas à Amman.",
    ),
    "spanish-city": (
        "changed-name", "es", TRAIN,
        "El ministro dijo que el tren había llegado de Damasco a Beirut.",
        "El ministro dijo que el tren había llegado de Damasco a Bagdad.",
    ),
    "german-city": (
        "changed-name", "de", TRAIN,
        "Der Minister sagte, der Zug sei aus Damaskus in Beirut angekommen.",
        "Der Minister sagte, der Zug sei aus Damaskus in Bagdad angekommen.",
    ),
    "turkish-city-before-an-apostrophe": (
        "changed-name", "tr", TRAIN,
        "Bakan, trenin Şam'dan Beyrut'a ulaştığını söyledi.", "Bakan, trenin Şam'dan Bağdat'a ulaştığını söyledi.",
    ),
    "turkish-country-with-a-dotless-i": (
        "changed-name", "tr", IRAQ, "Bakan yarın Irak’a ulaşacak.", "Bakan yarın İran’a ulaşacak.",
    ),
    "russian-city-in-a-case": (
        "changed-name", "ru", MET,
        "Журналист встретился с Самером аль-Хатибом в Бейруте, затем поговорил с Ахмедом Мансуром.",
        "Журналист встретился с Самером аль-Хатибом в Багдаде, затем поговорил с Ахмедом Мансуром.",
    ),
    "german-two-thirds": (
        "changed-number", "de", THIRDS,
        "Nach Angaben der Organisation zogen zwei Drittel von ihnen in die Stadt.",
        "Nach Angaben der Organisation zog ein Drittel von ihnen in die Stadt.",
    ),
    "spanish-told-what-he-says": (
        "inverted-attribution", "es", FACTORY,
        "El ministro Ahmed al-Saleh dijo que la fábrica abriría en marzo.",
        "Al ministro Ahmed al-Saleh le dijeron que la fábrica abriría en marzo.",
    ),
    "german-told-what-he-says": (
        "inverted-attribution", "de", FACTORY,
        "Minister Ahmed al-Saleh sagte, das Werk werde im März öffnen.",
        "Dem Minister Ahmed al-Saleh wurde mitgeteilt, das Werk werde im März öffnen.",
    ),
    "french-quotation-of-two-sentences": (
        "changed-speaker", "fr", SCHOOLS,
        "« Nous ne fermerons pas les écoles. Nous bâtirons dix nouvelles écoles », a déclaré M. al-Saleh.",
        "« Nous ne fermerons pas les écoles. Nous bâtirons dix nouvelles écoles », a déclaré le directeur.",
    ),
    "russian-quotation-of-two-sentences-told": (
        "inverted-attribution", "ru", SCHOOLS,
        "«Мы не закроем школы. Мы построим десять новых школ», — сказал ас-Салех.",
        "«Мы не закроем школы. Мы построим десять новых школ», — сказали ему.",
    ),
    "spanish-not-but": (
        "re-paired-words", "es", OBSTACLE,
        "El obstáculo no era el precio, sino el calendario de entregas.",
        "El obstáculo no era el calendario de entregas, sino el precio.",
    ),
    "turkish-warning-of-what-may-be": (
        "lost-hedge", "tr", WARNING,
        "Uzman Hani ez-Zübeydi, Eş-Şark gazetesine yaptığı açıklamada, kuraklığın buğday fiyatlarını "
        "yükseltebileceği uyarısında bulundu.",
        "Uzman Hani ez-Zübeydi, Eş-Şark gazetesine yaptığı açıklamada, kuraklığın buğday fiyatlarını "
        "yükselteceği uyarısında bulundu.",
    ),
    "french-pairs": (
        "re-paired-words", "fr", REPAIR,
        "Le conseil a décidé la réparation de l’école primaire avant la démolition de l’usine textile abandonnée.",
        "Le conseil a décidé la réparation de l’usine textile abandonnée avant la démolition de l’école primaire.",
    ),
    "spanish-pairs": (
        "re-paired-words", "es", REPAIR,
        "El consejo decidió la reparación de la escuela primaria antes de la demolición de la fábrica vieja y "
        "abandonada.",
        "El consejo decidió la reparación de la fábrica vieja y abandonada antes de la demolición de la escuela "
        "primaria.",
    ),
}  # fmt: skip

# Sound translations of which a simpler reading would mark something: language, source, translation.
SOUND = {
    "turkish-only": ("tr", "وصلت الوعود وحدها إلى السكان.", "Halka vaatten başka bir şey ulaşmadı."),
    "turkish-name-in-capitals": ("tr", IRAQ, "Bakan yarın IRAK'a ulaşacak."),
    "french-abbreviation-of-a-body": (
        "fr",
        "وأشارت المنظمة إلى أن عدد النازحين تراجع.",
        "Le nombre de déplacés, note l’OIM, a diminué.",
    ),
    "spanish-reporter-who-was-told": (
        "es",
        "وقال لي الوزير أحمد الصالح: «لن نغلق المدارس».",
        "«No cerraremos las escuelas», me dijo el ministro Ahmed al-Saleh.",
    ),
    "russian-dative": ("ru", BRIDGE, "По словам Ахмеда Мансура, мост откроется завтра."),
}


def marked(tools: Tools, lang: str, source: str, translation: str) -> set[str]:
    report = check_article(Article(translation, source, source_lang="ar", target_lang=lang), tools)
    return {f.rule for f in report.findings if f.confidence >= Settings().min_confidence}


@pytest.mark.parametrize("name", CASES)
def test_the_faulty_translation_is_marked(name: str, tools: Tools) -> None:
    rule, lang, source, _, faulty = CASES[name]
    assert marked(tools, lang, source, faulty) == {rule}


@pytest.mark.parametrize("name", CASES)
def test_the_sound_translation_is_not(name: str, tools: Tools) -> None:
    _, lang, source, sound, _ = CASES[name]
    assert marked(tools, lang, source, sound) == set()


@pytest.mark.parametrize("name", SOUND)
def test_what_only_looks_faulty_is_not(name: str, tools: Tools) -> None:
    assert marked(tools, *SOUND[name]) == set()


CEASEFIRE = "اقترح وقف القصف مقابل انسحاب المسلحين"
LINKS = {"arrêt": "وقف", "bombardements": "القصف", "échange": "مقابل", "retrait": "انسحاب", "hommes": "المسلحين"}


def pairs(make_case: Callable[..., Case], translation: str, source: str = CEASEFIRE) -> list[str]:
    found = repaired_words(make_case(translation, source, links=LINKS, lang="fr"))
    return [f.target.of(translation) for f in found if f.target]


def test_two_pairs_that_exchanged_their_second_words_are_marked_from_first_to_last(
    make_case: Callable[..., Case],
) -> None:
    text = "Il a proposé l’arrêt des hommes armés en échange du retrait des bombardements."
    assert pairs(make_case, text) == ["arrêt des hommes armés en échange du retrait des bombardements"]


@pytest.mark.parametrize(
    "text",
    [
        "Il a proposé l’arrêt des bombardements en échange du retrait des hommes armés.",
        "Il a proposé le retrait des hommes armés en échange de l’arrêt des bombardements.",
        "Il a proposé l’arrêt et le retrait, des bombardements et des hommes armés.",
        "Il a proposé l’arrêt des hommes armés en échange du retrait.",
    ],
    ids=["as-in-the-source", "pairs-exchanged", "joined", "one-word-lost"],
)
def test_pairs_that_stay_together_are_not(text: str, make_case: Callable[..., Case]) -> None:
    assert pairs(make_case, text) == []


def test_only_a_noun_with_what_belongs_to_it_is_a_pair(make_case: Callable[..., Case]) -> None:
    text = "Il a proposé l’arrêt des hommes armés en échange du retrait des bombardements."
    assert pairs(make_case, text, CEASEFIRE.replace("القصف", "قصف")) == []
    assert pairs(make_case, text, CEASEFIRE.replace("وقف القصف", "وقف، القصف")) == []
