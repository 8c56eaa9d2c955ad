"""The articles of an archive: every kind of input in one call, and one line for each that cannot be read."""

from __future__ import annotations

import datetime
import gzip
import io
import json
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import fsspec
import pyarrow
import pytest
from pyarrow import parquet

from qa_translate.article import Article, Side, Span, Unit
from qa_translate.audit.entries import About, Entry, Unread, check_inputs, count_articles, date_of, entries
from qa_translate.audit.seen import Seen
from qa_translate.config import Project, Settings, load
from qa_translate.errors import InputError
from qa_translate.fields import Fields

ENGLISH = "Officials met in the capital on Monday."
ARABIC = "التقى المسؤولون في العاصمة يوم الاثنين."
UNIT = (
    "<file original='{0}' source-language='ar' target-language='en'><body><trans-unit id='t1'>"
    f"<source>{ARABIC}</source><target>{ENGLISH}</target></trans-unit>"
    f"<trans-unit id='t2'><source>{ARABIC}</source></trans-unit></body></file>"
)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, which is the project."""
    folder = tmp_path / "project"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def lines(name: str, *rows: object) -> str:
    Path(name).write_text("".join(f"{row if isinstance(row, str) else json.dumps(row)}\n" for row in rows))
    return name


def row(name: str, **fields: Any) -> dict[str, Any]:
    return {"id": name, "translation": ENGLISH, **fields}


def text(name: str, content: str) -> None:
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(content, encoding="utf-8")


def pair(name: str) -> None:
    text(f"{name}.en.txt", ENGLISH)
    text(f"{name}.ar.txt", ARABIC)


def xliff(name: str, *articles: str) -> str:
    text(name, f"<xliff version='1.2'>{''.join(map(UNIT.format, articles))}</xliff>")
    return name


def outcomes(*inputs: str, project: Project | None = None) -> list[str]:
    """The id of each article, and why there is none where there is none."""
    return [
        each.article.id if isinstance(each, Entry) else f"{each.place}: {each.reason}"
        for each in entries(inputs, project or load())
    ]


def entry(**changes: Any) -> Entry:
    article = Article(ENGLISH, ARABIC, id="a")
    return replace(Entry(article, "a.jsonl:1", About(), Settings()), **changes)


def test_all_kinds_of_inputs_may_be_mixed() -> None:
    lines("a.jsonl", row("line"))
    Path("a.json").write_text(json.dumps([row("first"), row("second")]))
    Path("a.tsv.gz").write_bytes(gzip.compress(f"translation\tsource\n{ENGLISH}\t{ARABIC}\n".encode()))
    parquet.write_table(pyarrow.table({"id": [7, None], "translation": [ENGLISH, ENGLISH]}), "b.parquet")
    pair("folder/one")
    xliff("c.xlf", "x", "y")
    inputs = ("a.jsonl", "a.json", "a.tsv.gz", "b.parquet", "folder", "c.xlf")
    assert outcomes(*inputs) == [
        *("line", "first", "second", "a:1", "7", "b:2"),
        *("folder/one.en.txt", "c#x", "c#y"),
    ]
    check_inputs(inputs, load())


def test_standard_input_is_one_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(json.dumps(row("piped")).encode()))
    monkeypatch.setattr(sys, "stdin", stream)
    assert outcomes("-", lines("a.jsonl", row("line"))) == ["piped", "line"]


def test_inputs_at_addresses_and_patterns_of_them() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe({f"/archive/{k}.jsonl.gz": gzip.compress(json.dumps(row(f"n{k}")).encode()) for k in (1, 2)})
    memory.pipe("/archive/c.xlf", Path(xliff("c.xlf", "x")).read_bytes())
    try:
        inputs = ("memory://archive/*.gz", "memory://archive/c.xlf", "memory://archive/none.csv", "nowhere://a.csv")
        assert outcomes(*inputs) == [
            *("n1", "n2", "c"),
            "memory://archive/none.csv: no such file; check the address",
            "nowhere://a.csv: cannot be reached (Protocol not known: nowhere); check the address",
        ]
        assert count_articles(inputs[:1]) is None
        check_inputs(inputs[:2], load())
    finally:
        memory.rm("/archive", recursive=True)


def test_one_bad_input_does_not_stop_the_others() -> None:
    packed = gzip.compress("".join(json.dumps(row(f"n{k}")) + "\n" for k in range(2)).encode())
    Path("cut.jsonl.gz").write_bytes(packed[:-4])
    text("empty.jsonl", "")
    text("broken.csv", f'id,translation\na,{ENGLISH}\nb,"{ENGLISH}\n')
    text("near.csv", f"id,translations\na,{ENGLISH}\n")
    text("no.parquet", "no")
    text("no.xlf", "<xliff")
    inputs = ("cut.jsonl.gz", "empty.jsonl", "broken.csv", "near.csv", "no.parquet", "no.xlf", "none.csv")
    found = outcomes(*inputs, lines("last.jsonl", row("last")))
    assert (found[:3], found[-1]) == (["n0", "n1", "cut.jsonl.gz: breaks off; fetch or pack it again"], "last")
    assert found[3] == "empty.jsonl: is empty; give one JSON object a line"
    assert found[4:6] == ["a", "broken.csv:3: is no table (unexpected end of data); correct the quotation marks there"]
    assert found[6].startswith("near.csv:1: has no column 'translation'; did you mean 'translations'?")
    assert found[7].startswith("no.parquet: is no Parquet file (")
    assert found[8].startswith("no.xlf")
    assert found[9].startswith("none.csv: no such file; ")
    assert all("; " in line and "\n" not in line for line in found[3:4] + found[5:-1])


def test_a_bad_row_is_named_with_its_place() -> None:
    lines("a.jsonl", "{", row("a", translation=""), row("b"))
    text("t.csv", f"id,translation\nc,\nd,{ENGLISH}\n")
    parquet.write_table(pyarrow.table({"id": ["e", "f"], "translation": [None, ENGLISH]}), "p.parquet")
    found = outcomes("a.jsonl", "t.csv", "p.parquet")
    assert [line.split("; ")[0] for line in found] == [
        "a.jsonl:1: is not valid JSON (Expecting property name enclosed in double quotes, column 2)",
        *("a.jsonl:2 (article a): the translation is empty", "b"),
        *("t.csv:2 (article c): the translation is empty", "d"),
        *("p.parquet row 1 (article e): translation is not text", "f"),
    ]


def test_an_id_is_used_once_in_all_inputs() -> None:
    text("t.csv", f"id,translation\na,{ENGLISH}\nb,{ENGLISH}\n")
    xliff("a.xlf", "x")
    found = outcomes(lines("a.jsonl", row("a"), row("a")), "t.csv", "a.xlf")
    assert found == [
        "a",
        "a.jsonl:2: the id 'a' was used at a.jsonl:1; rename one of the two",
        "t.csv:2: the id 'a' was used at a.jsonl:1; rename one of the two",
        "b",
        "a.xlf: the id 'a' was used at a.jsonl:1; rename one of the two",
    ]


def test_columns_may_have_names_of_their_own() -> None:
    names = Fields(id="slug", translation="en", source="ar", date="day", outlet="paper", url="link")
    project = replace(load(), settings=Settings(fields=names))
    day = datetime.date(2024, 5, 31)
    values = {"slug": "p", "en": ENGLISH, "ar": ARABIC, "day": day, "paper": " The\nGazette ", "link": "https://a.org"}
    parquet.write_table(pyarrow.table({key: [value] for key, value in values.items()}), "p.parquet")
    text("t.csv", f"slug,en,ar,day,paper,link\nt,{ENGLISH},{ARABIC},31 May,,\n")
    lines("a.jsonl", {"slug": "j", "en": ENGLISH, "day": 1717113600, "outlet": "not this"})
    found = list(entries(("p.parquet", "t.csv", "a.jsonl"), project))
    assert [each.about for each in found if isinstance(each, Entry)] == [
        About("2024-05-31", "The Gazette", "https://a.org"),
        About(),
        About("2024-05-31"),
    ]
    assert [each.article.source for each in found if isinstance(each, Entry)] == [ARABIC, ARABIC, None]


def test_a_long_address_is_kept_whole() -> None:
    url = "https://example.org/" + "%D8%A7" * 100
    (found,) = entries((lines("a.jsonl", row("a", url=url, outlet="x" * 999)),), load())
    assert isinstance(found, Entry)
    assert (found.about.url, len(found.about.outlet)) == (url, 200)


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2024-05-31", "2024-05-31"),
        ("2024-05-31T23:59:00+03:00", "2024-05-31"),
        (" 2024/05/31 10:00 ", "2024-05-31"),
        ("2024-5-1", "2024-05-01"),
        ("20240531", "2024-05-31"),
        ("20240531T101500Z", "2024-05-31"),
        ("20240531101500", "2024-05-31"),
        ("٢٠٢٤/٠٥/٣١", "2024-05-31"),
        ("2024-05", "2024-05"),
        ("2024/5", "2024-05"),
        ("2024", "2024"),
        (2024, "2024"),
        (2024.0, "2024"),
        (20240531, "2024-05-31"),
        (1717113600, "2024-05-31"),
        ("1717113600", "2024-05-31"),
        (1717113600.5, "2024-05-31"),
        (1717113600000, "2024-05-31"),
        ("1717113600000", "2024-05-31"),
        (-86400, "1969-12-31"),
        ("Fri, 31 May 2024 23:00:00 +0300", "2024-05-31"),
        (datetime.date(2024, 5, 31), "2024-05-31"),
        (datetime.datetime(2024, 5, 31, 23, 59), "2024-05-31"),
    ],
)
def test_a_date_is_told_in_many_ways(given: object, date: str) -> None:
    assert date_of(given) == date


@pytest.mark.parametrize(
    "given",
    [
        *("", "yesterday", "31/05/2024", "2024-13-01", "2024-02-30", "2024 elections", "12345", "0000", "99999999"),
        *(None, True, [2024], {"year": 2024}, float("nan"), float("inf"), 10**30, b"2024"),
    ],
)
def test_what_is_no_date_is_none(given: object) -> None:
    assert date_of(given) == ""


def test_a_folder_is_read_by_the_names_in_it(here: Path) -> None:
    pair("news/a")
    pair("news/deep/b")
    text("news/alone.en.txt", ENGLISH)
    xliff("news/one.xlf", "x")
    xliff("news/two.xlf", "x", "y")
    found = [each for each in entries(("news",), load()) if isinstance(each, Entry)]
    assert [(each.article.id, each.article.source) for each in found] == [
        ("news/a.en.txt", ARABIC),
        ("news/one.xlf", ARABIC),
        ("news/two.xlf:two#x", ARABIC),
        ("news/two.xlf:two#y", ARABIC),
        ("news/deep/b.en.txt", ARABIC),
    ]
    assert found[1].article.left_out == ("unit t2 has no target",)
    assert found[0].place == "news/a.en.txt"


def test_a_folder_is_read_by_the_patterns_of_the_settings() -> None:
    text("qa-translate.toml", '[[articles]]\ntranslation = "out/{path}.txt"\nsource = "in/{path}.txt"\n')
    for name in ("a", "deep/b"):
        text(f"in/{name}.txt", ARABIC)
        text(f"out/{name}.txt", ENGLISH)
    pair("out/other/c")
    found = [each for each in entries(("out",), load()) if isinstance(each, Entry)]
    assert [(each.article.id, each.article.source) for each in found][:2] == [
        ("out/a.txt", ARABIC),
        ("out/deep/b.txt", ARABIC),
    ]
    assert outcomes("in")[0].startswith("in: holds no articles; ")


def test_settings_of_a_folder_hold_for_what_is_in_it() -> None:
    text("qa-translate.toml", '[[overrides]]\npaths = ["fr/**"]\ntarget_lang = "fr"\nmin_confidence = 0.9\n')
    text("fr/a.csv", "id,translation\na,Les responsables se sont réunis lundi dans la capitale.\n")
    found = [each for each in entries(("fr/a.csv", lines("a.jsonl", row("b"))), load()) if isinstance(each, Entry)]
    assert [(each.article.target_lang, each.settings.min_confidence) for each in found] == [("fr", 0.9), ("en", 0.5)]


def test_one_bad_file_of_a_folder_does_not_stop_the_others() -> None:
    for name in ("a", "c", "d", "g"):
        pair(f"news/{name}")
    text("news/a.en.txt", "")
    text("news/b.xlf", "<xliff")
    text("news/c.ar.txt", ENGLISH)
    text("news/e.en.md", f"---\nlang: [\n---\n{ENGLISH}")
    text("news/e.ar.md", ARABIC)
    text("news/f.zz.txt", ENGLISH)
    text("news/f.ar.txt", ARABIC)
    found = outcomes("news")
    assert [line.split(": ")[0] for line in found] == [
        *("news/a.en.txt", "news/b.xlf:1:1", "news/c.ar.txt", "news/d.en.txt", "news/e.en.md:2", "news/f.zz.txt"),
        "news/g.en.txt",
    ]
    assert all("; " in line for line in found if ": " in line)
    assert not any(line.count("news/") > 1 for line in found)


def test_an_empty_folder_is_named() -> None:
    Path("empty").mkdir()
    text("notes/README.md", "words")
    for folder in ("empty", "notes"):
        (found,) = outcomes(folder)
        assert found.startswith(f"{folder}: holds no articles; give names like A.en.txt beside A.ar.txt")


def test_a_folder_outside_of_the_project_is_a_root_of_its_own(tmp_path: Path) -> None:
    for name in ("a", "deep/b"):
        pair(str(tmp_path / "elsewhere" / name))
    assert outcomes(str(tmp_path / "elsewhere")) == ["a.en.txt", "deep/b.en.txt"]
    assert outcomes("../elsewhere/deep") == ["b.en.txt"]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (("a.jsonl", "a.jsonl"), "a.jsonl: is named twice; name each input once"),
        (("a.jsonl", "none.jsonl"), "none.jsonl: no such file; "),
        (("prose.txt",), "prose.txt: is no file of many articles (JSON Lines, CSV, Parquet); use the command check"),
        (("memory://none/*.csv",), "memory://none/*.csv: no file has such a name; check the pattern"),
        (("nowhere://a.csv",), "nowhere://a.csv: cannot be reached"),
        (("cut.gz",), "cut.gz: breaks off; fetch or pack it again"),
    ],
)
def test_inputs_that_cannot_be_are_refused_before_the_work(inputs: tuple[str, ...], said: str) -> None:
    lines("a.jsonl", row("a"))
    text("prose.txt", ENGLISH)
    Path("cut.gz").write_bytes(gzip.compress(b'{"id": "a"}')[:8])
    with pytest.raises(InputError) as caught:
        check_inputs(inputs, load())
    assert str(caught.value).startswith(said)
    assert caught.value.remedy


def test_inputs_that_can_be_are_not() -> None:
    Path("folder").mkdir()
    for name in ("one.en.txt", "one.ar.txt"):
        Path("folder", name).write_text("words", encoding="utf-8")
    os.mkfifo("pipe")
    Path("lines.txt.gz").write_bytes(gzip.compress(b"\xef\xbb\xbf\n" + json.dumps(row("a")).encode()))
    check_inputs(("-", "folder", "pipe", "lines.txt.gz", lines("a.jsonl", row("a"))), load())


def test_articles_are_counted_where_that_is_quick() -> None:
    lines("a.jsonl", row("a"), "", " \t", row("b"))
    Path("b.ndjson.gz").write_bytes(gzip.compress(Path("a.jsonl").read_bytes()))
    Path("wide.jsonl").write_bytes(Path("a.jsonl").read_text().encode("utf-16"))
    parquet.write_table(pyarrow.table({"translation": ["x"] * 5}), "c.parquet")
    assert count_articles(("a.jsonl", "b.ndjson.gz", "c.parquet", "wide.jsonl")) == 11
    text("t.csv", "translation\nx\n")
    text("a.json", "[]")
    Path("folder").mkdir()
    for other in ("-", "t.csv", "a.json", "folder", "memory://a.jsonl", xliff("c.xlf", "x")):
        assert count_articles(("a.jsonl", other)) is None


def test_content_is_all_that_the_answer_depends_on() -> None:
    base = entry()
    article = base.article
    same = [
        entry(place="b.jsonl:9", about=About("2024", "Gazette", "https://a.org")),
        entry(article=replace(article, id="b", record_line=3)),
        entry(settings=Settings(threads=7, batch_chars=1, fail_on="never")),
    ]
    others = [
        entry(article=replace(article, translation=ENGLISH + " ")),
        entry(article=replace(article, source=None)),
        entry(article=replace(article, source=None, back_translation=ARABIC)),
        entry(article=replace(article, source_lang="fa")),
        entry(article=replace(article, target_lang="fr")),
        entry(article=replace(article, back_lang="ar")),
        entry(article=replace(article, left_out=("unit t2 has no target",))),
        entry(article=replace(article, units={Side.SOURCE: (Unit(Span(0, 9), "unit t1"),)})),
        entry(settings=Settings(min_confidence=0.9)),
        entry(settings=Settings(back_lang="en")),
    ]
    assert {each.content for each in same} == {base.content}
    assert len({each.content for each in (base, *others)}) == len(others) + 1


def test_the_size_is_that_of_all_texts() -> None:
    assert entry().article.size == len(ENGLISH) + len(ARABIC)


def test_ids_and_places_may_be_any_names() -> None:
    names = ["a", "A", "á", "a\0b", "\ud800", "\\ud800", "ق", " "]
    with Seen() as seen:
        for name in names:
            assert name not in seen
            seen[name] = f"file-\udce9.jsonl:{name}"
        assert [seen[name] for name in names] == [f"file-\udce9.jsonl:{name}" for name in names]
        with pytest.raises(KeyError):
            seen["b"]


def test_what_could_not_be_read_is_said_without_its_place() -> None:
    (found,) = entries(("none.jsonl",), load())
    assert found == Unread("none.jsonl", "no such file; check the path")


def test_rows_without_names_of_files_with_the_same_name_are_told_apart() -> None:
    for folder in ("2023", "2024"):
        Path(folder).mkdir()
        Path(folder, "part-0.csv").write_text("translation\nOfficials met in the capital.\n", encoding="utf-8")
    found = [each for each in entries(["2023/part-0.csv", "2024/part-0.csv"], load()) if isinstance(each, Entry)]
    assert [each.article.id for each in found] == ["part-0:1", "2024/part-0.csv:1"]
