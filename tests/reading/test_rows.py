"""Tables are read as streams: rows with their lines, whatever the encoding, and no more memory than a row needs."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path

import pytest
import zstandard

from qa_translate.article import Article
from qa_translate.errors import ArticleError, InputError
from qa_translate.fields import Fields
from qa_translate.reading.records import Record
from qa_translate.reading.rows import Row, rows_of
from qa_translate.reading.tables import read_table, table_records

HEAD = "id,translation,source\n"
ARABIC = "قال الوزير إن الحكومة وافقت على الخطة في اجتماع عقد في المدينة"
ROW = f"{{}},The minister spoke.,{ARABIC}\n"
MIB = 1 << 20


def written(tmp_path: Path, data: str | bytes, name: str = "t.csv") -> Path:
    file = tmp_path / name
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


def cells(file: Path, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    rows = list(rows_of(file, delimiter))
    assert all(isinstance(row, Row) and row.place == f"{file}:{row.line}" for row in rows)
    return [(row.line, row.cells) for row in rows if isinstance(row, Row)]


def refusal(file: Path) -> InputError:
    with pytest.raises(InputError) as caught:
        list(rows_of(file, ","))
    assert caught.value.remedy
    assert "\n" not in str(caught.value)
    return caught.value


def test_cells_may_hold_quotes_delimiters_and_line_breaks(tmp_path: Path) -> None:
    file = written(tmp_path, 'a,"He said, ""yes"".\r\n\r\nHe left."\r\n\r\n,  \r\nb,"tab\there"')
    assert cells(file) == [(1, ["a", 'He said, "yes".\r\n\r\nHe left.']), (6, ["b", "tab\there"])]


def test_between_tabs_quotes_and_commas_are_text(tmp_path: Path) -> None:
    assert cells(written(tmp_path, 'a\tone, two\t"x\ty"\n'), "\t") == [(1, ["a", "one, two", "x\ty"])]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_any_line_end_will_do(tmp_path: Path, end: str) -> None:
    file = written(tmp_path, end.join(["id,translation", "a,one", "", "b,two"]))
    assert [line for line, _ in cells(file)] == [1, 2, 4]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1256"])
def test_the_encoding_is_found_out(tmp_path: Path, encoding: str) -> None:
    text = HEAD + "".join(map(ROW.format, range(50)))
    found = cells(written(tmp_path, text.encode(encoding)))
    assert found[0] == (1, ["id", "translation", "source"])
    assert found[50] == (51, ["49", "The minister spoke.", ARABIC])


@pytest.mark.parametrize(("encoding", "end"), [("utf-8", "\n"), ("utf-8", "\r"), ("utf-16", "\n"), ("cp1256", "\n")])
def test_the_encoding_of_a_large_file_is_found_out_from_its_beginning(tmp_path: Path, encoding: str, end: str) -> None:
    text = HEAD + "".join(map(ROW.format, range(2 * MIB // len(ROW))))
    for shift in range(2):  # one of them cuts a letter in two where the sample ends
        found = cells(written(tmp_path, ("x" * shift + text.replace("\n", end)).encode(encoding)))
        assert found[-1][1][1:] == ["The minister spoke.", ARABIC]


def test_a_cell_may_be_longer_than_what_the_encoding_is_told_from(tmp_path: Path) -> None:
    long = "كلمة " * (MIB // 4)
    for shift in range(3):
        assert cells(written(tmp_path, "x" * shift + long))[0][1] == ["x" * shift + long]


def test_a_row_that_is_not_in_the_files_encoding_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    many = 2 * MIB // len(ROW.encode())
    rows = [ROW.format(k).encode() for k in range(many)]
    rows[many - 3] = b'bad,"The minister\nspoke.",\xe1\xe4\xc7\n'
    file = written(tmp_path, HEAD.encode() + b"".join(rows))
    found = list(rows_of(file, ","))
    (bad,) = (row for row in found if isinstance(row, InputError))
    assert str(bad) == f"{file}:{many - 1}: is not UTF-8 text; save the file as UTF-8"
    assert found.index(bad) == many - 2
    assert [row.line for row in found[-2:] if isinstance(row, Row)] == [many + 1, many + 2]


def test_a_stray_byte_near_the_beginning_costs_one_row_too(tmp_path: Path) -> None:
    file = written(tmp_path, (HEAD + ROW.format(1) + "2,caf\n" + ROW.format(3)).encode().replace(b"caf", b"caf\xe9"))
    outcomes = list(read_table(file))
    assert [isinstance(each, Article) for each in outcomes] == [True, False, True]
    assert isinstance(outcomes[1], ArticleError)
    assert str(outcomes[1]) == f"{file}:3: is not UTF-8 text; save the file as UTF-8"


def test_rows_keep_their_numbers_when_one_cannot_be_read(tmp_path: Path) -> None:
    rows = "translation\n" + "It rained.\n" * 30
    file = written(tmp_path, rows.encode().replace(b"\nIt rained.", b"\nIt r\xe9ined.", 1))
    outcomes = list(read_table(file))
    assert [each.id for each in outcomes if isinstance(each, Article)][:2] == ["t:2", "t:3"]


def test_a_head_in_another_encoding_is_named(tmp_path: Path) -> None:
    file = written(tmp_path, b"id,translation,r\xe9sum\xe9\n" + ROW.format(1).encode() * 9)
    with pytest.raises(InputError, match=r"t\.csv:1: is not UTF-8 text"):
        list(table_records(file, Fields()))


def test_a_file_in_an_encoding_that_is_not_known_is_named(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, "id,translation\na,Il a été élevé à Orléans\n".encode("latin-1")))
    assert error.where.endswith("t.csv:2")
    assert error.message.startswith("is not UTF-8 text (byte 0x")


def test_utf16_that_breaks_off_in_a_character_is_named(tmp_path: Path) -> None:
    error = refusal(written(tmp_path, (HEAD + ROW.format(1)).encode("utf-16")[:-1]))
    assert (error.where, error.message) == (f"{tmp_path}/t.csv:2", "is not UTF-16-LE text")


@pytest.mark.parametrize(
    ("data", "where", "said"),
    [
        (b"", "t.csv", "is empty"),
        (b"PK\x03\x04 rest", "t.csv", "is a zip archive or an office document, not text"),
        (bytes(range(32)) * 9, "t.csv", "is binary, not text"),
        (b'id,translation\na,"It rained.\n', "t.csv:2", "is no table (unexpected end of data)"),
        (b'id,translation\na,b\nc,"It" rained.\n', "t.csv:3", "is no table (',' expected after '\"')"),
    ],
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, data: bytes, where: str, said: str) -> None:
    error = refusal(written(tmp_path, data))
    assert (error.where, error.message) == (str(tmp_path / where), said)


def test_rows_before_broken_quotes_are_read(tmp_path: Path) -> None:
    rows = rows_of(written(tmp_path, 'a,b\nc,d\n"e" f\n'), ",")
    assert [next(rows), next(rows)] == [
        Row(f"{tmp_path}/t.csv:1", 1, ["a", "b"]),
        Row(f"{tmp_path}/t.csv:2", 2, ["c", "d"]),
    ]
    with pytest.raises(InputError, match=r"t\.csv:3: is no table"):
        next(rows)


def test_a_quote_that_is_never_closed_does_not_fill_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("qa_translate.reading.rows._LARGEST_CELL", 1000)
    file = written(tmp_path, HEAD + 'a,"It rained.,x\n' + ROW.format(1) * 99)
    with pytest.raises(InputError, match=r"t\.csv:2: is no table \(field larger than field limit .*quotation marks"):
        list(table_records(file, Fields()))


@pytest.mark.parametrize("name", ["t.csv", "t.csv.gz", "t.csv.zst"])
def test_memory_does_not_grow_with_the_file(tmp_path: Path, name: str) -> None:
    pack = {".gz": gzip.compress, ".zst": zstandard.compress}.get(Path(name).suffix, bytes)
    peaks = []
    for count in (15_000, 45_000):
        file = written(tmp_path, pack((HEAD + "".join(map(ROW.format, range(count)))).encode()), name)
        tracemalloc.start()
        assert sum(1 for _ in rows_of(file, ",")) == count + 1
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] + MIB  # the second has 4 MiB more


def test_a_packed_table_is_named_without_its_packing(tmp_path: Path) -> None:
    file = written(tmp_path, gzip.compress(b"\xef\xbb\xbftranslation\tsource\nIt rained.\t\n"), "t.tsv.gz")
    (article,) = read_table(file)
    assert isinstance(article, Article)
    assert (article.id, article.translation, article.record_line) == ("t:1", "It rained.", 2)


def test_a_packed_table_that_breaks_off_gives_its_rows_first(tmp_path: Path) -> None:
    data = gzip.compress((HEAD + "".join(map(ROW.format, range(200_000)))).encode())
    records = table_records(written(tmp_path, data[: len(data) * 3 // 4], "t.csv.gz"), Fields())
    assert isinstance(next(records), Record)
    with pytest.raises(InputError, match=r"t\.csv\.gz: breaks off; fetch or pack it again"):
        for _ in records:
            pass


def test_rows_may_be_longer_or_shorter_than_the_first(tmp_path: Path) -> None:
    file = written(tmp_path, "id,translation\na,one,more\nb\n")
    values = [record.value for record in table_records(file, Fields()) if isinstance(record, Record)]
    assert values == [{"id": "a", "translation": "one"}, {"id": "b"}]
