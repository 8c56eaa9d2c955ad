"""Page furniture left in the translation: lines of the web page around an article, known by data or by their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from qa_translate.arabic import fold
from qa_translate.article import Document, Segment, Span
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.excerpt import first_letters
from qa_translate.finding import Category, Evidence, Finding, Need, Rule, Severity
from qa_translate.vocabulary import Vocabulary

FURNITURE = Rule(
    "page-furniture",
    Category.BOILERPLATE,
    Severity.MINOR,
    "A line that belongs to the web page and not to the article: a comment form, a share button, a link to another "
    "story, a photo credit.",
    "It was copied with the article and tells the reader that nobody read the text through.",
    "'Leave a Reply' or 'Read also: ...' in the translation, nothing of the kind in the source.",
    "The article quotes such a line, or prints it on purpose.",
    vocabulary=frozenset({"boilerplate"}),
)
STRAY = Rule(
    "stray-line",
    Category.BOILERPLATE,
    Severity.MINOR,
    "A short line without a full stop, after the end of the article, that nothing in the source corresponds to.",
    "What stands after the last sentence of the source is mostly a menu, a tag or a link of the page.",
    "'Middle East desk' under the last paragraph.",
    "The translator signed the text or added a heading on purpose.",
    frozenset({Need.SOURCE}),
)
RULES = (FURNITURE, STRAY)

# A line that says what the source says there is no furniture, however much it looks like it.
_SAID_SHARE = 0.6
_SAID_COSINE = 0.6
_STRAY_WORDS = 10
_LEAST_FURNITURE = 3
_GAP = 20
_LOOK_ALIKES = str.maketrans("ةى", "هي")


@dataclass(frozen=True)
class _Patterns:
    whole: re.Pattern[str]
    part: re.Pattern[str]

    def match(self, line: str) -> bool:
        """Whether `line` is, begins with or holds furniture."""
        plain = " ".join(fold(line).translate(_LOOK_ALIKES).split()).strip(' *•·-–|.…!»«"“”')
        return bool(plain) and bool(self.whole.fullmatch(plain) or self.part.search(plain))


def check(case: Case) -> Iterator[Finding]:
    """Mark each line of page furniture that the source lacks."""
    document = case.translation
    patterns = _patterns(case.vocabulary, document.lang)
    marked: set[int] = set()
    if patterns is not None:
        for group in _furniture(document, patterns):
            marked.update(s.index for s in group)
            yield from _judge(case, group)
    if case.bitext is not None:
        yield from _stray(case.bitext, marked)


def _furniture(document: Document, patterns: _Patterns) -> Iterator[list[Segment]]:
    """Runs of segments on one line that are furniture, singly or as the whole line."""
    for line in _lines(document):
        whole = Span(line[0].span.start, line[-1].span.end).of(document.text)
        if len(line) <= 2 and patterns.match(whole):
            yield line
            continue
        for furniture, run in groupby(line, key=lambda s: patterns.match(s.span.of(document.text))):
            if furniture:
                yield list(run)


def _lines(document: Document) -> Iterator[list[Segment]]:
    line: list[Segment] = []
    for segment in document.segments:
        if line and "\n" in document.text[line[-1].span.end : segment.span.start]:
            yield line
            line = []
        line.append(segment)
    if line:
        yield line


def _judge(case: Case, group: list[Segment]) -> Iterator[Finding]:
    span = Span(group[0].span.start, group[-1].span.end)
    quoted = first_letters(span.of(case.translation.text))
    alone = _stands_alone(case.translation.text, span)
    if case.bitext is None:
        yield found(FURNITURE, 0.85 if alone else 0.7, f"“{quoted}” looks like page furniture.", target=span)
        return
    span, said = _without_story(case.bitext, group)
    quoted = first_letters(span.of(case.translation.text))
    if said >= _SAID_SHARE or _furniture_in_source(case, group):
        return
    message = f"“{quoted}” looks like page furniture and is not in the source."
    yield found(FURNITURE, 0.95 - 0.5 * said, message, target=span, evidence=(Evidence("words found in source", said),))


def _without_story(bitext: Bitext, group: list[Segment]) -> tuple[Span, float]:
    """The furniture without what runs on into the story, and the share of its words that the source says too.

    A word is said when it is linked closely both ways; furniture without a full stop ends where several such words
    follow each other.
    """
    words = [w for s in group for w in bitext.target.words_of(s)]
    said = [any(k.mutual and k.score >= _SAID_COSINE for k in bitext.links_of_target(w.index)) for w in words]
    last = len(words)
    if last > _STRAY_WORDS:
        stories = (k for k in range(_LEAST_FURNITURE, last - 2) if said[k] and sum(said[k : k + 5]) >= 3)
        last = next(stories, last)
    share = sum(said[:last]) / last if last else 0.0
    end = words[last - 1].span.end if last < len(words) else group[-1].span.end
    return Span(group[0].span.start, end), share


def _furniture_in_source(case: Case, group: list[Segment]) -> bool:
    """Whether the passage aligned with `group` is furniture in the source as well."""
    bitext = case.bitext
    patterns = _patterns(case.vocabulary, case.source.lang) if case.source is not None else None
    if bitext is None or patterns is None:
        return False
    beads = [bead for s in group if (bead := bitext.bead_of_target(s.index)) is not None]
    sources = [bitext.source.segments[k] for bead in beads for k in bead.source]
    return any(patterns.match(s.span.of(bitext.source.text)) for s in sources)


def _stray(bitext: Bitext, marked: set[int]) -> Iterator[Finding]:
    """Short unaligned lines after the last line that the source has."""
    document = bitext.target
    for line in reversed(list(_lines(document))):
        span = Span(line[0].span.start, line[-1].span.end)
        if any(s.index in marked for s in line):
            continue
        text = span.of(document.text)
        aligned = any(bead is not None and bead.source for s in line if (bead := bitext.bead_of_target(s.index)))
        if aligned or len(line) > 1 or len(document.words_of(line[0])) > _STRAY_WORDS or text[-1] in '.!?…"”»':
            return
        message = f"“{first_letters(text)}” stands after the end of the article in the source."
        yield found(STRAY, 0.6, message, target=span)


def _stands_alone(text: str, span: Span) -> bool:
    before = text[max(0, span.start - _GAP) : span.start].rstrip(" \t")
    after = text[span.end : span.end + _GAP].lstrip(" \t")
    return (not before or before[-1] == "\n") and (not after or after[0] in "\r\n")


def _patterns(vocabulary: Vocabulary, lang: str) -> _Patterns | None:
    table = vocabulary.topic(lang, "boilerplate")
    if table is None:
        return None
    starts = [f"^(?:{p})" for p in table["start"]["patterns"]]
    inside = table.get("inside", {}).get("patterns", [])
    return _compiled(tuple(table["whole"]["patterns"]), tuple(starts + inside))


@cache
def _compiled(whole: tuple[str, ...], part: tuple[str, ...]) -> _Patterns:
    def union(patterns: tuple[str, ...]) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{p})" for p in patterns), re.IGNORECASE)

    return _Patterns(union(whole), union(part))


FAMILY = Family("boilerplate", RULES, check)
