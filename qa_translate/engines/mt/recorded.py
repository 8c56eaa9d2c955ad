"""Replays what another engine has rendered, from a cache: for tests, demonstrations and runs without the model."""

from __future__ import annotations

from collections.abc import Sequence

from qa_translate.backtranslation import RenderingCache
from qa_translate.errors import ModelError, SegmentError
from qa_translate.ports import Rendering


class RecordedEngine:
    """The engine that filled a cache; its signature and its results are the same.

    Args:
        cache: what was recorded.
        signature: of one of the engines in it; None: there is only one.

    Raises:
        ModelError: nothing was recorded, or more than one engine is there and none is named.
    """

    batch_size = 1_000

    def __init__(self, cache: RenderingCache, signature: str | None = None) -> None:
        self._cache = cache
        units = cache.units()
        if signature is None and len(units) == 1:
            signature = next(iter(units))
        if signature not in units:
            what = "holds no recording" if not units else "holds several engines" if signature is None else "lacks it"
            known = " | ".join(sorted(units)) or "make one with --cache FILE and another engine"
            raise ModelError(
                what, where=f"{cache.file}#{signature or ''}".removesuffix("#"), remedy=f"name FILE#{known}"
            )
        self.signature = signature
        self.unit = units[signature]

    def fits(self, segment: str, source_lang: str, target_lang: str) -> bool:  # noqa: ARG002 - the port's
        """True: which segments were too long for the engine is recorded, too."""
        return True

    def translate(self, segments: Sequence[str], source_lang: str, target_lang: str) -> list[Rendering]:
        """What was recorded.

        Raises:
            SegmentError: some segment was not.
        """
        found = self._cache.get(self.signature, source_lang, target_lang, segments)
        missing = [segment for segment in segments if segment not in found]
        if missing:
            message = f"has no recording of {len(missing)} segments, the first “{missing[0][:60]}”"
            raise SegmentError(message, where=str(self._cache.file), remedy="run once with the engine itself")
        return [found[segment] for segment in segments]
