"""A speaker of the source who stands in the translation, but as the one spoken to or about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from qa_translate.article import Span, Word
from qa_translate.bitext import Bitext
from qa_translate.checks.attribution.frames import Frame, Gender, Kind, Words
from qa_translate.checks.attribution.likeness import content, quote
from qa_translate.checks.attribution.rules import DISPLACED
from qa_translate.checks.family import found
from qa_translate.finding import Finding
from qa_translate.ports import Token
from qa_translate.syntax import Tree

LEAST_COSINE = 0.6
# Labels of one spoken to or of.
_OBJECTS = frozenset({"dobj", "dative", "pobj", "npadvmod"})


def displaced_speakers(
    bitext: Bitext, tree: Tree, source: Sequence[Frame], target: Sequence[Frame], topics: frozenset[str]
) -> Iterator[Finding]:
    """Frames of the source with a named speaker that no frame of the translation has as its speaker.

    Args:
        bitext: source and translation.
        tree: syntax of the translation.
        source, target: all frames of each.
        topics: prepositions behind which stands one spoken to or of.
    """
    speaking = {w.index for f in target for w in (*f.speaker, *f.antecedent, *f.relayer)}
    cues = {w.index: f for f in target for w in f.cue}
    for frame in source:
        if frame.kind not in (Kind.SAY, Kind.TELL) or not frame.speaker or frame.relative:
            continue
        if frame.doubtful:
            continue  # ودعا الأمم المتحدة: he called on the United Nations
        rendered = _rendered(bitext, frame.speaker)
        if not rendered or any(w.index in speaking for w in rendered):
            continue
        finding = _finding(bitext, tree, frame, rendered, cues, topics)
        if finding:
            yield finding


def _rendered(bitext: Bitext, speaker: Words) -> Words:
    """Target words surely linked to the speaker's content words."""
    linked = {
        link.target
        for word in content(speaker)
        for link in bitext.links_of_source(word.index)
        if link.mutual and link.score >= LEAST_COSINE
    }
    return tuple(bitext.target.words[k] for k in sorted(linked))


def _finding(
    bitext: Bitext, tree: Tree, frame: Frame, rendered: Words, cues: dict[int, Frame], topics: frozenset[str]
) -> Finding | None:
    for token in tree.tokens_of(rendered):
        governor = _spoken_to_by(tree, token, topics) if token.pos == "PROPN" else None
        words = tree.words([governor]) if governor else ()
        target = next((cues[w.index] for w in words if w.index in cues), None)
        if target is None or not _can_be_hearer(token, frame, target):
            continue
        linked = any(x.source in {w.index for w in frame.cue} for w in words for x in bitext.links_of_target(w.index))
        marked: list[Word] = [*words, *rendered]
        message = (
            f"In the source “{quote(frame.speaker, bitext.source.text)}” speaks; in the translation "
            f"“{quote(rendered, bitext.target.text)}” is the one spoken to or of."
        )
        return found(
            DISPLACED, 0.6 + 0.15 * linked, message, target=Span.hull(w.span for w in marked), source=frame.span
        )
    return None


def _can_be_hearer(token: Token, source: Frame, target: Frame) -> bool:
    """The object of a verb of saying is what is said; and أبلغت may be 'I told', with the hearer behind it."""
    if token.dep == "dobj" and target.kind is not Kind.TELL:
        return False
    return not (source.gender is Gender.FEMININE and target.gender is Gender.FIRST)


def _spoken_to_by(tree: Tree, token: Token, topics: frozenset[str]) -> Token | None:
    """The verb that has `token` as its object, or as the object of its preposition."""
    if token.dep not in _OBJECTS:
        return None
    head = tree.head(token)
    if head.pos == "ADP":
        if head.text.lower() not in topics:
            return None
        head = tree.head(head)
    return head if head.pos in ("VERB", "AUX") else None
