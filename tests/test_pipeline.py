"""The pipeline with stand-ins for the engines: every subset of inputs, batches, and articles that break."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from qa_translate import pipeline
from qa_translate.article import Article, Span
from qa_translate.case import Case
from qa_translate.checks import registry
from qa_translate.engines.recorded import FlatParser, HashEncoder
from qa_translate.errors import ArticleError, InputError, ModelError
from qa_translate.finding import Finding, Report, Skipped
from qa_translate.pipeline import Tools, check_article, check_articles
from qa_translate.ports import Encoding

WORDS = {
    "قال": "said", "الوزير": "minister", "إن": "that", "المحادثات": "talks", "بدأت": "began", "أمس": "yesterday",
    "وصل": "arrived", "الوفد": "delegation", "إلى": "in", "القاهرة": "Cairo", "اليوم": "today",
    "لم": "not", "يصب": "hurt", "أحد": "anybody", "في": "in", "الحادث": "accident",
}  # fmt: skip
SOURCE = "قال الوزير إن المحادثات بدأت أمس.\n\nوصل الوفد إلى القاهرة اليوم.\n\nلم يصب أحد في الحادث."
ENGLISH = (
    "minister said that talks began yesterday.\n\ndelegation arrived in Cairo today.\n\nnot anybody hurt in accident."
)
ROUND_TRIP = SOURCE.replace("القاهرة", "بغداد")
OTHER = "تراجعت أسعار النفط بشدة.\n\nفاز المنتخب بكأس البطولة.\n\nافتتحت مدرسة جديدة بالمدينة."


@pytest.fixture
def tools() -> Tools:
    return Tools(HashEncoder(WORDS), {"en": FlatParser()})


def test_a_translation_alone_is_checked_and_says_what_could_not_be(tools: Tools) -> None:
    report = check_article(Article(ENGLISH, id="a"), tools)
    assert Skipped("changed-speaker", "no source given") in report.skipped
    assert report.similarity is None
    assert report.alignment == ()


def test_with_a_source_its_sentences_are_aligned(tools: Tools) -> None:
    report = check_article(Article(ENGLISH, SOURCE), tools)
    assert all("no source" not in skipped.reason for skipped in report.skipped)
    texts = [(source.of(SOURCE).split()[0], target.of(ENGLISH).split()[0]) for source, target in spans(report)]
    assert texts == [("قال", "minister"), ("وصل", "delegation"), ("لم", "not")]


def test_a_round_trip_is_compared_with_the_source(tools: Tools) -> None:
    report = check_article(Article(ENGLISH, SOURCE, ROUND_TRIP), tools)
    assert report.article.back_lang == "ar"
    assert report.similarity is not None
    assert report.similarity.comparison == "source/back_translation"
    assert [s.ter for s in report.similarity.segments] == [0, 20, 0]


def test_a_pivot_is_compared_with_the_draft(tools: Tools) -> None:
    pivot = "The minister said that the talks began yesterday.\n\nThe delegation arrived in Cairo today."
    report = check_article(Article(ENGLISH, SOURCE, pivot), tools)
    assert report.article.back_lang == "en"
    assert report.similarity is not None
    assert report.similarity.comparison == "back_translation/translation"


def test_a_back_translation_without_source_is_aligned_with_the_draft(tools: Tools, seen: list[Case]) -> None:
    check_article(Article(ENGLISH, back_translation=ROUND_TRIP), tools)
    assert seen[0].bitext is None
    assert seen[0].round_trip is None
    assert seen[0].retranslation is not None


def test_similarity_is_left_out_when_nobody_asks(tools: Tools) -> None:
    assert check_article(Article(ENGLISH, SOURCE, ROUND_TRIP), replace(tools, similarity=False)).similarity is None


def test_texts_of_a_language_without_parser_have_no_syntax(tools: Tools, seen: list[Case]) -> None:
    check_article(Article(ENGLISH, target_lang="fr"), tools)
    check_article(Article(ENGLISH, target_lang="en"), tools)
    assert seen[0].parse is None
    assert seen[1].parse is not None
    assert seen[1].parse.tokens[0].text == "minister"


def test_source_and_translation_of_different_articles_are_one_error_and_no_flood(tools: Tools) -> None:
    with pytest.raises(InputError, match="do not look like the same article"):
        check_article(Article(ENGLISH, OTHER), tools)


def test_a_batch_keeps_the_order_and_goes_on_after_a_bad_article(tools: Tools) -> None:
    articles = [Article(ENGLISH, SOURCE, id="a"), Article(ENGLISH, OTHER, id="b"), Article(ENGLISH, SOURCE, id="c")]
    for batch_chars in (1, 10_000):
        first, second, third = check_articles(articles, replace(tools, batch_chars=batch_chars))
        assert isinstance(first, Report)
        assert isinstance(second, ArticleError)
        assert second.where == "b"
        assert isinstance(third, Report)
        assert third.findings == first.findings
        assert third.alignment == first.alignment


def test_an_article_that_crashes_a_step_does_not_stop_the_others(tools: Tools, monkeypatch: pytest.MonkeyPatch) -> None:
    def explode(case: Case, tools: Tools) -> str:
        if case.article.id == "bad":
            raise IndexError("out of range")
        return ""

    monkeypatch.setattr(pipeline, "_signature", explode)
    bad, good = check_articles([Article(ENGLISH, id="bad"), Article(ENGLISH, id="good")], tools)
    assert isinstance(bad, ArticleError)
    assert "IndexError" in str(bad)
    assert isinstance(good, Report)


class Failing(HashEncoder):
    """Fails on texts that hold a word."""

    def encode(self, texts: Sequence[str]) -> list[Encoding]:
        if any("poison" in text for text in texts):
            raise ValueError("boom")
        return super().encode(texts)


@pytest.mark.parametrize("batch_chars", [1, 100_000])
def test_an_article_that_an_engine_fails_on_does_not_stop_the_others(tools: Tools, batch_chars: int) -> None:
    tools = replace(tools, encoder=Failing(WORDS), batch_chars=batch_chars)
    articles = [Article(text, SOURCE, id=text[:6]) for text in (ENGLISH, f"poison {ENGLISH}", ENGLISH)]
    kinds = [type(outcome) for outcome in check_articles(articles, tools)]
    assert kinds == [Report, ArticleError, Report]


def test_an_engine_that_cannot_work_at_all_stops_the_run(tools: Tools) -> None:
    class Corrupt(HashEncoder):
        def encode(self, texts: Sequence[str]) -> list[Encoding]:
            raise ModelError("the file is corrupt")

    with pytest.raises(ModelError):
        list(check_articles([Article(ENGLISH)], replace(tools, encoder=Corrupt())))


def test_the_encoder_alone_leaves_out_what_cannot_be_read(tools: Tools) -> None:
    assert pipeline.encode_only([Article("a" * 3000), Article(ENGLISH)], tools) > 0


TEXTS = {
    "en": 'The minister said on Monday that 25 people had been killed. He told Reuters: "We will not leave."',
    "ar": "قال الوزير يوم الاثنين إن 25 شخصاً قتلوا. وأبلغ رويترز: «لن نغادر». ونفى المجلس التقرير.",
    "fr": "Le ministre a dit lundi que 25 personnes sont mortes. Il a dit à Reuters : « Nous ne partirons pas. »",
    "de": "Der Minister sagte am Montag, 25 Menschen seien tot. Er sagte Reuters: „Wir gehen nicht.“",
}


@pytest.mark.parametrize("target", TEXTS)
@pytest.mark.parametrize("source", [None, *TEXTS])
def test_no_check_fails_on_any_pair_of_languages(tools: Tools, source: str | None, target: str) -> None:
    given = TEXTS[source] if source else None
    article = Article(TEXTS[target], given, source_lang=source or "ar", target_lang=target)
    report = check_article(article, tools)
    assert not [s for s in report.skipped if "failed" in s.reason]


def test_a_long_article_is_encoded_in_parts(tools: Tools) -> None:
    sizes: list[int] = []

    class Counting(HashEncoder):
        def encode(self, texts: Sequence[str]) -> list[Encoding]:
            sizes.append(sum(map(len, texts)))
            return super().encode(texts)

    check_article(Article("\n\n".join([ENGLISH] * 800)), replace(tools, encoder=Counting(WORDS)))
    assert len(sizes) > 1
    assert max(sizes) < 60_000


def test_the_signature_names_encoder_and_parser(tools: Tools) -> None:
    signature = check_article(Article(ENGLISH), tools).signature
    assert "encoder:hash/64" in signature
    assert "syntax:flat" in signature


def test_every_stage_is_timed(tools: Tools) -> None:
    check_article(Article(ENGLISH, SOURCE), tools)
    assert {"segment", "encode", "align", "parse", "check"} <= set(tools.watch.seconds)


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    """The cases that the checks were given."""
    cases: list[Case] = []

    def run(case: Case) -> tuple[list[Finding], list[Skipped]]:
        cases.append(case)
        return [], []

    monkeypatch.setattr(registry, "run", run)
    return cases


def spans(report: Report) -> list[tuple[Span, Span]]:
    return [(source, target) for source, target in report.alignment if source and target]
