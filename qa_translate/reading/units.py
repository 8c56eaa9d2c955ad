"""Units of a translation file, put together to an article that knows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from qa_translate.article import Article, Side, Span, Unit
from qa_translate.errors import InputError
from qa_translate.reading.placed import Placed
from qa_translate.reading.validate import validate

_NAMED = 5
"""Units that a line names; of more it gives their number."""

_LONGEST_LABEL = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """A unit: a text and its translation.

    Attributes:
        name: what the file calls it, ``t5``.
        source, target: its texts without white space at their ends; without characters where it lacks them.
        untranslated: names of the segments whose source was left out because they have no target.
    """

    name: str
    source: Placed
    target: Placed
    untranslated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Container:
    """What a file says of an article beside its units.

    Attributes:
        where: file and line, for messages.
        given: the whole file, decoded.
        name: the article's id.
        source_lang, target_lang: ISO 639-1 codes.
        stated: where the file itself states the languages: the attributes in which it does.
    """

    where: str
    given: str = field(repr=False)
    name: str
    source_lang: str
    target_lang: str
    stated: Mapping[Side, str] = field(default_factory=dict)


def label(given: str | None, number: int) -> str:
    """What messages call a unit, a segment or an article: what its file does, on one short line, or else its number."""
    return " ".join((given or "").split())[:_LONGEST_LABEL] or str(number)


def article_of_units(pairs: Sequence[Pair], container: Container) -> Article:
    """The units as one article, in order, a paragraph each; those that lack one of their texts are left out.

    Raises:
        InputError: no unit has both texts, or a text is not what it is said to be (see `validate`).
    """
    whole = [pair for pair in pairs if pair.source.text and pair.target.text]
    if not whole:
        raise untranslated(container.where)
    source, source_units = _joined([(pair.name, pair.source) for pair in whole])
    target, target_units = _joined([(pair.name, pair.target) for pair in whole])
    article = Article(
        "".join(target.text),
        "".join(source.text),
        id=container.name,
        source_lang=container.source_lang,
        target_lang=container.target_lang,
        origins={Side.TRANSLATION: target.origin(container.given), Side.SOURCE: source.origin(container.given)},
        units={Side.TRANSLATION: target_units, Side.SOURCE: source_units},
        left_out=_left_out(pairs),
    )
    place = f"{container.where} (article {container.name})"
    validate(article, {Side.TRANSLATION: place, Side.SOURCE: place}, container.stated)
    return article


def untranslated(where: str) -> InputError:
    """What to raise for a file in which no unit has both texts."""
    remedy = "translate it first, or name the file that holds the translation"
    return InputError("has no unit with a source and a target", where=where, remedy=remedy)


def _joined(texts: Sequence[tuple[str, Placed]]) -> tuple[Placed, tuple[Unit, ...]]:
    joined = Placed()
    units: list[Unit] = []
    for name, text in texts:
        joined.join("\n\n", text)
        units.append(Unit(Span(len(joined.text) - len(text.text), len(joined.text)), f"unit {name}"))
    return joined, tuple(units)


def _left_out(pairs: Sequence[Pair]) -> tuple[str, ...]:
    """Which units were not compared, and why; one without any text is none."""
    no_target = [pair.name for pair in pairs if pair.source.text and not pair.target.text]
    no_source = [pair.name for pair in pairs if pair.target.text and not pair.source.text]
    segments = [name for pair in pairs if pair.source.text and pair.target.text for name in pair.untranslated]
    lines = (
        _line("unit", no_target, "no target"),
        _line("segment", segments, "no target"),
        _line("unit", no_source, "no source"),
    )
    return tuple(line for line in lines if line)


def _line(kind: str, names: Sequence[str], lack: str) -> str:
    """``units 4, 7 and 9 have no target``; "" where there are none."""
    if len(names) > _NAMED:
        return f"{len(names):,} {kind}s have {lack}: {', '.join(names[:_NAMED])} and {len(names) - _NAMED:,} more"
    if len(names) > 1:
        return f"{kind}s {', '.join(names[:-1])} and {names[-1]} have {lack}"
    return f"{kind} {names[0]} has {lack}" if names else ""
