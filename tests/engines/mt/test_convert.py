"""A fetched model is converted, listed, verified, and runs; the commands say what they did."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from qa_translate.cli import main
from qa_translate.engine_settings import EngineSettings, Kind
from qa_translate.engines.mt.choice import open_engine
from qa_translate.engines.mt.convert import convert
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore
from qa_translate.stored_model import About
from tests.engines.mt.hub_server import COMMIT, Hub, serving

NAME = "owner/tiny"


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tiny_marian: Path) -> ModelStore:
    """The store that the commands see, with the tiny model in it."""
    pytest.importorskip("ctranslate2", reason="needs the extra [ctranslate2]")
    monkeypatch.setenv("QA_TRANSLATE_MODELS", str(tmp_path / "models"))
    made = ModelStore()

    def make(folder: Path) -> About:
        shutil.copytree(tiny_marian, folder, dirs_exist_ok=True)
        return About(NAME, Kind.TRANSFORMERS, NAME, "c0ffee" * 7, "apache-2.0", ("en", "ar"))

    made.add(make)
    return made


def test_a_converted_model_keeps_origin_and_licence_and_renders(store: ModelStore) -> None:
    model = convert(NAME, store)
    assert model.about.name == "owner/tiny-ct2-int8"
    assert (model.about.licence, model.about.quantization, model.about.converted_from) == ("apache-2.0", "int8", NAME)
    assert model.problems() == []
    for name in (NAME, "owner/tiny-ct2-int8", str(model.folder)):
        engine = open_engine(EngineSettings("ctranslate2", model=name, device="cpu"))
        (rendering,) = engine.translate(["The minister said that 14 ships left the port on Monday."], "en", "ar")
        assert "14 سفينة" in rendering.text


def test_of_several_conversions_that_in_8_bit_integers_is_taken(store: ModelStore) -> None:
    for quantization in ("float32", "int8"):
        convert(NAME, store, quantization)
    engine = open_engine(EngineSettings("ctranslate2", model=NAME, device="cpu"))
    assert engine.signature.startswith("ctranslate2:owner--tiny-ct2-int8/")


def test_a_folder_is_converted_as_well(store: ModelStore, tiny_marian: Path) -> None:
    model = convert(str(tiny_marian), store, "float32")
    assert model.about.name.endswith("-ct2-float32")
    assert model.about.licence == "unknown"
    assert model.about.converted_from == str(tiny_marian.resolve())


def test_a_folder_of_the_store_is_the_model_that_it_holds(store: ModelStore) -> None:
    assert convert(str(store.find(NAME).folder), store).about.licence == "apache-2.0"


def test_a_repository_is_pulled_first(
    store: ModelStore, tiny_marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = {file.name: file.read_bytes() for file in tiny_marian.iterdir()}
    with serving(Hub(files, {"license": "mit"})) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.address)
        model = convert("owner/model", store)
    assert (model.about.licence, model.about.revision) == ("mit", COMMIT)
    engine = open_engine(EngineSettings("ctranslate2", model="owner/model", device="cpu"))
    assert engine.translate(["The minister said that 14 ships left the port on Monday."], "en", "ar")


def test_offline_no_repository_is_converted(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_TRANSLATE_OFFLINE", "1")
    with pytest.raises(ModelError, match="owner/model: cannot be fetched offline"):
        convert("owner/model", store)


@pytest.mark.parametrize(
    ("model", "quantization", "said"),
    [
        (NAME, "int3", "--quantization: 'int3' is unknown; use int8"),
        ("nothing", "int8", "there is no such model on this machine"),
        ("empty", "int8", r"has no config\.json; name a translation model"),
        ("other", "int8", "CTranslate2 cannot convert it"),
        ("converted", "int8", "converted: is of the kind ctranslate2; name a translation model"),
    ],
)
def test_what_cannot_be_converted_is_named(
    model: str, quantization: str, said: str, store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, files in {"empty": [], "other": ["config.json"], "converted": ["config.json", "model.bin"]}.items():
        (tmp_path / name).mkdir()
        for file in files:
            (tmp_path / name / file).write_text("[]")
    with pytest.raises(ModelError, match=said) as caught:
        convert(model, store, quantization)
    assert "\n" not in str(caught.value)
    assert [m.about.name for m in store.models()[0]] == [NAME]


def test_the_commands_convert_list_and_verify(store: ModelStore, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "convert", NAME]) == 0
    capsys.readouterr()
    assert main(["models", "list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("owner/tiny  transformers  licence apache-2.0  en/ar  ")
    assert lines[0].endswith("c0ffeec0ffee")
    assert lines[1].startswith("owner/tiny-ct2-int8  ctranslate2  licence apache-2.0  en/ar  ")
    assert main(["models", "list", "--json"]) == 0
    assert [json.loads(line)["name"] for line in capsys.readouterr().out.splitlines()] == [NAME, f"{NAME}-ct2-int8"]
    assert main(["models", "verify"]) == 0
    assert capsys.readouterr().out == "2 models verified, 0 problems\n"
    (store.find(NAME).folder / "source.spm").write_bytes(b"")
    assert main(["models", "verify", NAME]) == 2
    told = capsys.readouterr()
    assert told.out == "1 models verified, 1 problems\n"
    assert "source.spm: has 0 bytes instead of" in told.err


def test_check_runs_a_converted_model_of_the_store(
    store: ModelStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.en.txt").write_text("The minister said that 14 ships left the port on Monday.", encoding="utf-8")
    Path("a.ar.txt").write_text("قال الوزير إن 14 سفينة غادرت الميناء يوم الاثنين.", encoding="utf-8")
    convert(NAME, store)
    command = ["check", "a.en.txt", "--engine", f"ctranslate2:{NAME}", "--cache", "c.sqlite", "--format", "json"]
    assert main(command) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["back_translation"]["text"] == Path("a.ar.txt").read_text(encoding="utf-8")
    assert report["similarity"]["chrf"] == 100


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["pull", "x.argosmodel", "--revision", "main"], "--revision: an Argos package has none; leave it out"),
        (["pull", "owner/x", "--sha256", "00"], "--sha256: is for Argos packages; name a commit with --revision"),
        (["verify", "owner/x"], "owner/x: there is no such model on this machine"),
        (["pull", "no spaces/x"], "is no name of a"),
    ],
)
def test_a_wrong_command_is_one_line_and_exit_2(
    arguments: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("huggingface_hub", reason="needs the extra [torch]")
    monkeypatch.setenv("QA_TRANSLATE_MODELS", str(tmp_path))
    assert main(["models", *arguments]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_an_empty_store_says_where_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("QA_TRANSLATE_MODELS", str(tmp_path))
    assert main(["models", "list"]) == 0
    assert capsys.readouterr().out == f"no models in {tmp_path}\n"
