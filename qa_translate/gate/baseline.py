"""The marks that an editor has seen and left: known ones are told from new ones, however articles were moved about.

A baseline is a file of JSON, one mark a line, so that two people's changes to it merge. A mark is known if it has an
entry's fingerprint (rule, words, sentence); if its article was renamed, wherever it is now; or if the same rule marks
nearly the same words in nearly the same sentence of the same article, as when the sentence was edited elsewhere.
Every entry knows one mark.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qa_translate.answer import Answer, Gone, Mark, Status
from qa_translate.errors import InputError
from qa_translate.finding import Severity
from qa_translate.gate.fingerprint import alike, folded
from qa_translate.report.unchecked import counted
from qa_translate.version import __version__

FORMAT = "qa-translate-baseline"
VERSION = 1
_LIKE_WORDS = 0.6
_LIKE_SENTENCE = 0.7
_AGAIN = "qa-translate baseline write makes a new one"


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark that is known.

    Attributes:
        file: path of the translation from the project's folder, with slashes.
        rule, severity, words, sentence, fingerprint: see `qa_translate.answer.Mark`; `words` as they stand there.
    """

    file: str
    rule: str
    severity: Severity
    words: str
    fingerprint: str
    sentence: str = field(default="", repr=False)

    @property
    def gone(self) -> Gone:
        """As a report names it."""
        return Gone(self.file, self.rule, self.severity, self.words, self.fingerprint)


Key = tuple[str, ...] | None
Likeness = Callable[[Entry, Mark], float]


def read_baseline(path: Path) -> list[Entry]:
    """The entries of a baseline.

    Raises:
        InputError: it cannot be read, or was written by a later version.
    """
    where = str(path)
    try:
        whole = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, remedy="check --baseline") from error
    except (ValueError, RecursionError) as error:
        raise InputError("is no baseline (not JSON)", where=where, remedy=f"restore it; {_AGAIN}") from error
    if not isinstance(whole, dict) or whole.get("format") != FORMAT:
        raise InputError("is no baseline", where=where, remedy=f"name another file with --baseline; {_AGAIN}")
    version = whole.get("version")
    if not isinstance(version, int) or version > VERSION:
        message = f"is a baseline of version {version!r}, this program reads up to {VERSION}"
        raise InputError(message, where=where, remedy="update qa-translate")
    try:
        return [_entry(each) for each in whole["marks"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError("is a damaged baseline", where=where, remedy=f"restore it; {_AGAIN}") from error


def written(entries: Iterable[Entry]) -> str:
    """A baseline's text: sorted, one mark a line."""
    ordered = sorted(entries, key=lambda e: (e.file, e.rule, e.fingerprint, e.words))
    lines = [json.dumps(_as_json(entry), ensure_ascii=False) for entry in ordered]
    head = f'{{"format": "{FORMAT}", "version": {VERSION}, "program": "{__version__}", "marks": ['
    return head + "".join(f"\n{line}{',' * (k < len(lines))}" for k, line in enumerate(lines, 1)) + "\n]}\n"


def listing(entries: Sequence[Entry]) -> str:
    """The marks of a baseline for a reader, by article."""
    lines = [counted(len(entries), "known mark")]
    for file in sorted({entry.file for entry in entries}):
        lines += ["", file]
        lines += [f"  {e.severity}  {e.rule}  {e.words}  ({e.fingerprint})" for e in entries if e.file == file]
    return "\n".join(lines) + "\n"


def entries_of(answers: Iterable[Answer]) -> list[Entry]:
    """An entry for every mark that is not suppressed."""
    return [
        _of_mark(answer, mark) for answer in answers for mark in answer.marks if mark.status is not Status.SUPPRESSED
    ]


@dataclass(frozen=True)
class Compared:
    """Answers beside a baseline.

    Attributes:
        answers: their known marks have that status.
        gone: entries of the articles looked at, or of articles that are no more, that no mark has.
        kept: the other entries: those that a mark has, as that mark now is, and those of articles not looked at.
    """

    answers: tuple[Answer, ...]
    gone: tuple[Entry, ...]
    kept: tuple[Entry, ...]


def compared(answers: Sequence[Answer], entries: Sequence[Entry], project: Collection[str]) -> Compared:
    """Tell known marks from new ones.

    Args:
        answers: of the articles that were looked at.
        entries: of the baseline.
        project: files of all articles that there are, looked at or not.
    """
    match = _Match(entries, answers)
    match.take(lambda e: (e.file, e.fingerprint), lambda file, mark: (file, mark.fingerprint), _same)
    match.take(lambda e: None if e.file in project else (e.fingerprint,), lambda _, mark: (mark.fingerprint,), _same)
    match.take(lambda e: (e.file, e.rule), lambda file, mark: (file, mark.rule), _edited)
    made = tuple(
        replace(answer, marks=tuple(match.status(answer, k) for k in range(len(answer.marks)))) for answer in answers
    )
    looked_at = {answer.file for answer in answers}
    gone: list[Entry] = []
    kept: list[Entry] = []
    for k, entry in enumerate(entries):
        if k in match.used:
            kept.append(_of_mark(*match.used[k]))
        else:
            (gone if entry.file in looked_at or entry.file not in project else kept).append(entry)
    return Compared(made, tuple(gone), tuple(kept))


class _Match:
    """Pairs of entries and marks; each of either has one partner at most."""

    def __init__(self, entries: Sequence[Entry], answers: Sequence[Answer]) -> None:
        self.used: dict[int, tuple[Answer, Mark]] = {}
        self._entries = entries
        self._known: set[tuple[str, str, int]] = set()
        self._marks = [(answer, k, mark) for answer in answers for k, mark in enumerate(answer.marks)]

    def take(self, of_entry: Callable[[Entry], Key], of_mark: Callable[[str, Mark], Key], alike: Likeness) -> None:
        """Pair what is still single and has the same key, the likest first.

        Args:
            of_entry, of_mark: the key of an entry, and of a mark of the article in that file; None: it has none.
            alike: how alike two with the same key are; 0: they are no pair.
        """
        by_key: dict[Key, list[int]] = defaultdict(list)
        for k, entry in enumerate(self._entries):
            if k not in self.used and of_entry(entry) is not None:
                by_key[of_entry(entry)].append(k)
        pairs: list[tuple[float, int, int]] = []
        for m, (answer, n, mark) in enumerate(self._marks):
            if (answer.file, answer.id, n) not in self._known:
                near = by_key.get(of_mark(answer.file, mark), ())
                pairs += [(alike(self._entries[k], mark), k, m) for k in near]
        for _, k, m in sorted((pair for pair in pairs if pair[0] > 0), key=lambda pair: (-pair[0], *pair[1:])):
            answer, n, mark = self._marks[m]
            if k not in self.used and (answer.file, answer.id, n) not in self._known:
                self.used[k] = (answer, mark)
                self._known.add((answer.file, answer.id, n))

    def status(self, answer: Answer, number: int) -> Mark:
        """A mark of `answer` with its status."""
        mark = answer.marks[number]
        known = (answer.file, answer.id, number) in self._known
        return replace(mark, status=Status.KNOWN) if known and mark.status is Status.NEW else mark


def _of_mark(answer: Answer, mark: Mark) -> Entry:
    return Entry(answer.file, mark.rule, mark.severity, _words(mark), mark.fingerprint, mark.sentence)


def _same(_entry: Entry, _mark: Mark) -> float:
    return 1.0


def _edited(entry: Entry, mark: Mark) -> float:
    """How alike an entry and a mark of its rule and article are, where the sentence was edited."""
    sentence = alike(entry.sentence, mark.sentence) if entry.sentence else 0.0
    if sentence < _LIKE_SENTENCE:
        return 0.0
    words = alike(folded(entry.words), folded(_words(mark)))
    return sentence * words if words >= _LIKE_WORDS else 0.0


def _words(mark: Mark) -> str:
    """What a mark marks: words of the translation, else of the source."""
    passages = (p for p in (mark.target, mark.source) if p is not None and p.text.strip())
    return next((" ".join(p.text.split()) for p in passages), "")


def _entry(given: dict[str, Any]) -> Entry:
    texts = {key: given[key] for key in ("file", "rule", "words", "fingerprint", "sentence")}
    if not all(isinstance(text, str) for text in texts.values()):
        raise TypeError("not text")
    return Entry(severity=Severity(given["severity"]), **texts)


def _as_json(entry: Entry) -> dict[str, str]:
    return {
        "file": entry.file,
        "rule": entry.rule,
        "severity": str(entry.severity),
        "words": entry.words,
        "sentence": entry.sentence,
        "fingerprint": entry.fingerprint,
    }
