"""What a run over many articles says of each, in plain values: what reports of runs print and what a cache keeps.

A `Report` holds texts, alignments and spans; an `Answer` holds what is left of it when the texts are gone: words,
places in files, fingerprints. Pure data, no I/O.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from functools import cached_property

from qa_translate.errors import EXIT_CLEAN, EXIT_FINDINGS, EXIT_INCOMPLETE, EXIT_WRONG_INPUT
from qa_translate.finding import NEVER, Category, Severity, Skipped, reaches


class Status(enum.StrEnum):
    """What a run makes of a mark; only new ones count against a gate."""

    NEW = "new"
    KNOWN = "known"
    SUPPRESSED = "suppressed"


class Where(enum.StrEnum):
    """Where a suppression stands."""

    ARTICLE = "article"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a file as it is.

    Attributes:
        line, column: of its first code point, from 1; columns are counted in code points.
        end_line, end_column: behind its last code point.
        byte_column, end_byte_column: the columns in bytes of UTF-8, as some readers count.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    byte_column: int = 1
    end_byte_column: int = 1


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of one text.

    Attributes:
        text: the words; "" for a place between two.
        before, after: what stands beside them in their sentence or passage, cut to a reader's measure.
        file: path from the project's folder, with slashes; "" where the text was in no file (an engine made it).
        start, end: code points, as the public JSON counts them.
        place: where they stand in the file; None where the file has no lines (DOCX) or is not there.
        unit: what the file calls the place (``paragraph 12``, ``unit t5``), "" where nothing.
    """

    text: str
    before: str = ""
    after: str = ""
    file: str = ""
    start: int = 0
    end: int = 0
    place: Place | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Suppression:
    """Somebody's word that a mark is to be let be.

    Attributes:
        rule: name of the rule; ``*``: every rule.
        reason: why, in the words of who wrote it.
        where: in the article itself or in the configuration.
        place: ``FILE:LINE`` where it is written.
    """

    rule: str
    reason: str
    where: Where
    place: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A finding as a run shows it.

    Attributes:
        rule, category, severity, confidence, message: see `qa_translate.finding.Finding`.
        target, source, back: the words it points at in either text, None where it points at none.
        fingerprint: 16 hex digits of rule, words and sentence: the same however the article around it changes.
        sentence: the sentence that the words stand in, folded, for recognising the mark when it was edited.
        occurrence: 1 for the first mark of the article with that fingerprint, 2 for the next.
        status: new, known from the baseline, or suppressed.
        suppression: by whom, where it is suppressed.
    """

    rule: str
    category: Category
    severity: Severity
    confidence: float
    message: str
    target: Passage | None = None
    source: Passage | None = None
    back: Passage | None = None
    fingerprint: str = ""
    sentence: str = field(default="", repr=False)
    occurrence: int = 1
    status: Status = Status.NEW
    suppression: Suppression | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """What of a mark lies in one passage.

    Attributes:
        mark: index of the mark in its answer.
        start, end: code points of the passage.
    """

    mark: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Aligned passages, "" where one side has none.

    Attributes:
        source, target: their words.
        pieces: of the marks in `target`.
    """

    source: str
    target: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run says of one article.

    Attributes:
        id: its name.
        file: its translation, path from the project's folder, with slashes.
        source_file, back_file: the others; "" where there are none.
        source_lang, target_lang: ISO 639-1 codes.
        words: of the translation, as separated by white space.
        score, signature: see `qa_translate.finding.Report`.
        marks: those that are shown, in the order of the translation; those without a place come last.
        hidden: how many findings are less sure than is asked for.
        skipped: what was not looked for.
        pairs: the article passage by passage.
        reused: whether it was answered without looking again, because nothing had changed.
    """

    id: str
    file: str
    source_file: str
    back_file: str
    source_lang: str
    target_lang: str
    words: int
    score: float
    signature: str
    marks: tuple[Mark, ...] = ()
    hidden: int = 0
    skipped: tuple[Skipped, ...] = ()
    pairs: tuple[Pair, ...] = field(default=(), repr=False)
    reused: bool = False


@dataclass(frozen=True, slots=True)
class Failure:
    """An article that could not be checked.

    Attributes:
        file: its translation, path from the project's folder; or the place that the error names.
        message: one line: place, what is wrong, remedy.
    """

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class Gone:
    """A mark of the baseline that the article no longer has: fixed, or its words are gone.

    Attributes:
        file, rule, severity, words, fingerprint: as the baseline has them.
    """

    file: str
    rule: str
    severity: Severity
    words: str
    fingerprint: str


@dataclass(frozen=True)
class Run:
    """One run over the articles of a project.

    Attributes:
        answers: one per article that was checked, in the order of their files.
        failures: articles that could not be.
        gone: marks of the baseline that are no more, of the articles that were looked at.
        unused: suppressions that met no mark.
        fail_on: severity from which a new mark fails the run, or ``never``.
        max_per_1000_words: new marks per 1,000 words of translation above which the run fails; None: no limit.
        min_confidence: the least confidence of marks that are shown (rules may have their own).
        has_baseline: whether marks were compared with a baseline.
        left_out: articles of the project that were not looked at, because nothing in them changed since a revision.
    """

    answers: tuple[Answer, ...]
    failures: tuple[Failure, ...] = ()
    gone: tuple[Gone, ...] = ()
    unused: tuple[Suppression, ...] = ()
    fail_on: str = NEVER
    max_per_1000_words: float | None = None
    min_confidence: float = 0.5
    has_baseline: bool = False
    left_out: int = 0

    @cached_property
    def marks(self) -> tuple[tuple[Answer, Mark], ...]:
        """Every mark with its article, in order."""
        return tuple((answer, mark) for answer in self.answers for mark in answer.marks)

    @cached_property
    def worst(self) -> tuple[tuple[Answer, Mark], ...]:
        """The new marks, the gravest and surest first."""
        new = (pair for pair in self.marks if pair[1].status is Status.NEW)
        return tuple(sorted(new, key=lambda pair: (-pair[1].severity.rank, -pair[1].confidence)))

    def count(self, status: Status) -> int:
        """How many marks have that status."""
        return sum(mark.status is status for _, mark in self.marks)

    @property
    def words(self) -> int:
        """Words of all translations."""
        return sum(answer.words for answer in self.answers)

    @property
    def per_1000_words(self) -> float:
        """New marks per 1,000 words of translation; 0 without words."""
        return 1000 * self.count(Status.NEW) / self.words if self.words else 0.0

    @cached_property
    def failing(self) -> tuple[str, ...]:
        """Why the run fails, in plain words; empty if it passes."""
        reasons: list[str] = []
        bad = sum(reaches(mark.severity, self.fail_on) for _, mark in self.worst)
        if bad:
            noun = "mark" if bad == 1 else "marks"
            reasons.append(f"{bad} new {noun} at or above {self.fail_on}")
        limit = self.max_per_1000_words
        if limit is not None and self.per_1000_words > limit:
            reasons.append(f"{self.per_1000_words:.1f} new marks per 1,000 words, more than {limit:g}")
        return tuple(reasons)

    @property
    def exit_code(self) -> int:
        """What the gate returns (see `qa_translate.errors`)."""
        if self.failures:
            return EXIT_INCOMPLETE if self.answers else EXIT_WRONG_INPUT
        return EXIT_FINDINGS if self.failing else EXIT_CLEAN
