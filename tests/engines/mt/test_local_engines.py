"""transformers and CTranslate2 run the same tiny model: same words, log-probabilities, limits, and refusals."""

from __future__ import annotations

import shutil
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from qa_translate.backtranslation import BackTranslator
from qa_translate.engines.mt import ct2, limits
from qa_translate.engines.mt.ct2 import Ct2Engine
from qa_translate.engines.mt.hub import TransformersEngine
from qa_translate.errors import LanguageError, ModelError
from qa_translate.ports import Engine
from tests.engines.mt import tiny
from tests.engines.mt.phrases import sentence_pairs

ARTICLE = """The minister said that 14 ships left the port on Monday.

“25 workers reached the border,” the mayor said. The union said that 81 trucks opened the city on Friday.
"""
ARABIC = """قال الوزير إن 14 سفينة غادرت الميناء يوم الاثنين.

قال العمدة: "25 عاملا بلغت الحدود". قال الاتحاد إن 81 شاحنة فتحت المدينة يوم الجمعة.
"""


@pytest.fixture(scope="session")
def transformers_engine(tiny_marian: Path) -> TransformersEngine:
    return TransformersEngine(str(tiny_marian), device="cpu")


@pytest.fixture(scope="session")
def ct2_engine(tiny_ct2: Path) -> Ct2Engine:
    return Ct2Engine(ct2.layout_of(tiny_ct2), device="cpu")


@pytest.fixture(params=["transformers_engine", "ct2_engine"])
def engine(request: pytest.FixtureRequest) -> Engine:
    made: Engine = request.getfixturevalue(request.param)
    return made


def new_pairs() -> list[tuple[str, str]]:
    """Pairs that the model has not seen in training."""
    seen = set(sentence_pairs(480, seed=1))
    return [pair for pair in sentence_pairs(200, seed=2) if pair not in seen][:64]


def test_a_real_model_renders_sentences_that_it_has_not_seen(engine: Engine) -> None:
    pairs = new_pairs()[: engine.batch_size]
    made = engine.translate([english for english, _ in pairs], "en", "ar")
    right = sum(rendering.text == arabic for rendering, (_, arabic) in zip(made, pairs, strict=True))
    assert right >= 0.8 * len(pairs)
    assert all(rendering.complete for rendering in made)


def test_an_article_goes_through_paragraph_for_paragraph_with_its_quotation_and_numbers(engine: Engine) -> None:
    made = BackTranslator(engine).render(ARTICLE, "en", "ar")
    assert made.text == ARABIC
    assert made.gaps == ()


def test_each_token_has_its_log_probability_and_place(engine: Engine) -> None:
    ((rendering),) = engine.translate(["The minister said that 14 ships left the port on Monday."], "en", "ar")
    words = "".join(piece.span.of(rendering.text) for piece in rendering.pieces)
    assert words == rendering.text.replace(" ", "")
    assert all(-2 < piece.log_prob <= 0 for piece in rendering.pieces)


def test_both_engines_are_of_one_mind(transformers_engine: TransformersEngine, ct2_engine: Ct2Engine) -> None:
    english = [pair[0] for pair in new_pairs()[:16]]
    ours, theirs = (each.translate(english, "en", "ar") for each in (transformers_engine, ct2_engine))
    same = [(a, b) for a, b in zip(ours, theirs, strict=True) if a.text == b.text]
    assert len(same) >= 14
    for a, b in same:
        assert sum(p.log_prob for p in a.pieces) == pytest.approx(sum(p.log_prob for p in b.pieces), abs=0.5)


def test_a_long_segment_does_not_fit_and_comes_back_whole_all_the_same(engine: Engine) -> None:
    long = "; ".join(f"{k} ships left the port on Monday" for k in range(11, 31))
    assert not engine.fits(long, "en", "ar")
    made = BackTranslator(engine).render(long, "en", "ar")
    assert made.gaps == ()
    assert len(made.pieces) > tiny.POSITIONS


def test_letters_that_a_model_lacks_are_left_as_they_were_and_said(engine: Engine) -> None:
    made = BackTranslator(engine).render(
        "你好世界 北京 上海。\n\nThe mayor said that 14 ships left the port on Monday.", "en", "ar"
    )
    assert made.text.startswith("你好世界")
    assert "سفينة غادرت الميناء" in made.text  # which number a model of one minute writes is another matter
    assert "letters that it lacks" in made.gaps[0][1]


def test_a_rendering_that_has_no_room_is_not_called_complete(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_GROWTH", 0)
    monkeypatch.setattr(limits, "_SPARE", 5)
    (rendering,) = engine.translate(["The minister said that 14 ships left the port on Monday."], "en", "ar")
    assert not rendering.complete


def test_another_language_is_refused(engine: Engine) -> None:
    with pytest.raises(LanguageError, match="translates from en into ar, not from en into fr"):
        engine.translate(["He left."], "en", "fr")


def test_signatures_name_model_weights_search_and_precision(
    transformers_engine: TransformersEngine, ct2_engine: Ct2Engine, tiny_ct2: Path
) -> None:
    assert transformers_engine.signature.startswith("transformers:")
    assert transformers_engine.signature.endswith(",beam:4,float32")
    assert ct2_engine.signature.endswith(",beam:4,int8")
    greedy = Ct2Engine(ct2.layout_of(tiny_ct2), device="cpu", beam=1)
    assert greedy.signature != ct2_engine.signature


def test_ctranslate2_is_at_least_twice_as_fast(transformers_engine: TransformersEngine, ct2_engine: Ct2Engine) -> None:
    english = [pair[0] for pair in new_pairs()]

    def seconds(engine: Engine) -> float:
        started = time.perf_counter()
        for k in range(0, len(english), 16):
            engine.translate(english[k : k + 16], "en", "ar")
        return time.perf_counter() - started

    ratios = [seconds(transformers_engine) / seconds(ct2_engine) for _ in range(5)]
    assert statistics.median(ratios) >= 2


def test_a_folder_that_holds_no_model_is_refused_by_transformers(tmp_path: Path) -> None:
    pytest.importorskip("torch", reason="needs the extra [torch]")
    with pytest.raises(ModelError, match=r"transformers cannot load the translation model .*; name a translation"):
        TransformersEngine(str(tmp_path), device="cpu")


def test_a_model_that_was_cut_off_is_refused_by_transformers(tiny_marian: Path, tmp_path: Path) -> None:
    copy = broken(tiny_marian, tmp_path, lambda f: (f / "model.safetensors").write_bytes(b"cut"))
    with pytest.raises(ModelError, match="transformers cannot load the translation model") as caught:
        TransformersEngine(str(copy), device="cpu")
    assert "\n" not in str(caught.value)


def test_a_folder_that_holds_no_converted_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"has no model.bin, and so is no CTranslate2 model; name a folder that"):
        ct2.layout_of(tmp_path)


def broken(folder: Path, tmp_path: Path, change: Callable[[Path], object]) -> Path:
    copy = tmp_path / "model"
    shutil.copytree(folder, copy)
    change(copy)
    return copy


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: (f / "source.spm").unlink(), "has no SentencePiece file"),
        (lambda f: (f / "shared_vocabulary.json").unlink(), "has no vocabulary"),
        (lambda f: (f / "shared_vocabulary.json").write_text("["), "shared_vocabulary.json: cannot be read"),
        (lambda f: (f / "tokenizer_config.json").write_text("{"), "is no JSON"),
    ],
)
def test_a_converted_folder_that_lacks_something_says_what(
    tiny_ct2: Path, tmp_path: Path, change: Callable[[Path], object], said: str
) -> None:
    with pytest.raises(ModelError, match=said):
        ct2.layout_of(broken(tiny_ct2, tmp_path, change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda f: (f / "source.spm").write_bytes(b"no model"), "is no SentencePiece model"),
        (lambda f: (f / "model.bin").write_bytes(b"no model"), "CTranslate2 cannot load the model"),
    ],
)
def test_a_corrupt_file_is_named(tiny_ct2: Path, tmp_path: Path, change: Callable[[Path], object], said: str) -> None:
    with pytest.raises(ModelError, match=said):
        Ct2Engine(ct2.layout_of(broken(tiny_ct2, tmp_path, change)), device="cpu")


def test_without_the_library_the_remedy_is_named(tiny_ct2: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = ct2.layout_of(tiny_ct2)
    for name in ("torch", "ctranslate2"):
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ModelError, match=r"pip install 'qa-translate\[ctranslate2\]'"):
        Ct2Engine(layout)
    with pytest.raises(ModelError, match=r"pip install 'qa-translate\[torch\]'"):
        TransformersEngine("some/model")
