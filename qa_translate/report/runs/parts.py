"""What the formats of runs share: how a mark, its place and the totals are put into words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from qa_translate.answer import Answer, Gone, Mark, Passage, Run, Status, Suppression
from qa_translate.finding import Severity
from qa_translate.report.bidi import in_one_line, printable, without_controls
from qa_translate.report.unchecked import counted

_WHITE = re.compile(r"\s+")
_CUT = " …"


def one_line(text: str) -> str:
    """`text` as it may stand in a log: on one line, without characters that command a terminal."""
    return in_one_line(text).strip()


def shortened(text: str, most: int) -> str:
    """At most `most` code points of `text`, cut at a word where that is near."""
    if len(text) <= most:
        return text
    cut = text[: most - len(_CUT)]
    return cut[: cut.rfind(" ") if " " in cut[most // 2 :] else len(cut)] + _CUT


def identity(mark: Mark) -> str:
    """What names a mark within its article in every format: ``FINGERPRINT:OCCURRENCE``."""
    return f"{mark.fingerprint}:{mark.occurrence}"


def place_of(answer: Answer, mark: Mark) -> str:
    """Where a mark is: ``FILE:LINE:COLUMN`` and what the file calls the place; the file alone where it has no lines."""
    target = mark.target
    if target is None:
        return one_line(answer.file)
    at = f":{target.place.line}:{target.place.column}" if target.place else ""
    return one_line(answer.file) + at + (f" ({one_line(target.unit)})" if target.unit else "")


def percent(mark: Mark) -> str:
    """How sure a mark is."""
    return f"{round(100 * mark.confidence)} % sure"


def quoted(passage: Passage, around: int = 0) -> str:
    """The words of a passage on one line, ``[[`` and ``]]`` around them where some of what stands beside is shown.

    Args:
        passage: of a mark.
        around: code points to either side.
    """
    if not around:
        return one_line(passage.text)
    before = shortened(_WHITE.sub(" ", passage.before)[::-1], around)[::-1]
    after = shortened(_WHITE.sub(" ", passage.after), around)
    line = f"{without_controls(printable(before))}[[{one_line(passage.text)}]]{without_controls(printable(after))}"
    return line.strip()


def explained(mark: Mark) -> str:
    """The message of a mark, with the words of the source that say so."""
    source = one_line(mark.source.text) if mark.source else ""
    message = one_line(mark.message)
    return message if not source or source in message else f"{message} Source: {source}"


def with_words(mark: Mark) -> str:
    """The message of a mark as for `explained`, and the words it marks."""
    return explained(mark) + (f" [{one_line(mark.target.text)}]" if mark.target else "")


def gone_line(gone: Gone) -> str:
    """A mark of the baseline that is no more."""
    return f"gone from the baseline: {gone.file}: {gone.rule}: {one_line(gone.words)}"


def unused_line(unused: Suppression) -> str:
    """A suppression that met no mark."""
    return f"{unused.place}: suppression of {unused.rule} meets no mark"


def counted_marks(marks: Sequence[Mark]) -> str:
    """How many marks of which severity, the gravest first."""
    counts = Counter(mark.severity for mark in marks)
    said = ", ".join(f"{counts[severity]} {severity}" for severity in reversed(Severity) if counts[severity])
    return counted(len(marks), "new mark") + (f" ({said})" if said else "")


def of_status(run: Run, *statuses: Status) -> list[tuple[Answer, Mark]]:
    """The marks of a run that have one of these statuses, in order."""
    return [(answer, mark) for answer, mark in run.marks if mark.status in statuses]


def totals(run: Run) -> str:
    """One sentence on what was looked at and found."""
    reused = sum(answer.reused for answer in run.answers)
    looked = counted(len(run.answers), "article") + (f" ({reused} unchanged)" if reused else "")
    marks = [counted_marks([mark for _, mark in run.worst])]
    marks += [f"{run.count(Status.KNOWN)} known"] if run.has_baseline else []
    marks += [f"{run.count(Status.SUPPRESSED)} suppressed"] if run.count(Status.SUPPRESSED) else []
    rest = [f"{run.per_1000_words:.1f} new per 1,000 words"] if run.words else []
    rest += [f"{len(run.failures)} could not be checked"] if run.failures else []
    rest += [f"{counted(run.left_out, 'article')} not looked at (nothing changed)"] if run.left_out else []
    return f"{looked}: {', '.join(marks)}" + "".join(f"; {each}" for each in rest)


def verdict(run: Run) -> str:
    """Whether the run passes, and why not; a run with articles that could not be checked does not."""
    if run.failing:
        return f"failed: {'; '.join(run.failing)}"
    return "incomplete" if run.failures else "passed"


def rest_of(run: Run, shown: Sequence[Status]) -> str:
    """How many marks have another status than those that are shown, in words; "" if none."""
    others = [(run.count(status), status) for status in Status if status not in shown]
    return ", ".join(f"{count} {status}" for count, status in others if count)
