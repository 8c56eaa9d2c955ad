"""A store that two runs went into, made once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate import config
from qa_translate.audit.keeping import InStore
from qa_translate.audit.run import audit
from qa_translate.audit.session import Session
from qa_translate.audit.work import Here
from qa_translate.config import Settings
from qa_translate.pipeline import Tools
from tests.audit.stand_ins import Heard, line, written

SWAPPED = "The minister told Mustafa al-Bakour that talks had failed. Leave a Reply"


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> str:
    """Articles of the samples, and some of two outlets in three months."""
    rows = []
    for k, folder in enumerate(sorted((repository / "samples").glob("*/translation.en.txt"))[:8]):
        source = folder.with_name("source.ar.txt")
        about = {"date": f"2024-0{k % 3 + 1}-15", "outlet": ("Al-Rasif", "=Cedar")[k % 2], "url": f"https://e.org/{k}"}
        arabic = source.read_text(encoding="utf-8") if source.is_file() else None
        rows.append(line(folder.parent.name, folder.read_text(encoding="utf-8"), source=arabic, **about))
    rows += [line("<b>furniture</b>", "Officials met.\n\nLeave a Reply", url="javascript:alert(1)"), "{"]
    return written(tmp_path_factory.mktemp("archive") / "a.jsonl", rows)


@pytest.fixture(scope="session")
def store(archive: str, tools: Tools, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two runs over `archive`, the second with a higher threshold and without one rule's marks."""
    path = tmp_path_factory.mktemp("store") / "s.db"
    given = config.load()
    for key, settings in (("first", Settings()), ("second", Settings(min_confidence=0.9))):
        with Session(path, key, '{"min_confidence": 0.9}', [archive], "here", pages=2) as session:
            project = replace(given, settings=settings)
            audit([archive], project, Here(lambda _: replace(tools, similarity=False)), InStore(session), Heard())
    return path
