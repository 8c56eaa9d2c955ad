"""Markdown's text without its markup, and where each of its characters stands in the file.

Spaces in the place of markup would keep offsets, too; but a parser takes two spaces for more than one, and would read
"he told **her**" otherwise than "he told her".
"""

from __future__ import annotations

from qa_translate.article import Origin
from qa_translate.reading.markdown import blanked
from qa_translate.reading.placed import Placed

_APART = frozenset("|<!")
"""Markup with one of these (cells of a table, elements, images) sets words apart; emphasis and links do not."""


def unmarked(text: str) -> tuple[str, Origin]:
    """The text of a Markdown file, line ends as they are, and its places in the file."""
    made = Placed()
    markup: list[str] = []
    for at, (char, kept) in enumerate(zip(text, blanked(text), strict=True)):
        if kept == " " and not char.isspace():
            markup.append(char)
            continue
        before = made.text[-1] if made.text else "\n"
        if markup and not _APART.isdisjoint(markup) and not (before.isspace() or kept.isspace()):
            made.put(" ", at, at)
        elif markup and kept == " " and before.isspace():
            continue  # the space on either side of something that is not there
        markup.clear()
        made.put(kept, at, at + 1)
    return "".join(made.text), made.origin(text)
