"""Which Arabic word of a passage a name of the translation is by its sound."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from qa_translate.article import Word
from qa_translate.checks.names.mentions import Mention
from qa_translate.romanise import Romaniser, arabic_forms, fold_arabic, fold_latin, respelled

# Evidence per letter (nats) above which two words are one name; a word linked to the mention needs less.
SAME = 0.6
SAME_LINKED = 0.0
# Evidence that ends the search for a better word.
SURE = 1.2
_LEAST = -5.0
_EXACT = 5.0
_SHORT = 4
# Letters from which on an Arabic word may be two that lost their space.
_GLUED = 7
_PLURALS = ("ين", "ون", "ات", "ه", "ي", "يه", "يين", "يون")
# Endings of people and languages in Latin letters (Armenian: ارمن).
_RELATIONS = ("ian", "ians", "an", "ans", "ean", "eans", "ese", "ish", "ite", "ites", "ic", "ine", "ines", "i", "is")


@dataclass(frozen=True, slots=True)
class Match:
    """The best Arabic counterpart of a mention.

    Attributes:
        same: whether it is like enough to be the same name.
        evidence: by sound, nats per letter.
        words: the Arabic words (two where a name is written in two), or empty where nothing is alike at all.
        form: the sound of the Arabic that matched, without what is written onto its front.
    """

    same: bool = False
    evidence: float = _LEAST
    words: tuple[Word, ...] = ()
    form: str = ""

    @staticmethod
    def listed(words: tuple[Word, ...]) -> Match:
        """The match of a name with the words that a list has for it."""
        return Match(True, _EXACT, words, fold_arabic(words[0].text))


@dataclass(frozen=True)
class Likeness:
    """Compares mentions with Arabic words.

    Attributes:
        romaniser: evidence by sound.
        respellings: Latin letters, and those by which another tradition writes the same sound.
    """

    romaniser: Romaniser
    respellings: tuple[tuple[str, str], ...] = ()

    def best(self, mention: Mention, words: Sequence[Word], linked: Sequence[Word] = ()) -> Match:
        """The word of a passage that is most like `mention`.

        Args:
            mention: a name of the translation.
            words: the Arabic passage, in order.
            linked: words of the passage that the encoder links to the mention; they are tried first.
        """
        found = Match()
        for word in linked:
            found = _better(found, self._compare(mention, word, SAME_LINKED))
        if found.evidence >= SURE:
            return found
        found = _better(found, self.best_alone(mention, words))
        found = found if found.same else _better(found, self._joined(mention, words))
        return found if found.same else _better(found, self._inside(mention, words))

    def best_alone(self, mention: Mention, words: Sequence[Word]) -> Match:
        """Like `best`, for long texts: names written in two words or without a space are not looked for."""
        found = Match()
        for word in words:
            found = _better(found, self._compare(mention, word, SAME))
            if found.evidence >= SURE:
                break
        return found

    def _compare(self, mention: Mention, word: Word, least: float) -> Match:
        if word.text.isascii():
            same = fold_latin(word.text) in mention.parts
            return Match(True, _EXACT, (word,), fold_latin(word.text)) if same else Match()
        evidence, form = self._by_sound(mention.parts, arabic_forms(word.text))
        # Two letters of Arabic are like almost any short name.
        least = least if len(form) >= _SHORT - 1 else max(least, SAME if least == SAME_LINKED else SURE)
        return Match(evidence >= least, evidence, (word,), form)

    def _joined(self, mention: Mention, words: Sequence[Word]) -> Match:
        """The best match where one side writes the name in two words."""
        found = Match()
        for k, word in enumerate(words):
            if mention.joined:
                evidence, form = self._by_sound(mention.joined, arabic_forms(word.text))
                found = _better(found, Match(evidence >= SAME, evidence, (word,), form))
            if k + 1 < len(words) and len(word.text) <= _SHORT + 1:
                after = fold_arabic(words[k + 1].text)
                pairs = tuple(form + after for form in arabic_forms(word.text))
                evidence, form = self._by_sound((*mention.parts, *mention.joined), pairs)
                found = _better(found, Match(evidence >= SAME, evidence, (word, words[k + 1]), form))
        return found

    def _inside(self, mention: Mention, words: Sequence[Word]) -> Match:
        """The best match with a word without its plural, or with an end of a long one: two that lost their space."""
        found = Match()
        singular = (*mention.parts, *(p[:-1] for p in mention.parts if p.endswith("s") and len(p) > _SHORT))
        if mention.label != "PERSON":
            singular += tuple(p[: -len(e)] for p in mention.parts for e in _RELATIONS if p.endswith(e) and _long(p, e))
        for word in words:
            evidence, form = self._by_sound(singular, _inner_forms(word.text))
            found = _better(found, Match(evidence >= SURE, evidence, (word,), form))
        return found

    def respelled(self, mention: Mention, words: Iterable[Word]) -> bool:
        """Whether `mention` sounds like any of `words` once it is spelled as in another tradition (Djamel, Jamal)."""
        parts = {spelled for p in mention.parts for spelled in respelled(p, self.respellings)}
        return any(self._by_sound(parts, arabic_forms(w.text))[0] >= SAME for w in words)

    def _by_sound(self, parts: Iterable[str], forms: Iterable[str]) -> tuple[float, str]:
        """Best evidence of any part with any form, and that form."""
        evidence, best = self.romaniser.evidence, (_LEAST, "")
        found = False
        for part in parts:
            for form in forms:
                one = (evidence(part, form), form)
                if not found or one > best:
                    found, best = True, one
        return best


@lru_cache(maxsize=20_000)
def _inner_forms(word: str) -> tuple[str, ...]:
    """Sounds of an Arabic word without its plural, and of both ends of a long one."""
    forms = arabic_forms(word)
    plain = [f[: -len(e)] for f in forms for e in _PLURALS if f.endswith(e) and len(f) > _SHORT + 1]
    whole = forms[0] if forms else ""
    if len(whole) >= _GLUED:
        plain += [whole[:k] for k in range(_SHORT - 1, len(whole) - 1)]
        plain += [whole[k:] for k in range(2, len(whole) - 2)]
    return tuple(plain)


def _long(word: str, ending: str) -> bool:
    return len(word) - len(ending) >= _SHORT


def _better(one: Match, other: Match) -> Match:
    return other if (other.same, other.evidence) > (one.same, one.evidence) else one
