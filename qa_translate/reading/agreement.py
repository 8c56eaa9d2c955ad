"""Whether the entries of a glossary agree: none may forbid what another one wants for the same words."""

from __future__ import annotations

from collections.abc import Sequence

from qa_translate.errors import InputError
from qa_translate.glossary import Term
from qa_translate.phrases import Phrase

_WHATEVER: tuple[str, ...] = ()
"""Stands for the source of an entry that has none."""


def check_agreement(terms: Sequence[Term], source_lang: str) -> None:
    """Compare the entries of all files of a glossary.

    Args:
        terms: the entries.
        source_lang: ISO 639-1 code.

    Raises:
        InputError: a phrase is preferred and forbidden for the same words of the source, or preferred for some and
            forbidden for all; it names the place of both.
    """
    forbidden = {
        (source, text.casefold()): term
        for term in terms
        for source in _sources(term, source_lang)
        for text in term.forbidden
    }
    for term in terms:
        for source in {*_sources(term, source_lang), _WHATEVER}:
            for text in term.preferred:
                other = forbidden.get((source, text.casefold()))
                if other is not None:
                    raise _contradiction(term, other, text)


def _sources(term: Term, lang: str) -> set[tuple[str, ...]]:
    return {Phrase.of(text, lang).spelling for text in term.source} or {_WHATEVER}


def _contradiction(term: Term, other: Term, text: str) -> InputError:
    remedy = "remove one of the two"
    if other is term:
        return InputError(f"{text!r} is both preferred and forbidden", where=term.where, remedy=remedy)
    return InputError(f"{text!r} is preferred, but forbidden at {other.where}", where=term.where, remedy=remedy)
