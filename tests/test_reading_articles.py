"""Batches of articles: a bad one is reported with its line and the stream goes on."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from qa_translate.article import Article
from qa_translate.errors import ArticleError, InputError, UsageError
from qa_translate.reading import read_articles, validate

GOOD = {"id": "good", "translation": "The war is over.", "source": "انتهت الحرب في البلاد", "errors": [1], "known": {}}


def read(tmp_path: Path, *lines: object, name: str = "a.jsonl") -> list[Article | ArticleError]:
    path = tmp_path / name
    path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return list(read_articles(path))


def test_fields_are_taken_and_others_ignored(tmp_path: Path) -> None:
    record = {**GOOD, "id": 7, "target_lang": "en-GB", "back_translation": "", "back_lang": None}
    assert read(tmp_path, record, "", "  ") == [Article("The war is over.", GOOD["source"], id="7")]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{not json", "is not valid JSON"),
        ("[" * 100_000, "JSON"),
        ("[1, 2]", "is not a JSON object"),
        ({"translation": "A text."}, "id is missing"),
        ({"id": "x"}, "translation is missing"),
        ({"id": "x", "translation": 5}, "translation is not text"),
        ({"id": "x", "translation": None}, "translation is not text"),
        ({"id": "x", "translation": ""}, "the translation is empty"),
        ({"id": "x", "translation": " \n"}, "the translation holds only white space"),
        ({"id": "x", "translation": "A text.", "source": ["a"]}, "source is not text"),
        ({"id": "x", "translation": "A text.", "target_lang": 3}, "target_lang 3 is not a language code"),
        (
            {"id": "x", "translation": "A text.", "source_lang": "Arabic!"},
            "source_lang 'Arabic!' is not a language code",
        ),
        ({"id": "x", "translation": "A text.", "back_lang": "../../.."}, "back_lang '../../..' is not a language code"),
        ({"id": "x", "translation": "½ ①"}, "the translation holds no words"),
        ({"id": "x", "translation": "A \0 text."}, "holds a NUL at character 2"),
        ({"id": "x", "translation": "A \ud800 text."}, "holds a lone surrogate"),
        ({"id": "x", "translation": "انتهت الحرب في البلاد"}, "the translation is Arabic, not English"),
        ({"id": "x", "translation": "A text.", "source": "This is no Arabic at all"}, "the source is"),
        (GOOD, "the id 'good' was used at .*a.jsonl:1"),
    ],
)
def test_a_bad_line_is_reported_and_the_stream_goes_on(tmp_path: Path, line: object, message: str) -> None:
    first, bad, last = read(tmp_path, GOOD, line, {**GOOD, "id": "last"})
    assert isinstance(first, Article)
    assert isinstance(last, Article)
    assert isinstance(bad, ArticleError)
    assert str(bad).startswith(str(tmp_path / "a.jsonl") + ":2")
    with pytest.raises(ArticleError, match=message):
        raise bad
    assert bad.remedy
    assert bad.exit_code == 3
    assert str(bad).isprintable()


def test_a_language_of_the_call_that_is_no_code_is_refused_once(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"source_lang: '\.\./x' is not a language code; give"):
        list(read_articles(tmp_path / "none.jsonl", source_lang="../x"))


def test_regions_of_languages_are_dropped(tmp_path: Path) -> None:
    (article,) = read(tmp_path, {**GOOD, "target_lang": "EN_gb", "source_lang": "ar-SY"})
    assert isinstance(article, Article)
    assert (article.source_lang, article.target_lang) == ("ar", "en")


def test_bytes_that_are_not_utf8_spoil_only_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(GOOD).encode() + b'\r\n{"id": "\xff"}\n')
    good, bad = read_articles(path)
    assert isinstance(good, Article)
    assert isinstance(bad, ArticleError)
    assert "is not UTF-8 (byte 0xff" in str(bad)


def test_utf16_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps(GOOD, ensure_ascii=False) + "\n", encoding="utf-16")
    assert [type(a) for a in read_articles(path)] == [Article]


@pytest.mark.parametrize(("data", "message"), [(b"", "is empty"), (b"\0\1\2\3" * 50, "binary"), (b"%PDF-1", "binary")])
def test_a_file_that_holds_no_lines_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message):
        list(read_articles(path))


def test_a_json_file_may_hold_a_list(tmp_path: Path) -> None:
    good, bad = read(tmp_path, [GOOD, {"id": "y"}], name="a.json")
    assert isinstance(good, Article)
    assert str(bad).startswith(f"{tmp_path / 'a.json'}[2]")


def test_lines_come_from_standard_input_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Stdin:
        buffer = io.BytesIO(json.dumps(GOOD).encode() + b"\n{")

    monkeypatch.setattr(sys, "stdin", Stdin)
    stream = read_articles("-")
    assert isinstance(next(stream), Article)
    assert str(next(stream)).startswith("standard input:2: is not valid JSON")


FRENCH = (
    "L'armée a déclaré lundi que les soldats sont entrés dans la ville et que la route est de nouveau ouverte. " * 4
)


def test_a_draft_in_another_language_of_the_same_script_is_noticed() -> None:
    with pytest.raises(InputError, match=r"the translation is French, not English; .* or say --target-lang fr"):
        validate(Article(FRENCH, id="x"))
    validate(Article(FRENCH, target_lang="fr"))


def test_a_back_translation_is_in_one_of_the_two_languages() -> None:
    with pytest.raises(InputError, match="the back-translation is French, neither Arabic nor English"):
        validate(Article("The war is over.", back_translation=FRENCH))
    validate(Article("The war is over.", back_translation="انتهت الحرب"))
    validate(Article("The war is over.", back_translation="The war has ended."))


def test_names_in_the_other_script_are_no_reason_to_refuse() -> None:
    validate(Article("The rebels of فيلق الشام said so.", "قال فيلق الشام CNN BBC إن الحرب انتهت"))
    validate(Article("Yes", "نعم"))


def test_languages_not_known_here_pass() -> None:
    validate(Article("Sed ut perspiciatis unde omnis iste natus", target_lang="la"))


def test_the_place_in_a_bad_line_is_told_by_its_column_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'{"id":\r\n{"id":\n')
    assert [str(error).removeprefix(f"{path}:") for error in read_articles(path)] == [
        f"{line}: is not valid JSON (Expecting value, column 7); correct or remove it" for line in (1, 2)
    ]
