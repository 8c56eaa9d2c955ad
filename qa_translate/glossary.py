"""What a house has agreed on: terms with the translations it wants and those it forbids, and how it writes names."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One entry of a glossary.

    Attributes:
        source: how the source says it; empty: the entry is about the translation alone.
        preferred: translations of which any will do; empty: none is asked for.
        forbidden: translations that are not to be used.
        note: why, for whoever reads the mark.
        person: whether it is somebody's name: the surname alone will do once the whole name was there.
        where: ``FILE:LINE`` of the entry.
    """

    source: tuple[str, ...] = ()
    preferred: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    note: str = ""
    person: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Glossary:
    """The terms for one pair of languages.

    Attributes:
        terms: in the order of the files.
        given: whether there are files at all, which may have nothing for these languages.
    """

    terms: tuple[Term, ...] = ()
    given: bool = False

    def __bool__(self) -> bool:
        """Whether there is anything to look for."""
        return bool(self.terms)

    @property
    def signature(self) -> str:
        """Eight hex digits that change with what the terms say; "" without terms."""
        said = [(t.source, t.preferred, t.forbidden, t.person) for t in self.terms]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:8] if said else ""


def no_glossary(_source_lang: str, _target_lang: str) -> Glossary:
    """The terms of a house that has agreed on none."""
    return Glossary()
