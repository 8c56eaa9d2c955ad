"""How families of models are told their languages, read from the tokens that a model knows.

| family | says the target language with | and the source language with |
|---|---|---|
| opus-mt, one pair | nothing | nothing |
| opus-mt, several targets (tc-big, too) | ``>>ara<<`` before the text | nothing |
| NLLB-200 | ``arb_Arab``, first token of the result | ``eng_Latn``, first token of the text |
| M2M100 | ``__ar__``, first token of the result | ``__en__``, first token of the text |
| MADLAD-400 | ``<2ar>`` before the text | nothing |

Codes are matched by what they mean (BCP 47, ISO 639-3, ISO 15924), through langcodes: ``ara``, ``arb_Arab`` and ``ar``
are one language, ``zho_Hans`` is Chinese in its usual script.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

from qa_translate.errors import LanguageError, ModelError

_EXTRA = "pip install 'qa-translate[ctranslate2]' or 'qa-translate[torch]'"


class Place(enum.Enum):
    """Where a family says its languages."""

    NOWHERE = enum.auto()
    BEFORE_TEXT = enum.auto()
    FIRST_TOKENS = enum.auto()


_FAMILIES: tuple[tuple[str, Place], ...] = (
    (r">>([A-Za-z]{2,3}(?:[_-]\w+)*)<<", Place.BEFORE_TEXT),
    (r"([a-z]{3}_[A-Z][a-z]{3})", Place.FIRST_TOKENS),
    (r"__([a-z]{2,3})__", Place.FIRST_TOKENS),
    (r"<2([A-Za-z]{2,3}(?:_\w+)?)>", Place.BEFORE_TEXT),
)


@dataclass(frozen=True, slots=True)
class Scheme:
    """How one model is told its languages.

    Attributes:
        place: where.
        tokens: the model's token for each of its own language codes; empty for a model of one pair.
    """

    place: Place = Place.NOWHERE
    tokens: Mapping[str, str] = field(default_factory=dict, repr=False)

    def token(self, lang: str, model: str) -> str:
        """The token that stands for a language.

        Args:
            lang: ISO 639-1 code.
            model: named in the error.

        Raises:
            LanguageError: the model does not know the language.
        """
        best = best_code(lang, self.tokens)
        if best is None:
            known = ", ".join(sorted({short_code(code) for code in self.tokens})[:30])
            raise LanguageError(
                f"the model does not know the language {lang!r}", where=model, remedy=f"it knows {known}"
            )
        return self.tokens[best]


def scheme_of(vocabulary: Iterable[str]) -> Scheme:
    """The scheme that a model's tokens show.

    Args:
        vocabulary: all tokens of the model, or at least its special ones.
    """
    found: dict[int, dict[str, str]] = {}
    for token in vocabulary:
        for k, (pattern, _) in enumerate(_FAMILIES):
            match = re.fullmatch(pattern, token)
            if match:
                found.setdefault(k, {})[match[1]] = token
    if not found:
        return Scheme()
    most = max(found, key=lambda k: len(found[k]))
    return Scheme(_FAMILIES[most][1], found[most])


def best_code(lang: str, codes: Iterable[str]) -> str | None:
    """The one of a model's codes that means `lang`, in the script it is mostly written in; None: there is none."""
    wanted = _meaning(lang)
    meant = sorted(
        (_meaning(code)[1] != wanted[1], len(code), code) for code in codes if _meaning(code)[0] == wanted[0]
    )
    return meant[0][2] if meant else None


def short_code(code: str) -> str:
    """The ISO 639-1 code of what a model's code means, or the shortest that there is."""
    return _meaning(code)[0]


def check_pair(wanted: tuple[str, str], stated: tuple[str | None, str | None], model: str) -> None:
    """Look whether a model of one pair translates between the languages wanted.

    Args:
        wanted: source and target, ISO 639-1.
        stated: what the model says of itself; codes of groups of languages (``itc``, ``mul``) say nothing.
        model: named in the error.

    Raises:
        LanguageError: it translates between others.
    """
    for own, lang in zip(stated, wanted, strict=True):
        short = short_code(own) if own else ""
        if len(short) == 2 and short != short_code(lang):
            message = f"translates from {stated[0]} into {stated[1]}, not from {wanted[0]} into {wanted[1]}"
            raise LanguageError(message, where=model, remedy="name a model of the other direction or languages")


@cache
def _meaning(code: str) -> tuple[str, str | None]:
    """Language and script of a code."""
    try:
        from langcodes import Language
        from langcodes.tag_parser import LanguageTagError
    except ImportError as error:
        raise ModelError("translation engines need langcodes, which is not installed", remedy=_EXTRA) from error
    try:
        tag = Language.get(code.replace("_", "-"), normalize=True).prefer_macrolanguage()
    except LanguageTagError:
        return code, None
    return tag.language or code, tag.maximize().script
