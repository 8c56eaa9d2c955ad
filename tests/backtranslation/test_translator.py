"""Missing back-translations are made: each segment once, nothing cut off in silence, a bad batch harms only its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from qa_translate.article import Article, Side, Span
from qa_translate.backtranslation import BackTranslator, RenderingCache
from qa_translate.errors import ArticleError, EngineError, LanguageError
from qa_translate.ports import Rendering, Unit
from tests.backtranslation.engines import Shouter, shouted


def article(translation: str, name: str = "a", **fields: str) -> Article:
    return Article(translation, **{"source": "نص", "id": name, **fields})


def completed(engine: Shouter, *articles: Article, **how: object) -> list[Article | ArticleError]:
    return BackTranslator(engine, **how).complete(articles)  # type: ignore[arg-type]


def test_an_article_gets_its_translation_rendered_into_the_language_of_its_source() -> None:
    (made,) = completed(Shouter(), article("He left.\n\nShe stayed."))
    assert isinstance(made, Article)
    assert (made.back_translation, made.back_lang) == ("HE LEFT.\n\nSHE STAYED.", "ar")
    assert made.making is not None
    assert (made.making.engine, made.making.made_from) == ("shouter:1", Side.TRANSLATION)
    assert [token.span.of(made.back_translation) for token in made.making.pieces] == ["HE", "LEFT.", "SHE", "STAYED."]


def test_as_a_pivot_the_source_is_rendered_into_the_language_of_the_translation() -> None:
    (made,) = completed(Shouter(), article("He left.", source="source text"), pivot=True)
    assert isinstance(made, Article)
    assert (made.back_translation, made.back_lang) == ("SOURCE TEXT", "en")
    assert made.making is not None
    assert made.making.made_from is Side.SOURCE


def test_an_article_with_a_back_translation_or_without_a_source_is_left_as_it_is() -> None:
    engine = Shouter()
    given = [article("He left.", back_translation="غادر"), Article("He left.", id="b")]
    assert completed(engine, *given) == given
    assert engine.asked == []


def test_a_segment_that_stands_in_several_articles_is_rendered_once() -> None:
    engine = Shouter()
    completed(engine, article("He left. He left."), article("He left.", "b"))
    assert engine.asked == ["He left."]


def test_batches_hold_segments_of_about_one_length() -> None:
    engine = Shouter(batch_size=2)
    completed(engine, article("Yes.\n\nA much longer sentence stands here.\n\nNo.\n\nAnother rather long sentence."))
    assert engine.batches == [
        ["A much longer sentence stands here.", "Another rather long sentence."],
        ["Yes.", "No."],
    ]


def test_a_second_run_asks_the_engine_nothing(tmp_path: Path) -> None:
    first, second = Shouter(longest=12), Shouter(longest=12)
    text = "He left at noon, and she stayed. They met."
    with RenderingCache(tmp_path / "c") as cache:
        made = completed(first, article(text), cache=cache)
        assert completed(second, article(text), cache=cache) == made
    assert first.asked
    assert second.asked == []


def test_a_run_that_died_goes_on_where_it_was(tmp_path: Path) -> None:
    text = "\n\n".join(f"Sentence number {k}." for k in range(10))

    def dies(segment: str) -> Rendering:
        if segment.endswith(" 7."):
            raise KeyboardInterrupt
        return shouted(segment)

    broken, whole = Shouter(batch_size=2, render=dies), Shouter(batch_size=2)
    with RenderingCache(tmp_path / "c") as cache:
        with pytest.raises(KeyboardInterrupt):
            completed(broken, article(text), cache=cache)
        completed(whole, article(text), cache=cache)
    done = [segment for batch in broken.batches[:-1] for segment in batch]
    assert len(done) + len(whole.asked) == 10
    assert not set(done) & set(whole.asked)


def test_a_segment_that_is_too_long_is_cut_and_put_together_again() -> None:
    engine = Shouter(longest=20)
    (made,) = completed(engine, article("They came at dawn; they left at noon, with 1,000 men."))
    assert isinstance(made, Article)
    assert made.back_translation == "THEY CAME AT DAWN; THEY LEFT AT NOON, WITH 1,000 MEN."
    assert made.making is not None
    assert made.making.gaps == ()
    assert all(len(segment) <= 20 for segment in engine.asked)


def test_a_rendering_that_was_cut_off_is_made_again_in_parts() -> None:
    engine = Shouter(render=lambda s: replace(shouted(s), complete=len(s) < 20))
    (made,) = completed(engine, article("They came at dawn; they left at noon."))
    assert isinstance(made, Article)
    assert made.back_translation == "THEY CAME AT DAWN; THEY LEFT AT NOON."
    assert engine.asked == ["They came at dawn; they left at noon.", "They came at dawn;", "they left at noon."]


def test_what_cannot_be_cut_is_left_as_it_was_and_said() -> None:
    text = "See " + "x" * 50 + " now."
    (made,) = completed(Shouter(longest=20), article(text))
    assert isinstance(made, Article)
    assert made.back_translation == "SEE " + "x" * 50 + " NOW."
    assert made.making is not None
    ((span, reason),) = made.making.gaps
    assert span == Span(4, 54)
    assert "too long for the engine" in reason


def test_what_stays_cut_off_is_said() -> None:
    (made,) = completed(Shouter(render=lambda s: replace(shouted(s), complete=s != "endless")), article("endless"))
    assert isinstance(made, Article)
    assert made.making is not None
    ((span, reason),) = made.making.gaps
    assert span == Span(0, 7)
    assert "stopped at its limit" in reason


def test_line_ends_of_an_engine_make_no_paragraphs() -> None:
    (made,) = completed(Shouter(unit=Unit.PARAGRAPH, render=lambda _: Rendering("A.\n\nB.")), article("He left."))
    assert isinstance(made, Article)
    assert made.back_translation == "A.  B."


def test_a_batch_that_fails_harms_only_the_articles_that_need_it() -> None:
    engine = Shouter(batch_size=1, fails=lambda batch: "bad" in batch[0])
    good, bad = completed(engine, article("good one"), article("bad one", "b"))
    assert isinstance(good, Article)
    assert isinstance(bad, ArticleError)
    assert str(bad) == "shouter: does not answer; wait"
    assert bad.article == "b"


def test_an_engine_that_fails_again_and_again_is_not_asked_any_more() -> None:
    engine = Shouter(batch_size=1, fails=lambda _: True)
    made = completed(engine, *(article(f"text {k}", str(k)) for k in range(10)))
    assert all(isinstance(each, ArticleError) for each in made)
    assert len(engine.batches) == 3


def test_an_engine_that_recovers_is_asked_again() -> None:
    engine = Shouter(batch_size=1, fails=lambda batch: batch[0] in ("text 0", "text 1", "text 3", "text 4"))
    made = completed(engine, *(article(f"text {k}", str(k)) for k in range(6)))
    assert [isinstance(each, ArticleError) for each in made] == [True, True, False, True, True, False]


@pytest.mark.parametrize("bad", range(8))
def test_a_segment_that_an_engine_declines_is_found_among_the_others_of_its_batch(bad: int) -> None:
    engine = Shouter(batch_size=8, declines=lambda segment: segment == f"text {bad}")
    made = completed(engine, *(article(f"text {k}", str(k)) for k in range(8)))
    assert [isinstance(each, ArticleError) for each in made] == [k == bad for k in range(8)]


def test_an_empty_rendering_is_said_and_not_kept(tmp_path: Path) -> None:
    mute, heard = Shouter(render=lambda _: Rendering("")), Shouter()
    with RenderingCache(tmp_path / "c") as cache:
        (made,) = completed(mute, article("He left."), cache=cache)
        (later,) = completed(heard, article("He left."), cache=cache)
    assert isinstance(made, Article)
    assert made.back_translation == "He left."
    assert made.making is not None
    assert "nothing came of it" in made.making.gaps[0][1]
    assert isinstance(later, Article)
    assert later.back_translation == "HE LEFT."


def test_a_pair_of_languages_that_the_engine_lacks_harms_only_its_articles() -> None:
    def only_english(source_lang: str, target_lang: str) -> None:
        if source_lang != "en":
            raise LanguageError("does not know it", where="shouter")

    engine = Shouter(knows=only_english)
    made = completed(engine, article("He left."), article("Il est parti.", "b", target_lang="fr"), article("No.", "c"))
    assert [isinstance(each, ArticleError) for each in made] == [False, True, False]


def test_an_engine_that_declines_everything_is_not_asked_for_ever() -> None:
    engine = Shouter(batch_size=1, declines=lambda _: True)
    completed(engine, *(article(f"text {k}", str(k)) for k in range(100)))
    assert len(engine.batches) == 20


def test_one_text_alone_raises_what_failed() -> None:
    with pytest.raises(EngineError, match="does not answer"):
        BackTranslator(Shouter(fails=lambda _: True)).render("He left.", "en", "ar")
