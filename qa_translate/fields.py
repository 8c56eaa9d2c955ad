"""What the fields of JSON articles and the columns of tables are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any


@dataclass(frozen=True, slots=True)
class Fields:
    """Names of what an article's record holds.

    Attributes:
        id: its name; in a table without such a column its row is it.
        translation: the draft, which must be there.
        source, back_translation: the other texts.
        source_lang, target_lang, back_lang: their languages.
        date, outlet, url: when and where it was published, for the store of an audit.
    """

    id: str = "id"
    translation: str = "translation"
    source: str = "source"
    back_translation: str = "back_translation"
    source_lang: str = "source_lang"
    target_lang: str = "target_lang"
    back_lang: str = "back_lang"
    date: str = "date"
    outlet: str = "outlet"
    url: str = "url"

    def renamed(self, record: Mapping[str, Any]) -> dict[str, Any]:
        """What a record says, under the names that articles have."""
        return {f.name: record[getattr(self, f.name)] for f in fields(self) if getattr(self, f.name) in record}
