"""A parse as a tree over the words of a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from qa_translate.article import Document, Word
from qa_translate.ports import Parse, Token


class Tree:
    """Children, subtrees and words of the tokens of one parse."""

    def __init__(self, document: Document, parse: Parse) -> None:
        self.document = document
        self.tokens = parse.tokens
        self._parse = parse
        self._children: dict[int, list[Token]] = defaultdict(list)
        for token in parse.tokens:
            if token.head != token.index:
                self._children[token.head].append(token)

    def children(self, token: Token, *labels: str) -> list[Token]:
        """Dependants of `token`, in order; only those with one of `labels` where given."""
        every = self._children[token.index]
        return [t for t in every if t.dep in labels] if labels else every

    def head(self, token: Token) -> Token:
        """The governor of `token` (itself for a root)."""
        return self.tokens[token.head]

    def subtree(self, token: Token) -> list[Token]:
        """`token` and all that depends on it, unordered."""
        found, waiting = [], [token]
        while waiting:
            here = waiting.pop()
            found.append(here)
            waiting.extend(self._children[here.index])
        return found

    def tokens_of(self, words: Iterable[Word]) -> list[Token]:
        """The tokens that overlap `words`, in order."""
        found = {t.index: t for word in words for t in self._parse.overlapping(word.span)}
        return [found[k] for k in sorted(found)]

    def words(self, tokens: Iterable[Token]) -> tuple[Word, ...]:
        """The document's words that `tokens` overlap, in order, each once."""
        found = {w.index: w for t in tokens for w in self.document.words_in(t.span)}
        return tuple(found[k] for k in sorted(found))
