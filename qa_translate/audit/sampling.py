"""Samples of findings for an editor to judge, and what the judgements say of all findings.

Findings are sorted into strata, category by category and by how sure they are, so that rare categories are judged too.
Within a stratum every finding is as likely to be drawn. Strata get places by the square root of their size (power
allocation, Bankier 1988), at least two each: more for large ones, enough for small ones. The estimates weigh each
stratum by its size; their interval is Wilson's (1927) with the effective size of the sample (Korn and Graubard 1998).
"""

from __future__ import annotations

import csv
import io
import math
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from qa_translate.audit.store import Store, now
from qa_translate.errors import InputError, UsageError
from qa_translate.reading.rows import Row, rows_of

BANDS = ((0.6, "below 60 %"), (0.8, "60 to 80 %"), (1.01, "above 80 %"))
RIGHT, WRONG = "right", "wrong"
_VERDICTS = {
    **dict.fromkeys(("right", "yes", "y", "true", "1", "ok", "agree"), RIGHT),
    **dict.fromkeys(("wrong", "no", "n", "false", "0", "disagree"), WRONG),
}
COLUMNS = (
    "sample",
    "item",
    "verdict",
    "note",
    "rule",
    "severity",
    "message",
    "translation",
    "source",
    "article",
    "url",
)
_LEAST = 2
_Z = 1.959964
"""Of the standard normal distribution, for 95 %."""

_FORMULA = ("=", "+", "-", "@", "\t")
"""What a spreadsheet takes for a formula at the beginning of a cell."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A finding of a sample and what an editor says of it.

    Attributes:
        stratum: where it was drawn from.
        size: findings of that stratum.
        category: of the finding.
        confidence: when it was drawn.
        right: whether the editor agrees.
    """

    stratum: str
    size: float
    category: str
    confidence: float
    right: bool


@dataclass(frozen=True, slots=True)
class Precision:
    """How many findings are right.

    Attributes:
        name: of which findings.
        judged, right: findings of the sample.
        share: estimate for all findings, 0 to 1.
        low, high: its 95 % interval.
        claimed: mean confidence of all findings, as the sample estimates it.
        findings: how many the estimate stands for.
    """

    name: str
    judged: int
    right: int
    share: float
    low: float
    high: float
    claimed: float
    findings: int


def draw(store: Store, run: int, size: int, seed: int) -> tuple[int, str]:
    """Draw findings of a run, remember them in the store, and give them as a table (CSV) for an editor.

    The table does not tell how sure the findings are: an editor who knows judges otherwise.

    Args:
        store: open to write.
        run: its number.
        size: how many.
        seed: the same draws the same.

    Returns:
        Number of the sample, and the table.

    Raises:
        InputError: the run has no findings.
        UsageError: `size` is less than 1.
    """
    if size < 1:
        raise UsageError(f"{size} findings are no sample", where="--size", remedy="give 1 or more")
    strata: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for article, number, category, confidence in store.rows(
        "SELECT article, number, category, confidence FROM findings JOIN articles USING (article)"
        " WHERE run = ? AND state = 'checked' ORDER BY id, number",
        (run,),
    ):
        strata[_stratum(category, confidence)].append((article, number))
    if not strata:
        raise InputError("has no findings to draw from", where=f"run {run} of {store.path}", remedy="audit more")
    generator = random.Random(seed)
    drawn = []
    for stratum, places in allocated({name: len(rows) for name, rows in strata.items()}, size).items():
        rows = strata[stratum]
        drawn += [(stratum, len(rows), *row) for row in generator.sample(rows, places)]
    generator.shuffle(drawn)
    return _remembered(store, run, seed, drawn)


def allocated(sizes: dict[str, int], size: int) -> dict[str, int]:
    """Places of each stratum among `size`: at least two (or all it has), the rest by the square root of sizes."""
    places = {name: min(_LEAST, count) for name, count in sizes.items()}
    if sum(places.values()) > size:  # a small sample: the largest strata first
        largest = sorted(sizes, key=lambda name: (-sizes[name], name))
        return dict.fromkeys(largest[:size], 1)
    while sum(places.values()) < min(size, sum(sizes.values())):
        open_ = [name for name in sizes if places[name] < sizes[name]]
        neediest = max(open_, key=lambda name: (math.sqrt(sizes[name]) / (places[name] + 1), name))
        places[neediest] += 1
    return places


def read_back(store: Store, path: str, judge: str) -> int:
    """Take an editor's table back into the store; a finding that is judged again gets the new verdict.

    Args:
        store: open to write.
        path: the table, with commas, semicolons or tabs between the cells.
        judge: who.

    Returns:
        How many findings are judged in it.

    Raises:
        InputError: it is no such table, or holds a verdict or a finding that is not known.
    """
    found = list(_verdicts(store, path))
    with store.writing() as base:
        base.executemany(
            "UPDATE sampled SET verdict = ?, note = ?, judge = ?, judged = ? WHERE sample = ? AND item = ?",
            [(verdict, note or None, judge, now(), sample, item) for sample, item, verdict, note in found],
        )
    return len(found)


def judgements(store: Store, run: int) -> list[Judged]:
    """All judgements of findings of a run; of a finding that was drawn twice, each."""
    sql = (
        "SELECT stratum, weight, category, confidence, verdict FROM sampled JOIN samples USING (sample)"
        " WHERE run = ? AND verdict IS NOT NULL ORDER BY sample, item"
    )
    return [
        Judged(stratum, size, category, confidence, verdict == RIGHT)
        for stratum, size, category, confidence, verdict in store.rows(sql, (run,))
    ]


def precisions(judged: Sequence[Judged]) -> list[Precision]:
    """The precision of all findings, then by category, then by how sure they are."""
    groups: dict[str, list[Judged]] = {"all": list(judged)}
    for each in sorted(judged, key=lambda one: one.category):
        groups.setdefault(each.category, []).append(each)
    for _, band in reversed(BANDS):
        some = [each for each in judged if each.stratum.endswith(band)]
        if some:
            groups[f"sure {band}"] = some
    return [_precision(name, some) for name, some in groups.items() if some]


def interval(right: float, judged: float) -> tuple[float, float]:
    """Wilson's 95 % interval of a share, 0 to 1.

    Args:
        right: share of the sample, 0 to 1.
        judged: (effective) size of the sample.
    """
    square = _Z * _Z
    middle = (right + square / (2 * judged)) / (1 + square / judged)
    spread = _Z / (1 + square / judged) * math.sqrt(right * (1 - right) / judged + square / (4 * judged * judged))
    return max(0.0, middle - spread), min(1.0, middle + spread)


def _precision(name: str, judged: Sequence[Judged]) -> Precision:
    strata: dict[str, list[Judged]] = defaultdict(list)
    for each in judged:
        strata[each.stratum].append(each)
    total = sum(some[0].size for some in strata.values())
    share = claimed = variance = 0.0
    for some in strata.values():
        weight = some[0].size / total
        right, count = sum(one.right for one in some), len(some)
        share += weight * right / count
        claimed += weight * sum(one.confidence for one in some) / count
        # Half a judgement each way: a stratum whose few judgements agree is not known for certain.
        likely = (right + 0.5) / (count + 1)
        left = max(0.0, 1 - count / some[0].size)
        variance += weight * weight * likely * (1 - likely) / count * left
    smooth = (share * len(judged) + 0.5) / (len(judged) + 1)
    effective = smooth * (1 - smooth) / variance if variance else math.inf
    low, high = (share, share) if math.isinf(effective) else interval(share, max(1.0, effective))
    return Precision(name, len(judged), sum(one.right for one in judged), share, low, high, claimed, round(total))


def _stratum(category: str, confidence: float) -> str:
    return f"{category}, {next(name for top, name in BANDS if confidence < top)}"


def _remembered(store: Store, run: int, seed: int, drawn: Sequence[tuple[str, int, int, int]]) -> tuple[int, str]:
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow(COLUMNS)
    with store.writing() as base:
        made = base.execute("INSERT INTO samples (run, drawn, seed) VALUES (?, ?, ?)", (run, now(), seed))
        sample = int(made.lastrowid or 0)
        for item, (stratum, size, article, number) in enumerate(drawn, 1):
            mark = base.execute(
                "SELECT id, rule, category, severity, confidence, message, target_passage, source_passage, url"
                " FROM findings JOIN articles USING (article) WHERE article = ? AND number = ?",
                (article, number),
            ).fetchone()
            name, rule, category, severity, confidence, message, target, source, url = mark
            row = (sample, item, stratum, size, name, rule, category, severity, confidence)
            base.execute(
                "INSERT INTO sampled (sample, item, stratum, weight, article, rule, category, severity, confidence)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                row,
            )
            cells = (rule, severity, message, target or "", source or "", name, url or "")
            table.writerow((sample, item, "", "", *map(_cell, cells)))
    return sample, "\ufeff" + text.getvalue()  # with a byte-order mark spreadsheets show Arabic as Arabic


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text


def _verdicts(store: Store, path: str) -> Iterator[tuple[int, int, str, str]]:
    """Sample, item, verdict and note of every row that has a verdict."""
    rows = _rows(path, _delimiter(path))
    head = [name.strip().lower() for name in next(rows).cells]
    missing = [name for name in COLUMNS[:3] if name not in head]
    if missing:
        raise InputError(f"has no column {missing[0]!r}", where=path, remedy="judge in the table of audit sample")
    known = {tuple(row) for row in store.rows("SELECT sample, item FROM sampled")}
    for row in rows:
        cells = dict(zip(head, row.cells, strict=False))
        said = cells.get("verdict", "").strip().lower()
        if not said:
            continue
        if said not in _VERDICTS:
            remedy = "write right or wrong, or leave it empty"
            raise InputError(f"{said!r} is no verdict", where=row.place, remedy=remedy)
        item = _item(cells, known, row.place)
        yield *item, _VERDICTS[said], cells.get("note", "").strip()


def _rows(path: str, delimiter: str) -> Iterator[Row]:
    """The rows of a table; one that cannot be read spoils all, since a verdict may be lost."""
    for row in rows_of(path, delimiter):
        if isinstance(row, InputError):
            raise row
        yield row


def _item(cells: dict[str, str], known: Iterable[tuple[int, ...]], place: str) -> tuple[int, int]:
    try:
        item = int(cells["sample"]), int(cells["item"])
    except ValueError as error:
        raise InputError(
            "does not say which finding", where=place, remedy="leave sample and item as they are"
        ) from error
    if item not in known:
        message = f"finding {item[1]} of sample {item[0]} is not in the store"
        raise InputError(message, where=place, remedy="judge a sample of this store")
    return item


def _delimiter(path: str) -> str:
    """What stands between the cells, by the first line: spreadsheets write what their country does."""
    for delimiter in (",", ";", "\t"):
        head = next(_rows(path, delimiter), None)
        if head is not None and len(head.cells) >= len(COLUMNS[:3]):
            return delimiter
    raise InputError("is no table of findings", where=path, remedy="judge in the table of audit sample")
