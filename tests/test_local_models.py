"""The store of local models: whole or not there, found by name, verified to the byte."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from qa_translate.engine_settings import Kind
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore, folder_name, plain_name, resolve
from qa_translate.stored_model import About, LocalModel

NAME = "Helsinki-NLP/opus-mt-en-ar"


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def about(name: str = NAME, **fields: object) -> About:
    return About(name, Kind.TRANSFORMERS, name, "c0ffee", "cc-by-4.0", ("en", "ar"), **fields)  # type: ignore[arg-type]


def add(store: ModelStore, name: str = NAME, content: str = "weights") -> LocalModel:
    def make(folder: Path) -> About:
        (folder / "model.bin").write_text(content)
        (folder / "deep").mkdir()
        (folder / "deep" / "vocab.txt").write_text('"quoted" \\ and ünïcode')
        return about(name)

    return store.add(make)


def test_a_model_is_found_by_its_name_as_it_was_put_there(store: ModelStore) -> None:
    added = add(store)
    assert added.folder.name == "Helsinki-NLP--opus-mt-en-ar"
    assert store.find(NAME) == store.find("Helsinki-NLP--opus-mt-en-ar") == added
    assert added.about == about()
    assert store.models() == ([added], [])
    assert [file.role for file in added.files] == ["deep/vocab.txt", "model.bin"]


def test_a_new_version_takes_the_place_of_the_old_one(store: ModelStore) -> None:
    add(store)
    model = add(store, content="newer weights")
    assert (model.folder / "model.bin").read_text() == "newer weights"
    assert len(list(store.root.iterdir())) == 1


def test_what_fails_leaves_nothing_and_the_old_one_in_place(store: ModelStore) -> None:
    add(store)

    def fails(folder: Path) -> About:
        (folder / "model.bin").write_text("half")
        raise ModelError("broke off", where="hub")

    with pytest.raises(ModelError, match="broke off"):
        store.add(fails)
    assert (store.find(NAME).folder / "model.bin").read_text() == "weights"
    assert len(list(store.root.iterdir())) == 1


KILLED = """
import os, sys
from pathlib import Path
from qa_translate.local_models import ModelStore

def make(folder):
    (folder / "model.bin").write_text("half")
    os.kill(os.getpid(), 9)

ModelStore(Path(sys.argv[1])).add(make)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs SIGKILL and flock")
def test_what_a_killed_run_left_is_no_model_and_is_cleaned_up(store: ModelStore) -> None:
    subprocess.run([sys.executable, "-c", KILLED, str(store.root)], check=False)
    assert len(list(store.root.iterdir())) == 1
    assert store.models() == ([], [])
    add(store)
    assert [path.name for path in store.root.iterdir()] == ["Helsinki-NLP--opus-mt-en-ar"]


def test_a_removed_model_is_gone(store: ModelStore) -> None:
    store.remove(add(store))
    assert store.get(NAME) is None


def test_every_byte_is_verified(store: ModelStore) -> None:
    model = add(store)
    assert model.problems() == []
    (model.folder / "model.bin").write_text("w3ights")
    (model.folder / "deep" / "vocab.txt").unlink()
    (model.folder / "more.txt").write_text("")
    said = [str(problem) for problem in model.problems()]
    assert len(said) == 3
    assert "vocab.txt: is missing; qa-translate models pull Helsinki-NLP/opus-mt-en-ar fetches it anew" in said[0]
    assert "model.bin: is corrupt (its checksum is not the manifest's)" in said[1]
    assert "more.txt: is no file of the model; remove it" in said[2]


def test_a_name_that_is_nearly_right_is_suggested(store: ModelStore) -> None:
    add(store)
    with pytest.raises(ModelError, match=r"no such model on this machine; did you mean Helsinki-NLP/opus-mt-en-ar"):
        store.find("Helsinki-NLP/opus-mt-en-at")


def test_a_manifest_that_cannot_be_read_is_said_and_harms_no_other_model(store: ModelStore) -> None:
    good = add(store)
    bad = add(store, "owner/bad")
    (bad.folder / "manifest.toml").write_text("name = 1")
    whole, (error,) = store.models()
    assert whole == [good]
    assert "the manifest cannot be read" in str(error)


@pytest.mark.parametrize("name", ["../etc", "a/../b", "/etc", "a/b/c", "", ".hidden", "a--b", "a b", "C:\\x", "-x/y"])
def test_a_name_that_leads_elsewhere_is_refused(name: str) -> None:
    with pytest.raises(ModelError, match="is no name of a model"):
        folder_name(name)


@pytest.mark.parametrize("text", ["my model", "../up", "مرحبا", "a" * 50, "..."])
def test_any_text_makes_a_plain_name(text: str) -> None:
    assert folder_name(plain_name(text))


def test_what_a_user_names_is_a_path_then_a_stored_model_then_a_hubs(store: ModelStore, tmp_path: Path) -> None:
    add(store)
    assert resolve(str(tmp_path), store) == tmp_path
    assert resolve(NAME, store) == store.find(NAME).folder
    assert resolve("owner/elsewhere", store) == "owner/elsewhere"
    with pytest.raises(ModelError, match="there is no such model on this machine"):
        resolve("elsewhere", store)


def test_a_stored_model_that_is_not_whole_is_refused_when_it_is_named(store: ModelStore) -> None:
    (add(store).folder / "model.bin").unlink()
    with pytest.raises(ModelError, match="is missing; qa-translate models pull"):
        resolve(NAME, store)


def test_the_place_of_the_models_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_TRANSLATE_MODELS", str(tmp_path / "here"))
    assert ModelStore().root == tmp_path / "here"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the administrator may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ModelError, match="cannot be written"):
        add(ModelStore(tmp_path / "models"))
