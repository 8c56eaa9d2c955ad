"""The one tree of errors that this package raises on purpose.

    QaTranslateError            what went wrong, where, and the remedy, in one line
    ├── UsageError              the command or an option is wrong            exit 2
    ├── ConfigError             the configuration is wrong                   exit 2
    ├── InputError              a text cannot be read or is not what it says exit 2
    │   └── ArticleError        one article of a batch; the batch goes on    exit 3
    ├── ModelError              weights are missing or corrupt               exit 2
    └── EngineError             an engine failed on some segments            exit 3
        ├── SegmentError        it works, but not on these                   exit 3
        └── LanguageError       it does not know this pair of languages      exit 2

Third-party errors are wrapped with their cause (``raise ... from error``).
"""

from __future__ import annotations

EXIT_CLEAN = 0
EXIT_FINDINGS = 1
EXIT_WRONG_INPUT = 2
EXIT_INCOMPLETE = 3


class QaTranslateError(Exception):
    """Base of all errors of this package.

    Args:
        message: what is wrong, in a few words without a full stop.
        where: file, or file and line (``articles.jsonl:12``), or option.
        remedy: what the user can do about it.
    """

    exit_code = EXIT_WRONG_INPUT

    def __init__(self, message: str, *, where: str = "", remedy: str = "") -> None:
        self.message = message
        self.where = where
        self.remedy = remedy
        super().__init__(str(self))

    def __str__(self) -> str:
        """One line: place, what is wrong, remedy."""
        return self.without()

    def without(self, *places: str) -> str:
        """That line, without its place where the reader has it.

        Args:
            places: those that are told beside it.
        """
        line = f"{self.where}: {self.message}" if self.where and self.where not in places else self.message
        return f"{line}; {self.remedy}" if self.remedy else line


class UsageError(QaTranslateError):
    """The command line or a library call is wrong."""


class ConfigError(QaTranslateError):
    """The configuration is wrong.

    Args:
        message, where, remedy: see `QaTranslateError`.
        excerpt: the line that is meant and a caret below it, to print beneath the message; "" where there is none.
    """

    def __init__(self, message: str, *, where: str = "", remedy: str = "", excerpt: str = "") -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.excerpt = excerpt


class InputError(QaTranslateError):
    """A text cannot be read, or is not what it was said to be."""


class ArticleError(InputError):
    """One article of a batch cannot be checked; the others can.

    Args:
        message, where, remedy: see `QaTranslateError`; `where` may be another place than the article's own.
        article: the article's id, "" where it has none.
    """

    exit_code = EXIT_INCOMPLETE

    def __init__(self, message: str, *, where: str = "", remedy: str = "", article: str = "") -> None:
        super().__init__(message, where=where, remedy=remedy)
        self.article = article


class ModelError(QaTranslateError):
    """A model's files are missing, corrupt or of the wrong kind."""


class EngineError(QaTranslateError):
    """A translation engine could not render some segments, which it may do at another time."""

    exit_code = EXIT_INCOMPLETE


class SegmentError(EngineError):
    """An engine works, but does not render something in these segments: some of them alone may be rendered."""


class LanguageError(EngineError):
    """An engine does not translate between two languages; it may between others."""

    exit_code = EXIT_WRONG_INPUT


def reason(error: BaseException) -> str:
    """What a library's error says, on one line; the error's kind where it says nothing."""
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__
