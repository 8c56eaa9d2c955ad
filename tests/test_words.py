"""Words aligned in real sentences: clitics, names, recurrence, and what has no counterpart."""

from __future__ import annotations

import pytest

from qa_translate.article import Side
from qa_translate.bitext import Bitext
from qa_translate.pipeline import Tools, align_texts
from qa_translate.segment import segment
from qa_translate.vectors import document_vectors, encode_unmarked


def bitext(tools: Tools, source: str, target: str) -> Bitext:
    documents = segment(source, "ar", Side.SOURCE), segment(target, "en", Side.TRANSLATION)
    made = [
        document_vectors(d, encode_unmarked([s.span.of(d.text) for s in d.segments], tools.encoder)) for d in documents
    ]
    return align_texts(*documents, *made)


def partners(found: Bitext, word: str) -> set[str]:
    return {
        found.source.words[link.source].text
        for w in found.target.words
        if w.text == word
        for link in found.links_of_target(w.index)
    }


SOURCE = "وقال البكور للجزيرة إن روسيا استغلت اهتمام العالم بالحرب للتصعيد في شمال سوريا."
TARGET = "Al-Bakour told Al Jazeera that Russia had used the world's attention to the war to escalate in north Syria."


@pytest.mark.parametrize(
    ("word", "partner"),
    [("Al-Bakour", "البكور"), ("Jazeera", "للجزيرة"), ("Russia", "روسيا"), ("war", "بالحرب"), ("Syria", "سوريا")],
)
def test_words_with_clitics_and_names_are_linked(word: str, partner: str, tools: Tools) -> None:
    assert partner in partners(bitext(tools, SOURCE, TARGET), word)


def test_diacritics_and_tatweel_do_not_disturb_the_links(tools: Tools) -> None:
    marked = "وقالَ الوزيرُ إنَّ الشُّرطةَ أغلقتِ الطـــريقَ أمسِ."
    found = bitext(tools, marked, "The minister said that the police closed the road yesterday.")
    assert partners(found, "police") == {"الشُّرطةَ"}
    assert "الطـــريقَ" in partners(found, "road")


def test_a_word_without_counterpart_has_a_low_best_cosine(tools: Tools) -> None:
    found = bitext(
        tools, "أغلقت الشرطة الطريق أمس.", "The police closed the road yesterday because of unpaid salaries."
    )
    best = {w.text: float(found.target_best[w.index]) for w in found.target.words}
    assert max(best["unpaid"], best["salaries"]) < min(best["police"], best["road"], best["yesterday"])


def test_a_stranger_in_a_merged_passage_stands_alone(tools: Tools) -> None:
    source = "أغلقت الشرطة الطريق الساحلي صباح الاثنين بعد انهيار جسر قديم قرب المدينة."
    target = (
        "Police closed the coastal road on Monday morning after an old bridge near the city collapsed. "
        "Subscribe to our free newsletter for the best recipes of the season."
    )
    found = bitext(tools, source, target)
    assert [(b.source, b.target) for b in found.beads] == [((0,), (0,)), ((), (1,))]
