"""Argos packages are unpacked into the store; whatever could do harm is refused."""

from __future__ import annotations

import hashlib
import json
import stat
import zipfile
from pathlib import Path

import pytest

from qa_translate.engine_settings import Kind
from qa_translate.engines.mt.package import unpack
from qa_translate.errors import ModelError
from qa_translate.local_models import ModelStore

METADATA = json.dumps({"from_code": "en", "to_code": "ar", "package_version": "1.0"})
FILES = {
    "translate-en_ar/metadata.json": METADATA,
    "translate-en_ar/sentencepiece.model": "pieces",
    "translate-en_ar/model/model.bin": "weights",
    "translate-en_ar/model/config.json": "{}",
    "translate-en_ar/stanza/en/tokenize.pt": "another library's",
    "translate-en_ar/README.md": "about",
}


@pytest.fixture
def store(tmp_path: Path) -> ModelStore:
    return ModelStore(tmp_path / "models")


def package(tmp_path: Path, files: dict[str, str]) -> str:
    file = tmp_path / "en_ar.argosmodel"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return str(file)


def test_what_the_engine_needs_is_kept(tmp_path: Path, store: ModelStore) -> None:
    model = unpack(package(tmp_path, FILES), store)
    assert model.about.name == "argos-en-ar"
    assert (model.about.kind, model.about.languages) == (Kind.ARGOS, ("en", "ar"))
    roles = [file.role for file in model.files]
    assert roles == ["metadata.json", "model/config.json", "model/model.bin", "sentencepiece.model"]
    assert model.problems() == []


def test_the_checksum_that_was_asked_for_is_compared(tmp_path: Path, store: ModelStore) -> None:
    file = package(tmp_path, FILES)
    with pytest.raises(ModelError, match="has another checksum than was asked for"):
        unpack(file, store, "0" * 64)
    right = hashlib.sha256(Path(file).read_bytes()).hexdigest()
    assert unpack(file, store, right.upper()).about.revision == right


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"../../evil": "x"}, "leads elsewhere"),
        ({"/etc/evil": "x"}, "leads elsewhere"),
        ({"a\\..\\..\\evil": "x"}, "leads elsewhere"),
        ({"C:/evil": "x"}, "leads elsewhere"),
        ({".": "x"}, "leads elsewhere"),
        ({"translate-en_ar//evil": "x"}, "leads elsewhere"),
        ({"other/metadata.json": METADATA}, "holds 2 packages"),
        ({"translate-en_ar/metadata.json": "[" * 100_000}, "that is no JSON"),
        ({"translate-en_ar/metadata.json": METADATA + " " * 2_000_000}, "would unpack to 2 MB"),
        ({"translate-en_ar/model/model.bin": "0" * 30_000_000}, "would unpack to 30 MB"),
        ({"translate-en_ar/metadata.json": "{"}, "that is no JSON"),
        ({"translate-en_ar/metadata.json": '{"from_code": "en"}'}, "names no languages"),
    ],
)
def test_a_package_that_could_do_harm_or_says_nothing_is_refused(
    change: dict[str, str], said: str, tmp_path: Path, store: ModelStore
) -> None:
    with pytest.raises(ModelError, match=said):
        unpack(package(tmp_path, {**FILES, **change}), store)
    assert store.models() == ([], [])
    assert not list(tmp_path.rglob("evil"))


@pytest.mark.parametrize("lost", ["metadata.json", "sentencepiece.model", "model/model.bin"])
def test_what_a_package_lacks_is_named(lost: str, tmp_path: Path, store: ModelStore) -> None:
    files = {name: content for name, content in FILES.items() if not name.endswith(f"/{lost}")}
    with pytest.raises(ModelError, match=rf"has no {lost}; name a package made with SentencePiece"):
        unpack(package(tmp_path, files), store)


@pytest.mark.parametrize(("kind", "leads_to"), [(stat.S_IFLNK, "/etc/passwd"), (stat.S_IFIFO, ""), (stat.S_IFCHR, "")])
def test_a_link_a_pipe_or_a_device_is_refused(kind: int, leads_to: str, tmp_path: Path, store: ModelStore) -> None:
    file = package(tmp_path, FILES)
    with zipfile.ZipFile(file, "a") as archive:
        member = zipfile.ZipInfo("translate-en_ar/model/member")
        member.external_attr = (kind | 0o666) << 16
        archive.writestr(member, leads_to)
    with pytest.raises(ModelError, match="leads elsewhere"):
        unpack(file, store)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused(tmp_path: Path, store: ModelStore) -> None:
    file = package(tmp_path, FILES)
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr("translate-en_ar/model/model.bin", "other weights")
    with pytest.raises(ModelError, match="holds two files of one name"):
        unpack(file, store)


def test_a_package_without_a_folder_of_its_own_is_taken(tmp_path: Path, store: ModelStore) -> None:
    files = {name.partition("/")[2]: content for name, content in FILES.items()}
    assert unpack(package(tmp_path, files), store).problems() == []


@pytest.mark.parametrize("byte", [0x00, 0x07, 0xFF])
def test_packed_bytes_that_are_damaged_are_refused(byte: int, tmp_path: Path, store: ModelStore) -> None:
    file = Path(package(tmp_path, {**FILES, "translate-en_ar/model/model.bin": "weights" * 500}))
    with zipfile.ZipFile(file) as archive:
        member = archive.getinfo("translate-en_ar/model/model.bin")
    start = member.header_offset + 30 + len(member.filename)
    content = file.read_bytes()
    file.write_bytes(content[:start] + bytes([byte]) * 12 + content[start + 12 :])
    with pytest.raises(ModelError, match="is no sound zip archive"):
        unpack(str(file), store)


def test_an_encrypted_package_is_refused(tmp_path: Path, store: ModelStore) -> None:
    file = Path(package(tmp_path, FILES))
    content = bytearray(file.read_bytes())
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + flags] |= 1
            at = content.find(mark, at + 4)
    file.write_bytes(content)
    with pytest.raises(ModelError, match=r"is no sound zip archive .*encrypted"):
        unpack(str(file), store)


def test_a_file_that_is_no_archive_or_is_cut_off_is_refused(tmp_path: Path, store: ModelStore) -> None:
    file = Path(package(tmp_path, FILES))
    file.write_bytes(file.read_bytes()[:-40])
    with pytest.raises(ModelError, match="is no sound zip archive"):
        unpack(str(file), store)


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("missing.argosmodel", "missing.argosmodel: no such file; check the path"),
        ("http://example.org/a.argosmodel", "could be changed on its way; use https://"),
        ("ftp://example.org/a.argosmodel", "could be changed on its way; use https://"),
        ("https://127.0.0.1:9/a.argosmodel", "cannot be fetched"),
        ("https://127.0.0.1:port/a.argosmodel", "cannot be fetched"),
        ("https://[/a.argosmodel", "cannot be fetched"),
        ("https:///a.argosmodel", "cannot be fetched"),
        ("https://two words/a.argosmodel", "cannot be fetched"),
    ],
)
def test_an_address_that_gives_nothing_sound_is_refused(address: str, said: str, store: ModelStore) -> None:
    with pytest.raises(ModelError, match=said):
        unpack(address, store)


def test_offline_nothing_is_fetched(store: ModelStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QA_TRANSLATE_OFFLINE", "yes")
    with pytest.raises(ModelError, match="cannot be fetched offline"):
        unpack("https://example.org/a.argosmodel", store)
