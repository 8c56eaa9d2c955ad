"""The registry of formats."""

from __future__ import annotations

import pytest

from qa_translate.report import FORMATS, Options, render

from .sample import REPORT, RULES


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format_prints_a_whole_report_and_documents_itself(name: str) -> None:
    made = FORMATS[name]
    assert made.name == name
    assert made.summary
    assert made.suffix.startswith(".")
    printed = render(name, REPORT, RULES, Options())
    assert printed.endswith("\n")
    assert "inverted-attribution" in printed
