"""The text report, for terminals and for logs."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from qa_translate.article import Article
from qa_translate.finding import Skipped
from qa_translate.report import text
from qa_translate.report.options import Options

from .sample import ARTICLE, FINDINGS, NUMBER, REPORT, RULES

TERMINAL = Options(terminal=True)


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_plain_text_is_as_a_log_wants_it(matches_gold: Callable[[str, str], None]) -> None:
    matches_gold(text.render(REPORT, RULES, Options()), "port.txt")


def test_a_terminal_gets_colours_and_rules(matches_gold: Callable[[str, str], None]) -> None:
    matches_gold(text.render(REPORT, RULES, TERMINAL), "port.ansi")


def test_plain_text_has_no_codes_no_isolates_and_no_box() -> None:
    printed = text.render(REPORT, RULES, Options())
    assert not set(printed) & set("\x1b\u2067\u2069\u200e─│━┃")
    assert max(len(line) for line in printed.splitlines()) <= 100


def test_without_colour_a_terminal_still_shows_which_words_are_marked() -> None:
    printed = text.render(REPORT, RULES, replace(TERMINAL, colour=False))
    assert "\x1b[1;4m14 ships\x1b[0m" in printed
    assert "\x1b[1;4;3" not in printed


def test_every_isolate_closes_on_the_line_that_opens_it() -> None:
    article = replace(ARTICLE, source=ARTICLE.source and ARTICLE.source.replace("سفينة", "سفينة كبيرة جدا " * 30))
    printed = text.render(replace(REPORT, article=article), RULES, replace(TERMINAL, width=60))
    assert "\u2067" in printed
    for line in printed.splitlines():
        assert line.count("\u2067") == line.count("\u2069")


def test_texts_cannot_command_the_terminal() -> None:
    evil = Article("Look \x1b]0;owned\x07 here\u202e now\x9b31m. \ud800 end", id="\x1b[2J")
    finding = replace(FINDINGS[4], confidence=0.9, message="says \x1b[31mred\nand more")
    finding = replace(finding, target=replace(finding.target, start=0, end=len(evil.translation)))  # type: ignore[type-var]
    printed = text.render(replace(REPORT, article=evil, findings=(finding,), alignment=()), RULES, Options())
    assert not set(printed) & set("\x1b\x07\x9b\u202e\ud800")
    printed.encode("utf-8")


def test_rich_markup_in_a_text_is_printed_as_it_is() -> None:
    finding = replace(FINDINGS[0], message="the words [bold]here[/bold] :smile:")
    assert "[bold]here[/bold] :smile:" in text.render(replace(REPORT, findings=(finding,)), RULES, Options())


def test_an_article_without_marks_says_so_and_what_was_not_checked() -> None:
    printed = text.render(replace(REPORT, findings=(), score=100.0), RULES, Options())
    first = "port: no marks by the 2 of 5 rules that could look, score 100.0 (of what was checked)\n"
    assert printed.startswith(first)
    assert "Not checked:\n    2 rules (broken-phrase, word-salad): needs syntax\n" in printed


def test_only_an_article_that_every_rule_looked_at_reads_like_a_pass() -> None:
    printed = text.render(replace(REPORT, findings=(), skipped=(), score=100.0), RULES, Options())
    assert printed.startswith("port: no marks, score 100.0 (100: no marks)\n")
    assert "Not checked" not in printed


def test_many_rules_that_did_not_look_take_one_line() -> None:
    names = [f"rule-{k}" for k in range(47)]
    report = replace(REPORT, skipped=tuple(Skipped(name, "no source given") for name in names))
    printed = text.render(report, {**RULES, **dict.fromkeys(names, NUMBER)}, Options())
    assert "Not checked (--format json names each):\n    47 rules: no source given\nSignature" in printed
    assert "rule-1" not in printed


@pytest.mark.parametrize("width", [40, 80])
def test_a_signature_breaks_between_its_parts(width: int) -> None:
    parts = ["version:0.1.0", "encoder:multilingual-e5-small", "syntax:en_core_web_sm-3.8.0", "back:none", "min:0.50"]
    printed = text.render(replace(REPORT, signature="|".join(parts)), RULES, replace(TERMINAL, width=width))
    lines = re.sub(r"\x1b\[[\d;]*m", "", printed[printed.index("Signature") :]).splitlines()
    assert len(lines) > 1
    assert max(map(len, lines)) <= width
    assert [part for line in lines for part in line.removeprefix("Signature:").strip(" |").split("|")] == parts


@pytest.mark.parametrize(
    ("environ", "terminal", "colour"),
    [
        ({}, True, True),
        ({"NO_COLOR": "1"}, True, False),
        ({"NO_COLOR": ""}, True, True),
        ({"TERM": "dumb"}, False, True),
    ],
)
def test_options_follow_the_terminal_and_no_color(environ: dict[str, str], terminal: bool, colour: bool) -> None:
    options = Options.for_stream(_Terminal(), environ, columns=72)
    assert (options.terminal, options.colour) == (terminal, colour)
    assert options.width == (72 if terminal else 100)


def test_a_pipe_is_plain_and_a_hundred_columns_wide() -> None:
    options = Options.for_stream(io.StringIO(), {}, columns=72)
    assert (options.terminal, options.width) == (False, 100)
