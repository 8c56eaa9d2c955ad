"""Two speakers who have exchanged their statements: what is said decides which frames render each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qa_translate.article import Word
from qa_translate.checks.attribution.frames import Frame, Kind, Words
from qa_translate.checks.attribution.rules import SWAPPED
from qa_translate.checks.attribution.sameness import phrase_likeness
from qa_translate.checks.attribution.view import View
from qa_translate.checks.family import found
from qa_translate.finding import Finding

# How many source segments apart the two statements may stand.
REACH = 2
# Least number of words of a statement that must be linked to one statement of the source, and their least share.
LEAST_LINKS, LEAST_SHARE = 4, 0.7
# Fewer words behind a verb of saying are no statement: what is said stands before it.
LEAST_WORDS = 5
# Likeness of two phrases that name the same one, and of two that surely do not.
SAME, OTHER = 0.7, 0.5
BOTH, ONE = 0.82, 0.68


@dataclass(frozen=True, slots=True)
class _Exchange:
    """A frame of the translation, the source's frame whose statement it has, and the one whose speaker it has."""

    target: Frame
    own: Frame
    other: Frame


def swapped_speakers(view: View) -> Iterator[Finding]:
    """Statements of the translation whose speaker said something else nearby in the source, but not this."""
    if view.callings is None:
        return
    statements = _statements(view)
    rendered = {id(f): _rendered(view, statements, f) for f in view.said if f.speaker and not view.is_heading(f)}
    named = [f for f in view.said if rendered.get(id(f))]
    exchanged = [x for x in (_exchange(view, statements, f, rendered[id(f)]) for f in named) if x is not None]
    for exchange in exchanged:
        back = [f for f in named if _is_return(view, exchange, f, rendered[id(f)])]
        yield _finding(view, exchange, BOTH if back else ONE)
        for target in back:
            if not any(x.target is target for x in exchanged):
                yield _finding(view, _Exchange(target, exchange.other, exchange.own), BOTH)


def _finding(view: View, exchange: _Exchange, strength: float) -> Finding:
    message = (
        f"In the source “{view.source(exchange.own.speaker)}” says this, and “{view.source(exchange.other.speaker)}” "
        f"something else; in the translation “{view.target(exchange.target.speaker)}” says this."
    )
    return found(SWAPPED, strength, message, target=exchange.target.mark, source=exchange.own.mark)


def _statements(view: View) -> dict[int, list[int]]:
    """By identity of a frame of the source with a named speaker, the words from its verb to the next such frame."""
    frames = [f for f in view.frames if f.speaker and f.kind is not Kind.CONTINUATION and not f.relative]
    spoken = {w.index for f in frames for w in (*f.speaker, *f.cue, *f.addressee)}
    found: dict[int, list[int]] = {}
    for frame in frames:
        rest = view.bitext.source.words_of(view.bitext.source.segments[frame.segment])
        cue = frame.cue[0].index
        behind = [f.cue[0].index for f in frames if f.segment == frame.segment and f.cue[0].index > cue]
        end = min(behind, default=rest[-1].index + 1)
        found[id(frame)] = [w.index for w in rest if cue < w.index < end and w.index not in spoken]
    return found


def _exchange(view: View, statements: Mapping[int, list[int]], target: Frame, own: Frame | None) -> _Exchange | None:
    """Whether the speaker of a statement is none of those who can say it in the source, but one who says another."""
    if own is None or not any(map(view.is_called, own.speaker)):
        return None
    last = statements[id(own)][-1]
    around = [f for f in view.frames if f.segment == own.segment and (f.speaker or f.antecedent or f.maybe)]
    tellers = [f for f in around if f is own or f.cue[0].index < last or len(statements.get(id(f), ())) < LEAST_WORDS]
    if any(phrase_likeness(view, target.speaker, _possible(f)) > OTHER for f in tellers):
        return None
    if view.likeness.best(target.head, _words(view, statements[id(own)])) >= SAME:
        return None
    if _is_told_by_own(view, target, own):
        return None
    near = [f for f in view.frames if f not in tellers and id(f) in statements]
    near = [f for f in near if abs(f.segment - own.segment) <= REACH]
    other = max(near, key=lambda f: phrase_likeness(view, target.speaker, f.speaker), default=None)
    if other is None or phrase_likeness(view, target.speaker, other.speaker) < SAME:
        return None
    return _Exchange(target, own, other)


def _is_told_by_own(view: View, target: Frame, own: Frame) -> bool:
    """Whether the sentence names the source's speaker as one who says something, too."""
    beside = (f for f in view.said if f.segment == target.segment and f is not target)
    return any(f.speaker and phrase_likeness(view, f.speaker, _possible(own)) >= SAME for f in beside)


def _words(view: View, indices: list[int]) -> Words:
    return tuple(view.bitext.source.words[k] for k in indices)


def _possible(frame: Frame) -> Words:
    return (*frame.speaker, *frame.maybe, *frame.antecedent)


def _is_return(view: View, exchange: _Exchange, target: Frame, own: Frame | None) -> bool:
    """Whether a frame has the statement of the one speaker and the other one as its speaker."""
    if own is not exchange.other or phrase_likeness(view, target.speaker, own.speaker) > OTHER:
        return False
    return phrase_likeness(view, target.speaker, exchange.own.speaker) >= SAME


def _rendered(view: View, statements: Mapping[int, list[int]], target: Frame) -> Frame | None:
    """The frame of the source whose statement most of the sentence of a frame is linked to."""
    owner = {k: f for f in view.frames if id(f) in statements for k in statements[id(f)]}
    votes: Counter[int] = Counter()
    frames = {}
    for word in _statement(view, target):
        for frame in {id(owner[k]): owner[k] for k in _linked(view, word) if k in owner}.values():
            votes[id(frame)] += 1
            frames[id(frame)] = frame
    if not votes:
        return None
    best, count = votes.most_common(1)[0]
    return frames[best] if count >= LEAST_LINKS and count >= LEAST_SHARE * votes.total() else None


def _linked(view: View, word: Word) -> list[int]:
    return [x.source for x in view.bitext.links_of_target(word.index)]


def _statement(view: View, target: Frame) -> Words:
    """The words of a frame's segment but for those of speakers, verbs and hearers."""
    here = [f for f in view.said if f.segment == target.segment]
    roles = {w.index for f in here for w in (*f.described, *f.speaker, *f.cue, *f.addressee)}
    words = view.bitext.target.words_of(view.bitext.target.segments[target.segment])
    return tuple(w for w in words if w.index not in roles)
