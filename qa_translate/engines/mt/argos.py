"""Argos packages, as Argos Translate and LibreTranslate install them: a CTranslate2 model with its languages."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from qa_translate.engines.mt import ct2
from qa_translate.errors import ModelError

SPLITTER = "sentencepiece.model"
METADATA = "metadata.json"
_REMEDY = "name a package made with SentencePiece, such as those from English into Arabic"


def layout_of(folder: Path) -> ct2.Layout:
    """What an unpacked package holds.

    Raises:
        ModelError: it is no package, or one whose texts are split by other means than SentencePiece.
    """
    about = ct2.read_table(folder / METADATA)
    stated = (about.get("from_code"), about.get("to_code"))
    if not all(isinstance(code, str) for code in stated):
        raise ModelError("names no languages, and so is no Argos package", where=str(folder / METADATA), remedy=_REMEDY)
    if not (folder / SPLITTER).is_file():
        raise ModelError(f"has no {SPLITTER}", where=str(folder), remedy=_REMEDY)
    splitter = folder / SPLITTER
    # OpenNMT's models, unlike Marian's, are trained without a token for the end of the source.
    return replace(ct2.layout_of(folder / ct2.PACKAGED, (splitter, splitter)), ends=False, stated=stated)
