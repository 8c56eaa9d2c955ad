"""Bytes of packed and of distant files, and one clear line for each way in which they cannot be had."""

from __future__ import annotations

import builtins
import bz2
import gzip
import lzma
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import fsspec
import pytest
import zstandard

from qa_translate.errors import InputError, UsageError
from qa_translate.reading.files import opened, read_bytes
from qa_translate.reading.streams import ARCHIVE, expanded, is_remote, stem_of, suffix_of

PACK: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard.ZstdCompressor(write_checksum=True).compress,  # as the program zstd does
}
SKIPPED = b"\x50\x2a\x4d\x18" + (4).to_bytes(4, "little") + b"note"
"""A frame of zstd that holds no text."""

kinds = pytest.mark.parametrize("suffix", PACK)


def noise(size: int) -> bytes:
    return random.Random(0).randbytes(size)


def read(path: Path | str) -> bytes:
    with opened(path) as stream:
        return stream.read()


def refusal(path: Path | str) -> str:
    """The one line that says why a file cannot be read."""
    with pytest.raises(InputError) as caught:
        read(path)
    assert caught.value.where == str(path)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value.message


@pytest.fixture
def packed(tmp_path: Path, suffix: str) -> Callable[[bytes], Path]:
    def write(data: bytes) -> Path:
        file = tmp_path / f"a.jsonl{suffix}"
        file.write_bytes(data)
        return file

    return write


@pytest.fixture
def store() -> Iterator[Callable[[str, bytes], str]]:
    """Puts files into an object store that is empty at the beginning, and gives their addresses."""
    memory = fsspec.filesystem("memory")

    def put(name: str, data: bytes) -> str:
        memory.pipe(f"/{name}", data)
        return f"memory://{name}"

    memory.store.clear()
    yield put
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]


@kinds
def test_a_packed_file_is_read_as_if_it_were_not(packed: Callable[[bytes], Path], suffix: str) -> None:
    data = noise(200_000) + bytes(1_000_000)
    assert read(packed(PACK[suffix](data))) == data


@kinds
def test_all_parts_of_a_packed_file_are_read(packed: Callable[[bytes], Path], suffix: str) -> None:
    parts = [noise(70_000), b"", b"two\n", b"three"]
    assert read(packed(b"".join(map(PACK[suffix], parts)))) == b"".join(parts)


@kinds
def test_padding_behind_the_last_part_is_nothing(packed: Callable[[bytes], Path], suffix: str) -> None:
    assert read(packed(PACK[suffix](b"one") + bytes(9000) + PACK[suffix](b"two") + bytes(9000))) == b"onetwo"


@kinds
def test_an_empty_file_holds_nothing(packed: Callable[[bytes], Path]) -> None:
    assert read(packed(b"")) == b""
    with pytest.raises(InputError, match="is empty"):
        read_bytes(packed(b""))


@kinds
def test_a_truncated_file_is_named(packed: Callable[[bytes], Path], suffix: str) -> None:
    data = PACK[suffix](noise(3000))
    for size in (1, 5, 100, len(data) // 2, len(data) - 1):
        assert refusal(packed(data[:size])) == "breaks off"


@kinds
def test_what_stands_before_the_break_is_read(packed: Callable[[bytes], Path], suffix: str) -> None:
    data = PACK[suffix](b"one\n") + PACK[suffix](noise(100))[:-3]
    with opened(packed(data)) as stream:
        assert stream.readline() == b"one\n"
        with pytest.raises(InputError, match=rf"a\.jsonl{suffix}: breaks off; fetch or pack it again"):
            stream.read()


@kinds
def test_a_damaged_file_is_named(packed: Callable[[bytes], Path], suffix: str) -> None:
    data = bytearray(PACK[suffix](b"It rained in the capital on Monday. " * 500))
    data[len(data) // 2] ^= 0xFF
    assert refusal(packed(bytes(data))).startswith(("is damaged (", "breaks off"))


@kinds
def test_text_that_only_says_it_is_packed_is_damaged(packed: Callable[[bytes], Path]) -> None:
    assert refusal(packed(b'{"id": "a", "translation": "It rained."}\n')).startswith("is damaged (")


@kinds
def test_a_damaged_part_is_not_taken_for_the_end(packed: Callable[[bytes], Path], suffix: str) -> None:
    second = b"?" + PACK[suffix](b"two")[1:]
    assert refusal(packed(PACK[suffix](b"one") + second)).startswith("is damaged (")


@pytest.mark.parametrize("suffix", [".zst"])
def test_frames_of_zstd_without_text_are_passed_over(packed: Callable[[bytes], Path]) -> None:
    one, two = zstandard.compress(b"one"), zstandard.compress(b"two")
    assert read(packed(SKIPPED + one + SKIPPED + two + SKIPPED)) == b"onetwo"


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    (tmp_path / "A.JSONL.GZ").write_bytes(gzip.compress(b"one"))
    assert read(tmp_path / "A.JSONL.GZ") == b"one"


def test_without_the_library_for_zstd_the_remedy_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.zst").write_bytes(zstandard.compress(b"one"))
    monkeypatch.setitem(sys.modules, "zstandard", None)
    with pytest.raises(InputError, match="is packed with zstd") as caught:
        read(tmp_path / "a.zst")
    assert caught.value.remedy == ARCHIVE


def test_a_disk_that_fails_while_it_is_read_is_named(tmp_path: Path) -> None:
    for suffix in ("", ".gz"):
        file = tmp_path / f"a.txt{suffix}"
        file.write_bytes(b"one")
        with pytest.raises(InputError, match=r"a\.txt.*: cannot be read \(Input/output error\)"), opened(file):
            raise OSError(5, "Input/output error")


@kinds
def test_files_at_an_address_are_unpacked(store: Callable[[str, bytes], str], suffix: str) -> None:
    assert read(store(f"archive/a.jsonl{suffix}", PACK[suffix](b"one\n"))) == b"one\n"
    assert refusal(store(f"archive/b.jsonl{suffix}", PACK[suffix](b"one\n")[:-1])) == "breaks off"
    assert refusal(store(f"archive/c.jsonl{suffix}", b"one\n")).startswith("is damaged (")


def test_a_query_behind_an_address_is_not_part_of_its_suffix(store: Callable[[str, bytes], str]) -> None:
    address = store("a.jsonl.gz?key=x.y", gzip.compress(b"one"))
    assert (suffix_of(address), stem_of(address)) == (".jsonl", "a")
    assert read(address) == b"one"
    assert expanded(address) == [address]


def test_a_file_of_this_machine_may_have_an_address(tmp_path: Path) -> None:
    (tmp_path / "a.csv.xz").write_bytes(lzma.compress(b"one"))
    assert read(f"file://{tmp_path}/a.csv.xz") == b"one"
    assert refusal(f"file://{tmp_path}/b.csv.xz") == "no such file"


def test_a_file_that_is_not_at_its_address_is_named(store: Callable[[str, bytes], str]) -> None:
    store("archive/a.jsonl", b"one")
    assert refusal("memory://archive/b.jsonl") == "no such file"


def test_an_address_of_an_unknown_kind_is_named() -> None:
    assert refusal("nowhere://archive/a.jsonl") == "cannot be reached (Protocol not known: nowhere)"
    with pytest.raises(InputError, match=r"nowhere://archive/\*\.jsonl: cannot be reached"):
        expanded("nowhere://archive/*.jsonl")


def test_a_store_whose_library_is_missing_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    given = builtins.__import__

    def without(name: str, *rest: object) -> object:
        if name.split(".")[0] in ("adlfs", "gcsfs"):
            raise ImportError(f"no {name}")
        return given(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", without)
    assert refusal("gs://archive/a.jsonl").startswith("needs a library (")


def test_without_the_library_for_addresses_the_remedy_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(InputError, match="lies on another machine") as caught:
        read("memory://a.jsonl")
    assert caught.value.remedy == ARCHIVE


def test_whatever_a_store_raises_while_it_is_read_is_one_line(store: Callable[[str, bytes], str]) -> None:
    said = r"memory://a: cannot be read \(token is too old\); check the address, the keys and the connection"
    with pytest.raises(InputError, match=said), opened(store("a", b"one")):
        raise RuntimeError("token is too old\nTraceback of the store")
    with pytest.raises(UsageError), opened("memory://a"):
        raise UsageError("is not the store's")


def test_wildcards_stand_for_files_in_order(store: Callable[[str, bytes], str]) -> None:
    for name in ("x/b.jsonl", "x/a.jsonl", "x/c.csv", "x/y.jsonl/d.jsonl", "z/e.jsonl"):
        store(name, b"one")
    assert expanded("memory://x/*.jsonl") == ["memory:///x/a.jsonl", "memory:///x/b.jsonl"]
    assert expanded("memory://x/[bc].*") == ["memory:///x/b.jsonl", "memory:///x/c.csv"]
    assert len(expanded("memory://**/*.jsonl")) == 4
    assert read(expanded("memory://z/*")[0]) == b"one"


def test_wildcards_that_stand_for_nothing_are_named(store: Callable[[str, bytes], str]) -> None:
    store("x/a.jsonl", b"one")
    with pytest.raises(InputError, match=r"memory://x/\*\.csv: no file has such a name; check the pattern"):
        expanded("memory://x/*.csv")


def test_only_addresses_are_patterns(tmp_path: Path) -> None:
    assert expanded(f"{tmp_path}/*.jsonl") == [f"{tmp_path}/*.jsonl"]
    assert expanded("memory://x/a.jsonl") == ["memory://x/a.jsonl"]


@pytest.mark.parametrize(
    ("path", "suffix", "stem"),
    [
        ("archive/a.jsonl", ".jsonl", "a"),
        ("archive/a.en.CSV.Gz", ".csv", "a.en"),
        (Path("archive/a.parquet"), ".parquet", "a"),
        ("s3://archive/a.jsonl.zst", ".jsonl", "a"),
        ("https://example.org/a.csv?from=b.tsv", ".csv", "a"),
        ("archive/what?.csv", ".csv", "what?"),
        ("a.gz", "", "a"),
        ("-", "", "-"),
    ],
)
def test_the_name_says_what_a_file_is(path: str | Path, suffix: str, stem: str) -> None:
    assert (suffix_of(path), stem_of(path)) == (suffix, stem)


def test_addresses_are_told_from_paths() -> None:
    assert is_remote("s3://archive/a.jsonl")
    assert not is_remote("archive/a.jsonl")
    assert not is_remote(Path("archive") / "a:b.jsonl")
