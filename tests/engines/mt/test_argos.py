"""An Argos package is a CTranslate2 model with one SentencePiece file and the languages that it names."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_translate.engine_settings import EngineSettings
from qa_translate.engines.mt import argos
from qa_translate.engines.mt.choice import open_engine
from qa_translate.errors import LanguageError, ModelError
from qa_translate.local_models import ModelStore


@pytest.fixture
def package(tiny_ct2: Path, tmp_path: Path) -> Path:
    """The tiny model, laid out as an unpacked package."""
    folder = tmp_path / "translate-en_ar"
    shutil.copytree(tiny_ct2, folder / "model")
    shutil.move(folder / "model" / "source.spm", folder / "sentencepiece.model")
    (folder / "model" / "target.spm").unlink()
    (folder / "metadata.json").write_text(json.dumps({"from_code": "en", "to_code": "ar"}))
    return folder


def test_a_package_renders(package: Path) -> None:
    engine = open_engine(EngineSettings("argos", model=str(package), device="cpu"))
    (rendering,) = engine.translate(["The minister said that 14 ships left the port on Monday."], "en", "ar")
    assert "14 سفينة" in rendering.text
    assert engine.signature.startswith("ctranslate2:translate-en_ar/")


def test_a_package_from_before_models_had_a_configuration_renders(package: Path) -> None:
    model = package / "model"
    content = (model / "model.bin").read_bytes()
    (model / "model.bin").write_bytes((5).to_bytes(4, "little") + content[4:])
    (model / "config.json").unlink()
    words = json.loads((model / "shared_vocabulary.json").read_text(encoding="utf-8"))
    (model / "shared_vocabulary.json").unlink()
    (model / "shared_vocabulary.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    engine = open_engine(EngineSettings("argos", model=str(package), device="cpu"))
    (rendering,) = engine.translate(["The minister said that 14 ships left the port on Monday."], "en", "ar")
    assert "14 سفينة" in rendering.text


def test_a_package_is_read_directly_and_unpacked_once(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QA_TRANSLATE_MODELS", str(tmp_path / "models"))
    file = Path(shutil.make_archive(str(tmp_path / "en_ar"), "zip", tmp_path, package.name)).rename(
        tmp_path / "en_ar.argosmodel"
    )
    for name in (str(file), str(file), "en-ar"):
        engine = open_engine(EngineSettings("argos", model=name, device="cpu"))
        assert engine.translate(["The mayor said that 14 ships left the port on Monday."], "en", "ar")
    (stored,) = ModelStore().models()[0]
    assert stored.about.name == f"argos-en-ar-{stored.about.revision[:8]}"


def test_another_direction_is_refused(package: Path) -> None:
    engine = open_engine(EngineSettings("argos", model=str(package), device="cpu"))
    with pytest.raises(LanguageError, match="translates from en into ar, not from ar into en"):
        engine.translate(["قال"], "ar", "en")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: (f / "metadata.json").unlink(), "names no languages, and so is no Argos package"),
        (lambda f: (f / "metadata.json").write_text('{"from_code": 1}'), "names no languages"),
        (lambda f: (f / "sentencepiece.model").unlink(), r"has no sentencepiece.model; name a package made with Sent"),
        (lambda f: (f / "model" / "model.bin").unlink(), r"has no model.bin"),
    ],
)
def test_what_a_package_lacks_is_said(package: Path, change: Callable[[Path], object], said: str) -> None:
    change(package)
    with pytest.raises(ModelError, match=said):
        argos.layout_of(package)
