"""The HTML page."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import pytest

from qa_translate.article import Article, Span
from qa_translate.finding import Severity, Skipped
from qa_translate.report import html
from qa_translate.report.options import Options

from .sample import FINDINGS, REPORT, RULES, SOURCE, TRANSLATION

VOID = {"meta", "input", "br", "wbr"}
EVIL = "<script>alert(1)</script> \"><img src=x onerror=alert(2)> {{ 7*7 }} ' onfocus='x"


class Page(HTMLParser):
    """The elements of a page: tag and attributes, its text by cell, and whether all elements close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.cells: list[tuple[str, str]] = []
        self._open: list[str] = []
        self._number = self._cell = False
        self.feed(page)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.elements.append((tag, given))
        if tag == "p":
            self._cell = (given.get("class") or "").startswith("cell")
        if tag == "p" and self._cell:
            self.cells.append((given["class"] or "", ""))
        self._number = tag == "a"
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        self._number = False

    def handle_data(self, data: str) -> None:
        if self._cell and "p" in self._open and not self._number:
            name, text = self.cells[-1]
            self.cells[-1] = (name, text + data)

    def all(self, tag: str, name: str = "") -> list[dict[str, str | None]]:
        """Attributes of the elements called `tag` that have class `name`."""
        return [a for t, a in self.elements if t == tag and (not name or name in (a.get("class") or "").split())]


def _page(**changes: object) -> Page:
    return Page(html.render(replace(REPORT, **changes), RULES, Options()))  # type: ignore[arg-type]


def test_it_prints_the_page(matches_gold: Callable[[str, str], None]) -> None:
    matches_gold(_without_assets(html.render(REPORT, RULES, Options())), "port.html")


def test_it_prints_the_same_page_twice() -> None:
    assert html.render(REPORT, RULES, Options()) == html.render(REPORT, RULES, Options())


def test_nothing_in_the_page_can_be_fetched() -> None:
    page = html.render(REPORT, RULES, Options())
    assert not re.search(r"https?:|//[a-z]|@import|url\(|\bsrc=|<link|<iframe|fetch\(|XMLHttp|WebSocket", page)
    for _, attributes in Page(page).elements:
        assert (attributes.get("href") or "#").startswith("#")
        assert not [name for name in attributes if name.startswith("on") or name == "style"]


def test_the_policy_allows_this_style_and_this_script_and_nothing_else() -> None:
    page = html.render(REPORT, RULES, Options())
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        [content] = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy


def test_texts_messages_names_and_rules_are_escaped() -> None:
    article = Article(EVIL, EVIL, EVIL, id=EVIL)
    span = Span(0, len(EVIL))
    finding = replace(FINDINGS[0], message=EVIL, target=span, source=span, back=span, rule="evil<b>")
    rule = replace(RULES["changed-number"], name="evil<b>", marks=EVIL, why=EVIL, example=EVIL, wrong_when=EVIL)
    report = replace(REPORT, article=article, findings=(finding,), alignment=(), signature=EVIL)
    raw = html.render(report, {"evil<b>": rule}, Options())
    page = Page(raw)
    assert len(page.all("script")) == 1
    assert not page.all("img")
    assert "49" not in _without_assets(raw)
    assert all(not name.startswith("on") for _, attributes in page.elements for name in attributes)


def test_every_text_has_its_language_and_direction() -> None:
    page = _page()
    assert {(a["lang"], a["dir"]) for a in page.all("p", "source")} == {("ar", "rtl")}
    assert {(a["lang"], a["dir"]) for a in page.all("p", "target")} == {("en", "ltr")}
    assert all(a["lang"] and a["dir"] for a in page.all("dd", "quote"))


def test_right_to_left_words_in_a_message_stand_apart() -> None:
    page = html.render(REPORT, RULES, Options())
    assert 'the source says «<bdi class="rtl" lang="ar" dir="rtl">40 سفينة</bdi>».' in page


def test_a_quotation_within_right_to_left_words_closes_with_them() -> None:
    finding = replace(FINDINGS[0], message="In the source “صحيفة «الرصيف»” quotes.")
    page = html.render(replace(REPORT, findings=(finding,)), RULES, Options())
    assert '“<bdi class="rtl" dir="rtl">صحيفة «الرصيف»</bdi>” quotes.' in page


def test_both_texts_are_there_whole() -> None:
    cells = _page().cells
    for name, text in (("source", SOURCE), ("target", TRANSLATION)):
        shown = "".join(words for classes, words in cells if classes == f"cell {name}")
        assert "".join(shown.split()) == "".join(text.split())


def test_passages_without_counterpart_say_so() -> None:
    texts = [words for classes, words in _page().cells if classes == "cell none"]
    assert texts == ["nothing in the translation", "nothing in the source"]


def test_words_under_two_marks_are_one_run_of_the_worse_severity() -> None:
    page = html.render(REPORT, RULES, Options())
    assert '<mark class="m critical" data-m="1 2">spokesman Sami al-Haddad</mark>' in page
    assert '<mark class="m critical" data-m="1">reporters told </mark>' in page
    assert '<mark class="m minor" data-m="2">.</mark>' in page


def test_marks_below_the_threshold_are_there_but_unseen() -> None:
    page = html.render(REPORT, RULES, Options())
    assert '<mark class="m" data-m="4">Leave a Reply</mark>' in page
    assert re.search(r'id="note-4"[^>]* hidden>', page)
    assert len(Page(page).all("li", "note")) == len(FINDINGS)


def test_findings_nobody_would_look_at_are_left_out_and_counted() -> None:
    noise = replace(FINDINGS[0], confidence=0.05)
    page = html.render(replace(REPORT, findings=(*FINDINGS, noise)), RULES, Options())
    assert len(Page(page).all("li", "note")) == len(FINDINGS)
    assert "Not in this page: 1 mark below confidence 0.2." in page
    assert ", 2 not shown</small>" in page
    everything = html.render(replace(REPORT, findings=(*FINDINGS, noise)), RULES, Options(min_confidence=0.0))
    assert len(Page(everything).all("li", "note")) == len(FINDINGS) + 1


def test_every_note_can_be_reached_from_its_words_and_named_elements_exist() -> None:
    page = _page()
    ids = [a["id"] for _, a in page.elements if a.get("id")]
    assert len(ids) == len(set(ids))
    assert {f"#{name}" for name in ids} >= {a["href"] for a in page.all("a")}
    assert {a["href"] for a in page.all("a", "n")} == {"#note-1", "#note-2", "#note-3", "#note-4"}


def test_a_translation_alone_has_one_column() -> None:
    page = _page(article=Article(TRANSLATION), alignment=(), similarity=None)
    assert page.all("body", "alone")
    assert not page.all("p", "source")


def test_lone_surrogates_and_controls_become_replacement_characters() -> None:
    page = html.render(replace(REPORT, article=Article("bad \ud800 \x00 \x1b end"), findings=()), RULES, Options())
    assert "bad \ufffd \ufffd \ufffd end" in page
    page.encode("utf-8")


def test_a_browser_runs_the_script_under_the_policy(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("no Chromium on this machine")
    unseen = replace(FINDINGS[4], rule="unseen")
    report = replace(REPORT, findings=(*FINDINGS[:4], unseen))
    rules = {**RULES, "unseen": replace(RULES["changed-number"], name="unseen")}
    (tmp_path / "port.html").write_text(html.render(report, rules, Options()), encoding="utf-8")
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync"]
    quiet = ["--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}"]
    page = (tmp_path / "port.html").as_uri() + "#note-3"
    run = subprocess.run(
        [browser, *flags, *quiet, "--dump-dom", page], capture_output=True, text=True, timeout=120, check=False
    )
    if run.returncode:
        pytest.skip(f"Chromium does not start here: {run.stderr[-200:]}")
    assert '<html lang="en" class="js reading">' in run.stdout
    assert "number <small>1</small>" in run.stdout
    assert '<mark class="m major on" data-m="3">14 ships</mark>' in run.stdout
    assert '<div class="doc">\n<p><i>Marks.</i>' in run.stdout
    assert '<span role="status" class="status">4 marks</span>' in run.stdout
    assert re.search(r'data-chip="boilerplate" hidden="">', run.stdout)
    assert not re.search(r'data-chip="number" hidden', run.stdout)
    assert re.search(r'id="rule-unseen" hidden="">', run.stdout)


def test_a_page_says_at_its_head_how_many_rules_could_look() -> None:
    page = html.render(replace(REPORT, findings=(), score=100.0), RULES, Options())
    assert "<dt>Score <small>(2 of 5 rules)</small></dt>" in page
    assert '<span class="status">no marks</span> by the 2 of 5 rules that could look' in page
    assert 'class="limits"' not in html.render(replace(REPORT, skipped=()), RULES, Options())


def test_many_rules_that_did_not_look_are_folded_up() -> None:
    names = [f"rule-{k}" for k in range(47)]
    report = replace(REPORT, skipped=tuple(Skipped(name, "no source given") for name in names))
    page = html.render(report, {**RULES, **dict.fromkeys(names, RULES["changed-number"])}, Options())
    assert "<details><summary>47 rules: no source given</summary><p>rule-0, rule-1, " in page
    assert "<details>" not in html.render(REPORT, RULES, Options())


def test_only_rules_and_chips_of_shown_marks_are_seen() -> None:
    rare = replace(FINDINGS[4], rule="changed-number", severity=Severity.MINOR)
    page = html.render(replace(REPORT, findings=(FINDINGS[1], rare)), RULES, Options())
    assert 'id="rule-inverted-attribution">' in page
    assert 'id="rule-changed-number" hidden>' in page
    assert 'data-chip="boilerplate" hidden>' in page
    assert 'data-chip="minor" hidden>' in page
    assert 'data-chip="critical">' in page


def test_likeness_is_explained_and_apart_from_the_score() -> None:
    page = html.render(REPORT, RULES, Options())
    facts = page[page.index('<dl class="facts">') : page.index("</dl>")]
    assert "chrF" not in facts
    assert re.search(r'<abbr title="TER: edits [^"]*lower is more alike">TER 52.1</abbr>', page)
    assert "is no part of the score" in page


def test_a_signature_may_break_between_its_parts() -> None:
    assert "version:0.1.0|<wbr>rules:1a2b3c4d|<wbr>min:0.50</p>" in html.render(REPORT, RULES, Options())


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_stands_out_from_what_is_behind_it(scheme: str) -> None:
    palettes = [dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{3,6})", block)) for block in _palettes()]
    palette = palettes[["light", "dark", "print"].index(scheme)]
    for front in ("ink", "soft", *Severity):
        for behind in ("paper", "card", "faint"):
            assert _contrast(palette[front], palette[behind]) >= 4.5, (front, behind)
    for severity in Severity:
        for behind in ("tint", "deep"):
            assert _contrast(palette["ink"], palette[f"{severity}-{behind}"]) >= 4.5, (severity, behind)


def _without_assets(page: str) -> str:
    """`page` without its style and script, which the gold file need not repeat."""
    page = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", page, flags=re.DOTALL)
    return re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-", page)


def _palettes() -> list[str]:
    css = (resources.files("qa_translate.report") / "templates" / "report.css").read_text(encoding="utf-8")
    return re.findall(r":root \{(.*?)\}", css, re.DOTALL)


def _contrast(one: str, other: str) -> float:
    """Contrast ratio of WCAG 2, 1 to 21."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[k : k + 2], 16) / 255 for k in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
