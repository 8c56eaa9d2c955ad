"""Where the sentences of one block of text end.

`sentencex` proposes boundaries on a copy of the same length without quotation marks and brackets (it keeps a whole
quotation together, and loses its way where the marks are not balanced). This module moves each boundary behind the
marks that close there, and withdraws those after abbreviations and before "he said".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

import sentencex

from qa_translate.vocabulary import Vocabulary

_STRAIGHT = '"'
_MARKS = '"“”„‟«»‹›‘’‚‛()[]{}（）「」『』'
_ALWAYS_CLOSE = frozenset("”’›)]}）」』")
_ENDS = frozenset(".!?؟۔。！？…")
_SPACES = " \u00a0\u202f\u2009\u200f\u200e"
_MASK = {ord(c): " " for c in _MARKS} | dict.fromkeys(range(32), " ") | {0xA0: " ", 0x202F: " ", ord("…"): "."}
_SURROGATE = re.compile("[\ud800-\udfff]")
_INNER_APOSTROPHE = re.compile(r"(?<=\w)['’](?=\w)")
_LAST_TOKEN = re.compile(r"([^\s\"“”«»()\[\]/–—-]{1,20})\.$")
_INITIAL = re.compile(r"(?:^|[\s\"“«(])[A-ZÀ-ÖØ-ÞА-Я]\.$")
_LISTED = re.compile(r"^[\s\"“«(]*(?:\d{1,3}|[A-Za-z])[.)]$")
_ORDINAL = re.compile(r"(?:^|\s)\d{1,3}\.$")
_NOTE = re.compile(r"\[\d{1,3}\]")
_GOES_ON = re.compile(r"[,،;؛:–—-]")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CLAUSE = re.compile(r"[^.!?:\"“«\n]{0,120}")


@dataclass(frozen=True, slots=True)
class _Rules:
    """What the language's data file says, as sets."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    after_initials: frozenset[str]
    inquits: frozenset[str]
    pronouns: frozenset[str]
    particles: frozenset[str]
    ordinals: bool


@cache
def _rules(lang: str) -> _Rules:
    table = Vocabulary().topic(lang, "segmentation") or {}
    return _Rules(
        before_name=frozenset(table.get("before_name", ())),
        before_number=frozenset(table.get("before_number", ())),
        after_initials=frozenset(table.get("after_initials", ())),
        inquits=frozenset(table.get("inquits", ())),
        pronouns=frozenset(table.get("pronouns", ())),
        particles=frozenset(table.get("particles", ())),
        ordinals=bool(table.get("ordinals", False)),
    )


def sentence_ends(block: str, lang: str) -> Iterator[int]:
    """Where the sentences of `block` end, closing marks included; white space after them belongs to nobody.

    Args:
        block: one line or paragraph.
        lang: ISO 639-1 code; unknown languages follow English rules.

    Yields:
        Ascending offsets, the last one ``len(block)``.
    """
    rules = _rules(lang)
    closing = _Closing(block)
    last = 0
    for proposed in _proposals(block, lang):
        bare = len(block[last:proposed].rstrip(_SPACES + _MARKS)) + last
        end = closing.after(bare, block)
        if end <= last:
            continue
        if _ends(block, last, bare, end, rules):
            yield end
            last = end
    if last < len(block):
        yield len(block)


def _proposals(block: str, lang: str) -> Iterator[int]:
    masked = _SURROGATE.sub("x", _INNER_APOSTROPHE.sub("x", block).translate(_MASK))
    for boundary in sentencex.get_sentence_boundaries(lang, masked):
        yield boundary["end_index"]


class _Closing:
    """Which marks of a block close, whatever the typographic custom, walking from left to right."""

    def __init__(self, block: str) -> None:
        self._closers = _ALWAYS_CLOSE | _custom(block)
        self._counted = 0
        self._odd = False

    def after(self, at: int, block: str) -> int:
        """The offset after the marks that close at `at`."""
        while at < len(block):
            note = _NOTE.match(block, at)
            if note:
                at = note.end()
                continue
            here = at
            while here < len(block) and block[here] in _SPACES:
                here += 1
            if here >= len(block) or not self._closes(here, at, block):
                return at
            at = here + 1
        return at

    def _closes(self, here: int, at: int, block: str) -> bool:
        mark = block[here]
        if mark == _STRAIGHT:
            self._odd ^= block.count(_STRAIGHT, self._counted, here) % 2 == 1
            self._counted = here
            beyond = block[here + 1 : here + 2]
            if here == at:
                return self._odd or not beyond.isalnum()
            return self._odd and not beyond.isalnum()
        if mark == "'":
            return here == at
        return mark in self._closers and (here == at or mark in "»")


def _custom(block: str) -> frozenset[str]:
    closers = set()
    if "„" in block:
        closers.add("“")
    left, right = block.find("«"), block.find("»")
    closers.add("«" if 0 <= right < left else "»")
    left, right = block.find("“"), block.find("”")
    if 0 <= right < left:
        closers.add("“")
    return frozenset(closers)


def _ends(block: str, last: int, bare: int, end: int, rules: _Rules) -> bool:
    """Whether the boundary stands: `bare` is the end of the sentence without its closing marks, `end` with them."""
    head = block[max(last, bare - 60) : bare]
    tail = block[end : end + 160].lstrip(_SPACES)
    if not tail:
        return True
    if end > bare and _continues(head, tail, rules):
        return False
    if not head.endswith("."):
        return not (tail[0].islower() or _GOES_ON.match(tail)) or head[-1:] not in _ENDS
    if tail[0].islower():
        return False
    if _LISTED.match(block[last:bare]):
        return False
    return end > bare or not _abbreviated(head, tail, rules)


def _continues(head: str, tail: str, rules: _Rules) -> bool:
    """Whether what follows a closing mark goes on with the sentence: ``?" he said``, ``?" Mustafa asked``."""
    if tail[0].islower() or _GOES_ON.match(tail):
        return True
    if head[-1:] == "." or not rules.inquits:
        return False
    clause = _CLAUSE.match(tail)
    return clause is not None and tail[clause.end() : clause.end() + 1] != ":" and _names_speaker(clause.group(), rules)


def _names_speaker(clause: str, rules: _Rules) -> bool:
    """Whether `clause` is a name and a verb of speech (``Ziad al-Hamdani asked the reporter``)."""
    names = _WORD.findall(clause)
    for position, word in enumerate(names[:6]):
        if word in rules.inquits:
            return names[position + 1 : position + 2] != ["that"]
        if word in rules.pronouns or not (
            word[0].isupper() or word.startswith(("al-", "el-")) or word in rules.particles
        ):
            return False
    return False


def _abbreviated(head: str, tail: str, rules: _Rules) -> bool:
    """Whether the full stop at the end of `head` belongs to an abbreviation, an initial or an ordinal."""
    if rules.ordinals and _ORDINAL.search(head):
        return True
    found = _LAST_TOKEN.search(head)
    if not found:
        return False
    token = found.group(1).lower()
    if token in rules.before_name:
        return not head[: found.start()].rstrip()[-1:].isdigit()
    if token in rules.before_number:
        return tail[0].isdigit()
    if _INITIAL.search(head):
        return True
    first = _WORD.match(tail)
    return "." in token and first is not None and first.group().lower() in rules.after_initials
