"""check, audit and back with an engine: what is made, kept, counted and said. The engine is a stand-in."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_translate import wiring
from qa_translate.audit import work
from qa_translate.audit.work import Here
from qa_translate.cli import audit, main
from qa_translate.engine_settings import EngineSettings
from qa_translate.engines.mt import choice
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import ModelError
from qa_translate.pipeline import Tools
from tests.backtranslation.engines import Shouter

DRAFT = "Officials met in the capital on Monday.\n\nThey left at noon."
SOURCE = "اجتمع المسؤولون في العاصمة يوم الاثنين.\n\nغادروا ظهرا."
ENGINE = ["--engine", "ctranslate2:house", "--cache", "cache.sqlite"]

Opened = list[EngineSettings]


@pytest.fixture
def engine() -> Shouter:
    return Shouter(batch_size=2)


@pytest.fixture(autouse=True)
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, engine: Shouter) -> Opened:
    """An empty working directory, engines that need no weights; the settings with which the engine was opened."""
    seen: Opened = []

    def open_engine(settings: EngineSettings, *, threads: int | None = None) -> Shouter:
        seen.append(settings)
        return engine

    real = wiring.back_translator

    def open_tools(settings: object, *, similarity: bool = True) -> Tools:
        complete = real(settings).complete if settings.engine else None  # type: ignore[attr-defined, arg-type]
        return Tools(HashEncoder(), {"en": FlatParser()}, similarity=similarity, complete=complete)

    monkeypatch.setattr(choice, "open_engine", open_engine)
    monkeypatch.setattr(wiring, "open_tools", open_tools)
    monkeypatch.setattr(work, "_OPEN", {})
    # In another process the engine would be a real one.
    monkeypatch.setattr(audit, "_executor", lambda *_: (Here(), "here"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.en.txt").write_text(DRAFT, encoding="utf-8")
    (tmp_path / "a.ar.txt").write_text(SOURCE, encoding="utf-8")
    return seen


def articles(count: int) -> str:
    lines = [
        {"id": str(k), "translation": f"{DRAFT}\n\nArticle number {k}.", "source": f"{SOURCE}\n\nالمقال رقم {k}."}
        for k in range(count)
    ]
    Path("articles.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return "articles.jsonl"


def test_check_makes_the_missing_back_translation_and_shows_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "a.en.txt", "--format", "json", *ENGINE]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["back_translation"] == {"text": DRAFT.upper(), "lang": "ar", "engine": "shouter:1"}
    assert "|back:shouter:1|" in report["signature"]


def test_check_uses_the_back_translation_that_is_there_and_opens_no_engine(
    opened: Opened, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("a.back.ar.txt").write_text(SOURCE, encoding="utf-8")
    assert main(["check", "a.en.txt", "--format", "json", *ENGINE]) == 0
    report = json.loads(capsys.readouterr().out)
    assert "back_translation" not in report
    assert "|back:given|" in report["signature"]
    assert opened == []


def test_a_back_translation_in_the_translations_language_is_made_from_the_source(
    engine: Shouter, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "a.en.txt", "--format", "json", "--back-lang", "en", *ENGINE]) == 0
    assert json.loads(capsys.readouterr().out)["back_translation"]["lang"] == "en"
    assert "غادروا ظهرا." in engine.asked


def test_what_could_not_be_rendered_is_said(engine: Shouter, capsys: pytest.CaptureFixture[str]) -> None:
    engine.longest = 5
    assert main(["check", "a.en.txt", "--format", "json", *ENGINE]) == 0
    reasons = [skip["reason"] for skip in json.loads(capsys.readouterr().out)["skipped"]]
    assert (
        "characters 0 to 9 of the translation are not rendered: too long for the engine, in letters that it lacks, "
        in (" ".join(reason[:107] for reason in reasons))
    )


def test_an_audit_that_is_run_again_asks_the_engine_nothing(engine: Shouter) -> None:
    assert main(["audit", articles(5), "--findings", "one.jsonl", *ENGINE]) == 0
    assert sorted(engine.asked) == sorted({*engine.asked})
    engine.batches.clear()
    assert main(["audit", "articles.jsonl", "--findings", "two.jsonl", *ENGINE]) == 0
    assert engine.batches == []
    assert Path("one.jsonl").read_bytes() == Path("two.jsonl").read_bytes()


def test_an_article_that_could_not_be_rendered_is_named_and_counted(
    engine: Shouter, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.fails = lambda batch: any("number 2" in segment for segment in batch)
    engine.batch_size = 1
    assert main(["audit", articles(4), "--findings", "f.jsonl", *ENGINE]) == 3
    assert len(Path("f.jsonl").read_text().splitlines()) == 3
    assert "qa-translate: articles.jsonl:3 (article 2): shouter: does not answer; wait" in capsys.readouterr().err


def test_an_engine_that_does_not_answer_is_exit_3_for_one_article(
    engine: Shouter, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.fails = lambda _: True
    assert main(["check", "a.en.txt", *ENGINE]) == 3
    assert capsys.readouterr().err.endswith("qa-translate: shouter: does not answer; wait\n")


def test_an_engine_that_cannot_work_stops_an_audit(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise ModelError("is missing", where="house", remedy="pull it")

    monkeypatch.setattr(choice, "open_engine", refuse)
    assert main(["audit", articles(2), *ENGINE]) == 2


def test_back_writes_what_check_finds_beside_the_translation(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["back", "a.en.txt", *ENGINE]) == 0
    assert Path("a.back.ar.txt").read_text(encoding="utf-8") == DRAFT.upper()
    assert capsys.readouterr().err == "qa-translate: a.back.ar.txt written\n"
    assert wiring.files_of("a.en.txt", None, None, wiring.Settings())[2] == Path("a.back.ar.txt")


def test_back_replaces_a_file_only_when_it_is_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.back.ar.txt").write_text("mine")
    assert main(["back", "a.en.txt", *ENGINE]) == 2
    assert capsys.readouterr().err == "qa-translate: a.back.ar.txt: is there already; say --force to replace it\n"
    assert Path("a.back.ar.txt").read_text() == "mine"
    assert main(["back", "a.en.txt", "--force", *ENGINE]) == 0
    assert Path("a.back.ar.txt").read_text(encoding="utf-8") == DRAFT.upper()


def test_back_prints_where_it_is_told_to(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["back", "a.en.txt", "--output", "-", *ENGINE]) == 0
    assert capsys.readouterr().out == DRAFT.upper()


def test_a_pivot_is_made_from_the_source_by_naming_the_languages_the_other_way_round() -> None:
    assert main(["back", "a.ar.txt", "--source-lang", "en", "--target-lang", "ar", *ENGINE]) == 0
    assert Path("a.back.en.txt").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["back", "a.en.txt"], "--engine: no engine is named; name one"),
        (["check", "a.en.txt", "--engine", "house"], "--engine: 'house' is no engine; use KIND:MODEL (transformers,"),
        (["check", "a.en.txt", "--engine", "openai:"], "--engine: 'openai:' is no engine"),
        (["back", "missing.en.txt", *ENGINE], "missing.en.txt: no such file"),
        (
            ["check", "a.en.txt", "--engine", "ctranslate2:x", "--cache", "a.en.txt"],
            "a.en.txt: cannot be used as a cache",
        ),
    ],
)
def test_a_wrong_command_is_one_line_and_exit_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1


def test_an_engine_of_the_settings_is_opened_with_what_they_say(opened: Opened) -> None:
    table = '[engines.house]\nkind = "openai"\nmodel = "m"\nurl = "http://localhost:1/v1"\ntimeout = 5\n'
    Path("qa-translate.toml").write_text(f'engine = "house"\ncache = "cache.sqlite"\n\n{table}')
    assert main(["check", "a.en.txt", "--allow-sending"]) == 0
    assert opened == [
        EngineSettings("openai", model="m", url="http://localhost:1/v1", timeout=5, allow_sending=True),
    ]


def test_an_engines_name_that_is_nearly_right_is_suggested(capsys: pytest.CaptureFixture[str]) -> None:
    Path("qa-translate.toml").write_text('[engines.house]\nkind = "argos"\nmodel = "en-ar"\n')
    assert main(["check", "a.en.txt", "--engine", "hause"]) == 2
    assert "did you mean 'house'?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("table", "said"),
    [
        ('[engines.a]\nkind = "argus"\n', ":2: kind: 'argus' is no kind of engine; use transformers,"),
        ('[engines.a]\nkind = "argos"\ntimeout = 0\n', ":3: timeout: 0 is too little"),
        ('[engines.a]\nkind = "argos"\nallow-sending = 1\n', ":3: allow-sending = 1 has the wrong type; give true or"),
        (
            '[engines.a]\nkind = "argos"\n[engines.b]\nkind = "argos"\nbeem = 1\n',
            ":5: unknown key 'beem'; did you mean",
        ),
        ('[engines.a]\nmodel = "x"\n', "engines.a has no kind; add kind = ..."),
        ("engines = 1\n", ":1: engines is no table; write [engines.NAME]"),
    ],
)
def test_a_wrong_engine_in_the_settings_is_one_line_with_its_place(
    table: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("qa-translate.toml").write_text(table)
    assert main(["check", "a.en.txt"]) == 2
    error = capsys.readouterr().err
    first, line, caret = error.splitlines()
    assert said in first
    assert line.strip() in table
    assert set(caret.strip()) == {"^"}


def test_the_cache_says_what_it_holds_and_can_be_pruned(capsys: pytest.CaptureFixture[str]) -> None:
    main(["back", "a.en.txt", *ENGINE])
    capsys.readouterr()
    assert main(["cache", "info", "--cache", "cache.sqlite"]) == 0
    assert "2 segments" in (told := capsys.readouterr().out)
    assert "shouter:1" in told
    assert main(["cache", "prune", "--days", "0", "--cache", "cache.sqlite"]) == 0
    assert capsys.readouterr().out == "2 segments removed\n"


def test_a_recording_is_replayed_with_the_signature_of_the_engine_that_made_it(
    monkeypatch: pytest.MonkeyPatch, engine: Shouter, capsys: pytest.CaptureFixture[str]
) -> None:
    engine.longest = 25
    assert main(["check", "a.en.txt", "--format", "json", *ENGINE]) == 0
    first = capsys.readouterr().out
    here = Path.cwd()
    monkeypatch.undo()
    monkeypatch.chdir(here)
    real = choice.open_engine(EngineSettings("recorded", model="cache.sqlite"))
    assert real.signature == "shouter:1"
    assert (
        wiring.back_translation("a.en.txt", wiring.Settings(engine="recorded:cache.sqlite")).text
        == (json.loads(first)["back_translation"]["text"])
    )


def test_an_article_that_was_not_recorded_harms_no_other(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["audit", articles(2), *ENGINE])
    lines = Path(articles(3)).read_text().splitlines()
    Path("three.jsonl").write_text("\n".join(lines))
    recorded = choice._recorded("cache.sqlite")
    monkeypatch.setattr(choice, "open_engine", lambda *_, **__: recorded)
    assert main(["audit", "three.jsonl", "--engine", "recorded:cache.sqlite", "--findings", "f.jsonl"]) == 3
    assert "three.jsonl:3 (article 2): cache.sqlite: has no recording" in capsys.readouterr().err
    assert len(Path("f.jsonl").read_text().splitlines()) == 2


def test_what_was_not_recorded_is_said() -> None:
    main(["back", "a.en.txt", *ENGINE])
    Path("b.en.txt").write_text("Nobody has rendered this.")
    recorded = choice._recorded("cache.sqlite")
    with pytest.raises(Exception, match=r"has no recording of 1 segments, the first “Nobody has"):
        recorded.translate(["Nobody has rendered this."], "en", "ar")


@pytest.mark.parametrize("what", ["none.sqlite", "cache.sqlite#other:1"])
def test_a_recording_that_is_not_there_is_refused(what: str) -> None:
    main(["back", "a.en.txt", *ENGINE])
    with pytest.raises(Exception, match=r"no such recording|lacks it; name FILE#shouter:1"):
        choice._recorded(what)


SLOW_RUN = """
import sys, time
from pathlib import Path
from qa_translate.article import Article
from qa_translate.backtranslation import BackTranslator, RenderingCache
from qa_translate.ports import Rendering, Unit

class Slow:
    unit, batch_size, signature = Unit.SENTENCE, 3, "slow:1"
    def fits(self, *_): return True
    def translate(self, segments, source_lang, target_lang):
        with open(sys.argv[1], "a") as log:
            log.write("|".join(segments) + "\\n")
        time.sleep(0.02)
        return [Rendering(segment.upper()) for segment in segments]

text = " ".join(f"Sentence {k} stands here." for k in range(90))
with RenderingCache(Path(sys.argv[2])) as cache:
    made = BackTranslator(Slow(), cache).complete([Article(text, source="x", id="a")])
Path(sys.argv[3]).write_text(made[0].back_translation)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
def test_a_run_that_is_killed_again_and_again_renders_no_segment_twice_but_those_in_flight() -> None:
    draw = random.Random(4)
    command = [sys.executable, "-c", SLOW_RUN, "log", "killed.sqlite", "result"]
    kills = 0
    while not Path("result").exists():
        run = subprocess.Popen(command, env=os.environ)
        began = Path("log").read_text().count("\n") if Path("log").exists() else 0
        _wait(lambda: run.poll() is not None or _lines("log") >= began + draw.randint(1, 6))  # noqa: B023
        time.sleep(draw.random() * 0.03)
        run.kill()
        kills += run.wait() == -signal.SIGKILL
    batches = Path("log").read_text().splitlines()
    twice = [segment for batch in batches for segment in batch.split("|")]
    assert kills >= 3
    assert len(twice) - len(set(twice)) <= 3 * kills
    assert Path("result").read_text().count("STANDS HERE.") == 90


def _lines(file: str) -> int:
    return Path(file).read_text().count("\n") if Path(file).exists() else 0


def _wait(done: Callable[[], bool]) -> None:
    for _ in range(6_000):
        if done():
            return
        time.sleep(0.005)
