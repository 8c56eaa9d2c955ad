"""Who said what to whom: frames of both sides compared through the word alignment."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.attribution.by_pattern import PatternFrames
from qa_translate.checks.attribution.by_syntax import SyntaxFrames
from qa_translate.checks.attribution.displaced import DISPLACED, displaced_speakers
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.likeness import OTHER_NAME, Likeness, content, quote
from qa_translate.checks.attribution.matching import Pair, linked, pair_frames
from qa_translate.checks.attribution.second_opinion import SecondOpinion
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Finding, Need, Rule, Severity
from qa_translate.romanise import Romaniser
from qa_translate.syntax import Tree

# Cosines of two words' contextual vectors: surely the same thing, surely not, and how much one reading must win by.
SAME, DIFFERENT, CLEARLY = 0.6, 0.55, 0.05
UNLIKE = 0.5
FIRST_PERSONS = frozenset({"i", "we"})
FIRST_HEARERS = frozenset({"لي", "لنا"})
FIRST_OBJECTS = "ني"
# Genders of a verb and of the pronoun that renders its subject, which cannot mean the same, with the strength of the clash.
_CLASHING = {
    (Gender.FEMININE, Gender.MASCULINE): 0.45,
    (Gender.MASCULINE, Gender.FEMININE): 0.55,
    (Gender.PLURAL, Gender.MASCULINE): 0.55,
    (Gender.PLURAL, Gender.FEMININE): 0.55,
}

_NEEDS = frozenset({Need.SOURCE, Need.SYNTAX})
_VOCABULARY = frozenset({"reporting"})

INVERTED = Rule(
    "inverted-attribution",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "Speaker and addressee (or the quoted and the quoting side) are exchanged.",
    "A newspaper that prints the words of one side in the other side's mouth must correct itself.",
    "Source: قال البكور للجزيرة ('al-Bakour told Al Jazeera'); translation: 'Al Jazeera told al-Bakour'.",
    "The word alignment took a namesake for the speaker, or the Arabic verb is passive.",
    _NEEDS,
    _VOCABULARY,
)
ACCUSATION = Rule(
    "inverted-accusation",
    Category.ROLE,
    Severity.CRITICAL,
    "Accuser and accused are exchanged.",
    "It turns the victim of a charge into its author.",
    "Source: واتهمت اللجنة قوات الأمن ('the Committee accused security forces'); translation: 'Security forces accused the Committee'.",
    "Both sides accuse each other in one sentence.",
    _NEEDS,
    _VOCABULARY,
)
CHANGED = Rule(
    "changed-speaker",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "The translation gives the words to somebody whom the source does not name as the speaker.",
    "Who said it is the first fact of a report.",
    "Source: وأوضح المصدر أن الصباغ عرض ('the source explained that al-Sabbagh offered'); translation: 'Al-Sabbagh explained that the source offered'.",
    "The translation names the speaker by a description that the source uses elsewhere.",
    _NEEDS,
    _VOCABULARY,
)
UNRESOLVED = Rule(
    "unresolved-speaker",
    Category.ATTRIBUTION,
    Severity.CRITICAL,
    "A pronoun speaks to a person who is introduced only here: the speaker has become the addressee.",
    "The words have lost their speaker.",
    "'...,' he told Mustafa al-Bakour, a leader of the opposition (the leader is the one who speaks).",
    "The speaker was named in an earlier paragraph and really addresses a newcomer.",
    frozenset({Need.SYNTAX}),
    _VOCABULARY,
)
RULES = (INVERTED, ACCUSATION, CHANGED, DISPLACED, UNRESOLVED)


@dataclass(frozen=True)
class _View:
    """What the comparison of one article needs."""

    bitext: Bitext
    likeness: Likeness
    pairs: list[Pair]
    frames: list[Frame]

    def place(self, target: Words, source: Words) -> Word | None:
        """The source word most like a phrase, if any is surely like it."""
        source = content(source)
        best = max(source, key=lambda w: self.likeness.best(target, (w,)), default=None)
        return best if best is not None and self.likeness.best(target, (best,)) >= SAME else None

    def is_heading(self, frame: Frame) -> bool:
        """Whether a frame of the translation stands in a line without a full stop: headings condense."""
        text = self.bitext.target.segments[frame.segment].span.of(self.bitext.target.text)
        return text.rstrip()[-1:].isalnum()

    def source(self, words: Words) -> str:
        """Words of the source as they stand there."""
        return quote(words, self.bitext.source.text)

    def target(self, words: Words) -> str:
        """Words of the translation as they stand there."""
        return quote(words, self.bitext.target.text)


def check(case: Case) -> Iterator[Finding]:
    """Compare the frames of source and translation; look for lost speakers in the translation alone."""
    table = case.vocabulary.topic(case.translation.lang, "reporting")
    if table is None or case.parse is None:
        return
    target = SyntaxFrames(table).find(case.translation, case.parse)
    marked: list[Span] = []
    if case.bitext is not None:
        own = case.vocabulary.topic(case.bitext.source.lang, "reporting")
        if own is not None:
            source = PatternFrames(own).find(case.bitext.source)
            letters = case.vocabulary.topic(case.bitext.source.lang, "romanisation")
            pairs = pair_frames(case.bitext, source, target)
            view = _View(case.bitext, Likeness(case.bitext, Romaniser.of(letters) if letters else None), pairs, source)
            opinion = SecondOpinion(case, own, source)
            for pair in pairs:
                for doubt in _compare(view, pair):
                    finding = opinion.weighed(doubt, pair.source)
                    if finding.target is not None:
                        marked.append(finding.target)
                    yield finding
            for finding in displaced_speakers(case.bitext, Tree(case.translation, case.parse), source, target):
                if finding.target is not None and not any(finding.target.overlaps(m) for m in marked):
                    marked.append(finding.target)
                    yield finding
    for finding in _unresolved(case, target):
        if finding.target is not None and not any(finding.target.overlaps(m) for m in marked):
            yield finding


def _compare(view: _View, pair: Pair) -> Iterator[Finding]:
    yield from _inverted(view, pair) or _changed(view, pair) or _mismatched_pronoun(view, pair)


def _inverted(view: _View, pair: Pair) -> list[Finding]:
    """Target speaker is the source's addressee, or target addressee the source's speaker, and not the other way too."""
    source, target, like = pair.source, pair.target, view.likeness.best
    said, heard = target.speaker, target.addressee or target.relayer
    own_said, own_heard = source.speaker + source.maybe, source.addressee or source.relayer
    if source.kind is Kind.TELL and said and heard and not own_heard:
        first, second = view.place(said, own_said), view.place(heard, own_said)
        if first is not None and second is not None:
            return _by_place(view, pair, first, second)
    straight = max(like(said, own_said + source.antecedent), like(heard, own_heard))
    speaker_heard, hearer_said = like(said, own_heard), like(heard, _head(source.speaker, 2 if said else 1))
    crossed = max(speaker_heard, hearer_said)
    if crossed < SAME or straight > crossed - CLEARLY or _may_be_first_person(pair):
        return []
    strength = 0.5 + 0.2 * (min(speaker_heard, hearer_said) >= SAME) + 0.15 * pair.cue_linked + 0.1 * (straight < SAME)
    rule = ACCUSATION if "accusation" in (source.stance, target.stance) else INVERTED
    hearer = hearer_said >= speaker_heard
    message = (
        f"The source has “{view.source(source.speaker or own_said if hearer else own_heard)}” as the one "
        f"{'who speaks' if hearer else 'spoken to'}; the translation makes “{view.target(heard if hearer else said)}” "
        f"the {'one spoken to' if hearer else 'speaker'}."
    )
    return [found(rule, strength, message, target=target.span, source=source.span)]


def _head(phrase: Words, size: int) -> Words:
    """The first content words: what follows them may be the verb's object."""
    return content(phrase)[:size]


def _by_place(view: _View, pair: Pair, first: Word, second: Word) -> list[Finding]:
    """Subject and object stand behind the verb without a mark between them: the subject comes first."""
    if first.index <= second.index:
        return []
    rule = ACCUSATION if "accusation" in (pair.source.stance, pair.target.stance) else INVERTED
    heard = pair.target.addressee or pair.target.relayer
    message = (
        f"In the source “{second.text}” comes first, as the one who speaks, and “{first.text}” after it; in the translation "
        f"“{view.target(pair.target.speaker)}” speaks, and “{view.target(heard)}” is spoken to or of."
    )
    return [found(rule, 0.6 + 0.15 * pair.cue_linked, message, target=pair.target.span, source=pair.source.span)]


def _may_be_first_person(pair: Pair) -> bool:
    """أبلغت is 'I told' as well as 'she told': what follows it may be the one spoken to."""
    return pair.source.gender is Gender.FEMININE and any(w.form in FIRST_PERSONS for w in pair.target.pronoun)


def _changed(view: _View, pair: Pair) -> list[Finding]:
    """The named speaker stands for somebody whom the source names, but not as the speaker."""
    source, target, bitext = pair.source, pair.target, view.bitext
    own = source.resolved
    if not content(target.speaker) or not content(own) or not pair.cue_linked or view.is_heading(target):
        return []
    possible = own + source.maybe + source.antecedent
    if _speaks_elsewhere(view, pair):
        return []
    likeness = view.likeness.best(target.speaker, possible)
    exchanged = _crossed(bitext, target.speaker, possible) and _crossed_back(bitext, own, target.speaker)
    unlike = likeness < DIFFERENT and not (linked(bitext, target.speaker, possible) and likeness > OTHER_NAME)
    if not exchanged and not unlike:
        return []
    elsewhere = [w for w in bitext.to_source(content(target.speaker)) if w not in possible]
    rendered = [w for w in bitext.to_target(content(own)) if w not in target.speaker]
    # A left-out subject may be any noun before its verb: only one named behind it is surely another.
    if not source.speaker and not (elsewhere and all(w.index > source.cue[0].index for w in elsewhere)):
        return []
    strength = 0.1 + 0.25 * bool(elsewhere) + 0.25 * bool(rendered) + 0.1 * bool(source.speaker)
    if source.speaker and likeness < UNLIKE:
        strength = max(strength + 0.1, 0.52)
    if view.likeness.names_differ(target.speaker, own):
        strength = max(strength, 0.7)
    message = (
        f"The source names “{view.source(own)}” as the speaker; the translation gives the words to "
        f"“{view.target(target.speaker)}”."
    )
    span = Span.hull(w.span for w in (*target.speaker, *target.cue))
    return [found(CHANGED, strength, message, target=span, source=source.span)]


def _crossed(bitext: Bitext, target: Words, possible: Words) -> bool:
    """Whether what a phrase of the translation is surely linked to lies wholly outside `possible`."""
    sources = {x.source for w in content(target) for x in bitext.links_of_target(w.index) if x.mutual and x.score >= SAME}
    return bool(sources) and sources.isdisjoint(w.index for w in possible)


def _crossed_back(bitext: Bitext, source: Words, target: Words) -> bool:
    """Whether what a phrase of the source is surely linked to lies wholly outside `target`."""
    targets = {x.target for w in content(source) for x in bitext.links_of_source(w.index) if x.mutual and x.score >= SAME}
    return bool(targets) and targets.isdisjoint(w.index for w in target)


def _speaks_elsewhere(view: _View, pair: Pair) -> bool:
    """Whether the named speaker says something else in the passage, so that the two frames are only paired crosswise.

    Not so where that other frame's translation names this frame's speaker: then the two have been exchanged.
    """
    for frame in view.frames:
        near = frame is not pair.source and abs(frame.segment - pair.source.segment) <= 1
        if near and frame.speaker and view.likeness.best(pair.target.speaker, frame.speaker) >= SAME:
            other = next((p.target for p in view.pairs if p.source is frame), None)
            return other is None or view.likeness.best(other.speaker, pair.source.resolved) < SAME
    return False


def _mismatched_pronoun(view: _View, pair: Pair) -> list[Finding]:
    """'I said' or 'he said' where the source's verb says that somebody else did."""
    source, target = pair.source, pair.target
    if not pair.cue_linked or not target.pronoun or target.passive:
        return []
    first = target.pronoun[0].form in FIRST_PERSONS
    spoken_to_us = any(w.form in FIRST_HEARERS for w in source.addressee) or source.cue[0].form.endswith(FIRST_OBJECTS)
    if first and (spoken_to_us or source.gender is Gender.MASCULINE):
        strength = 0.6 + 0.15 * spoken_to_us
    elif (source.gender, target.gender) in _CLASHING:
        strength = _CLASHING[source.gender, target.gender]
    else:
        return []
    who = f"“{view.source(source.resolved)}”" if source.resolved else "somebody else"
    message = f"The verb “{view.source(source.cue)}” has {who} speak; the translation says “{view.target(target.pronoun)}”."
    span = Span.hull(w.span for w in (*target.pronoun, *target.cue))
    return [found(CHANGED, strength, message, target=span, source=source.span)]


def _unresolved(case: Case, frames: list[Frame]) -> Iterator[Finding]:
    """``PRONOUN told NAME, DESCRIPTION`` where NAME has not been mentioned before: a newcomer is introduced by what
    he says, not by what he is told."""
    for frame in frames:
        if frame.kind is not Kind.TELL or frame.passive or not frame.pronoun or not frame.addressee:
            continue
        names = [w for w in frame.addressee if _is_capitalised(w)]
        if len(names) < 2 or any(_mentioned_before(case, w) for w in names):
            continue
        described = case.translation.text[names[-1].span.end :][:2].startswith(",")
        strength = 0.45 + 0.25 * described + 0.1 * (frame.gender is not Gender.UNKNOWN)
        name = Span.hull(w.span for w in names).of(case.translation.text)
        message = f"“{frame.pronoun[0].text}” has no name here, and “{name}”, first named in this sentence, is made the one spoken to."
        yield found(UNRESOLVED, strength, message, target=Span.hull(w.span for w in (*frame.pronoun, *frame.cue, *names)))


def _is_capitalised(word: Word) -> bool:
    return any(part[:1].isupper() for part in word.text.split("-"))  # al-Bakour


def _mentioned_before(case: Case, word: Word) -> bool:
    return any(w.form == word.form for w in case.translation.words[: word.index] if w.segment != word.segment)


FAMILY = Family("attribution", RULES, check)
