"""translate-toolkit's pofilter, run as a program (GPL) over the aligned passages of articles."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from qa_translate.article import Span
from qa_translate.finding import Category

from .simple import Passage

TESTS = {
    "numbers": Category.NUMBER,
    "doublequoting": Category.QUOTE,
    "doublewords": Category.DUPLICATE,
    "unchanged": Category.UNTRANSLATED,
    "untranslated": Category.UNTRANSLATED,
    "blank": Category.OMISSION,
    "short": Category.OMISSION,
    "long": Category.ADDITION,
    "urls": Category.MISTRANSLATION,
    "emails": Category.MISTRANSLATION,
}
"""Tests that name a defect of content, and which; the others compare typography, in which Arabic differs anyway."""
_HEAD = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def program() -> str | None:
    """Where pofilter is: beside this Python, or on the path."""
    beside = Path(sys.executable).with_name("pofilter")
    return str(beside) if beside.is_file() else shutil.which("pofilter")


def failing(pofilter: str, articles: Sequence[Sequence[Passage]]) -> list[dict[Span, list[str]]]:
    """The tests that each passage fails, by its span, for every article."""
    places = [(k, passage) for k, passages in enumerate(articles) for passage in passages]
    quoted = ([json.dumps(text, ensure_ascii=False) for text in (p.source, p.target)] for _, p in places)
    units = (f'\nmsgctxt "{k}"\nmsgid {source}\nmsgstr {target}\n' for k, (source, target) in enumerate(quoted))
    found: list[dict[Span, list[str]]] = [{} for _ in articles]
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder, "given.po"), Path(folder, "made.po")
        given.write_text(_HEAD + "".join(units), encoding="utf-8")
        subprocess.run([pofilter, "--language=en", "--progress=none", str(given), str(made)], check=True)
        blocks = made.read_text(encoding="utf-8").split("\n\n") if made.exists() else []
    for block in blocks:
        unit = re.search(r'^msgctxt "(\d+)"', block, re.MULTILINE)
        if unit:
            article, passage = places[int(unit.group(1))]
            found[article][passage.span] = re.findall(r"^# \(pofilter\) (\w+):", block, re.MULTILINE)
    return found


def marks(failed: dict[Span, list[str]], *, typography: bool) -> list[tuple[Span, Category]]:
    """One mark for a passage that fails tests of content (or, with `typography`, any), named by the first of them."""
    named = [(span, [TESTS[test] for test in tests if test in TESTS]) for span, tests in failed.items()]
    other = [Category.MISTRANSLATION] if typography else []
    return [(span, [*categories, *other][0]) for span, categories in named if categories or other]
