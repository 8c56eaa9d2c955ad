"""Parquet: rows by column, only the columns that are asked for, and one clear line for what cannot be read."""

from __future__ import annotations

import datetime
import gzip
import random
import sys
import tracemalloc
from pathlib import Path
from typing import Any

import fsspec
import pyarrow
import pytest
from pyarrow import parquet

from qa_translate.errors import InputError
from qa_translate.fields import Fields
from qa_translate.reading.parquet import count_rows, parquet_records
from qa_translate.reading.records import Record
from qa_translate.reading.streams import ARCHIVE

ROWS = {"id": ["a", "b"], "translation": ["It rained.", "It snowed."]}


def written(tmp_path: Path, columns: dict[str, Any], name: str = "t.parquet", **options: Any) -> Path:
    parquet.write_table(pyarrow.table(columns), tmp_path / name, **options)
    return tmp_path / name


def values(file: Path | str, names: Fields | None = None) -> list[Any]:
    records = list(parquet_records(file, names or Fields()))
    assert [each.where for each in records] == [f"{file} row {k}" for k in range(1, len(records) + 1)]
    return [each.value if isinstance(each, Record) else each for each in records]


def refusal(file: Path | str, names: Fields | None = None) -> InputError:
    with pytest.raises(InputError) as caught:
        values(file, names)
    assert caught.value.where == str(file)
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def test_columns_are_found_by_name_and_others_are_not_read(tmp_path: Path) -> None:
    file = written(tmp_path, {"notes": ["x", "y"], "text.en": ["It rained.", "It snowed."], "slug": ["a", "b"]})
    names = Fields(translation="text.en", id="slug")
    assert values(file, names) == [
        {"text.en": "It rained.", "slug": "a"},
        {"text.en": "It snowed.", "slug": "b"},
    ]


def test_damage_in_a_column_that_is_not_asked_for_does_not_matter(tmp_path: Path) -> None:
    file = written(tmp_path, {"notes": ["N" * 50, "M" * 50], **ROWS}, compression="none", use_dictionary=False)
    file.write_bytes(file.read_bytes().replace(b"N" * 50, b"\xff" * 50))
    assert [row["id"] for row in values(file)] == ["a", "b"]


def test_a_missing_column_is_named_with_one_that_is_like_it(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, {"id": ["a"], "translations": ["It rained."]}))
    assert error.message == "has no column 'translation'"
    assert error.remedy.startswith("did you mean 'translations'? name the column with translation = ...")


def test_a_column_that_is_there_twice_is_named(tmp_path: Path) -> None:
    table = pyarrow.table([["a"], ["b"]], names=["translation", "translation"])
    parquet.write_table(table, tmp_path / "t.parquet")
    assert refusal(tmp_path / "t.parquet").message == "has two columns 'translation'"


def test_numbers_dates_and_nulls_are_what_they_are(tmp_path: Path) -> None:
    noon = datetime.datetime(2024, 5, 31, 12, tzinfo=datetime.UTC)
    columns = {
        "id": [7, 8],
        "translation": ["It rained.", None],
        "source": pyarrow.array([None, None], pyarrow.string()),
        "date": pyarrow.array([noon, None], pyarrow.timestamp("ms", tz="UTC")),
        "outlet": pyarrow.array(["Gazette", "Gazette"]).dictionary_encode(),
    }
    first, second = values(written(tmp_path, columns))
    assert first == {"id": 7, "translation": "It rained.", "source": None, "date": noon, "outlet": "Gazette"}
    assert second == {"id": 8, "translation": None, "source": None, "date": None, "outlet": "Gazette"}


@pytest.mark.parametrize(
    ("time", "kind", "day"),
    [
        (1717113600000000001, pyarrow.timestamp("ns"), datetime.date(2024, 5, 31)),
        (10**18, pyarrow.timestamp("us"), None),
        (1717113600, pyarrow.timestamp("s", tz="Mars/Base"), None),
    ],
)
def test_a_time_that_python_does_not_know_costs_no_article(
    tmp_path: Path, time: int, kind: pyarrow.DataType, day: datetime.date | None
) -> None:
    file = written(tmp_path, {**ROWS, "date": pyarrow.array([time, None], kind)})
    assert [(row["id"], row["date"]) for row in values(file)] == [("a", day), ("b", None)]


def test_a_row_that_holds_no_text_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    texts = pyarrow.array([b"It rained.", b"caf\xe9", b"It snowed."], pyarrow.binary()).view(pyarrow.string())
    first, second, third = values(written(tmp_path, {"translation": texts}))
    assert str(second) == f"{tmp_path}/t.parquet row 2: is not UTF-8 text; write that row again"
    assert [first["translation"], third["translation"]] == ["It rained.", "It snowed."]


def test_rows_are_numbered_through_all_row_groups(tmp_path: Path) -> None:
    file = written(tmp_path, {"translation": [str(k) for k in range(1000)]}, row_group_size=7)
    assert [row["translation"] for row in values(file)] == [str(k) for k in range(1000)]
    assert count_rows(file) == 1000


def test_a_table_without_rows_has_no_articles(tmp_path: Path) -> None:
    file = written(tmp_path, {"translation": pyarrow.array([], pyarrow.string())})
    assert values(file) == []
    assert count_rows(file) == 0


def test_memory_does_not_grow_with_a_row_group(tmp_path: Path) -> None:
    rng = random.Random(0)
    texts = [rng.randbytes(2000).hex() for _ in range(4000)]
    file = written(tmp_path, {"translation": texts}, row_group_size=4000, use_dictionary=False)
    tracemalloc.start()
    assert sum(1 for _ in parquet_records(file, Fields())) == 4000
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8_000_000  # of 16


@pytest.mark.parametrize("data", [b"", b"id,translation\na,It rained.\n", b"PAR1 and so on PAR1", bytes(5000)])
def test_a_file_that_is_no_parquet_is_named(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "t.parquet"
    file.write_bytes(data)
    assert refusal(file).message.startswith("is no Parquet file (")
    with pytest.raises(InputError, match="is no Parquet file"):
        count_rows(file)


def test_a_truncated_file_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, ROWS)
    file.write_bytes(file.read_bytes()[:-20])
    assert refusal(file).message.startswith("is no Parquet file (")


def test_rows_before_the_damage_are_read(tmp_path: Path) -> None:
    file = written(tmp_path, {"translation": ["x" * 300] * 200}, row_group_size=150, use_dictionary=False)
    data = bytearray(file.read_bytes())
    second = parquet.ParquetFile(file).metadata.row_group(1).column(0).data_page_offset
    data[second : second + 200] = b"\xff" * 200
    file.write_bytes(data)
    records = parquet_records(file, Fields())
    assert all(isinstance(next(records), Record) for _ in range(128))
    with pytest.raises(InputError, match=r"t\.parquet: is damaged \(.*\); write it again"):
        list(records)


def test_a_page_whose_checksum_is_wrong_is_damaged(tmp_path: Path) -> None:
    options: dict[str, Any] = {"compression": "none", "use_dictionary": False, "write_page_checksum": True}
    file = written(tmp_path, ROWS, **options, write_statistics=False)
    file.write_bytes(file.read_bytes().replace(b"snowed", b"poured"))
    assert refusal(file).message.startswith("is damaged (")


@pytest.mark.parametrize("seed", range(60))
def test_whatever_the_damage_it_is_one_line(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    file = written(tmp_path, ROWS)
    data = bytearray(file.read_bytes())
    for _ in range(3):
        data[rng.randrange(len(data))] = rng.randrange(256)
    file.write_bytes(data)
    try:
        list(parquet_records(file, Fields()))
    except InputError as error:
        lines = str(error).splitlines()  # much damage is not noticed
        assert [line.startswith(f"{file}: ") for line in lines] == [True]


def test_a_packed_file_is_to_be_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "t.parquet.gz"
    file.write_bytes(gzip.compress(written(tmp_path, ROWS).read_bytes()))
    error = refusal(file)
    assert error.message == "is a Parquet file that can only be read from its beginning"
    assert error.remedy.startswith("unpack it")


def test_a_file_may_lie_at_an_address(tmp_path: Path) -> None:
    data = written(tmp_path, ROWS).read_bytes()
    memory = fsspec.filesystem("memory")
    memory.pipe("/t.parquet", data)
    try:
        for address in (f"file://{tmp_path}/t.parquet", "memory://t.parquet"):
            assert [row["id"] for row in values(address)] == ["a", "b"]
            assert count_rows(address) == 2
    finally:
        memory.rm("/t.parquet")
    assert refusal("memory://t.parquet").message == "no such file"


def test_without_the_library_the_remedy_says_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = written(tmp_path, ROWS)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    error = refusal(file)
    assert (error.message, error.remedy) == ("is a Parquet file", ARCHIVE)
