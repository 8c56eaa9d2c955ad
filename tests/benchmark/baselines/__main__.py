"""Our checker against simple methods on the same articles, in one run: the figures of BENCHMARK.md.

    python -m tests.benchmark.baselines [--bench FOLDER] [--write BENCHMARK.md]

FOLDER (default: ../shared/bench, seen from the repository) holds the benchmark's sets. A set that is not there is read
from tests/benchmark/data or left out, and the tables say so. pofilter is part of translate-toolkit (pip install
'qa-translate[bench]'). The tables go to standard output, or between the marks of the page that --write names.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from qa_translate.config import Settings

from .checked import checked_file
from .tables import Sets, page

ROOT = Path(__file__).resolve().parents[3]
FOLDERS = (ROOT.parent / "shared" / "bench", ROOT / "tests" / "benchmark" / "data")
GROUPS = {
    "news": ("news",),
    "own": ("own", "own2", "own3", "own4", "own5", "own6", "own7", "own8", "own9"),
    "mtnews": ("mtnews",),
    "natural": ("mtnews.natural",),
    "dev": ("dev",),
    "seed": ("seed",),
    "news.clean": ("news.clean",),
    "own.clean": (
        "own.clean",
        "own2.clean",
        "own3.clean",
        "own4.clean",
        "own5.clean",
        "own6.clean",
        "own7.clean",
        "own8.clean",
        "own9.clean",
    ),
    "dev.clean": ("dev.clean",),
    "flores.clean": ("flores-dev.clean",),
}
"""Columns of the tables, and the sets in each."""
MARKS = ("<!-- figures -->", "<!-- end of figures -->")


def main() -> None:
    """Check, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bench", type=Path, default=FOLDERS[0])
    parser.add_argument("--write", type=Path, help="a page with the marks " + " and ".join(MARKS))
    chosen = parser.parse_args()
    if chosen.write is not None:
        written(chosen.write.read_text(encoding="utf-8"), "")  # better refused now than in ten minutes
    started, settings = time.monotonic(), Settings()
    missing: list[str] = []
    sets: Sets = {}
    for column, names in GROUPS.items():
        paths = [path for name in names if (path := found(name, chosen.bench, missing))]
        if paths:
            sets[column] = [checked for path in paths for checked in checked_file(path, settings)]
    text = page(sets, missing, settings.min_confidence, time.monotonic() - started)
    if chosen.write is None:
        sys.stdout.write(text)
    else:
        chosen.write.write_text(written(chosen.write.read_text(encoding="utf-8"), text), encoding="utf-8")


def written(old: str, text: str) -> str:
    """The page `old` with `text` between its marks."""
    head, first, rest = old.partition(MARKS[0])
    _, second, tail = rest.partition(MARKS[1])
    if not (first and second):
        raise SystemExit(f"the page lacks {MARKS[0]} or {MARKS[1]}: nothing is written")
    return f"{head}{first}\n{text}{second}{tail}"


def found(name: str, bench: Path, missing: list[str]) -> Path | None:
    """The file of a set; a set that is nowhere is noted in `missing` and told on standard error."""
    for folder in (bench, FOLDERS[1]):
        path = folder / f"{name}.jsonl"
        if path.is_file():
            sys.stderr.write(f"{path}\n")
            return path
    sys.stderr.write(f"{name}.jsonl is neither in {bench} nor in {FOLDERS[1]}: left out\n")
    missing.append(name)
    return None


if __name__ == "__main__":
    main()
