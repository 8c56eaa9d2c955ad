"""Words that put two events of a sentence in order: 'after', 'before', 'until'."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qa_translate.arabic import fold
from qa_translate.article import Word
from qa_translate.vocabulary import Table

UNTIL = "until"
KINDS = ("after", "before", UNTIL)


@dataclass(frozen=True, slots=True)
class Connectors:
    """What ``order.toml`` says of one language: the kind of each connector, and where such a word is none.

    Attributes:
        kinds: ``after``, ``before`` or ``until`` by form.
        not_behind: words behind which it is none (على بعد, 'at a distance of').
        pronouns: what it governs where it points back at an event told before (بعد ذلك, 'after that').
    """

    kinds: dict[str, str]
    not_behind: frozenset[str]
    pronouns: frozenset[str]

    @staticmethod
    def of(table: Table | None) -> Connectors:
        """Read the tables."""
        given = (table or {}).get("connectors", {})
        kinds = {fold(word): kind for kind in KINDS for word in given.get(kind, ())}
        return Connectors(kinds, *(frozenset(map(fold, given.get(k, ()))) for k in ("not_behind", "pronouns")))

    def kind(self, form: str) -> str | None:
        """The kind of a word, with or without a particle joined to its front; None for any other word."""
        return self.kinds.get(form) or self.kinds.get(form[1:])

    def among(self, words: Sequence[Word]) -> list[Word]:
        """Those of `words`, in the order of a text, that link two events of their sentence."""
        around = zip(("", *(w.form for w in words)), words, (*(w.form for w in words[1:]), ""), strict=False)
        return [
            word
            for before, word, after in around
            if self.kind(word.form) and before not in self.not_behind and after not in self.pronouns
        ]
