"""A document with the forms under which its words can be found, and its syntax if there is any."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache

from qa_translate.arabic import stems
from qa_translate.article import Document, Segment, Word
from qa_translate.checks.patterns import ANY_END, SHORTEST_STEM, VERB, Match, Patterns, bare
from qa_translate.ports import Parse, Token

Words = tuple[Word, ...]
# Arabic entries of at most so many letters are found behind و and ف only: لا is not ل + ا
SHORT = 2
LONGEST_SCOPE = 3
_SHADDA, _TATWEEL = "\u0651", "\u0640"
# Words between a cue and what it applies to, at most
LONGEST_REACH = 5
# Words of a clause that a mark shows
LONGEST_CLAUSE = 6
# Words after a word, or steps up the tree, within which it governs another
GOVERNED = 5
_OWN_CLAUSE = frozenset({"aux", "auxpass", "neg", "nsubj", "nsubjpass"})
_CLOSE = frozenset({"aux", "auxpass", "mark", "expl", "neg", "prt"})
_PREDICATES = frozenset({"attr", "acomp", "xcomp", "oprd"})
_PAST = frozenset({"VBD", "VBN", "VBG"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COMPLEMENTS = frozenset({"xcomp", "dobj", "ccomp", "pobj", "acl"})


class Reader:
    """A document with the forms under which each word can be found, and its syntax if there is any."""

    def __init__(self, document: Document, parse: Parse | None, light: frozenset[str], *, around: bool = False) -> None:
        self._around = around
        self.document = document
        self.parse = parse
        self._light = light

    @cached_property
    def tokens(self) -> dict[int, list[Token]]:
        """Syntactic tokens by document word index."""
        found: dict[int, list[Token]] = {}
        if self.parse is None:
            return found
        words, k = self.document.words, 0
        for token in self.parse.tokens:
            while k < len(words) and words[k].span.end <= token.span.start:
                k += 1
            if k < len(words) and words[k].span.overlaps(token.span):
                found.setdefault(k, []).append(token)
        return found

    @cached_property
    def word_of(self) -> dict[int, Word]:
        """Document word by token index."""
        return {t.index: self.document.words[k] for k, tokens in self.tokens.items() for t in tokens}

    @cached_property
    def forms(self) -> tuple[frozenset[str], ...]:
        """Of every word, what an entry of the vocabulary may call it."""
        arabic = self.document.lang == "ar"
        return tuple(_arabic_forms(w.text, w.form) if arabic else self._forms_of(w) for w in self.document.words)

    def _forms_of(self, word: Word) -> frozenset[str]:
        return _beginnings(word.form) if self.parse is None else _plain_forms(word, self.tokens.get(word.index, ()))

    def matches(self, patterns: Patterns, segment: Segment, *, every: bool = False) -> Iterator[tuple[Match, Words]]:
        """Entries found in one segment, with their words."""
        words = self.document.words_of(segment)
        for match in patterns.find(self.forms[segment.first : segment.last], every=every):
            yield match, tuple(words[k] for k in match.places)

    def is_light(self, word: Word) -> bool:
        """Whether a word carries no sense of its own (auxiliaries, particles)."""
        if any(self._elliptical(t) for t in self.tokens.get(word.index, ())):
            return False
        if self.document.lang == "ar":  # never by a stem: يتمكن is not يتم + كن
            return word.form in self._light or (word.form[:1] in "وف" and word.form[1:] in self._light)
        return bool(self.forms[word.index] & self._light)

    def _elliptical(self, token: Token) -> bool:
        """Whether an auxiliary stands for a whole predicate: "she did"."""
        if token.pos != "AUX" or token.dep in _CLOSE or self.parse is None:
            return token.pos == "VERB"
        return not any(t.dep in _PREDICATES for t in self.parse.children(token.index))

    def lexical(self, word: int) -> int:
        """The verb that an auxiliary belongs to, or the word itself (document word indices)."""
        for token in self.tokens.get(word, ()):
            if token.dep in ("aux", "auxpass") and self.parse and (verb := self.word_of.get(token.head)):
                return verb.index
        return word

    def is_reported(self, word: Word) -> bool:
        """Whether syntax says that an auxiliary stands in reported speech of the past, and under no condition."""
        for token in self.tokens.get(word.index, ()):
            if self.parse is None or token.dep != "aux":
                continue
            verb = self.parse.tokens[token.head]
            if any(t.dep == "advcl" for t in self.parse.children(verb.index)):
                return False
            while verb.dep == "conj":
                verb = self.parse.tokens[verb.head]
            return verb.dep == "ccomp" and self.parse.tokens[verb.head].tag in _PAST
        return False

    def before(self, word: Word) -> Words:
        """The word before `word` in its segment."""
        first = self.document.segments[word.segment].first
        return self.document.words[word.index - 1 : word.index] if word.index > first else ()

    def governor(self, words: Words) -> Words:
        """The nearest verb that governs `words`, where syntax tells and it stands close by."""
        for token in [t for w in words for t in self.tokens.get(w.index, ())]:
            while self.parse and token.pos != "VERB" and token.head != token.index:
                token = self.parse.tokens[token.head]
            verb = self.word_of.get(token.index)
            if token.pos == "VERB" and verb and abs(verb.index - words[0].index) <= LONGEST_REACH:
                return (verb,)
        return ()

    def rest_of_clause(self, words: Words) -> Words:
        """The words behind `words` up to a mark, some at most: what a hedge that is lost would apply to."""
        last = words[-1]
        segment = self.document.segments[last.segment]
        found = []
        for word in self.document.words[last.index + 1 : min(segment.last, last.index + 1 + LONGEST_CLAUSE)]:
            before = self.document.words[word.index - 1]
            if not self.document.text[before.span.end : word.span.start].isspace():
                break
            found.append(word)
        return tuple(found)

    def is_name(self, word: int) -> bool:
        """Whether syntax says that a word, by document word index, is a proper noun."""
        return any(t.pos == "PROPN" for t in self.tokens.get(word, ()))

    def clause(self, words: Words) -> Words:
        """`words` with the auxiliaries, conjunction and pronoun that go with them, as far as syntax tells."""
        found = {w.index: w for w in words}
        for token in [t for w in words for t in self.tokens.get(w.index, ())]:
            for child in self.parse.children(token.index) if self.parse else ():
                with_it = child.dep in _CLOSE or (child.dep in _SUBJECTS and child.pos == "PRON")
                word = self.word_of.get(child.index)
                if with_it and word and 0 < token.index - child.index <= LONGEST_REACH:
                    found[word.index] = word
        return tuple(found[k] for k in sorted(found))

    def scope(self, cue: Words) -> Words:
        """What `cue` applies to: by syntax where there is one, else the next words that carry sense."""
        scope = self._by_syntax(cue) if self.parse is not None else ()
        if self.parse is None and self._around:
            # The negated verb stands before it (passera pas) or behind it (no ha pedido): no parser tells which.
            return (*self._previous(cue[0]), *self._next(cue[-1]))
        return scope or self._next(cue[-1])

    def _previous(self, word: Word) -> Words:
        first = self.document.segments[word.segment].first
        near = []
        for k in range(word.index - 1, max(first, word.index - 2) - 1, -1):
            between = self.document.text[self.document.words[k].span.end : self.document.words[k + 1].span.start]
            if not between.isspace():
                break
            near.append(self.document.words[k])
        return tuple(w for w in near if not self.is_light(w))[:1]

    def _next(self, word: Word) -> Words:
        segment = self.document.segments[word.segment]
        for after in self.document.words[word.index + 1 : min(segment.last, word.index + 1 + LONGEST_SCOPE)]:
            if not self.is_light(after):
                return (after,)
        return ()

    def _by_syntax(self, cue: Words) -> Words:
        tokens = [t for w in cue for t in self.tokens.get(w.index, ())]
        if not tokens or self.parse is None:
            return ()
        inside = {t.index for t in tokens}
        heads: list[Token] = []
        for token in tokens:
            head = self.parse.tokens[token.head]
            if token.pos in ("VERB", "ADJ", "NOUN"):
                heads += [t for t in self.parse.children(token.index) if t.dep in _COMPLEMENTS]
            elif token.dep == "cc" and (joined := self._joined(token)):
                heads += joined
            elif token.dep in ("prep", "mark", "cc", "preconj"):
                heads += [t for t in self.parse.children(token.index) if t.dep in ("pobj", "pcomp")] or [head]
            elif head.index not in inside:
                heads.append(head)
                if token.dep == "det":
                    heads.append(self.parse.tokens[head.head])
        for head in list(heads):
            if head.lemma.lower() in self._light or head.pos == "AUX":
                heads += [t for t in self.parse.children(head.index) if t.dep in _PREDICATES]
            heads += [t for t in self.parse.children(head.index) if t.dep == "xcomp"]
        found = {w.index: w for t in heads if (w := self.word_of.get(t.index)) and not self.is_light(w)}
        near = [k for k in sorted(found) if abs(k - cue[-1].index) <= LONGEST_REACH]
        return tuple(found[k] for k in near if found[k].segment == cue[0].segment)

    def _joined(self, conjunction: Token) -> list[Token]:
        """What a conjunction that negates adds ("nor": "neither pay nor ammunition")."""
        after = self.parse.children(conjunction.head) if self.parse and conjunction.text.lower() == "nor" else ()
        return [t for t in after if t.dep == "conj" and t.index > conjunction.index][:1]

    def shared(self, scope: Words) -> Words:
        """Words joined to `scope` to which a cue of it applies as well: they have no auxiliary of their own."""
        if self.parse is None:
            return ()
        found: dict[int, Word] = {}
        open_ = [t for w in scope for t in self.tokens.get(w.index, ())]
        while open_:
            token = open_.pop()
            for joined in self.parse.children(token.index):
                word = self.word_of.get(joined.index)
                if joined.dep == "conj" and word and word.index not in found and self._alike(token, joined):
                    found[word.index] = word
                    open_.append(joined)
        return tuple(found[k] for k in sorted(found))

    def _alike(self, token: Token, joined: Token) -> bool:
        own = self.parse.children(joined.index) if self.parse else ()
        alone = not any(t.dep in _OWN_CLAUSE for t in own)
        return alone and (token.tag == joined.tag if "VERB" in (token.pos, joined.pos) else True)

    def governs(self, word: Word, other: Word) -> bool:
        """Whether `other` lies in what `word` says: by syntax where there is one, else soon after it."""
        if word.index == other.index:
            return False
        if self.parse is None:
            return 0 < other.index - word.index <= GOVERNED
        above = {t.index for t in self.tokens.get(word.index, ())}
        for token in self.tokens.get(other.index, ()):
            for _ in range(GOVERNED):
                if token.index in above:
                    return True
                token = self.parse.tokens[token.head]
        return False


@lru_cache(maxsize=20_000)
def _arabic_forms(text: str, form: str) -> frozenset[str]:
    """Of an Arabic word as written and folded."""
    exact = "".join(c for c in text if c == _SHADDA or (not unicodedata.combining(c) and c != _TATWEEL))
    shapes = [(form, exact)]
    if form[:1] in "وف" and len(form) > SHORT:
        shapes.append((form[1:], exact[1:]))
    found = {stem for stem in stems(form) if len(stem) > SHORT}
    for folded, written in shapes:
        found |= {folded, VERB + folded, f"={written.replace(_SHADDA, '')}", f"=={written}"}
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _beginnings(form: str) -> frozenset[str]:
    """Of a word without syntax: itself, without an apostrophe's ending (Turkish), and each beginning of it."""
    return frozenset({form, bare(form), *(form[:k] + ANY_END for k in range(SHORTEST_STEM, len(form) + 1))})


def _plain_forms(word: Word, tokens: Sequence[Token]) -> frozenset[str]:
    found = {word.form}
    for token in tokens:
        found |= _token_forms(token.text, token.lemma, token.pos, token.tag)
    if word.form.endswith("n't"):
        found.add("not")
    return frozenset(found)


@lru_cache(maxsize=20_000)
def _token_forms(text: str, lemma: str, pos: str, tag: str) -> frozenset[str]:
    return frozenset(
        named for form in (text.lower(), lemma.lower()) for named in (form, f"{form}:{pos}", f"{form}:{tag}")
    )
