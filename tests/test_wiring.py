"""Which engines stand behind which settings."""

from __future__ import annotations

from qa_translate.config import Settings
from qa_translate.wiring import open_tools


def test_the_encoder_is_loaded_once_whatever_the_threshold_and_the_language() -> None:
    tools = [open_tools(s) for s in (Settings(), Settings(min_confidence=0.7), Settings(target_lang="fr"))]
    assert len({id(t.encoder) for t in tools}) == 1
    assert [t.min_confidence for t in tools] == [0.5, 0.7, 0.5]
