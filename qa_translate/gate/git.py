"""Which files have changed since a revision, as git says."""

from __future__ import annotations

import subprocess
from pathlib import Path

from qa_translate.errors import UsageError

_OPTION = "--changed-since"


def changed_since(revision: str, root: Path) -> set[Path]:
    """Files that differ from where this branch left `revision`, with those that git does not know yet.

    Args:
        revision: a commit, branch or tag; what others have done on it since does not count (``git merge-base``).
        root: a folder in the repository.

    Raises:
        UsageError: there is no git, no repository, or no such revision.
    """
    top = Path(_git(root, "rev-parse", "--show-toplevel").rstrip("\n"))
    base = _base(revision, root)
    named = _git(root, "diff", "--name-only", "-z", "--no-renames", "--no-relative", "--no-ext-diff", base, "--")
    fresh = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return {(top / name).resolve() for name in (named + fresh).split("\0") if name}


def _base(revision: str, root: Path) -> str:
    if revision.startswith("-"):
        raise UsageError(f"{revision!r} is no revision", where=_OPTION, remedy="name a commit, branch or tag")
    found = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    shallow = _run(root, "rev-parse", "--is-shallow-repository").stdout.strip() == "true"
    deepen = "this clone is shallow: fetch all of it (git fetch --unshallow, or fetch-depth: 0 for actions/checkout)"
    if found.returncode:
        remedy = deepen if shallow else "name a commit, branch or tag; git fetch gets those of a server"
        raise UsageError(f"there is no revision {revision}", where=_OPTION, remedy=remedy)
    base = _run(root, "merge-base", found.stdout.strip(), "HEAD")
    if base.returncode:
        remedy = deepen if shallow else "name a revision that this branch comes from"
        raise UsageError(f"{revision} and this branch have no commit in common", where=_OPTION, remedy=remedy)
    return base.stdout.strip()


def _git(folder: Path, *arguments: str) -> str:
    """What a command of git prints.

    Raises:
        UsageError: it fails.
    """
    done = _run(folder, *arguments)
    if done.returncode:
        said = done.stderr.strip().removeprefix("fatal: ").splitlines() or ["it gives no reason"]
        if "not a git repository" in said[0]:
            message = f"{folder} is not in a git repository"
            raise UsageError(message, where=_OPTION, remedy="run it in one, or leave the option out")
        raise UsageError(f"git {arguments[0]} failed ({said[0]})", where=_OPTION, remedy="run git status to see why")
    return done.stdout


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "-C", str(folder), *arguments]
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="surrogateescape", check=False)
    except OSError as error:
        remedy = "install git, or leave the option out"
        raise UsageError(f"git cannot be run ({error.strerror})", where=_OPTION, remedy=remedy) from error
