"""What can be configured. Each key of a settings file has the name of a field, with hyphens or underscores."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qa_translate.engine_settings import EngineSettings, parse_engine
from qa_translate.errors import UsageError
from qa_translate.fields import Fields
from qa_translate.finding import NEVER, Severity, reaches
from qa_translate.globs import matcher
from qa_translate.langcode import language_code

FILE = "qa-translate.toml"
FAIL_ON = (*(str(severity) for severity in Severity), NEVER)
SENDING_VARIABLE = "QA_TRANSLATE_ALLOW_SENDING"
"""With 1, a file of settings that was found may allow to send texts, like one that is named."""

BASELINE = ".qa-translate-baseline.json"
_LANGUAGES = ("source_lang", "target_lang", "back_lang")


@dataclass(frozen=True, slots=True)
class RuleSettings:
    """How one rule works here: ``[rules.NAME]``.

    Attributes:
        enabled: whether it looks at all; None: as it is elsewhere.
        severity: how bad its marks are; None: as the rule says.
        min_confidence: marks of this rule below it are not shown and do not count; None: that of all rules.
    """

    enabled: bool | None = None
    severity: str | None = None
    min_confidence: float | None = None

    def __post_init__(self) -> None:
        if self.severity is not None:
            _one_of(self.severity, list(Severity), "severity")
        if self.min_confidence is not None:
            _probability(self.min_confidence, "min_confidence")


@dataclass(frozen=True, slots=True)
class Naming:
    """Where articles are: ``[[articles]]``. Patterns start at the folder of the settings.

    ``{name}`` stands for part of a file's name, ``{path}`` for folders and name, ``{lang}`` for a language's code,
    ``*`` for anything within a folder, ``**/`` for any folders.

    Attributes:
        translation: pattern of the translations.
        source: pattern of their sources; None: `translation` with the source's language, where it has ``{lang}``.
        back_translation: pattern of their back-translations; None: what `check` would find beside the translation.
        source_lang: language of these sources; None: that of all articles.
        target_lang: language of these translations; None: ``{lang}``, or that of all articles.
    """

    translation: str
    source: str | None = None
    back_translation: str | None = None
    source_lang: str | None = None
    target_lang: str | None = None

    def __post_init__(self) -> None:
        given = matcher(self.translation, "translation").groupindex
        for key in ("source", "back_translation"):
            pattern = getattr(self, key)
            unknown = set(matcher(pattern, key).groupindex) - set(given) - {"lang"} if pattern else set()
            if unknown:
                message = f"{{{min(unknown)}}} is not in the pattern of the translation"
                raise UsageError(message, where=key, remedy="use the same placeholders in both")
            if pattern and "*" in pattern:
                raise UsageError("* does not say which file", where=key, remedy="use {path} or {name} in both patterns")
        _set_languages(self)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Keys of an article's front matter: ``[front_matter]``.

    Attributes:
        source: file of the source, from the article's own folder, or from the project's with a leading slash.
        back_translation: file of the back-translation.
        lang: language of the article.
    """

    source: str = "source"
    back_translation: str = "back_translation"
    lang: str = "lang"


@dataclass(frozen=True, slots=True)
class SuppressionSettings:
    """A mark to let be: ``[[suppressions]]``.

    Attributes:
        rule: name of the rule; ``*``: every rule.
        reason: why; somebody will ask.
        path: pattern of the articles; all without one.
        text: words that the marked passage must hold; all marks of the rule without them.
        until: day after which the suppression ends.
    """

    rule: str
    reason: str
    path: str = "**"
    text: str = ""
    until: datetime.date | None = None

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise UsageError("a suppression needs a reason", where="reason", remedy="say why the mark is to be let be")
        matcher(self.path, "path")
        if self.text and not any(map(str.isalnum, self.text)):
            raise UsageError("it holds no word", where="text", remedy="give words of the marked passage")


@dataclass(frozen=True, slots=True)
class Override:
    """Other settings for some articles: ``[[overrides]]``. Later ones go before earlier ones.

    Attributes:
        paths: patterns of the articles.
        source_lang, target_lang, back_lang: see `Settings`.
        min_confidence: see `Settings`.
        ignore: rules that do not look there either.
        rules: how rules work there; keys that are not given stay as they are.
        glossary: glossaries instead of the general ones.
    """

    paths: tuple[str, ...]
    source_lang: str | None = None
    target_lang: str | None = None
    back_lang: str | None = None
    min_confidence: float | None = None
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    glossary: tuple[str, ...] | None = None

    def __post_init__(self) -> None:
        if not self.paths:
            raise UsageError("it names no articles", where="paths", remedy='give patterns such as "opinion/**"')
        for pattern in self.paths:
            matcher(pattern, "paths")
        if self.min_confidence is not None:
            _probability(self.min_confidence, "min_confidence")
        _set_languages(self)


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be configured at top level.

    Attributes:
        source_lang, target_lang: ISO 639-1 codes of articles that do not say; ``pt-BR`` becomes ``pt``.
        back_lang: language of back-translations; None: detect it.
        min_confidence: findings below this probability are not shown and do not count.
        fail_on: severity from which a shown finding makes the exit code 1, or ``never``.
        max_per_1000_words: new marks per 1,000 words from which `gate` fails; None: it does not count them.
        threads: of the encoder; None: one per processor.
        encoder: hub name or local folder of another encoder (extra ``[torch]``); None: the one in the box.
        batch_chars: code points that one batch of an audit holds at most (a longer article is a batch of its own).
        engine: makes the back-translation where an article lacks one: a name in `engines`, or ``KIND:MODEL``; None: the
            article is checked without.
        engines: engines by name.
        allow_sending: whether the engine may send texts to another machine.
        cache: file that keeps what engines have rendered; None: one in the user's cache folder.
        cache_megabytes: size of that file at most; what was not used for longest goes first.
        articles: where the articles of the project are, for `gate`; empty: found by their names.
        exclude: patterns of files that are no articles.
        front_matter: keys of an article's front matter.
        fields: names of the columns of CSV files and of the fields of JSON articles, by what they hold.
        glossary: files of terms (CSV, TSV or TBX).
        calibration: file of figures that `audit judged` has fitted on an editor's judgements; None: those in the box.
        ignore: rules that do not look.
        rules: how single rules work.
        overrides: other settings for some articles.
        suppressions: marks to let be.
        baseline: file of the marks that are known; `gate` counts them apart.
        answers: folder that keeps what `gate` has found in articles, until they change; None: one in the user's cache
            folder.
        answers_megabytes: size of that folder at most; what was not used for longest goes first.
    """

    source_lang: str = "ar"
    target_lang: str = "en"
    back_lang: str | None = None
    min_confidence: float = 0.5
    fail_on: str = NEVER
    max_per_1000_words: float | None = None
    threads: int | None = None
    encoder: str | None = None
    batch_chars: int = 60_000
    engine: str | None = None
    engines: Mapping[str, EngineSettings] = field(default_factory=dict)
    allow_sending: bool = False
    cache: str | None = None
    cache_megabytes: int = 1024
    articles: tuple[Naming, ...] = ()
    exclude: tuple[str, ...] = ()
    front_matter: FrontMatter = field(default_factory=FrontMatter)
    fields: Fields = field(default_factory=Fields)
    glossary: tuple[str, ...] = ()
    calibration: str | None = None
    ignore: tuple[str, ...] = ()
    rules: Mapping[str, RuleSettings] = field(default_factory=dict)
    overrides: tuple[Override, ...] = ()
    suppressions: tuple[SuppressionSettings, ...] = ()
    baseline: str = BASELINE
    answers: str | None = None
    answers_megabytes: int = 512

    def __post_init__(self) -> None:
        _set_languages(self)
        _probability(self.min_confidence, "--min-confidence")
        _one_of(self.fail_on, FAIL_ON, "--fail-on")
        if self.max_per_1000_words is not None and not 0 <= self.max_per_1000_words <= 1000:
            message = f"{self.max_per_1000_words} is no rate"
            raise UsageError(message, where="--max-per-1000-words", remedy="give 0 to 1000")
        if self.threads is not None and self.threads < 1:
            raise UsageError(f"{self.threads} threads cannot work", where="--threads", remedy="give 1 or more")
        for name, thing in (("batch_chars", "batch"), ("cache_megabytes", "cache"), ("answers_megabytes", "cache")):
            if getattr(self, name) < 1:
                raise UsageError(f"a {thing} must hold something", where=name, remedy="give 1 or more")
        for pattern in self.exclude:
            matcher(pattern, "exclude")

    @property
    def languages(self) -> dict[str, Any]:
        """Those of articles that do not say, by the names under which all readers take them."""
        return {name: getattr(self, name) for name in _LANGUAGES}

    def fails_on(self, worst: Severity | None) -> bool:
        """Whether `worst`, the severity of the worst shown finding (None: there is none), is as bad as `fail_on`."""
        return reaches(worst, self.fail_on)

    def engine_settings(self) -> EngineSettings | None:
        """The engine that makes back-translations; None: none does.

        Raises:
            UsageError: `engine` names none.
        """
        if self.engine is None:
            return None
        named = self.engines.get(self.engine)
        chosen = named or parse_engine(self.engine, self.engines)
        return dataclasses.replace(chosen, allow_sending=chosen.allow_sending or self.allow_sending)

    def overriding(self, path: str) -> tuple[Override, ...]:
        """The overrides that hold for an article, by its path from the project's folder, with slashes."""
        return tuple(o for o in self.overrides if any(matcher(p, "paths").fullmatch(path) for p in o.paths))


def merged(general: Mapping[str, RuleSettings], own: Mapping[str, RuleSettings]) -> dict[str, RuleSettings]:
    """How rules work where both hold; `own` goes before in what it says."""
    both = dict(general)
    for name, said in own.items():
        base = both.get(name, RuleSettings())
        both[name] = RuleSettings(
            enabled=base.enabled if said.enabled is None else said.enabled,
            severity=said.severity or base.severity,
            min_confidence=base.min_confidence if said.min_confidence is None else said.min_confidence,
        )
    return both


def _set_languages(settings: object) -> None:
    """Give every language of `settings` the form under which data is kept."""
    optional = {f.name for f in dataclasses.fields(settings) if f.default is None}  # type: ignore[arg-type]
    for name in _LANGUAGES:
        given = getattr(settings, name, None)
        if hasattr(settings, name) and (given is not None or name not in optional):
            object.__setattr__(settings, name, language_code(given, option_of(name)))


def _probability(given: float, where: str) -> None:
    if not 0 <= given <= 1:
        raise UsageError(f"{given} is not a probability", where=where, remedy="give 0 to 1")


def _one_of(given: str, known: tuple[str, ...] | list[Severity], where: str) -> None:
    if given not in known:
        raise UsageError(f"{given!r} is unknown", where=where, remedy=f"use {', '.join(known)}")


def option_of(name: str) -> str:
    """The option of the command line for a setting."""
    return "--" + name.replace("_", "-")
