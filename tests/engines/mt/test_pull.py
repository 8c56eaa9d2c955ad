"""Models come from a hub at one commit, with checksums and licence, or not at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from qa_translate.engine_settings import Kind
from qa_translate.engines.mt.pull import pull
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore
from tests.engines.mt.hub_server import COMMIT, Hub, serving

pytest.importorskip("huggingface_hub", reason="needs the extra [torch]")

FILES = {
    "config.json": b"{}",
    "source.spm": b"pieces",
    "vocab.json": b"{}",
    "model.safetensors": b"weights",
    "pytorch_model.bin": b"the same weights",
    "README.md": b"# A model",
    "flax_model.msgpack": b"more weights",
}


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    for name in ("HF_HUB_OFFLINE", "QA_TRANSLATE_OFFLINE", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    with serving(Hub(dict(FILES), {"license": "cc-by-4.0", "language": ["en", "ar"]})) as made:
        monkeypatch.setenv("HF_ENDPOINT", made.address)
        yield made


def test_only_what_an_engine_needs_is_fetched_with_its_origin_and_licence(hub: Hub, store: ModelStore) -> None:
    model = pull("owner/model", store)
    assert sorted(file.role for file in model.files) == ["config.json", "model.safetensors", "source.spm", "vocab.json"]
    assert (model.about.kind, model.about.revision, model.about.licence) == (Kind.TRANSFORMERS, COMMIT, "cc-by-4.0")
    assert model.about.languages == ("en", "ar")
    assert model.problems() == []
    assert store.find("owner/model") == model


def test_a_revision_that_is_there_is_not_fetched_again(hub: Hub, store: ModelStore) -> None:
    pull("owner/model", store)
    hub.asked.clear()
    pull("owner/model", store, COMMIT)
    pull("owner/model", store)
    assert hub.asked == []


def test_a_damaged_model_is_fetched_again(hub: Hub, store: ModelStore) -> None:
    model = pull("owner/model", store)
    (model.folder / "model.safetensors").write_bytes(b"w3ights")
    assert pull("owner/model", store).problems() == []


def test_older_weights_are_taken_where_there_are_no_others(hub: Hub, store: ModelStore) -> None:
    del hub.files["model.safetensors"]
    assert "pytorch_model.bin" in {file.role for file in pull("owner/model", store).files}


def test_shards_are_fetched_by_their_index(hub: Hub, store: ModelStore) -> None:
    del hub.files["model.safetensors"]
    hub.files["model.safetensors.index.json"] = json.dumps({"weight_map": {"a": "m-1.safetensors"}}).encode()
    hub.files["m-1.safetensors"] = b"one"
    assert "m-1.safetensors" in {file.role for file in pull("owner/model", store).files}


def test_a_licence_that_nobody_states_is_unknown(hub: Hub, store: ModelStore) -> None:
    hub.card = {}
    assert pull("owner/model", store).about.licence == "unknown"


@pytest.mark.parametrize(
    ("repository", "revision", "said"),
    [
        ("owner/other", None, "owner/other: there is no such repository; correct OWNER/NAME"),
        ("owner/model", "v9", "owner/model: has no such revision; name a commit, branch or tag"),
        ("owner/model/x", None, "is no name of a repository; name OWNER/NAME"),
    ],
)
def test_what_the_hub_lacks_is_named(
    hub: Hub, store: ModelStore, repository: str, revision: str | None, said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        pull(repository, store, revision)
    assert store.models() == ([], [])


def test_terms_that_nobody_accepted_are_named(hub: Hub, store: ModelStore) -> None:
    hub.gated = True
    with pytest.raises(ModelError, match="is given out only to those who accept its terms; accept"):
        pull("owner/model", store)


@pytest.mark.parametrize(
    ("lost", "said"),
    [("config.json", "there is no config.json"), ("model.safetensors", "there are no weights")],
)
def test_a_repository_without_a_model_is_refused(hub: Hub, store: ModelStore, lost: str, said: str) -> None:
    for name in (lost, "pytorch_model.bin"):
        del hub.files[name]
    with pytest.raises(ModelError, match=said):
        pull("owner/model", store)


def test_a_file_that_arrives_changed_leaves_no_model(hub: Hub, store: ModelStore) -> None:
    hub.told["vocab.json"] = b"[]"
    with pytest.raises(ModelError, match=r"vocab\.json"):
        pull("owner/model", store)
    assert store.models() == ([], [])


@pytest.mark.parametrize("answer", [[], {}, "no", {"id": "owner/model", "siblings": [{}]}])
def test_a_server_that_is_no_hub_is_one_line(answer: object, hub: Hub, store: ModelStore) -> None:
    hub.answer = answer
    with pytest.raises(ModelError, match="owner/model: the server does not answer as a hub does; check HF_ENDPOINT"):
        pull("owner/model", store)


@pytest.mark.parametrize("address", ["hub", "http://", "ftp://hub", "http://hub:port", "http://[", "http://hub:99999"])
def test_an_endpoint_that_is_no_address_is_named(
    address: str, hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", address)
    with pytest.raises(ModelError, match=r"HF_ENDPOINT: .* is no address; give http"):
        pull("owner/model", store)


def test_a_file_that_arrives_cut_off_leaves_no_model(hub: Hub, store: ModelStore) -> None:
    hub.cut.add("model.safetensors")
    with pytest.raises(ModelError, match=r"owner/model/model\.safetensors: cannot be fetched") as caught:
        pull("owner/model", store)
    assert "\n" not in str(caught.value)
    assert store.models() == ([], [])


@pytest.mark.parametrize("index", [b"{", b"[]", b"{}", b'{"weight_map": {"a": []}}', b'{"weight_map": {"a": "../b"}}'])
def test_an_index_that_names_no_files_is_refused(index: bytes, hub: Hub, store: ModelStore) -> None:
    del hub.files["model.safetensors"]
    hub.files["model.safetensors.index.json"] = index
    with pytest.raises(ModelError, match=r"the index model\.safetensors\.index\.json"):
        pull("owner/model", store)


def test_a_converted_model_is_known_as_such(hub: Hub, store: ModelStore) -> None:
    hub.files = {"config.json": b"{}", "model.bin": b"weights", "shared_vocabulary.json": b"[]"}
    model = pull("owner/model", store)
    assert model.about.kind is Kind.CTRANSLATE2
    assert len(model.files) == 3


def test_a_hub_that_is_down_is_one_line(hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")
    with pytest.raises(ModelError, match=r"cannot be fetched .*; check the connection and HF_ENDPOINT") as caught:
        pull("owner/model", store)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("variable", ["HF_HUB_OFFLINE", "QA_TRANSLATE_OFFLINE"])
def test_offline_nothing_is_asked(variable: str, hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(ModelError, match="owner/model: cannot be fetched offline; unset QA_TRANSLATE_OFFLINE or HF"):
        pull("owner/model", store)
    assert hub.asked == []


def test_a_disk_without_room_is_said_before_anything_is_fetched(
    hub: Hub, store: ModelStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 3}))
    with pytest.raises(ModelError, match=r"no space left on device.*; free some space"):
        pull("owner/model", store)
    assert hub.asked == []
