"""What comes out: rules, findings and what was not checked. Pure data, no I/O."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field

from qa_translate.article import Article, Side, Span


class Severity(enum.StrEnum):
    """How bad it is if the finding is right (MQM)."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """0 for minor, 1 for major, 2 for critical."""
        return list(Severity).index(self)


NEVER = "never"
"""What stands for a severity that nothing reaches."""


def reaches(severity: Severity | None, least: str) -> bool:
    """Whether something is as bad as `least`, a severity or `NEVER`; None: there is nothing."""
    return least != NEVER and severity is not None and severity.rank >= Severity(least).rank


class Category(enum.StrEnum):
    """What is wrong: stable names that scripts and the benchmark rely on."""

    ATTRIBUTION = "attribution"
    QUOTE = "quote"
    ORDER = "order"
    ROLE = "role"
    NUMBER = "number"
    NAME = "name"
    NEGATION = "negation"
    STANCE = "stance"
    OMISSION = "omission"
    ADDITION = "addition"
    MISTRANSLATION = "mistranslation"
    GARBLED = "garbled"
    UNTRANSLATED = "untranslated"
    DUPLICATE = "duplicate"
    BOILERPLATE = "boilerplate"
    TERMINOLOGY = "terminology"


class Need(enum.StrEnum):
    """What a rule must have before it can look."""

    SOURCE = "source"
    SYNTAX = "syntax"


@dataclass(frozen=True, slots=True)
class Rule:
    """A defect that can be marked, with its documentation.

    Attributes:
        name: kebab-case, reads as English after "ignore" (``inverted-attribution``).
        category: the category its findings carry.
        severity: where its findings start from.
        marks: what it marks, one sentence.
        why: why an editor should care.
        example: a source or situation and the faulty translation.
        wrong_when: when the mark is likely to be mistaken.
        needs: what must be there for the rule to run; else it is listed as skipped.
        vocabulary: topics of language data (``reporting``) without which it cannot run, in the language of every text
            that it needs, or of one side alone (``source:content``, ``translation:roles``).
    """

    name: str
    category: Category
    severity: Severity
    marks: str
    why: str
    example: str
    wrong_when: str
    needs: frozenset[Need] = frozenset()
    vocabulary: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One measured fact behind a finding, e.g. ``similarity 0.31``."""

    name: str
    value: float


@dataclass(frozen=True, slots=True)
class Finding:
    """One doubtful passage.

    Attributes:
        rule: the rule's name.
        confidence: probability that an editor who reads the source language would agree.
        message: one plain sentence that says what differs.
        target: what to look at in the translation; for something missing, where it should stand.
        source, back: the words of the other texts that say so.
        evidence: the numbers behind it.
        direct: what the confidence is without the back-translation; None where that adds nothing. However sure a
            back-translation makes a finding, it stays bound to this (see `qa_translate.calibrate`).
    """

    rule: str
    category: Category
    severity: Severity
    confidence: float
    message: str
    target: Span | None = None
    source: Span | None = None
    back: Span | None = None
    evidence: tuple[Evidence, ...] = ()
    direct: float | None = None

    @property
    def pointed(self) -> dict[Side, Span | None]:
        """What it points at in each text."""
        return {Side.TRANSLATION: self.target, Side.SOURCE: self.source, Side.BACK: self.back}


@dataclass(frozen=True, slots=True)
class Skipped:
    """What was not looked for, and why.

    Attributes:
        rule: name of the rule that did not look; ``all`` (`qa_translate.texts.EVERY_RULE`): every rule, at one stretch.
        reason: in plain words; where every rule was left out, with the stretch.
    """

    rule: str
    reason: str


class DifferenceKind(enum.StrEnum):
    """How words of two texts in one language differ."""

    CHANGED = "changed"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one text that the other has not.

    Attributes:
        kind: whether the hypothesis has other words there, none, or words that the reference has not.
        reference, hypothesis: the words in either text, code points; None where there are none.
    """

    kind: DifferenceKind
    reference: Span | None
    hypothesis: Span | None


@dataclass(frozen=True, slots=True)
class SegmentSimilarity:
    """sacreBLEU scores of one pair of aligned passages, both in the same language.

    Attributes:
        reference: span in the source (round trip) or the pivot.
        hypothesis: span in the back-translation (round trip) or the translation.
        chrf, bleu, ter: 0 to 100 (TER may exceed 100); chrf is chrF++ (Popović 2017).
        differences: words that differ, see `qa_translate.differences`.
    """

    reference: Span
    hypothesis: Span
    chrf: float
    bleu: float
    ter: float
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentScore:
    """What the marks of one segment of the translation cost.

    Attributes:
        span: the segment; None: what cannot be placed in one.
        words: how many it has.
        penalty: MQM penalty points, capped (see `qa_translate.score`); at least 1.
    """

    span: Span | None
    words: int
    penalty: int


@dataclass(frozen=True, slots=True)
class Similarity:
    """sacreBLEU's comparison of two texts of one article in the same language.

    Attributes:
        comparison: ``source/back_translation`` or ``back_translation/translation`` (reference first).
        chrf, bleu, ter: of the whole article.
        signatures: sacreBLEU's signature of each metric, by metric name.
        segments: one entry per aligned passage.
    """

    comparison: str
    chrf: float
    bleu: float
    ter: float
    signatures: tuple[tuple[str, str], ...]
    segments: tuple[SegmentSimilarity, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that one article's check found and did not check.

    Attributes:
        article: the texts as given; `back_lang`, where it was not given, is the language that was detected.
        findings: sorted by place in the translation.
        skipped: rules that did not look, and stretches at which none did.
        score: 100 minus MQM penalties per 1,000 source words (see `qa_translate.score`), may be negative.
        signature: version, rules, encoder and engine that made the score.
        similarity: None where no two texts share a language.
        alignment: aligned passages (source spans, target spans), for side-by-side views.
        thresholds: least confidence of the rules that have one of their own.
        segments: the segments of the translation that have marks, in order; those without cost nothing.
    """

    article: Article
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    score: float
    signature: str
    similarity: Similarity | None = None
    alignment: tuple[tuple[Span | None, Span | None], ...] = field(default=(), repr=False)
    thresholds: Mapping[str, float] = field(default_factory=dict, repr=False)
    segments: tuple[SegmentScore, ...] = field(default=(), repr=False)

    def shows(self, finding: Finding, min_confidence: float) -> bool:
        """Whether a finding is sure enough to be shown and to count, where other rules need `min_confidence`."""
        return finding.confidence >= self.thresholds.get(finding.rule, min_confidence)
