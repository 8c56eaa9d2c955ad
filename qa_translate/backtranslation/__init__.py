"""Back-translations made by an engine: a text is split, rendered through a cache, and put together again."""

from qa_translate.backtranslation.cache import RenderingCache
from qa_translate.backtranslation.translator import BackTranslator, Made

__all__ = ["BackTranslator", "Made", "RenderingCache"]
