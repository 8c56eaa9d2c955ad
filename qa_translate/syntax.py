"""A parse as a tree over the words of a document."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from qa_translate.article import Document, Word
from qa_translate.ports import Parse, Token


class Tree:
    """Children, subtrees and words of the tokens of one parse."""

    def __init__(self, document: Document, parse: Parse) -> None:
        self.document = document
        self.tokens = parse.tokens
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
        found: dict[int, Token] = {}
        for word in words:
            k = bisect_right(self.tokens, word.span.start, key=lambda t: t.span.end)
            while k < len(self.tokens) and self.tokens[k].span.start < word.span.end:
                found[k] = self.tokens[k]
                k += 1
        return [found[k] for k in sorted(found)]

    def words(self, tokens: Iterable[Token]) -> tuple[Word, ...]:
        """The document's words that `tokens` overlap, in order, each once."""
        found = {w.index: w for t in tokens for w in self.document.words_in(t.span)}
        return tuple(found[k] for k in sorted(found))
