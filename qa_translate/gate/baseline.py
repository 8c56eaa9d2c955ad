"""The marks that an editor has seen and left: known ones are told from new ones, however articles were moved about.

A baseline is a file of JSON, one mark a line, so that two people's changes to it merge. A mark is known if it has an
entry's fingerprint (rule, words, sentence); if its article was renamed, wherever it is now; or if the same rule marks
nearly the same words in nearly the same sentence of the same article, as when the sentence was edited elsewhere.
Every entry knows one mark.
"""

from __future__ import annotations

import json
from collections import defaultdict, deque
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qa_translate.answer import Answer, Gone, Mark, Status
from qa_translate.errors import InputError
from qa_translate.finding import Severity
from qa_translate.gate.fingerprint import alike, folded, may_be_alike
from qa_translate.report.json_v1 import escaped
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
    return escaped(head + "".join(f"\n{line}{',' * (k < len(lines))}" for k, line in enumerate(lines, 1)) + "\n]}\n")


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


def compared(
    answers: Sequence[Answer],
    entries: Sequence[Entry],
    project: Collection[str],
    *,
    failed: Collection[str] = (),
    whole: bool = True,
) -> Compared:
    """Tell known marks from new ones.

    Args:
        answers: of the articles that were looked at.
        entries: of the baseline.
        project: files of all articles that there are, looked at or not.
        failed: files in which an article could not be checked: their marks may be there all the same.
        whole: whether all articles were looked at; else a file that is no more may only have another name.
    """
    match = _Match(entries, answers)
    for suppressed in (False, True):  # these take what is left: they have no entries of their own
        match.pair(lambda e: (e.file, e.fingerprint), lambda file, m: (file, m.fingerprint), suppressed)
        match.pair(lambda e: None if e.file in project else (e.fingerprint,), lambda _, m: (m.fingerprint,), suppressed)
        match.pair_edited(suppressed)
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
            vanished = whole and entry.file not in project
            (gone if vanished or (entry.file in looked_at and entry.file not in failed) else kept).append(entry)
    return Compared(made, tuple(gone), tuple(kept))


class _Match:
    """Pairs of entries and marks; each of either has one partner at most."""

    def __init__(self, entries: Sequence[Entry], answers: Sequence[Answer]) -> None:
        self.used: dict[int, tuple[Answer, Mark]] = {}
        self._entries = entries
        self._known: set[tuple[str, str, int]] = set()
        self._marks = [(answer, k, mark) for answer in answers for k, mark in enumerate(answer.marks)]

    def pair(self, of_entry: Callable[[Entry], Key], of_mark: Callable[[str, Mark], Key], suppressed: bool) -> None:
        """Pair what is still single and has the same key, in order.

        Args:
            of_entry, of_mark: the key of an entry, and of a mark of the article in that file; None: it has none.
            suppressed: whether marks that are suppressed are paired, or the others.
        """
        by_key: dict[Key, deque[int]] = defaultdict(deque)
        for k in self._single_entries():
            by_key[of_entry(self._entries[k])].append(k)
        by_key.pop(None, None)
        for m in self._single_marks(suppressed):
            answer, _, mark = self._marks[m]
            near = by_key.get(of_mark(answer.file, mark))
            if near:
                self._join(near.popleft(), m)

    def pair_edited(self, suppressed: bool) -> None:
        """Pair single marks with entries of their rule and article whose sentence was edited, the likest first."""
        by_rule: dict[tuple[str, str], list[int]] = defaultdict(list)
        for k in self._single_entries():
            by_rule[self._entries[k].file, self._entries[k].rule].append(k)
        pairs: list[tuple[float, int, int]] = []
        for m in self._single_marks(suppressed):
            answer, _, mark = self._marks[m]
            near = by_rule.get((answer.file, mark.rule), ())
            pairs += [(likeness, k, m) for k in near if (likeness := _edited(self._entries[k], mark))]
        paired: set[int] = set()
        for _, k, m in sorted(pairs, key=lambda pair: (-pair[0], *pair[1:])):
            if k not in self.used and m not in paired:
                paired.add(m)
                self._join(k, m)

    def _single_entries(self) -> list[int]:
        return [k for k in range(len(self._entries)) if k not in self.used]

    def _single_marks(self, suppressed: bool) -> list[int]:
        return [
            m
            for m, (answer, n, mark) in enumerate(self._marks)
            if (mark.status is Status.SUPPRESSED) == suppressed and (answer.file, answer.id, n) not in self._known
        ]

    def _join(self, k: int, m: int) -> None:
        answer, n, mark = self._marks[m]
        self.used[k] = (answer, mark)
        self._known.add((answer.file, answer.id, n))

    def status(self, answer: Answer, number: int) -> Mark:
        """A mark of `answer` with its status."""
        mark = answer.marks[number]
        known = (answer.file, answer.id, number) in self._known
        return replace(mark, status=Status.KNOWN) if known and mark.status is Status.NEW else mark


def _of_mark(answer: Answer, mark: Mark) -> Entry:
    return Entry(answer.file, mark.rule, mark.severity, _words(mark), mark.fingerprint, mark.sentence)


def _edited(entry: Entry, mark: Mark) -> float:
    """How alike an entry and a mark of its rule and article are, where the sentence was edited."""
    if not entry.sentence or not may_be_alike(entry.sentence, mark.sentence, _LIKE_SENTENCE):
        return 0.0
    sentence = alike(entry.sentence, mark.sentence)
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
