"""Fetches models from a hub through huggingface_hub (extra ``[torch]``)."""

from __future__ import annotations

import errno
import fnmatch
import hashlib
import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from qa_translate.engine_settings import Kind
from qa_translate.errors import ModelError, reason
from qa_translate.local_models import ModelStore, refuse_offline, storing_problem
from qa_translate.stored_model import UNKNOWN, About, LocalModel
from qa_translate.weights import file_sum

Progress = Callable[[str, int], None]
"""Is told the name and the bytes of each file before it is fetched."""

ENDPOINT_VARIABLE = "HF_ENDPOINT"
_COMMIT = re.compile(r"[0-9a-f]{40}")
_BESIDE_WEIGHTS = (
    "config.json",
    "generation_config.json",
    "tokenizer*.json",
    "tokenizer.model",
    "special_tokens_map.json",
    "added_tokens.json",
    "*vocab*.json",
    "*vocab*.txt",
    "merges.txt",
    "*.spm",
    "*.bpe.model",
    "spiece.model",
    "sentencepiece.model",
)
_INDEX = ".index.json"
_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
"""The best first; either may be cut into shards that an index lists."""

_CONVERTED = "model.bin"


@dataclass(frozen=True, slots=True)
class _File:
    """A file of a repository: bytes, and its SHA-256 or git's checksum of it, where the hub tells them."""

    name: str
    size: int
    sha256: str | None
    blob: str | None


@dataclass(frozen=True, slots=True)
class _Repository:
    """One revision of a repository on a hub."""

    hub: Any
    endpoint: str | None
    about: About
    files: Mapping[str, _File]

    def fetch(self, name: str, folder: Path, progress: Progress) -> Path:
        """Put one file into `folder`.

        Raises:
            ModelError: it cannot be fetched, or is not what the hub says it is.
        """
        file = self.files[name]
        progress(name, file.size)
        with _explained(self.hub, f"{self.about.origin}/{name}"):
            self.hub.hf_hub_download(
                self.about.origin, name, revision=self.about.revision, local_dir=folder, endpoint=self.endpoint
            )
        _check(folder / name, file)
        return folder / name


def pull(
    repository: str,
    store: ModelStore,
    revision: str | None = None,
    progress: Progress = lambda _name, _size: None,
) -> LocalModel:
    """Fetch what an engine needs of a hub's repository, at one commit.

    Args:
        repository: ``OWNER/NAME``.
        store: takes the model.
        revision: commit, branch or tag; None: the newest commit. A commit that is there already is not fetched.
        progress: is told of each file.

    Returns:
        The model as it is in the store now.

    Raises:
        ModelError: the network or the hub refuses, the repository holds no model, or the disk is full.
    """
    held = store.get(repository)
    if held and revision == held.about.revision and not held.problems():
        return held
    refuse_offline(repository)
    found = _look_up(repository, revision)
    if held and found.about.revision == held.about.revision and not held.problems():
        return held
    return store.add(lambda folder: _fetch(found, folder, progress))


def _fetch(found: _Repository, folder: Path, progress: Progress) -> About:
    names = [name for name in found.files if any(fnmatch.fnmatchcase(name, wanted) for wanted in _BESIDE_WEIGHTS)]
    names += _weights(found, folder, progress)
    needed = sum(found.files[name].size for name in names)
    if needed > shutil.disk_usage(folder).free:
        raise storing_problem(OSError(errno.ENOSPC, "no space left on device"), folder.parent)
    for name in names:
        found.fetch(name, folder, progress)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    return found.about


def _weights(found: _Repository, folder: Path, progress: Progress) -> Sequence[str]:
    """The files that hold the weights; an index is fetched to read them from."""
    if found.about.kind is Kind.CTRANSLATE2:
        return [_CONVERTED]
    for name in _WEIGHTS:
        if name in found.files:
            return [name]
        if name + _INDEX in found.files:
            return _shards(found, found.fetch(name + _INDEX, folder, progress))
    raise AssertionError("a repository without weights")  # see _kind


def _shards(found: _Repository, index: Path) -> Sequence[str]:
    try:
        names = sorted(set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values()))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise _useless(found.about.origin, f"the index {index.name} cannot be read") from error
    missing = [name for name in names if name not in found.files]
    if missing:
        raise _useless(found.about.origin, f"the index {index.name} names {missing[0]}, which is not there")
    return names


def _look_up(repository: str, revision: str | None) -> _Repository:
    hub = _imported()
    endpoint = _endpoint()
    with _explained(hub, repository):
        info = hub.HfApi(endpoint=endpoint).model_info(repository, revision=revision, files_metadata=True)
    if not _COMMIT.fullmatch(info.sha or ""):
        raise _useless(repository, "the hub names no commit")
    files = {file.name: file for file in map(_file, info.siblings or []) if "/" not in file.name}
    about = About(
        name=repository,
        kind=_kind(repository, files),
        origin=repository,
        revision=info.sha,
        licence=_licence(info.card_data),
        languages=_languages(info.card_data),
    )
    return _Repository(hub, endpoint, about, files)


def _endpoint() -> str | None:
    """The hub's address; None: the usual one."""
    address = os.environ.get(ENDPOINT_VARIABLE) or None
    with suppress(ValueError):  # from a port that is no number
        parts = urlsplit(address or "https://hub")
        if parts.scheme in ("http", "https") and parts.hostname and parts.port != 0:
            return address
    raise ModelError(f"{address!r} is no address", where=ENDPOINT_VARIABLE, remedy="give http(s)://HOST, or unset it")


def _file(sibling: Any) -> _File:
    lfs = sibling.lfs
    return _File(sibling.rfilename, sibling.size or 0, lfs.sha256 if lfs else None, None if lfs else sibling.blob_id)


def _kind(repository: str, files: Mapping[str, _File]) -> Kind:
    if "config.json" not in files:
        raise _useless(repository, "there is no config.json")
    if any(name + end in files for name in _WEIGHTS for end in ("", _INDEX)):
        return Kind.TRANSFORMERS
    if _CONVERTED in files:
        return Kind.CTRANSLATE2
    raise _useless(repository, f"there are no weights ({', '.join(_WEIGHTS)})")


def _licence(card: Any) -> str:
    stated = card.get("license_name") or card.get("license") if card else None
    return str(stated) if stated else UNKNOWN


def _languages(card: Any) -> tuple[str, ...]:
    stated = card.get("language") if card else None
    codes = [stated] if isinstance(stated, str) else stated or []
    return tuple(str(code) for code in codes)


def _check(path: Path, file: _File) -> None:
    """Compare what was fetched with the checksum that the hub has told."""
    if file.sha256:
        same = file_sum(path) == file.sha256
    elif file.blob:
        content = path.read_bytes()
        same = hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest() == file.blob
    else:
        same = True
    if not same:
        raise ModelError("arrived damaged (another checksum than the hub's)", where=file.name, remedy="pull again")


def _imported() -> Any:
    try:
        import huggingface_hub
        import huggingface_hub.errors
    except ImportError as error:
        problem = f"fetching models needs {error.name}, which is not installed"
        raise ModelError(problem, remedy="pip install 'qa-translate[torch]'") from error
    return huggingface_hub


@contextmanager
def _explained(hub: Any, what: str) -> Iterator[None]:
    """Turn what the hub's library raises into one line.

    Raises:
        ModelError: anything went wrong.
    """
    try:
        yield
    except (LookupError, TypeError, AttributeError) as error:  # the library takes every answer to be a hub's
        remedy = f"check {ENDPOINT_VARIABLE}"
        raise ModelError("the server does not answer as a hub does", where=what, remedy=remedy) from error
    except (OSError, ValueError, hub.errors.HTTPError) as error:
        raise _explanation(hub.errors, what, error) from error


def _explanation(errors: Any, what: str, error: Exception) -> ModelError:
    status = getattr(getattr(error, "response", None), "status_code", None)
    if isinstance(error, errors.GatedRepoError):
        remedy = "accept its terms on the hub, then log in (hf auth login, or HF_TOKEN)"
        return ModelError("is given out only to those who accept its terms", where=what, remedy=remedy)
    if isinstance(error, errors.RepositoryNotFoundError):
        return ModelError("there is no such repository", where=what, remedy="correct OWNER/NAME; a private one: log in")
    if isinstance(error, errors.RevisionNotFoundError):
        return ModelError("has no such revision", where=what, remedy="name a commit, branch or tag that it has")
    if isinstance(error, errors.HFValidationError):
        return ModelError("is no name of a repository", where=what, remedy="name OWNER/NAME")
    if isinstance(error, OSError) and error.errno and error.filename:
        return storing_problem(error, Path(error.filename))
    if status:
        return ModelError(f"the hub answers with {status}", where=what, remedy="try again later")
    remedy = f"check the connection and {ENDPOINT_VARIABLE}, and pull again"
    return ModelError(f"cannot be fetched ({reason(error)})", where=what, remedy=remedy)


def _useless(repository: str, problem: str) -> ModelError:
    return ModelError(problem, where=repository, remedy="name a translation model that transformers can load")
