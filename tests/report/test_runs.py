"""Reports of runs: every mark once in every format, whatever its words are; each format is what its readers take."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest

from qa_translate.answer import Run, Status
from qa_translate.checks import registry
from qa_translate.finding import Category, Severity
from qa_translate.mqm import ITS, MQM
from qa_translate.reading.xliff import read_xliff
from qa_translate.report.runs import RUN_FORMATS, render
from tests.report.runs import HOSTILE, run

RULES = registry.rules()
IDENTITY = re.compile(r"[0-9a-f]{16}:\d+")
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
ITS_TYPE = "{http://www.w3.org/2005/11/its}locQualityIssueType"
ITS_COMMENT = "{http://www.w3.org/2005/11/its}locQualityIssueComment"


def printed(name: str, one: Run | None = None) -> str:
    return render(name, run() if one is None else one, RULES)


def of_json(text: str) -> Iterator[str]:
    for article in json.loads(text)["articles"]:
        yield from (f"{finding['fingerprint']}:{finding['occurrence']}" for finding in article["findings"])


def of_sarif(text: str) -> Iterator[str]:
    (one,) = json.loads(text)["runs"]
    yield from (result["partialFingerprints"]["qaTranslate/v1"] for result in one["results"])


def of_junit(text: str) -> Iterator[str]:
    for case in ElementTree.fromstring(text).iter("testcase"):
        yield from IDENTITY.findall("".join(case.itertext()))


def of_annotations_and_log(text: str) -> Iterator[str]:
    annotations, log = text.split("::group::")
    assert set(IDENTITY.findall(annotations)) <= set(IDENTITY.findall(log))
    yield from IDENTITY.findall(log)


def of_xliff(text: str) -> Iterator[str]:
    root = ElementTree.fromstring(text)
    for marker in root.iter(f"{XLIFF}sm"):
        if marker.get(ITS_TYPE):
            yield from IDENTITY.findall(marker.get(ITS_COMMENT, ""))
    for note in root.iter(f"{XLIFF}note"):
        yield from IDENTITY.findall(note.text or "")


def of_markdown(text: str) -> Iterator[str]:
    """The worst stand above, too, where there are more of them than fit there."""
    every = text.split("<summary>All new marks")[1] if "All new marks" in text else text
    yield from IDENTITY.findall(every)


READERS: dict[str, Callable[[str], Iterator[str]]] = {
    "text": lambda text: iter(re.findall(r"\[([0-9a-f]{16}:\d+)\]$", text, re.MULTILINE)),
    "json": of_json,
    "sarif": of_sarif,
    "junit": of_junit,
    "github": of_annotations_and_log,
    "gitlab": lambda text: iter(issue["qa_translate"]["mark"] for issue in json.loads(text)),
    "rdjson": lambda text: iter(each["original_output"] for each in json.loads(text)["diagnostics"]),
    "markdown": of_markdown,
    "xliff": of_xliff,
}


@pytest.mark.parametrize("name", RUN_FORMATS)
def test_no_mark_is_lost_or_told_twice_in_any_format(name: str) -> None:
    carried = RUN_FORMATS[name].carries
    wanted = Counter(f"{mark.fingerprint}:{mark.occurrence}" for _, mark in run().marks if mark.status in carried)
    assert Counter(READERS[name](printed(name))) == wanted


@pytest.mark.parametrize("name", RUN_FORMATS)
def test_every_format_can_be_written_and_ends_with_a_line_end(name: str) -> None:
    for one in (run(), Run(()), replace(run(), answers=(), failures=())):
        text = printed(name, one)
        assert text.endswith("\n")
        assert "\r" not in text
        text.encode("utf-8")


@pytest.mark.parametrize("name", ["text", "github", "rdjson"])
def test_formats_of_new_marks_alone_say_what_else_there_is_or_leave_it_to_the_totals(name: str) -> None:
    assert name == "rdjson" or "2 known" in printed(name)


def test_the_text_says_what_fails_and_what_was_not_looked_at() -> None:
    last = printed("text").splitlines()[-1]
    assert last.startswith("3 articles (1 unchanged): 16 new marks (")
    assert "2 known, 2 suppressed; 26.7 new per 1,000 words; 1 could not be checked; 2 articles not looked at" in last
    assert last.endswith("new marks at or above major; 26.7 new marks per 1,000 words, more than 1")
    assert printed("text", Run(())) == "0 articles: 0 new marks; passed\n"


def test_the_text_names_places_that_can_be_clicked() -> None:
    text = printed("text")
    assert "news/a b.md:1:3: minor changed-number (50 % sure): " in text
    assert "b.docx (paragraph 3: «س»): " in text
    assert "gone from the baseline: news/a b.md: changed-name: was here" in text
    assert "c.txt:1: suppression of changed-unit meets no mark" in text
    assert "not checked: d ü.md:3: is not UTF-8" in text
    assert "not looked for in news/a b.md: 1 rule (changed-cue): no source given" in text


# SARIF


def sarif() -> dict[str, Any]:
    made: dict[str, Any] = json.loads(printed("sarif"))
    return made


def test_sarif_is_valid_against_the_schema() -> None:
    schema = json.loads((Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8"))
    check = jsonschema.Draft4Validator(schema)
    for one in (run(), Run(()), replace(run(), has_baseline=False, gone=())):
        check.validate(json.loads(printed("sarif", one)))
    wrong = sarif()
    wrong["runs"][0]["results"][0]["level"] = "fatal"
    assert not check.is_valid(wrong)


@pytest.mark.skipif(not shutil.which("Sarif.Multitool"), reason="Microsoft's SARIF validator is not on this machine")
def test_sarif_passes_microsofts_validator(tmp_path: Path) -> None:
    (tmp_path / "a.sarif").write_text(printed("sarif"), encoding="utf-8")
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    command = ["Sarif.Multitool", "validate", "a.sarif"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert "error" not in done.stdout


def test_sarif_tells_new_known_suppressed_and_gone() -> None:
    results = sarif()["runs"][0]["results"]
    assert Counter(result["baselineState"] for result in results) == {"new": 18, "unchanged": 2}
    notes = [note["message"]["text"] for note in sarif()["runs"][0]["invocations"][0]["toolExecutionNotifications"]]
    assert "gone from the baseline: news/a b.md: changed-name: was here" in notes
    kinds = {each["kind"]: each for result in results for each in result.get("suppressions", [])}
    assert kinds["inSource"]["justification"] == LET_BE_REASON
    assert kinds["inSource"]["location"]["physicalLocation"]["region"] == {"startLine": 7}
    assert kinds["external"]["status"] == "accepted"
    without = json.loads(printed("sarif", replace(run(), has_baseline=False, gone=())))
    assert all("baselineState" not in result for result in without["runs"][0]["results"])


LET_BE_REASON = "the house | writes\nit so"


def test_sarif_gives_addresses_regions_and_units() -> None:
    (one,) = sarif()["runs"]
    assert one["columnKind"] == "unicodeCodePoints"
    first = next(r for r in one["results"] if r["partialFingerprints"]["qaTranslate/v1"] == f"{0:016x}:1")
    physical = first["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"] == {"uri": "news/a%20b.md", "uriBaseId": "%SRCROOT%"}
    assert (physical["region"]["startLine"], physical["region"]["startColumn"]) == (1, 3)
    assert first["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "ar/source.md"
    document = next(r for r in one["results"] if r["partialFingerprints"]["qaTranslate/v1"] == f"{30:016x}:1")
    assert "region" not in document["locations"][0]["physicalLocation"]
    assert document["locations"][0]["logicalLocations"] == [{"name": "paragraph 3: «س»", "kind": "member"}]


def test_sarif_helps_with_every_rule() -> None:
    for rule in sarif()["runs"][0]["tool"]["driver"]["rules"]:
        assert RULES[rule["id"]].why in rule["help"]["text"]
        assert "**Wrong when**" in rule["help"]["markdown"]


def test_sarif_keeps_to_githubs_limit_and_says_so() -> None:
    one = run()
    many = replace(one.answers[0], marks=tuple(replace(one.answers[0].marks[0], occurrence=k) for k in range(25_010)))
    (log,) = json.loads(printed("sarif", replace(one, answers=(many,))))["runs"]
    assert len(log["results"]) == 25_000
    assert any(
        "10 further marks" in note["message"]["text"] for note in log["invocations"][0]["toolExecutionNotifications"]
    )


# JUnit


def test_junit_fails_articles_as_the_gate_does() -> None:
    root = ElementTree.fromstring(printed("junit"))
    suite = root[0]
    assert {name: suite.get(name) for name in ("tests", "failures", "errors")} == {
        "tests": "4",
        "failures": "2",
        "errors": "1",
    }
    cases = {case.get("name"): case for case in suite.iter("testcase")}
    assert cases["a"].get("classname") == "news"
    failure = cases["a"].find("failure")
    assert failure is not None
    assert failure.get("type") == "critical"
    assert cases["c"].find("failure") is None
    error = cases["d ü.md"].find("error")
    assert error is not None
    assert "is not UTF-8" in (error.get("message") or "")
    passing = ElementTree.fromstring(printed("junit", replace(run(), fail_on="never", max_per_1000_words=None)))
    assert passing.get("failures") == "0"
    too_many = ElementTree.fromstring(printed("junit", replace(run(), fail_on="never")))
    assert too_many.get("failures") == "1", "a rate that is too high is a failure, too"


# GitHub


def many(count: int, severity: Severity) -> Run:
    one = run()
    first = replace(one.answers[0].marks[0], severity=severity)
    marks = tuple(replace(first, fingerprint=f"{k:016x}", confidence=k / count) for k in range(count))
    return replace(one, answers=(replace(one.answers[0], marks=marks),))


def test_github_gets_ten_annotations_of_a_level_and_the_rest_in_the_log() -> None:
    text = printed("github", many(13, Severity.CRITICAL))
    annotations = re.findall(r"^::error .*$", text, re.MULTILINE)
    assert len(annotations) == 10
    assert f"{12:016x}:1" in annotations[0], "the surest comes first"
    assert "3 more new marks are in the log alone" in text
    assert printed("github", many(10, Severity.MINOR)).count("\n::notice ") == 9


def test_no_text_of_an_article_is_a_command_of_github() -> None:
    lines = printed("github").splitlines()
    commands = [line for line in lines if re.match(r"\s*(::|##\[)", line)]
    levels = ("::error title=", "::warning title=", "::notice title=")
    assert all(line.startswith((*levels, "::group::qa-translate", "::endgroup::")) for line in commands)
    assert not [line for line in lines if "##[" in line], "the runner looks for these anywhere"
    first = next(line for line in lines if f"{0:016x}:1" in line)
    assert re.match(
        r"::notice title=changed-number \(50 %25 sure\),file=news/a b\.md,line=1,endLine=1,col=3,endColumn=17::", first
    )


# GitLab, reviewdog


def test_gitlab_gets_unique_fingerprints_and_its_own_severities() -> None:
    issues = json.loads(printed("gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == len(issues) == 18
    assert {issue["severity"] for issue in issues} == {"minor", "major", "critical"}
    assert all(issue["location"]["lines"]["begin"] >= 1 for issue in issues)
    assert printed("gitlab") == printed("gitlab")


def test_reviewdog_gets_columns_in_bytes() -> None:
    diagnostics = {each["original_output"]: each for each in json.loads(printed("rdjson"))["diagnostics"]}
    emoji = diagnostics[f"{6:016x}:1"]
    assert emoji["location"]["range"]["start"] == {"line": 7, "column": 5}
    assert emoji["location"]["range"]["end"] == {"line": 7, "column": 5 + len("😀 emoji".encode())}
    assert emoji["severity"] == "INFO"
    assert diagnostics[f"{30:016x}:1"]["location"] == {"path": "b.docx"}
    assert "@everyone" not in diagnostics[f"{5:016x}:1"]["message"], "nobody is called by a comment"


# Markdown


def test_markdown_shows_words_as_they_are() -> None:
    text = printed("markdown")
    assert "<script>" not in text
    assert "@everyone" not in text
    rows = [line for line in text.splitlines() if line.startswith(("| 🔴", "| 🟠"))]
    assert rows
    assert {row.count("|") for row in rows} == {6, 7}, "a suppressed mark has a column more"
    assert '<span dir="rtl">قال «الوزير» إن</span>' in text
    assert text.startswith("## qa-translate: failed: ")
    assert printed("markdown", Run(())).startswith("## qa-translate: passed\n")


def test_markdown_keeps_to_githubs_limit() -> None:
    text = printed("markdown", many(9000, Severity.MAJOR))
    assert len(text.encode()) < 1_000_000
    assert "too long for this page" in text


# XLIFF


def test_xliff_is_read_back_with_the_same_texts(tmp_path: Path) -> None:
    one = run()
    clean = replace(
        one,
        answers=tuple(replace(a, pairs=tuple(p for p in a.pairs if p.source and p.target)) for a in one.answers[:2]),
    )
    file = tmp_path / "a.xlf"
    file.write_text(printed("xliff", clean), encoding="utf-8", newline="")
    articles = read_xliff(file)
    pairs = [pair for answer in clean.answers for pair in answer.pairs]
    assert "".join(a.translation for a in articles).count("in a docu") == 1
    for pair in pairs[1:]:
        assert any(pair.target in article.translation for article in articles)
        assert any(pair.source in (article.source or "") for article in articles)
    for words in ("a | b ` c ]]> & <script>", "😀 emoji", "قال «الوزير» \u202e إن"):
        assert words in articles[0].translation


def test_xliff_is_read_by_the_translate_toolkit() -> None:
    module = pytest.importorskip("translate.storage.xliff2")
    store = module.Xliff2File.parsestring(printed("xliff").encode())
    targets = [str(unit.target) for unit in store.units if unit.target]
    assert any("in a docu" in target for target in targets)


def test_xliff_ids_are_unique_and_every_mark_ends() -> None:
    root = ElementTree.fromstring(printed("xliff"))
    assert root.get("version") == "2.1"
    for part in root.iter(f"{XLIFF}file"):
        ids = [unit.get("id") for unit in part.iter(f"{XLIFF}unit")]
        assert len(set(ids)) == len(ids) > 0
        for unit in part.iter(f"{XLIFF}unit"):
            begun = [each.get("id") for each in unit.iter(f"{XLIFF}sm")]
            ended = [each.get("startRef") for each in unit.iter(f"{XLIFF}em")]
            assert sorted(begun) == sorted(ended)
            assert len(set(begun)) == len(begun)


def test_xliff_says_how_bad_and_of_what_kind_a_mark_is_and_whether_it_counts() -> None:
    name = "{http://www.w3.org/2005/11/its}locQualityIssue"
    root = ElementTree.fromstring(printed("xliff"))
    issues = [each for each in root.iter(f"{XLIFF}sm") if each.get(f"{name}Type")]
    assert {each.get(f"{name}Severity") for each in issues} == {"10", "50", "100"}
    assert {each.get(f"{name}Type") for each in issues} <= set(ITS.values())
    assert Counter(each.get(f"{name}Enabled") for each in issues)["no"] == 2
    continued = [each for each in root.iter(f"{XLIFF}sm") if each.get("type") == "qat:continued"]
    assert [each.get("value") for each in continued] == ["#/f/u1/m1"]


def test_every_category_has_a_name_elsewhere() -> None:
    assert set(MQM) == set(ITS) == set(Category)


def test_statuses_that_formats_carry_are_statuses() -> None:
    assert all(each.carries <= set(Status) and Status.NEW in each.carries for each in RUN_FORMATS.values())
    assert len(HOSTILE) > 9
