"""Whether the passages around a stretch without counterpart say it after all, whatever the alignment of sentences says.

A translator takes a clause out of one sentence and puts it into the next, or makes a sentence of it. Then a sentence of
the other side close by is longer than its own counterpart, by about this stretch, and some of its words resemble the
stretch more than anything in their own counterpart. Likeness alone says little: neighbours share their subject.

The limits were found with 940 sentences whose counterpart was taken out of sound translations: of these 2 % are held to
be told nearby, of the sentences of the same translations that the aligner left alone 16 in 19.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from qa_translate.article import Word
from qa_translate.bitext import Bead, Bitext
from qa_translate.checks.holes import likeness
from qa_translate.ports import Floats

Carries = Callable[[Word], bool]

TOLD = 0.8
# Mean best cosine from which words are surely said, whoever else claims their counterparts.
SURELY = 0.66
# The same for a sentence beside another that nothing is aligned with: had they been alike, they would be a pair.
ALIKE = 0.56
LEAST_COSINE = 0.45
# Lengths of an added sentence by which the source beside it is longer than its own counterpart, from which it says it.
ROOM = 0.45
# A word that resembles the stretch nearly as much as its own counterpart is half a claim.
NEARLY = 0.05


@dataclass(frozen=True, slots=True)
class _Around:
    """A passage beside the stretch: words that may say it, and those that they stand for already.

    Attributes:
        there: content words of the other side.
        own: their counterparts on the stretch's side; empty where the pair stands off the order of the text, so that
            the passage's place beside the stretch counts more than its counterpart far away.
        spare: code points by which the passage is longer than its counterpart, in lengths of the stretch.
        least: mean best cosine below which the passage cannot say the stretch.
    """

    there: tuple[Word, ...]
    own: tuple[Word, ...]
    spare: float
    least: float


def source_tells(bitext: Bitext, bead: Bead, words: Sequence[Word], length: int, carries: Carries) -> bool:
    """Whether the source around `bead` says `words` of the translation.

    Args:
        bitext: source and translation.
        bead: the passage that holds the words.
        words: content words of a stretch.
        length: of the stretch, code points.
        carries: whether a word of the source carries content.
    """
    around = list(_around(bitext, bead, length, carries, added=True))
    if not bead.source and any(passage.own and passage.spare >= ROOM for passage in around):
        return True  # a sentence made of a clause: the one beside it holds more than its counterpart says
    return any(_tells(bitext, words, passage, added=True) for passage in around)


def target_tells(bitext: Bitext, bead: Bead, words: Sequence[Word], length: int, carries: Carries) -> bool:
    """Whether the translation around `bead` says `words` of the source; arguments as for `source_tells`."""
    around = _around(bitext, bead, length, carries, added=False)
    return any(_tells(bitext, words, passage, added=False) for passage in around)


def _around(bitext: Bitext, bead: Bead, length: int, carries: Carries, *, added: bool) -> Iterator[_Around]:
    scale = bitext.scale
    for other, adjacent in _neighbours(bitext, bead):
        source, target = bitext.source_words(other), bitext.target_words(other)
        there, own = (source, target) if added else (target, source)
        if not there:
            continue
        ratio = scale if added else 1 / scale
        own = () if other.moved and not adjacent else own
        taken = own[-1].span.end - own[0].span.start if own else 0
        spare = (there[-1].span.end - there[0].span.start) * ratio - taken
        lonely = not (other.source and other.target) and not (bead.source and bead.target)
        telling = tuple(filter(carries, there))
        if telling:
            yield _Around(telling, own, spare / max(1, length), ALIKE if lonely else 0.0)


def _neighbours(bitext: Bitext, bead: Bead) -> Iterator[tuple[Bead, bool]]:
    """Passages beside `bead` in the translation's order (True); beside a pair, those next in the source as well."""
    at = bitext.place_of(bead)
    adjacent = [b for b in bitext.beads[max(0, at - 1) : at + 2] if b != bead]
    yield from ((b, True) for b in adjacent)
    if bead.source and bead.target:
        beyond = (bitext.bead_of_source(k) for k in (bead.source[0] - 1, bead.source[-1] + 1))
        yield from ((b, False) for b in beyond if b is not None and b != bead and b not in adjacent)


def _tells(bitext: Bitext, words: Sequence[Word], around: _Around, *, added: bool) -> bool:
    if not words:
        return False
    cosines = _cosines(bitext, words, around.there, added=added)
    alike = likeness(words, cosines)
    if alike >= SURELY or alike < around.least:
        return alike >= SURELY
    claimed = np.full(len(around.there), LEAST_COSINE)
    if around.own:
        claimed = np.maximum(claimed, _cosines(bitext, around.own, around.there, added=added).max(axis=0))
    best = cosines.argmax(axis=1)
    ahead = cosines[np.arange(len(words)), best] - claimed[best]
    claims = float(np.mean((ahead >= 0) * 0.5 + (ahead >= -NEARLY) * 0.5))
    return claims > 0 and claims + min(around.spare, 1.0) >= TOLD


def _cosines(bitext: Bitext, words: Sequence[Word], there: Sequence[Word], *, added: bool) -> Floats:
    """Of each word of the stretch's side with each of the other."""
    return bitext.cosines(there, words).T if added else bitext.cosines(words, there)
