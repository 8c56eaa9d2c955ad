"""What is made of a case is made once, and anew for a case that differs."""

from __future__ import annotations

from dataclasses import replace

from qa_translate import Article
from qa_translate.article import Side
from qa_translate.case import Case
from qa_translate.segment import segment
from qa_translate.vocabulary import Vocabulary


def test_checks_share_what_one_of_them_had_made() -> None:
    calls: list[str] = []

    def words(case: Case) -> int:
        calls.append(case.translation.text)
        return len(case.translation.words)

    case = Case(Article("Two words"), segment("Two words", "en", Side.TRANSLATION), Vocabulary())
    assert (case.once(words), case.once(words)) == (2, 2)
    other = replace(case, translation=segment("Now three words", "en", Side.TRANSLATION))
    assert other.once(words) == 3
    assert calls == ["Two words", "Now three words"]
