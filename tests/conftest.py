"""What tests share: the engines, loaded once."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from qa_translate.config import Settings
from qa_translate.pipeline import Tools
from qa_translate.ports import Encoder
from qa_translate.wiring import open_tools


@pytest.fixture(scope="session")
def repository() -> Path:
    """The root of the checkout."""
    return Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def tools() -> Tools:
    """The default engines, the same that `qa_translate.check` uses; their weights are read once in a run."""
    return open_tools(Settings())


@pytest.fixture(scope="session")
def encoder(tools: Tools) -> Encoder:
    """The encoder that comes with the package."""
    return tools.encoder


@pytest.fixture(scope="session")
def tiny_marian(pytestconfig: pytest.Config) -> Path:
    """A folder with a tiny MarianMT, English into Arabic: trained once (a minute), then kept between runs."""
    torch = pytest.importorskip("torch", reason="needs the extra [torch]")
    transformers = pytest.importorskip("transformers", reason="needs the extra [torch]")
    from tests.engines.mt import phrases, tiny

    made_by = "".join(Path(module.__file__).read_text(encoding="utf-8") for module in (phrases, tiny))
    made_by += torch.__version__ + transformers.__version__
    folder = _kept(pytestconfig, "tiny-marian", made_by)
    if not folder.is_dir():
        unfinished = folder.with_name(f"{folder.name}.{os.getpid()}")
        unfinished.mkdir()
        tiny.train(unfinished)
        unfinished.rename(folder)
    return folder


def _kept(pytestconfig: pytest.Config, name: str, made_by: str) -> Path:
    """A folder that outlives the run as long as what made it stays the same."""
    assert pytestconfig.cache is not None
    return Path(pytestconfig.cache.mkdir(name)) / hashlib.sha256(made_by.encode()).hexdigest()[:16]


@pytest.fixture(scope="session")
def tiny_ct2(tiny_marian: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny model, converted."""
    ctranslate2 = pytest.importorskip("ctranslate2", reason="needs the extra [ctranslate2]")
    folder = tmp_path_factory.mktemp("ct2") / "tiny"
    files = ["source.spm", "target.spm", "tokenizer_config.json"]
    converter = ctranslate2.converters.TransformersConverter(str(tiny_marian), copy_files=files)
    converter.convert(str(folder), quantization="int8")
    shutil.copy(tiny_marian / "config.json", folder / "transformers.json")
    return folder
