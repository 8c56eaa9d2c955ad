"""Answers from plain values again: the reverse of `dataclasses.asdict`, for these types alone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qa_translate.answer import Answer, Mark, Pair, Passage, Piece, Place, Suppression, Where
from qa_translate.article import Span
from qa_translate.finding import Category, Severity, Skipped
from qa_translate.gate.suppress import Order

Plain = Mapping[str, Any]


def answer_from(given: Plain) -> Answer:
    """An answer.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    made = {
        "marks": tuple(map(_mark, given["marks"])),
        "skipped": tuple(Skipped(**each) for each in given["skipped"]),
        "pairs": tuple(
            Pair(**{**each, "pieces": tuple(Piece(**p) for p in each["pieces"])}) for each in given["pairs"]
        ),
    }
    return Answer(**{**given, **made})


def order_from(given: Plain) -> Order:
    """A suppression and what it holds for.

    Raises:
        KeyError, TypeError, ValueError: it is none.
    """
    said = given["suppression"]
    stretch = given["stretch"]
    made = {
        "suppression": Suppression(**{**said, "where": Where(said["where"])}),
        "stretch": None if stretch is None else Span(**stretch),
    }
    return Order(**{**given, **made})


def _mark(given: Plain) -> Mark:
    """A mark that nobody has compared with anything yet: it is new."""
    made = {
        "category": Category(given["category"]),
        "severity": Severity(given["severity"]),
        **{side: _passage(given[side]) for side in ("target", "source", "back")},
    }
    kept = {name: value for name, value in given.items() if name not in ("status", "suppression")}
    return Mark(**{**kept, **made})


def _passage(given: Plain | None) -> Passage | None:
    if given is None:
        return None
    place = given["place"]
    return Passage(**{**given, "place": None if place is None else Place(**place)})
