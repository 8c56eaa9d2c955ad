"""One run of the gate: which articles, what is new in them, and whether it passes.

choose -> changed? -> kept or checked -> suppressed -> known from the baseline -> judged
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from platformdirs import user_cache_path

from qa_translate import wiring
from qa_translate.answer import Answer, Run, Suppression
from qa_translate.config import Project
from qa_translate.errors import UsageError
from qa_translate.gate.baseline import Compared, Entry, compared, read_baseline
from qa_translate.gate.checking import Checker
from qa_translate.gate.git import changed_since
from qa_translate.gate.store import AnswerStore
from qa_translate.gate.suppress import Order, applied, orders_of_settings
from qa_translate.project.jobs import Found, chosen_jobs
from qa_translate.project.keys import check_glossaries, glossaries_of


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run is asked for, beside the settings.

    Attributes:
        paths: files, folders and patterns; none: all articles of the project.
        changed_since: only articles with a file that differs from this revision; None: all.
        baseline: file of the known marks; None: that of the settings, if it is there.
        use_baseline: whether marks are compared with it at all.
        fresh: whether answers that are kept are left aside.
        today: suppressions may end before it.
    """

    paths: Sequence[str] = ()
    changed_since: str | None = None
    baseline: Path | None = None
    use_baseline: bool = True
    fresh: bool = False
    today: datetime.date | None = None


@dataclass(frozen=True)
class Outcome:
    """What a run leads to.

    Attributes:
        run: for reports.
        comparison: beside the baseline; None where there is none.
    """

    run: Run
    comparison: Compared | None


def chosen(project: Project, wanted: Wanted) -> tuple[Found, int]:
    """The articles that a run looks at, and how many it leaves out since nothing in them changed.

    Raises:
        ConfigError: the settings name a rule that is none.
        InputError, UsageError: see `chosen_jobs` and `changed_since`; there is no article.
    """
    wiring.check_rules(project)
    found = chosen_jobs(project, wanted.paths)
    if not (found.jobs or found.failures or wanted.paths):
        remedy = "say where they are with [[articles]] in qa-translate.toml, or name files"
        raise UsageError("there are no articles", where=str(project.root), remedy=remedy)
    if wanted.changed_since is None:
        return found, 0
    changed = changed_since(wanted.changed_since, project.root)
    if changed & _decisive(project):
        return found, 0
    deleted = {path for path in changed if not path.exists()}
    jobs = tuple(
        job for job in found.jobs if any(path.resolve() in changed for path in job.files) or job.had_one_of(deleted)
    )
    root = project.root.resolve()
    failures = tuple(each for each in found.failures if deleted or root / each.file in changed)
    left = len(found.jobs) + len(found.failures) - len(jobs) - len(failures)
    return Found(jobs, failures, found.project), left


def gate(project: Project, wanted: Wanted, found: Found, advance: Callable[[], None], left_out: int = 0) -> Outcome:
    """Answer the articles of `found` and judge what is new.

    Args:
        project: its settings hold.
        wanted: see `Wanted`.
        found, left_out: see `chosen`.
        advance: hears of every file that is done.

    Raises:
        InputError: the baseline or a glossary cannot be read.
        ModelError: weights are missing or corrupt.
    """
    check_glossaries(project.settings)
    known = entries(project, wanted)
    store = store_of(project)
    checker = Checker(project, store, advance, fresh=wanted.fresh)
    outcomes = checker.outcomes(found.jobs)
    if store.added:
        store.prune()
    answers: list[Answer] = []
    unused: list[Suppression] = []
    general = orders_of_settings(project, wanted.today or datetime.date.today())
    met: set[int] = set()
    for file, (kept, _) in outcomes.items():
        for answer, own in zip(kept.answers, kept.orders, strict=True):
            mine: set[int] = set()
            answer = applied(replace(answer, reused=file in checker.reused), own, mine)
            answers.append(applied(answer, general, met))
            unused += [order.suppression for k, order in enumerate(own) if k not in mine]
    whole = not (wanted.paths or left_out)
    unused += _unmet(general, met, answers, whole=whole)
    failed = [failure for _, each in outcomes.values() for failure in each]
    comparison = None
    if known is not None:
        files = frozenset(failure.file for failure in failed)
        comparison = compared(answers, known, found.project, failed=files, whole=whole)
        answers = list(comparison.answers)
    failures = (*found.failures, *failed)
    run = Run(
        tuple(answers),
        failures,
        gone=tuple(entry.gone for entry in comparison.gone) if comparison else (),
        unused=tuple(dict.fromkeys(unused)),
        fail_on=project.settings.fail_on,
        max_per_1000_words=project.settings.max_per_1000_words,
        min_confidence=project.settings.min_confidence,
        has_baseline=known is not None,
        left_out=left_out,
    )
    return Outcome(run, comparison)


def baseline_file(project: Project, wanted: Wanted) -> Path:
    """Where the baseline is, or will be."""
    return wanted.baseline or project.root / project.settings.baseline


def entries(project: Project, wanted: Wanted) -> list[Entry] | None:
    """The marks of the baseline; None where there is none, or it is not to be used.

    Raises:
        InputError: it cannot be read, or one that was named is not there.
    """
    file = baseline_file(project, wanted)
    if not wanted.use_baseline:
        return None
    named = wanted.baseline is not None or project.origin("baseline") != "default"
    if not named and not file.exists():
        return None
    return read_baseline(file)


def store_of(project: Project) -> AnswerStore:
    """Where answers are kept."""
    settings = project.settings
    folder = Path(settings.answers) if settings.answers else user_cache_path("qa-translate") / "answers"
    return AnswerStore(folder, settings.answers_megabytes * 1_000_000)


def _decisive(project: Project) -> set[Path]:
    """Files that matter to every article."""
    files = [project.file, *map(Path, glossaries_of(project.settings))]
    return {file.resolve() for file in files if file is not None}


def _unmet(orders: Sequence[Order], met: set[int], answers: Sequence[Answer], *, whole: bool) -> list[Suppression]:
    """Suppressions of the settings that met no mark; after a look at some articles only those meant for them."""
    seen = [answer.file for answer in answers]
    return [
        order.suppression
        for k, order in enumerate(orders)
        if k not in met and (whole or (order.path not in ("", "**") and order.concerns(seen)))
    ]
