"""The same content twice in the translation, once in the source: words, phrases and sentences."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from qa_translate.article import Document, Segment, Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.family import Family, found
from qa_translate.checks.retold import RETOLD, REWORDED, retold, reworded
from qa_translate.finding import Category, Evidence, Finding, Rule, Severity
from qa_translate.quotation import quotations

_WHY = "The reader stumbles, and an editor who cuts the wrong copy loses the sentence."
DOUBLED = Rule(
    "doubled-word",
    Category.DUPLICATE,
    Severity.MINOR,
    "A word stands twice in a row.",
    _WHY,
    "'in the the north'",
    "The language doubles the word on purpose ('had had', 'very very').",
    vocabulary=frozenset({"translation:duplicate"}),
)
PHRASE = Rule(
    "repeated-phrase",
    Category.DUPLICATE,
    Severity.MINOR,
    "A phrase of two or more words is said again at once.",
    _WHY,
    "'a law that protects tenants, that protects tenants from eviction'",
    "The speaker repeats himself for effect, and so does the source.",
)
SENTENCE = Rule(
    "repeated-sentence",
    Category.DUPLICATE,
    Severity.MINOR,
    "A sentence stands twice in the translation, in the same or nearly the same words.",
    _WHY,
    "The sentence about the grant stands in the second paragraph and again at the end; the source has it once.",
    "The source repeats the sentence too (a refrain, a caption), but in other words.",
)
RULES = (DOUBLED, PHRASE, SENTENCE, RETOLD, REWORDED)

_Shingle = tuple[str, ...]
_LONGEST_PHRASE = 12
_BETWEEN = re.compile(r"[\s,;:.–—-]*")
_SHINGLE = 3
_SAME = 0.75
_SHORTEST_SENTENCE = 6
_MOST_HOLDERS = 20
_SOURCE_SAME = 0.4


def check(case: Case) -> Iterator[Finding]:
    """Mark the second copy of whatever stands twice."""
    document = case.translation
    table = case.vocabulary.topic(document.lang, "duplicate")
    if table is not None:
        yield from _doubled(document, frozenset(table["doubling"]["words"]))
    yield from _phrases(case, [q.inner for q in quotations(document.text)])
    repeated = list(_sentences(case))
    yield from (finding for _, finding in repeated)
    if table is None:
        return
    known, light = {index for copies, _ in repeated for index in copies}, frozenset(table["light"]["words"])
    if case.bitext is not None:
        yield from retold(case.bitext, light, known)
    elif case.vectors is not None:
        yield from reworded(document, case.vectors, light, known)


def _doubled(document: Document, allowed: frozenset[str]) -> Iterator[Finding]:
    for first, second in zip(document.words, document.words[1:], strict=False):
        same = first.form == second.form and first.form not in allowed and first.form.isalpha()
        gap = document.text[first.span.end : second.span.start]
        if not same or not gap.isspace() or "\n" in gap or second.text[:1].isupper():
            continue
        span = Span(first.span.start, second.span.end)
        yield found(DOUBLED, 0.9, f"“{first.text}” stands twice in a row.", target=span)


def _phrases(case: Case, quoted: list[Span]) -> Iterator[Finding]:
    """Phrases said again at once, the longest first; the mark covers the second copy."""
    document = case.translation
    forms = [w.form for w in document.words]
    done = 0
    for start in range(len(forms)):
        if start < done:
            continue
        for size in range(min(_LONGEST_PHRASE, (len(forms) - start) // 2), 1, -1):
            second = start + size
            if forms[start:second] == forms[second : second + size] and _is_repetition(case, start, size):
                yield _repeated_phrase(document, start, size, quoted)
                done = second + size
                break


def _is_repetition(case: Case, start: int, size: int) -> bool:
    """Whether the two copies are one phrase said twice, and the source does not say it twice as well."""
    document = case.translation
    first, second = document.words[start : start + size], document.words[start + size : start + 2 * size]
    gap = document.text[first[-1].span.end : second[0].span.start]
    if not _BETWEEN.fullmatch(gap) or "\n" in gap or first[0].segment != second[-1].segment:
        return False
    if sum(w.form.isalpha() and len(w.form) > 1 for w in first) < 2:
        return False
    return case.bitext is None or not _linked_apart(case.bitext, first, second)


def _linked_apart(bitext: Bitext, first: Sequence[Word], second: Sequence[Word]) -> bool:
    """Whether both copies have words of the source of their own."""
    left = {k.source for w in first for k in bitext.links_of_target(w.index) if k.mutual}
    right = {k.source for w in second for k in bitext.links_of_target(w.index) if k.mutual}
    return len(left - right) >= 2 and len(right - left) >= 2


def _repeated_phrase(document: Document, start: int, size: int, quoted: list[Span]) -> Finding:
    second = document.words[start + size : start + 2 * size]
    span = Span(second[0].span.start, second[-1].span.end)
    # People who speak repeat themselves.
    strength = 0.4 if any(q.contains(span) for q in quoted) else 0.9 if size >= 3 else 0.7
    return found(PHRASE, strength, f"“{span.of(document.text)}” is said twice in a row.", target=span)


def _sentences(case: Case) -> Iterator[tuple[set[int], Finding]]:
    """Indices of both copies and the mark; each sentence is compared with those that share word triples with it."""
    document = case.translation
    holders: dict[_Shingle, list[int]] = defaultdict(list)
    grams = [_shingles(document, s) for s in document.segments]
    for later in document.segments:
        own = grams[later.index]
        shared = Counter(k for gram in own for k in holders[gram][-_MOST_HOLDERS:])
        for gram in own:
            holders[gram].append(later.index)
        if later.last - later.first < _SHORTEST_SENTENCE:
            continue
        for k, count in sorted(shared.items()):
            earlier, share = document.segments[k], 2 * count / (len(own) + len(grams[k]))
            if share >= _SAME and not (case.bitext is not None and _twice_in_source(case.bitext, earlier, later)):
                yield _repeated_sentence(case, earlier, later, share)
                break


def _repeated_sentence(case: Case, earlier: Segment, later: Segment, share: float) -> tuple[set[int], Finding]:
    text = case.translation.text
    copy, kept = _copy_of(case.bitext, earlier, later)
    words = " ".join(kept.span.of(text).split()[:8])
    message = f"This sentence repeats “{words}…”" + (", which the source says once." if case.bitext else ".")
    strength = (0.9 if case.bitext is not None else 0.75) * min(1.0, 0.4 + 0.6 * share)
    evidence = (Evidence("shared word triples", share),)
    return {copy.index, kept.index}, found(SENTENCE, strength, message, target=copy.span, evidence=evidence)


def _shingles(document: Document, segment: Segment) -> frozenset[_Shingle]:
    forms = [w.form for w in document.words_of(segment)]
    return frozenset(tuple(forms[k : k + _SHINGLE]) for k in range(len(forms) - _SHINGLE + 1))


def _overlap(left: frozenset[_Shingle], right: frozenset[_Shingle]) -> float:
    """Dice coefficient, 0 to 1."""
    return 2 * len(left & right) / (len(left) + len(right)) if left and right else 0.0


def _twice_in_source(bitext: Bitext, earlier: Segment, later: Segment) -> bool:
    """Whether the source has its own sentence for each copy, and they are alike."""
    beads = bitext.bead_of_target(earlier.index), bitext.bead_of_target(later.index)
    sides = [set(b.source) if b is not None else set() for b in beads]
    if not sides[0] or not sides[1] or sides[0] & sides[1]:
        return False
    grams = [frozenset().union(*(_shingles(bitext.source, bitext.source.segments[k]) for k in side)) for side in sides]
    return _overlap(grams[0], grams[1]) >= _SOURCE_SAME


def _copy_of(bitext: Bitext | None, earlier: Segment, later: Segment) -> tuple[Segment, Segment]:
    """The copy to mark and the one to keep: the one in its place in the order of the source, else the first."""
    if bitext is not None:
        before, after = (bitext.bead_of_target(s.index) for s in (earlier, later))
        at_home = after is not None and bool(after.source) and not after.moved
        if at_home and (before is None or not before.source):
            return earlier, later
    return later, earlier


FAMILY = Family("duplicates", RULES, check)
