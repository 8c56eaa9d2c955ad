"""What an editor's judgements come to, in words and as a new calibration."""

from __future__ import annotations

from collections.abc import Sequence

from qa_translate.audit.questions import Rows, rendered
from qa_translate.audit.refit import refitted
from qa_translate.audit.sampling import Judged, Precision
from qa_translate.audit.store import Store, now
from qa_translate.calibrate import Calibration, calibration, read_calibration, toml_of
from qa_translate.config import Settings
from qa_translate.errors import UsageError

_WIDTH = 120


def told(precisions: Sequence[Precision]) -> str:
    """A table: how many marks are right, and how sure that is."""
    columns = ("marks", "judged", "right", "precision", "95 % interval", "claimed", "stands for")
    rows: list[tuple[object, ...]] = [
        (
            each.name,
            each.judged,
            each.right,
            f"{each.share:.1%}",
            f"{each.low:.1%} to {each.high:.1%}",
            f"{each.claimed:.1%}",
            each.findings,
        )
        for each in precisions
    ]
    return rendered(Rows(columns, rows), "table", _WIDTH)


def fitted(store: Store, run: int, judged: Sequence[Judged], settings: Settings) -> str:
    """A calibration fitted to the judgements, as a file.

    Args:
        store: where they are.
        run: whose marks were judged.
        judged: the judgements.
        settings: under which the run was made.

    Raises:
        InputError: there are too few judgements.
        UsageError: the settings have another calibration than the run had.
    """
    before = read_calibration(settings.calibration) if settings.calibration else calibration()
    _check_same(store, run, before)
    figures = refitted(judged, before)
    return toml_of(figures, f"Fitted by qa-translate audit judged on {len(judged)} judgements, {now()}.")


def _check_same(store: Store, run: int, before: Calibration) -> None:
    """Look whether the marks got their confidences from the figures that are to be changed."""
    sql = "SELECT DISTINCT text FROM signatures JOIN articles USING (signature) WHERE run = ? AND state = 'checked'"
    used = {part for (text,) in store.rows(sql, (run,)) for part in text.split("|") if part.startswith("calibration:")}
    if used != {f"calibration:{before.checksum}"}:
        message = "the run was made with another calibration than the settings name"
        remedy = "name the settings of the run with --config, or judge marks of a new run"
        raise UsageError(message, where="--calibration", remedy=remedy)
