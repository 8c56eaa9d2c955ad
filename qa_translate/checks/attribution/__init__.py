"""Who said what to whom: frames of both sides compared through the word alignment."""

from __future__ import annotations

from collections.abc import Iterator

from qa_translate.article import Document, Side, Word
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.attribution.addressee import changed_addressee
from qa_translate.checks.attribution.by_pattern import PatternFrames
from qa_translate.checks.attribution.by_syntax import SyntaxFrames
from qa_translate.checks.attribution.by_words import WordFrames
from qa_translate.checks.attribution.called import called_another
from qa_translate.checks.attribution.changed import changed_speaker, mismatched_pronoun, plural_for_one
from qa_translate.checks.attribution.crossed import crossed_speakers
from qa_translate.checks.attribution.displaced import displaced_speakers
from qa_translate.checks.attribution.exchanged import exchanged_speakers
from qa_translate.checks.attribution.frames import Frame, Kind
from qa_translate.checks.attribution.invented import invented_attributions
from qa_translate.checks.attribution.inverted import inverted_speakers, told_for_teller
from qa_translate.checks.attribution.likeness import Likeness
from qa_translate.checks.attribution.lost import lost_attributions
from qa_translate.checks.attribution.matching import Pair, pair_frames
from qa_translate.checks.attribution.merged import merged_quotes
from qa_translate.checks.attribution.quoted import pairs_by_quotation
from qa_translate.checks.attribution.returned import returned_speakers
from qa_translate.checks.attribution.rules import RULES
from qa_translate.checks.attribution.second_opinion import SecondOpinion
from qa_translate.checks.attribution.swapped import swapped_speakers
from qa_translate.checks.attribution.unresolved import unresolved_speakers
from qa_translate.checks.attribution.view import SAME, Addressed, View
from qa_translate.checks.attribution.wording import Wording, is_by_words
from qa_translate.checks.callings import Called, callings_of
from qa_translate.checks.family import Family
from qa_translate.checks.quote_votes import cast_votes
from qa_translate.finding import Finding
from qa_translate.romanise import Romaniser
from qa_translate.syntax import Tree
from qa_translate.vocabulary import Table, prepared

# Words behind a verb of passing on within which "saying" belongs to it.
GOES_ON = 14
# The language in whose spelling the table of letters knows Arabic names.
ROMANISED_IN = "en"


def check(case: Case) -> Iterator[Finding]:
    """Compare the frames of source and translation, then look for lost speakers in the translation alone.

    A passage is marked once, by the first that finds something.
    """
    table = case.vocabulary.topic(case.translation.lang, "reporting", Side.TRANSLATION)
    if table is None or _unable(case):
        return
    view = _view(case, table)
    target = view.said if view else _frames(case, table, None)
    compared = _compared(case, table, view) if view else ()
    settled = [p.target for p in view.pairs if _agree(view, p)] if view else ()
    seen: list[Finding] = []
    for finding in (*compared, *exchanged_speakers(case, table), *unresolved_speakers(case, target, settled)):
        if finding.target and not any(f.target and f.target.overlaps(finding.target) for f in seen):
            seen.append(finding)
            yield finding


def _unable(case: Case) -> dict[str, str]:
    """Rules that cannot look: none without syntax, or, where the vocabulary tells by words who speaks, a few."""
    table = case.vocabulary.topic(case.translation.lang, "reporting", Side.TRANSLATION)
    if case.parse is not None or table is None or is_by_words(table):
        return {}
    reason = f"no syntax for {case.translation.lang}"
    return {rule.name: reason for rule in RULES}


def _frames(case: Case, table: Table, likeness: Likeness | None) -> list[Frame]:
    """Who speaks in the translation: by syntax where there is one, else by its words."""
    if case.parse is not None and not is_by_words(table):
        return SyntaxFrames(table).find(case.translation, case.parse)
    callings, wording = callings_of(case), prepared(Wording, table)

    def calls(word: Word) -> bool:
        if (callings and callings.of_target(word)) or sum(map(str.isupper, word.text)) > 1:
            return True
        opening = word.index == case.translation.segments[word.segment].first  # where any word has a capital
        if likeness is None:
            return False
        opening = opening and not (wording.verb_final and "'" in word.form)  # Turkish endings of names: Ali'ye
        return likeness.is_namesake(word) if opening else likeness.is_named(word)

    return WordFrames(wording, calls).find(case.translation)


def _view(case: Case, table: Table) -> View | None:
    """Both sides' frames put side by side; None without a source whose reporting words are known."""
    bitext, votes = case.bitext, case.once(cast_votes)
    own = case.vocabulary.topic(bitext.source.lang, "reporting", Side.SOURCE) if bitext else None
    if bitext is None or votes is None or own is None:
        return None
    source = _source_frames(case, own, bitext.source)
    if is_by_words(table):
        source = [f for f in source if not _goes_on(f, source)]
    likeness = _likeness(case, bitext)
    target = _frames(case, table, likeness)
    pairs = pair_frames(bitext, source, target, loosely=is_by_words(table))
    if is_by_words(table):
        pairs += pairs_by_quotation(votes, source, target, pairs)
    moods = frozenset(table.get("reported", {}).get("moods", ()))
    return View(bitext, votes, likeness, pairs, source, target, Addressed.of(own), callings_of(case), moods)


def _source_frames(case: Case, table: Table, document: Document) -> list[Frame]:
    """Who speaks in the source: by the patterns of Arabic, or by the words of another language."""
    if not is_by_words(table):
        return PatternFrames(table).find(document)
    speakers = case.vocabulary.topic(document.lang, "speakers")
    called = prepared(Called, speakers) if speakers else None

    def calls(word: Word) -> bool:
        opening = word.index == document.segments[word.segment].first
        return bool(called and called.of(word)) or (word.text[:1].isupper() and not opening)

    return WordFrames(prepared(Wording, table), calls).find(document)


def _goes_on(frame: Frame, source: list[Frame]) -> bool:
    """Whether a participle only goes on with words that the frame before it passes on (نقل عن X قوله)."""
    if frame.kind is not Kind.CONTINUATION:
        return False
    near = (f for f in source if f.segment == frame.segment and f.kind is Kind.RELAY)
    return any(0 < frame.cue[0].index - f.cue[0].index <= GOES_ON for f in near)


def _likeness(case: Case, bitext: Bitext) -> Likeness:
    letters = case.vocabulary.topic(bitext.source.lang, "romanisation")
    names = case.vocabulary.topic(bitext.target.lang, "names", Side.TRANSLATION) or {}
    foreign = bitext.target.lang != ROMANISED_IN
    respellings = tuple((one, other) for one, other in names.get("respellings", ()) if foreign)
    capitals = not names.get("nouns_capitalised", False)
    romaniser = prepared(Romaniser.of, letters) if letters else None
    return Likeness(bitext, romaniser, respellings, capitals=capitals, foreign=foreign)


def _compared(case: Case, table: Table, view: View) -> Iterator[Finding]:
    yield from swapped_speakers(view)
    yield from merged_quotes(view)
    opinion, by_words = SecondOpinion(case, view.frames), is_by_words(table)
    for pair in view.pairs:
        doubts = (
            inverted_speakers(view, pair)
            or crossed_speakers(view, pair)
            or called_another(view, pair)
            or changed_speaker(view, pair)
            or (by_words and told_for_teller(view, pair))
            or mismatched_pronoun(view, pair)
            or (by_words and plural_for_one(view, pair))
            or changed_addressee(view, pair)
        )
        yield from (opinion.weighed(doubt, pair.source) for doubt in doubts)
    yield from lost_attributions(view, view.said)
    yield from returned_speakers(case, view, opinion)
    yield from invented_attributions(view)
    topics = frozenset(table["address"].get("topics", ()))
    if case.parse is not None:
        yield from displaced_speakers(view.bitext, Tree(case.translation, case.parse), view.frames, view.said, topics)


def _agree(view: View, pair: Pair) -> bool:
    """Whether the source has the same one spoken to."""
    return view.likeness.best(pair.target.addressee, pair.source.addressee) >= SAME


FAMILY = Family("attribution", RULES, check, _unable)
