"""The bench command's tables as text: lines of plain columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from qa_translate.benchmark.curve import Tally
from qa_translate.benchmark.reliability import Reliability

_NAME = 28


def curve_table(tallies: Iterable[Tally]) -> str:
    """Found, typed, precision and false alarms at each threshold."""
    lines = [_row("marks from confidence", "marks", "found", "typed", "true", "false/1000")]
    for tally in tallies:
        marks = tally.true.total() + tally.false.total()
        lines.append(
            _row(
                f"{tally.threshold:.1f}",
                str(marks),
                _percent(tally.recall, tally.planted.total()),
                _percent(tally.typed_recall, tally.planted.total()),
                _percent(tally.precision, marks),
                f"{tally.false_per_1000_words:.2f}",
            )
        )
    return "\n".join(lines)


def unlabelled_table(marks: Counter[str], labelled: int, articles: int, threshold: float) -> str:
    """Marks by category in articles whose errors are not known, and why no more can be said of them."""
    told = f"{labelled:,}" if labelled else "none"
    where = "of the others " if labelled else ""
    lines = [
        f"known errors are told of {told} of {articles:,} articles (field errors):",
        f"{where}it cannot be measured what was found and what is false; their marks:",
        _row(f"marks, from {threshold:.2g}", "marks"),
        *(_row(name, str(marks[name])) for name in sorted(marks)),
        _row("all", str(marks.total())),
    ]
    return "\n".join(lines)


def category_table(tally: Tally) -> str:
    """Errors planted, found and typed, and false alarms, by category at one threshold."""
    lines = [_row(f"category, from {tally.threshold:.2g}", "planted", "found", "typed", "false", "false/1000")]
    for name in sorted(tally.planted | tally.false):
        lines.append(
            _row(
                name,
                str(tally.planted[name]),
                _percent(tally.found[name], tally.planted[name]),
                _percent(tally.typed[name], tally.planted[name]),
                str(tally.false[name]),
                f"{tally.false_of(name):.2f}",
            )
        )
    if tally.hard:
        lines.append(_row("hard (reads as fluent)", str(tally.hard), _percent(tally.hard_found, tally.hard)))
    if tally.known:
        lines.append(_row("known slips", str(tally.known), _percent(tally.known_found, tally.known)))
    return "\n".join(lines)


def found_table(tallies: Sequence[Tally]) -> str:
    """Share found of each category at every threshold."""
    return _shares("found", tallies, [tally.found for tally in tallies])


def typed_table(tallies: Sequence[Tally]) -> str:
    """Share found and named rightly of each category at every threshold."""
    return _shares("typed", tallies, [tally.typed for tally in tallies])


def false_table(tallies: Sequence[Tally]) -> str:
    """False alarms per 1,000 words of each category at every threshold."""
    lines = [_row("false/1000, from confidence", *(f"{tally.threshold:.1f}" for tally in tallies), width=6)]
    for name in sorted(tallies[0].false):
        lines.append(_row(name, *(f"{tally.false_of(name):.2f}" for tally in tallies), width=6))
    return "\n".join(lines)


def rule_table(tally: Tally, every: Tally) -> str:
    """True and false marks by rule: those shown at the threshold of `tally`, and all of `every`."""
    lines = [_row("rule", "true", "false", "all true", "all false")]
    for name in sorted(every.rules_true | every.rules_false):
        counts = (tally.rules_true, tally.rules_false, every.rules_true, every.rules_false)
        lines.append(_row(name, *(str(count[name]) for count in counts)))
    return "\n".join(lines)


def reliability_table(table: Reliability) -> str:
    """Ten bins, predicted beside observed, and the expected calibration error."""
    lines = [_row("confidence", "marks", "predicted", "observed")]
    for part in table.bins:
        cells = (f"{part.predicted:.2f}", f"{part.observed:.2f}") if part.count else ("", "")
        lines.append(_row(f"{part.low:.1f} to {part.high:.1f}", f"{part.count:.4g}", *cells))
    lines.append(
        f"expected calibration error {table.error:.3f}, of which so few marks show {table.chance:.3f} by chance"
    )
    return "\n".join(lines)


def _shares(title: str, tallies: Sequence[Tally], counts: Sequence[Counter[str]]) -> str:
    planted = tallies[0].planted
    lines = [_row(f"{title}, from confidence", *(f"{tally.threshold:.1f}" for tally in tallies), width=6)]
    for name in sorted(planted):
        lines.append(_row(name, *(_percent(count[name], planted[name]) for count in counts), width=6))
    return "\n".join(lines)


def _row(name: str, *cells: str, width: int = 11) -> str:
    return (f"{name:<{_NAME}}" + "".join(f"{cell:>{width}}" for cell in cells)).rstrip()


def _percent(part: float, whole: float) -> str:
    """A share, or a count of a whole, in per cent; "-" where there is nothing to have a share of."""
    if not whole:
        return "-"
    return f"{part:.0%}" if isinstance(part, float) else f"{part / whole:.0%}"
