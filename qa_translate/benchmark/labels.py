"""What is known to be wrong with an article: planted errors, and real slips that a reader noticed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qa_translate.article import Span
from qa_translate.errors import InputError
from qa_translate.finding import Category
from qa_translate.reading.files import opened, shown


@dataclass(frozen=True, slots=True)
class Place:
    """One stretch that a planted error touches.

    Attributes:
        span: in the translation; empty where something is missing there (a hole).
        category: of this stretch.
        source: spans of the source that say what should stand here.
    """

    span: Span
    category: Category
    source: tuple[Span, ...] = ()

    @property
    def is_hole(self) -> bool:
        """Whether something is missing here, so that there are no words to mark."""
        return len(self.span) == 0


@dataclass(frozen=True, slots=True)
class Planted:
    """One error, with every stretch that it touches (two for an exchange of sentences)."""

    places: tuple[Place, ...]
    hard: bool = False

    @property
    def category(self) -> Category:
        """The category of its first stretch."""
        return self.places[0].category


@dataclass(frozen=True, slots=True)
class Labels:
    """What is known of one article.

    Attributes:
        planted: errors that the checker should find.
        known: stretches of real slips: a mark there is no false alarm, and none is asked for.
        given: False where the file does not say what is wrong with the article, so that no mark can be called false.
    """

    planted: tuple[Planted, ...] = ()
    known: tuple[Span, ...] = ()
    given: bool = True


def read_labels(path: str | Path) -> dict[str, Labels]:
    """The labels of every article of a JSON Lines file, by the article's id.

    ``errors`` is a list of objects: ``start`` and ``end`` in code points of the translation (equal for a hole),
    ``category``; optionally ``source_spans`` (pairs), ``plant`` (stretches with the same value are one error) and
    ``hard`` (reads as fluent). ``known`` is a list of real slips that begin with ``start, end``. An article with
    neither field has labels that are not `given`.

    Raises:
        InputError: the file cannot be read, or a label is not in the benchmark's format.
    """
    with opened(path) as stream:
        return dict(_labelled(stream.read().decode("utf-8-sig", "surrogatepass"), shown(path)))


def _labelled(text: str, name: str) -> Iterator[tuple[str, Labels]]:
    for number, line in enumerate(text.split("\n"), 1):
        if not line or line.isspace():
            continue
        try:
            record = json.loads(line)
            yield str(record["id"]), _labels(record)
        except (ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
            reason = f"the labels cannot be read ({type(error).__name__}: {error})"
            remedy = "errors need start, end and category; known slips are [start, end, ...]"
            raise InputError(reason, where=f"{name}:{number}", remedy=remedy) from error


def _labels(record: dict[str, Any]) -> Labels:
    by_plant: dict[object, list[dict[str, Any]]] = {}
    for number, error in enumerate(record.get("errors") or []):
        by_plant.setdefault(error.get("plant", f"#{number}"), []).append(error)
    planted = tuple(Planted(tuple(map(_place, parts)), bool(parts[0].get("hard"))) for parts in by_plant.values())
    known = tuple(Span(int(slip[0]), int(slip[1])) for slip in record.get("known") or [])
    return Labels(planted, known, given=any(record.get(field) is not None for field in ("errors", "known")))


def _place(error: dict[str, Any]) -> Place:
    source = tuple(Span(int(start), int(end)) for start, end in error.get("source_spans") or [])
    return Place(Span(int(error["start"]), int(error["end"])), Category(error["category"]), source)
