"""LibreTranslate, and every service that speaks its protocol (https://docs.libretranslate.com)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from qa_translate.engine_settings import EngineSettings
from qa_translate.engines.mt.address import parse_address, read_key
from qa_translate.engines.mt.failures import InvalidAnswerError, RefusedError
from qa_translate.engines.mt.pace import Clock
from qa_translate.engines.mt.schemes import best_code
from qa_translate.engines.mt.service import Service
from qa_translate.engines.pieces import encodable
from qa_translate.errors import LanguageError, SegmentError, UsageError
from qa_translate.ports import Rendering, Unit

USUAL_KEY = "LIBRETRANSLATE_API_KEY"

_BATCH_SIZE = 16
_MAX_CHARS = 2_000
"""What the public server takes in one call."""

_TOO_LONG = re.compile(r"exceeds \w+ limit", re.IGNORECASE)
_LISTED = 40


class LibreTranslateEngine:
    """Translates over HTTP, a batch in one call; the service gives no log-probabilities.

    Args:
        settings: `url` is needed.
        clock: time, for tests.

    Raises:
        ModelError: httpx or tenacity is not installed.
        UsageError: the address is none, or texts may not be sent there.
    """

    unit = Unit.PARAGRAPH

    def __init__(self, settings: EngineSettings, *, clock: Clock | None = None) -> None:
        if not settings.url:
            remedy = "give libretranslate:https://HOST, or url under [engines.NAME]"
            raise UsageError("LibreTranslate needs an address", where="url", remedy=remedy)
        self.batch_size = settings.batch_size or _BATCH_SIZE
        self._max_chars = settings.max_chars or _MAX_CHARS
        self._address = parse_address(settings.url)
        self._key = read_key(settings, USUAL_KEY)
        self._service = Service(self._address, self._key, settings, clock=clock)
        self._one_by_one = False

    @property
    def signature(self) -> str:
        """Kind and host; not the service's version, so that what is kept is found when the service is away."""
        return f"libretranslate:{self._address.host}"

    def fits(self, segment: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - the port's
        """Whether `segment` has at most `max_chars` code points."""
        return len(segment) <= self._max_chars

    def translate(self, segments: Sequence[str], source_lang: str, target_lang: str) -> list[Rendering]:
        """One `Rendering` per segment, in order.

        Raises:
            EngineError: the service failed on some segment, or lacks the pair of languages.
            ModelError: the service refuses.
        """
        if not segments:
            return []
        codes = self._codes(source_lang, target_lang)
        if not self._one_by_one and len(segments) > 1:
            try:
                return self._translated(segments, *codes)
            except InvalidAnswerError:
                # Most likely a service that takes no lists: it would only fail on the next one again.
                self._one_by_one = True
            except RefusedError as error:
                if not error.is_about_request and not _TOO_LONG.search(error.said):
                    raise
        return [rendering for segment in segments for rendering in self._single(segment, *codes)]

    def _single(self, segment: str, source: str, target: str) -> list[Rendering]:
        """The rendering of one segment; one that is not complete where it is longer than the service takes."""
        try:
            return self._translated([segment], source, target)
        except RefusedError as error:
            if _TOO_LONG.search(error.said):
                return [Rendering("", complete=False)]
            if not error.is_about_request:
                raise
            remedy = "use another engine for this article"
            raise SegmentError(error.message, where=self._address.host, remedy=remedy) from error

    def _translated(self, segments: Sequence[str], source: str, target: str) -> list[Rendering]:
        body: dict[str, object] = {
            "q": [encodable(segment) for segment in segments],
            "source": source,
            "target": target,
            "format": "text",
        }
        if self._key:
            body["api_key"] = self._key.reveal()
        return self._service.post("/translate", body, _reader(len(segments)))

    def _codes(self, source_lang: str, target_lang: str) -> tuple[str, str]:
        """The service's own codes of two languages."""
        pairs = self._pairs
        if not pairs:
            return source_lang, target_lang
        source = best_code(source_lang, pairs)
        if source is None:
            raise self._lacking(f"does not translate from {source_lang!r}", pairs)
        targets = pairs[source] or list(pairs)
        target = best_code(target_lang, targets)
        if target is None:
            raise self._lacking(f"does not translate from {source!r} into {target_lang!r}", targets)
        return source, target

    def _lacking(self, problem: str, known: Sequence[str] | Mapping[str, Sequence[str]]) -> LanguageError:
        return LanguageError(problem, where=self._address.host, remedy=f"it has {', '.join(sorted(known)[:_LISTED])}")

    @cached_property
    def _pairs(self) -> dict[str, tuple[str, ...]]:
        """The codes that each source language can be translated into; empty where the service does not tell."""
        try:
            return self._service.get("/languages", _languages)
        except RefusedError as error:
            if error.status != 404:
                raise
            return {}


def _reader(count: int) -> Callable[[object], list[Rendering]]:
    """Takes as many renderings as there were segments."""

    def read(answer: object) -> list[Rendering]:
        texts = answer.get("translatedText") if isinstance(answer, dict) else None
        if not isinstance(texts, list) or not all(isinstance(text, str) for text in texts):
            raise InvalidAnswerError("the answer holds no list of translations")
        if len(texts) != count:
            raise InvalidAnswerError(f"the answer holds {len(texts)} translations of {count} segments")
        return [Rendering(encodable(text).strip()) for text in texts]

    return read


def _languages(answer: object) -> dict[str, tuple[str, ...]]:
    if not isinstance(answer, list):
        raise InvalidAnswerError("the answer holds no list of languages")
    return {
        entry["code"]: tuple(code for code in entry.get("targets") or () if isinstance(code, str))
        for entry in answer
        if isinstance(entry, dict) and isinstance(entry.get("code"), str)
    }
