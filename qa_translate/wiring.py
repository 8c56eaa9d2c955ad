"""The composition root: which engines stand behind which port, for the settings given."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, lru_cache, partial
from pathlib import Path

from platformdirs import user_cache_path

from qa_translate.answer import Run
from qa_translate.article import Article, Side
from qa_translate.backtranslation import BackTranslator, Made, RenderingCache
from qa_translate.calibrate import calibration, read_calibration
from qa_translate.checks import junctions, registry
from qa_translate.config import Project, Settings
from qa_translate.config.rules import check_rules as named_rules
from qa_translate.engine_settings import Kind
from qa_translate.engines.syntax import PACKAGES, SpacyParser
from qa_translate.errors import UsageError
from qa_translate.finding import Report, Severity
from qa_translate.glossary import Glossary
from qa_translate.pipeline import Tools, check_article
from qa_translate.policy import Policy
from qa_translate.ports import Encoder
from qa_translate.reading import companions, read_article, validate
from qa_translate.reading.files import STDIN, back_beside
from qa_translate.reading.glossaries import read_glossary
from qa_translate.relations import network
from qa_translate.report import Options, render


def open_tools(settings: Settings, *, similarity: bool = True) -> Tools:
    """Load what the pipeline needs; the parser of the target language goes on loading in the background.

    Args:
        settings: which encoder, how many threads.
        similarity: whether reports carry sacreBLEU's scores.

    Raises:
        ModelError: weights are missing or corrupt.
    """
    parsers = _parsers()
    if settings.target_lang in parsers:
        parsers[settings.target_lang].preload()
    # A corrupt file must stop a run at its start.
    _glossary(settings.glossary, settings.source_lang, settings.target_lang)
    junctions.load(settings.target_lang)
    network.load(settings.source_lang)
    return Tools(
        _encoder(settings.encoder, settings.threads),
        parsers,
        min_confidence=settings.min_confidence,
        similarity=similarity,
        batch_chars=settings.batch_chars,
        glossary=partial(_glossary, settings.glossary),
        policy=policy_of(settings),
        calibration=read_calibration(settings.calibration) if settings.calibration else calibration(),
        beside=settings.threads != 1,
        complete=back_translator(settings).complete if settings.engine else None,
    )


def policy_of(settings: Settings) -> Policy:
    """What the settings decide about rules."""
    said = settings.rules.items()
    return Policy(
        off=frozenset(settings.ignore) | {name for name, rule in said if rule.enabled is False},
        severities={name: Severity(rule.severity) for name, rule in said if rule.severity is not None},
        thresholds={name: rule.min_confidence for name, rule in said if rule.min_confidence is not None},
    )


def check_rules(project: Project) -> None:
    """Look whether the rules that the settings name are rules.

    Raises:
        ConfigError: one is not.
    """
    named_rules(project, registry.rules())


def check_one(article: Article, settings: Settings) -> Report:
    """Check an article that is already in memory.

    Raises:
        InputError: a text is not what it was said to be.
        ModelError: weights are missing or corrupt.
    """
    validate(article)
    return check_article(article, _tools_for(article, replace(settings, target_lang=article.target_lang)))


def check_files(translation: str, source: str | None, back: str | None, settings: Settings) -> Report:
    """Check an article that lies in files; those not named are looked for beside the translation.

    Args:
        translation, source, back: paths; ``-`` is standard input.
        settings: languages, encoder and thresholds.

    Raises:
        InputError: a file cannot be read, or is not what it was said to be.
        ModelError: weights are missing or corrupt.
        UsageError: more than one text should come from standard input.
    """
    if [translation, source, back].count(STDIN) > 1:
        raise UsageError("gives one text only", where="standard input", remedy="name files for the others")
    article = read_article(
        *files_of(translation, source, back, settings),
        **settings.languages,
        names=settings.fields,
    )
    return check_article(article, _tools_for(article, settings))


def _tools_for(article: Article, settings: Settings) -> Tools:
    """What one article needs: an engine is not opened for one that has its back-translation, or nothing to compare."""
    wanting = article.source and not article.back_translation
    return open_tools(settings if wanting else replace(settings, engine=None))


def files_of(
    translation: str, source: str | None, back: str | None, settings: Settings
) -> tuple[str, str | Path | None, str | Path | None]:
    """The files of an article; those not named are looked for beside the translation, None where there are none."""
    beside = companions(translation, settings.source_lang)
    return translation, source or beside[0], back or beside[1]


def back_translator(settings: Settings) -> BackTranslator:
    """What makes back-translations: the engine of the settings, behind the cache.

    A recording is its own cache. Where `Settings.back_lang` is the translation's language, the source is rendered into
    it (a pivot), otherwise the translation into the source's (a round trip).

    Raises:
        ModelError: the engine cannot work.
        UsageError: there is none, it may not send texts, or the cache cannot be used.
    """
    chosen = settings.engine_settings()
    if chosen is None:
        raise UsageError("no engine is named", where="--engine", remedy="name one, as in README, “Back-translations”")
    from qa_translate.engines.mt.choice import open_engine

    engine = open_engine(chosen, threads=settings.threads)
    cache = None if chosen.kind == Kind.RECORDED else rendering_cache(settings)
    return BackTranslator(engine, cache, pivot=settings.back_lang == settings.target_lang)


def back_translation(translation: str, settings: Settings) -> Made:
    """The translation in a file, rendered into the source's language.

    Raises:
        EngineError: a segment could not be rendered.
        InputError: the file cannot be read, or is not what it was said to be.
        ModelError, UsageError: see `back_translator`.
    """
    article = read_article(translation, source_lang=settings.source_lang, target_lang=settings.target_lang)
    made = back_translator(settings).render(article.translation, article.target_lang, article.source_lang)
    gaps = tuple((article.place(Side.TRANSLATION, span), reason) for span, reason in made.gaps)
    return replace(made, gaps=gaps)


def back_file(translation: str, settings: Settings) -> str:
    """Where `check` looks for the back-translation of that file."""
    return back_beside(translation, settings.source_lang)


def rendering_cache(settings: Settings) -> RenderingCache:
    """What engines have rendered.

    Raises:
        UsageError: the file cannot be used.
    """
    file = Path(settings.cache) if settings.cache else user_cache_path("qa-translate") / "renderings.sqlite"
    return RenderingCache(file, settings.cache_megabytes * 1_000_000)


def rendered(report: Report, form: str, options: Options) -> str:
    """`report` in one of the formats of `qa_translate.report.FORMATS`."""
    return render(form, report, registry.rules(), options)


def rendered_run(run: Run, form: str) -> str:
    """`run` in one of the formats of `qa_translate.report.runs.RUN_FORMATS`."""
    from qa_translate.report.runs import render as render_run  # most commands print no runs

    return render_run(form, run, registry.rules())


def worst(report: Report, min_confidence: float) -> Severity | None:
    """Severity of the worst finding that is shown; None where none is."""
    shown = (f.severity for f in report.findings if report.shows(f, min_confidence))
    return max(shown, key=lambda severity: severity.rank, default=None)


@lru_cache(maxsize=2)
def _encoder(model: str | None, threads: int | None) -> Encoder:
    if model is not None:
        from qa_translate.engines.hub_encoder import TransformersEncoder  # transformers takes seconds to import

        return TransformersEncoder(model, threads=threads)
    from qa_translate.engines.encoder import OnnxEncoder

    return OnnxEncoder(threads=threads)


@lru_cache(maxsize=16)
def _glossary(files: tuple[str, ...], source_lang: str, target_lang: str) -> Glossary:
    return read_glossary(files, source_lang, target_lang)


@cache
def _parsers() -> dict[str, SpacyParser]:
    return {lang: SpacyParser(package) for lang, package in PACKAGES.items()}
