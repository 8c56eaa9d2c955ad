"""Turns the strength of a rule's evidence into the probability that an editor would agree.

    logit(probability) = intercept + category's offset + rule's offset + rule's slope * logit(strength)

The figures are fitted by ``models/calibration/fit.py`` and lie in ``checks/data/mul/calibration.toml``. A rule that had
no data there gets its category's offset and the common slope, a new category none, so that every rule has a
probability. Slopes are positive: of two findings of one rule, the stronger never gets the lower probability.
What a glossary says is the house's own word, and depends on its entries, not on us: its strengths stay as they are.

A back-translation is a machine's work and has slips of its own. So that none of them becomes a mark, this is the one
place where it is bounded what a back-translation may add to any finding: `MOST_RAISED` log odds. What the direct
comparison of source and translation gives less than 0.18 stays below one half, whatever comes back.
"""

from __future__ import annotations

import hashlib
import math
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from qa_translate.errors import ConfigError
from qa_translate.finding import Category, Finding
from qa_translate.vocabulary import Vocabulary

TOPIC = "calibration"
LEAST, MOST = 0.01, 0.99
"""Nothing that a rule says is certain."""
MOST_RAISED = 1.5
"""Log odds by which a back-translation may make a finding surer than it is without one."""


@dataclass(frozen=True, slots=True)
class Line:
    """The figures of one rule.

    Attributes:
        offset: log odds beside the intercept and the category's offset.
        slope: how far the log odds follow those of the strength, above 0.
    """

    offset: float
    slope: float


@dataclass(frozen=True)
class Calibration:
    """The fitted figures.

    Attributes:
        intercept: log odds of a finding of strength one half.
        slope: of rules that have no line of their own, above 0.
        categories: offsets by category.
        rules: lines by rule.
    """

    intercept: float = 0.0
    slope: float = 1.0
    categories: Mapping[str, float] = field(default_factory=dict)
    rules: Mapping[str, Line] = field(default_factory=dict)

    def __post_init__(self) -> None:
        slopes = (self.slope, *(line.slope for line in self.rules.values()))
        offsets = (self.intercept, *self.categories.values(), *(line.offset for line in self.rules.values()))
        if not all(map(math.isfinite, (*slopes, *offsets))) or min(slopes) <= 0:
            raise ConfigError("a figure is not finite, or a slope not above 0", where=TOPIC, remedy="fit again")

    def probability(self, rule: str, category: str, strength: float) -> float:
        """How likely an editor agrees with a finding of `rule` (see the module), 0.01 to 0.99."""
        if category == Category.TERMINOLOGY:
            return min(MOST, max(LEAST, strength))
        line = self.rules.get(rule) or Line(0.0, self.slope)
        offset = self.categories.get(category, 0.0) + line.offset
        odds = self.intercept + offset + line.slope * log_odds(strength)
        return min(MOST, max(LEAST, 1 / (1 + math.exp(-odds))))

    def calibrated(self, finding: Finding) -> Finding:
        """`finding` with probabilities for its strengths: no surer than its direct one and a back-translation allow."""
        sure = self.probability(finding.rule, finding.category, finding.confidence)
        if finding.direct is None:
            return replace(finding, confidence=sure)
        direct = self.probability(finding.rule, finding.category, finding.direct)
        return replace(finding, confidence=min(sure, _raised(direct)), direct=direct)

    def all(self, findings: Iterable[Finding]) -> list[Finding]:
        """`findings` with probabilities, in order."""
        return [self.calibrated(finding) for finding in findings]

    @property
    def checksum(self) -> str:
        """Eight hex digits that change when a figure does, part of every score's signature."""
        offsets = [*sorted(self.categories.items()), *sorted(self.rules.items())]
        return hashlib.sha256(repr((self.intercept, self.slope, offsets)).encode()).hexdigest()[:8]


def calibrate(findings: Iterable[Finding]) -> list[Finding]:
    """The findings with a calibrated confidence by the figures that ship with the package, in order."""
    return calibration().all(findings)


def _raised(direct: float) -> float:
    """The most that a back-translation can make of a probability."""
    return 1 / (1 + math.exp(-log_odds(direct) - MOST_RAISED))


def log_odds(strength: float) -> float:
    """Logit of a strength, which is taken for 0.01 at least and 0.99 at most."""
    bounded = min(MOST, max(LEAST, strength))
    return math.log(bounded / (1 - bounded))


@cache
def calibration() -> Calibration:
    """The figures that ship with the package.

    Raises:
        ConfigError: the data file is damaged.
    """
    return calibration_of(Vocabulary().topic("mul", TOPIC) or {}, TOPIC)


@lru_cache(maxsize=8)
def read_calibration(path: str) -> Calibration:
    """The figures in a file of the same form as the one that ships, as `audit judged` writes it.

    Raises:
        ConfigError: it cannot be read, or its figures are none.
    """
    remedy = "name a file that audit judged has written"
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        told = getattr(error, "strerror", None) or error
        raise ConfigError(f"cannot be read ({told})", where=path, remedy=remedy) from error
    try:
        return calibration_of(table, path)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise ConfigError(f"holds no calibration ({error!r})", where=path, remedy=remedy) from error


def calibration_of(table: Mapping[str, Any], where: str) -> Calibration:
    """The figures in a table.

    Args:
        table: as parsed.
        where: the file, for messages.

    Raises:
        ConfigError: a figure is not finite, or a slope not above 0.
    """
    try:
        return Calibration(
            float(table.get("intercept", 0.0)),
            float(table.get("slope", 1.0)),
            {str(name): float(value) for name, value in table.get("categories", {}).items()},
            {
                str(name): Line(float(line["offset"]), float(line["slope"]))
                for name, line in table.get("rules", {}).items()
            },
        )
    except ConfigError as error:
        raise ConfigError(error.message, where=where, remedy=error.remedy) from error


def toml_of(figures: Calibration, comment: str) -> str:
    """`figures` as a file, behind a comment of one line."""
    lines = [f"# {comment}", f"intercept = {figures.intercept:.4f}", f"slope = {figures.slope:.4f}", "", "[categories]"]
    lines += [f"{name} = {value:.4f}" for name, value in sorted(figures.categories.items())]
    lines += ["", "[rules]"]
    lines += [
        f"{name} = {{ offset = {line.offset:.4f}, slope = {line.slope:.4f} }}"
        for name, line in sorted(figures.rules.items())
    ]
    return "\n".join(lines) + "\n"
