"""End to end: every sample's expected marks are found, and sound translations stay silent.

A mark with a `known_limit` must not be found: when a better checker finds it, the test says so and the entry goes.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from qa_translate import Article, Settings, check
from qa_translate.article import Span
from qa_translate.finding import Category, Finding, Report

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
NAMES = sorted(folder.name for folder in SAMPLES.iterdir() if (folder / "expected.toml").is_file())
THRESHOLD = Settings().min_confidence
LONGEST_MARK = 40  # words; a longer stretch does not show an editor where to look
SENTENCE_END = re.compile(r"[.!?][\"”’]*(?=\s)|\n\n")

Checked = Callable[[str], Report]


@dataclass(frozen=True)
class Mark:
    """One entry of `expected.toml`, with the words it names looked up.

    Attributes:
        place: the words in the translation, or the empty span of a hole.
        source: the words of the source that say so, if named.
        category: of the defect.
        also: other categories under which a finding is right.
        rules: names that a finding may carry; empty: any.
    """

    place: Span
    source: Span | None
    category: Category
    also: frozenset[Category]
    rules: frozenset[str]
    known_limit: str
    note: str

    def hit_by(self, finding: Finding, translation: str) -> bool:
        """Whether `finding` shows an editor this defect, and calls it by a name that fits."""
        named = finding.category in {self.category, *self.also} and (not self.rules or finding.rule in self.rules)
        return named and self._pointed_at(finding, translation)

    def _pointed_at(self, finding: Finding, translation: str) -> bool:
        hole = len(self.place) == 0
        by_source = hole or self.category is Category.ORDER
        if by_source and finding.source and self.source and finding.source.overlaps(self.source):
            return True
        if finding.target is None:
            return False
        allowed = max(LONGEST_MARK, 3 * len(self.place.of(translation).split()))
        if len(finding.target.of(translation).split()) > allowed:
            return False
        places = _beside(self.place.start, translation) if hole else [self.place]
        return any(finding.target.overlaps(place) for place in places)


@dataclass(frozen=True)
class Sample:
    """One folder of `samples/`."""

    name: str
    article: Article
    silent: bool
    marks: tuple[Mark, ...]
    settings: Settings


@functools.cache
def load(name: str) -> Sample:
    """Read a sample's texts and what is expected of them."""
    folder = SAMPLES / name
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    translation = (folder / "translation.en.txt").read_text(encoding="utf-8")
    source, back = (_text(folder / file) for file in ("source.ar.txt", "back.ar.txt"))
    marks = tuple(_mark(entry, translation, source) for entry in expected.get("mark", []))
    article = Article(translation, source, back, id=name)
    settings = Settings(glossary=tuple(str(folder / file) for file in [expected.get("glossary")] if file))
    return Sample(name, article, expected.get("silent", False), marks, settings)


def _text(file: Path) -> str | None:
    return file.read_text(encoding="utf-8") if file.is_file() else None


def _mark(entry: dict[str, object], translation: str, source: str | None) -> Mark:
    hole, said = entry.get("hole_after"), entry.get("source")
    place = _find(str(hole or entry["text"]), translation)
    return Mark(
        place=Span(place.end, place.end) if hole else place,
        source=_find(str(said), source or "") if said else None,
        category=Category(str(entry["category"])),
        also=frozenset(map(Category, _names(entry, "also"))),
        rules=frozenset(_names(entry, "rules")),
        known_limit=str(entry.get("known_limit", "")),
        note=str(entry["note"]),
    )


def _names(entry: dict[str, object], key: str) -> list[str]:
    names = entry.get(key, [])
    assert isinstance(names, list)
    return names


def _find(words: str, text: str) -> Span:
    assert text.count(words) == 1, f"{words!r} stands {text.count(words)} times in the text"
    start = text.index(words)
    return Span(start, start + len(words))


def _beside(offset: int, text: str) -> list[Span]:
    """The sentences before and after a hole."""
    ends = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
    spans = [Span(a, b) for a, b in itertools.pairwise(ends)]
    return [s for s in spans if s.start - 2 <= offset <= s.end + 2]


def every_mark() -> list[object]:
    """One test parameter per expected mark; those with a known limit must fail."""
    found: list[object] = []
    for name in NAMES:
        for k, mark in enumerate(load(name).marks):
            limit = [pytest.mark.xfail(strict=True, reason=mark.known_limit)] if mark.known_limit else []
            found.append(pytest.param(name, k, id=f"{name}-{k + 1}", marks=limit))
    return found


def described(report: Report) -> str:
    """What was found at the threshold, one line a finding, for the failure message."""
    text = report.article.translation
    lines = [
        f"  {f.rule} {f.confidence:.2f} [{f.target.of(text) if f.target else ''}] {f.message}" for f in shown(report)
    ]
    return "\n".join(lines) or "  nothing"


def shown(report: Report) -> list[Finding]:
    """The findings at or above the default threshold."""
    return [f for f in report.findings if f.confidence >= THRESHOLD]


@pytest.fixture(scope="session")
def checked() -> Checked:
    """Checks a sample by name, each once in a run."""
    return functools.cache(lambda name: check(load(name).article, load(name).settings))


@pytest.mark.parametrize(("name", "number"), every_mark())
def test_expected_mark_is_found(name: str, number: int, checked: Checked) -> None:
    sample, report = load(name), checked(name)
    mark = sample.marks[number]
    words = mark.place.of(sample.article.translation) or "something missing"
    assert any(mark.hit_by(f, sample.article.translation) for f in shown(report)), (
        f"no {mark.category} mark on {words!r} ({mark.note})\nfound:\n{described(report)}"
    )


@pytest.mark.parametrize("name", [name for name in NAMES if load(name).silent])
def test_sound_translation_stays_silent(name: str, checked: Checked) -> None:
    report = checked(name)
    assert not shown(report), f"false alarms on a sound translation:\n{described(report)}"


def test_samples_together_show_every_category() -> None:
    seen = {mark.category for name in NAMES for mark in load(name).marks}
    assert seen == set(Category)


def test_a_sample_is_silent_or_has_marks() -> None:
    assert [name for name in NAMES if load(name).silent == bool(load(name).marks)] == []
    assert sum(load(name).silent for name in NAMES) >= 3


def test_readme_names_every_sample() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    assert [name for name in NAMES if f"`{name}/`" not in readme] == []
