"""Engines that need no weights, and articles that take a worker down: for audits in other processes."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from qa_translate.article import Article
from qa_translate.audit.entries import About, Entry
from qa_translate.config import Settings
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import ModelError
from qa_translate.pipeline import Tools
from qa_translate.ports import Encoding

DRAFT = "Officials met in the capital on Monday.\n\nLeave a Reply"
CRASH, HANG, SLOW, ONCE = "CRASHES", "HANGS", "DAWDLES", "CRASHES-ONCE"


class Poisoned(HashEncoder):
    """An encoder that some words are too much for."""

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        for text in texts:
            if ONCE in text:
                mark = Path(text.split(ONCE + "=")[1].split()[0])
                if not mark.exists():
                    mark.touch()
                    os.kill(os.getpid(), signal.SIGKILL)
            elif CRASH in text:
                os.kill(os.getpid(), signal.SIGSEGV)
            if HANG in text:
                time.sleep(1_000)
            if SLOW in text:
                time.sleep(0.02)
        return super().encode(texts)


def open_stand_ins(settings: Settings) -> Tools:
    return Tools(Poisoned(), {"en": FlatParser()}, batch_chars=settings.batch_chars, similarity=False)


def open_nothing(_: Settings) -> Tools:
    raise ModelError("no weights", where="models", remedy="reinstall")


def entry(name: str, text: str = DRAFT, settings: Settings | None = None, about: About | None = None) -> Entry:
    return Entry(Article(text, id=name), f"a.jsonl:{name}", about or About(), settings or Settings())


def line(name: str, text: str = DRAFT, **fields: object) -> str:
    return json.dumps({"id": name, "translation": text, **fields}, ensure_ascii=False)


def written(path: Path, lines: Sequence[str]) -> str:
    path.write_text("".join(f"{row}\n" for row in lines), encoding="utf-8")
    return str(path)


class Heard:
    """Progress that remembers."""

    def __init__(self) -> None:
        self.shown = 0
        self.said: list[str] = []

    def show(self, _: object) -> None:
        self.shown += 1

    def say(self, message: str) -> None:
        self.said.append(message)


def drafts(count: int, extra: str = "") -> Iterator[str]:
    """Lines of different articles."""
    for k in range(count):
        yield line(f"a{k}", f"Officials number {k} met in the capital on Monday. {extra}\n\nLeave a Reply")
