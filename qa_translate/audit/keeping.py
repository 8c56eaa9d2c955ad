"""Where the outcomes of an audit go: a store, or lines of JSON."""

from __future__ import annotations

from collections.abc import Callable

from qa_translate.audit.entries import Entry, Unread
from qa_translate.audit.session import Known, Session
from qa_translate.audit.summary import Summary
from qa_translate.audit.work import NO_PAGE, Answered, Failed
from qa_translate.report.json_v1 import dump


class InLines:
    """Lines of the public JSON, as they come in; nothing is known of earlier audits.

    Args:
        write: takes one line.
    """

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def known(self, name: str) -> Known | None:  # noqa: ARG002 - see `Keeping`
        """Nothing."""
        return None

    def page_below(self) -> float:
        """No pages."""
        return NO_PAGE

    def put(self, entry: Entry, outcome: Answered | Failed) -> None:  # noqa: ARG002
        """Write the line of an article that was checked."""
        if isinstance(outcome, Answered):
            self._write(dump(outcome.public, indent=None))

    def put_unread(self, unread: Unread) -> None:
        """Nothing is written."""

    def commit(self, summary: Summary, *, ended: bool = False) -> None:
        """Lines are written at once."""


class InStore:
    """A session of a store.

    Args:
        session: open to write.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.known = session.known
        self.page_below = session.page_below
        self.put = session.put
        self.put_unread = session.put_unread

    def commit(self, summary: Summary, *, ended: bool = False) -> None:
        """Commit, with what was counted."""
        self._session.commit(summary.columns(), ended=ended)
