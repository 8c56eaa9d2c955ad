"""A parse as a tree over the words of a document."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Set

from qa_translate.article import Document, Word
from qa_translate.ports import Parse, Token

CONTENT_TAGS = frozenset({"NOUN", "VERB", "ADJ", "ADV"})
"""Parts of speech that carry content, but for names and numbers."""
_SAME_PHRASE = ("appos", "compound", "flat", "nmod", "poss", "pobj", "prep", "conj")


def words_tagged(document: Document, parse: Parse, tags: Set[str]) -> frozenset[int]:
    """Indices of the words of `document` that hold a token with one of `tags` (parts of speech)."""
    return frozenset(w.index for t in parse.tokens if t.pos in tags for w in document.words_in(t.span))


class Tree:
    """Children, subtrees and words of the tokens of one parse."""

    def __init__(self, document: Document, parse: Parse) -> None:
        self.document = document
        self.tokens = parse.tokens
        self._parse = parse

    def children(self, token: Token, *labels: str) -> list[Token]:
        """Dependants of `token`, in order; only those with one of `labels` where given."""
        return [t for t in self._parse.children(token.index) if not labels or t.dep in labels]

    def head(self, token: Token) -> Token:
        """The governor of `token` (itself for a root)."""
        return self.tokens[token.head]

    def subtree(self, token: Token) -> list[Token]:
        """`token` and all that depends on it, unordered."""
        found, waiting = [], [token]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting.extend(self._parse.children(here.index))
        return found

    def tokens_of(self, words: Iterable[Word]) -> list[Token]:
        """The tokens that overlap `words`, in order."""
        found = {t.index: t for word in words for t in self._parse.overlapping(word.span)}
        return [found[k] for k in sorted(found)]

    def words(self, tokens: Iterable[Token]) -> tuple[Word, ...]:
        """The document's words that `tokens` overlap, in order, each once."""
        found = {w.index: w for t in tokens for w in self.document.words_in(t.span)}
        return tuple(found[k] for k in sorted(found))

    def same_phrase(self, one: Token, other: Token) -> bool:
        """Whether two nouns stand in one phrase: an apposition, an owner, the parts of a name."""
        return self.top(one, _SAME_PHRASE) == self.top(other, _SAME_PHRASE)

    def top(self, token: Token, labels: Collection[str]) -> int:
        """Index of the token that governs another through relations with these `labels` alone."""
        while token.dep in labels and token.head != token.index:
            token = self.head(token)
        return token.index
