"""Everything a check may look at: the documents of one article, their alignments, syntax and vocabulary."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from qa_translate.article import Article, Document
from qa_translate.bitext import Bitext
from qa_translate.glossary import Glossary
from qa_translate.ports import Parse
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary

Made = TypeVar("Made")


@dataclass(frozen=True)
class Case:
    """One article, prepared for the checks.

    Attributes:
        article: the texts as given, with the language of the back-translation.
        translation: always there.
        source, back: None where the article lacks them. `back.lang` is either the source's language
            (a round trip) or the translation's (a pivot: another machine's rendering of the source).
        bitext: source and translation aligned; None without a source.
        round_trip: source and back-translation aligned, where both share a language.
        retranslation: back-translation (as source side) and translation aligned; None without one.
        parse: syntax of the translation; None where no parser knows its language.
        vocabulary: language data by language and topic.
        glossary: terms that the house has agreed on.
        vectors: of the translation's segments and words; None where no encoder ran.
    """

    article: Article
    translation: Document
    vocabulary: Vocabulary
    source: Document | None = None
    back: Document | None = None
    bitext: Bitext | None = None
    round_trip: Bitext | None = None
    retranslation: Bitext | None = None
    parse: Parse | None = None
    glossary: Glossary = field(default_factory=Glossary)
    vectors: DocumentVectors | None = field(default=None, repr=False)
    _made: dict[object, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, build: Callable[[Case], Made]) -> Made:
        """What `build` makes of this case: made when it is first asked for, and then shared by all checks."""
        if build not in self._made:
            self._made[build] = build(self)
        made: Made = self._made[build]
        return made

    @property
    def back_is_pivot(self) -> bool:
        """Whether the back-translation is in the translation's language."""
        return self.back is not None and self.back.lang == self.translation.lang
