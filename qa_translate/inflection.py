"""The forms of one word: under which keys a text's word is found when a glossary's word is looked for.

Arabic: proclitics, pronouns, dual and plural endings (see `qa_translate.arabic`). Other languages: the stems of the
Snowball project (Porter 2001, https://snowballstem.org); where it has none, the beginning of the word. Hyphens are
spaces. Plurals that no rule knows, and articles, are data (topic ``inflection``).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import takewhile
from typing import Protocol

from qa_translate.arabic import fold, stems
from qa_translate.tokens import form
from qa_translate.vocabulary import Table, Vocabulary

Keys = frozenset[str]

_ARABIC_SCRIPT = frozenset({"ar", "fa", "ur", "ps", "ku", "ug"})
_ENDINGS = (
    *(("تان", "ة"), ("تين", "ة"), ("تا", "ة"), ("ات", "ة"), ("ات", ""), ("ان", ""), ("ين", ""), ("ون", "")),
    *(("و", ""), ("ا", ""), ("ة", "")),
)  # fmt: skip
"""What a noun may end with beside its own form, and what stands there instead in that."""

_NO_ENDING = "يا"
"""Ends countries (سوريا), which are not their adjectives (سوري)."""

_SEATS = str.maketrans("ؤئ", "ءء")
"""Letters that carry a hamza, which writers choose differently (مسؤول, مسئول)."""

_UNDOTTED = re.compile("[وف]?(?:[بك]?ال|لل).{2,}ه")
"""A word with article that ends in ه: no pronoun, as both exclude each other, but ة without its dots."""

_SHORTEST = 3
_ACRONYM = 4
"""Letters of the longest acronym that is told from a word (IS, US, WHO); longer ones are written either way."""

_BEGINNING = 3
_LONGEST_REST = 3
_SHORTER_REST = 1
"""Letters that two forms of one word may end with, behind what they share."""

_DERIVING = frozenset({"ca", "en", "es", "fr", "it", "ro"})
"""Languages whose stemmer takes words of one family for one (immigrant, immigration)."""

_AGGLUTINATING = frozenset({"et", "eu", "fi", "hu", "tr"})
"""Languages with longer rows of endings than a stemmer cuts off."""

_PART = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’ʼ][sS]?$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 - snowballstemmer calls it so


@dataclass(frozen=True, slots=True)
class Form:
    """A word, or what of it stands between hyphens.

    Attributes:
        form: as `qa_translate.tokens.form` gives it.
        keys: what it is found under; two forms that share none are two words.
    """

    form: str
    keys: Keys


@lru_cache(maxsize=50_000)
def forms_in_text(word: str, lang: str) -> tuple[Form, ...]:
    """The parts of a text's word, each with all that it may be a form of; none for an article.

    Args:
        word: as written.
        lang: ISO 639-1 code.
    """
    if lang in _ARABIC_SCRIPT:
        folded = _arabic(word)
        keys = {base for each in _dotted(folded) for stem in stems(each) for base in _bases(stem)}
        return (Form(folded, frozenset(keys)),)
    return tuple(_of_text(part, lang) for part in _parts(word, lang))


@lru_cache(maxsize=20_000)
def forms_wanted(word: str, lang: str) -> tuple[Form, ...]:
    """The parts of a glossary's word, each with the forms that do not depend on the text; none for an article.

    Args:
        word: as written.
        lang: ISO 639-1 code.
    """
    if lang in _ARABIC_SCRIPT:
        folded = _arabic(word)
        bare = folded[2:] if folded.startswith("ال") and len(folded) - 2 >= _SHORTEST else folded
        return (Form(bare, frozenset((*_dotted(folded), bare, *(each[2:] for each in _dotted(folded)[1:])))),)
    return tuple(_of_glossary(part, lang) for part in _parts(word, lang))


def is_form_of(found: str, wanted: str, lang: str, *, strictly: bool) -> bool:
    """Whether two forms that share a key are one word.

    Args:
        found, wanted: forms.
        lang: ISO 639-1 code.
        strictly: a stemmer that takes words of one family for one is not believed.
    """
    stemmer = _stemmer(lang)
    if lang in _AGGLUTINATING and stemmer is not None and stemmer.stemWord(found) != stemmer.stemWord(wanted):
        return not strictly and _shared(found, wanted) >= max(_BEGINNING + 1, min(len(found), len(wanted)) - 2)
    if lang in _ARABIC_SCRIPT or (stemmer is not None and not (strictly and lang in _DERIVING)):
        return True
    pairs = ((one, other) for one in _singulars(found, lang) for other in _singulars(wanted, lang))
    return any(_is_inflected(one, other, lang in _DERIVING) for one, other in pairs)


def _is_inflected(one: str, other: str, closely: bool) -> bool:
    plain = _unaccented(one), _unaccented(other)
    shared = _shared(*plain)
    rests = sorted(len(each) - shared for each in plain)
    if rests in ([0, 0], [0, 1]):
        return True
    return shared >= _BEGINNING and rests[1] <= _LONGEST_REST and (not closely or rests[0] <= _SHORTER_REST)


def _shared(one: str, other: str) -> int:
    """Letters that two words begin with."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _unaccented(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _arabic(word: str) -> str:
    return fold(word).translate(_SEATS)


def _dotted(folded: str) -> tuple[str, ...]:
    """The word, and with ة where its dots may have been left out."""
    return (folded, f"{folded[:-1]}ة") if _UNDOTTED.fullmatch(folded) else (folded,)


def _bases(stem: str) -> Iterator[str]:
    yield stem
    for ending, own in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _SHORTEST and not stem.endswith(_NO_ENDING):
            yield stem[: -len(ending)] + own


def _parts(word: str, lang: str) -> list[str]:
    """What stands between hyphens, without a possessive's ending; an abbreviation without its full stops."""
    bare = _POSSESSIVE.sub("", word)
    if _DOTTED.fullmatch(bare):
        return [bare.replace(".", "")]
    if form(word, lang) in _articles(lang):
        return []
    return _PART.findall(bare) or [word]


def _of_text(part: str, lang: str) -> Form:
    made = form(part, lang)
    acronym = _acronym(part)
    return Form(made, _keys(made, lang) | ({acronym} if acronym else frozenset()))


def _of_glossary(part: str, lang: str) -> Form:
    made = form(part, lang)
    acronym = _acronym(part)
    return Form(made, frozenset({acronym}) if acronym else _keys(made, lang))


def _acronym(part: str) -> str:
    """``=IS`` for ``IS``, ``=MP`` for ``MPs``, else ""."""
    letters = part[:-1] if part.endswith("s") else part
    return f"={letters}" if 2 <= len(letters) <= _ACRONYM and letters.isupper() and letters.isalpha() else ""


def _keys(made: str, lang: str) -> Keys:
    stemmer = _stemmer(lang)
    keys = {made}
    if len(made) > _BEGINNING and (stemmer is None or lang in _AGGLUTINATING):
        keys.add(f"^{_unaccented(made)[:_BEGINNING]}")
    if stemmer is not None:
        keys.update(key for each in _singulars(made, lang) for key in (each, stemmer.stemWord(each)))
    return frozenset(keys)


@lru_cache(maxsize=50_000)
def _singulars(made: str, lang: str) -> tuple[str, ...]:
    """A form, and the singular of which it is a plural that no rule knows."""
    plurals = (_table(lang) or {}).get("plurals", {})
    return (made, *(made[: -len(ending)] + own for ending, own in plurals.items() if made.endswith(ending)))


@cache
def _articles(lang: str) -> frozenset[str]:
    return frozenset((_table(lang) or {}).get("articles", ()))


def _table(lang: str) -> Table | None:
    return Vocabulary().topic(lang, "inflection")


@cache
def _stemmer(lang: str) -> _Stemmer | None:
    import snowballstemmer

    name = _SNOWBALL.get(lang)
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


_SNOWBALL = {
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nl": "dutch",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
