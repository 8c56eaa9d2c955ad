"""Turns quantities without a partner into findings: which rule, how sure, which words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isclose

from qa_translate.article import Document, Span
from qa_translate.bitext import Bitext
from qa_translate.checks.family import found, seconded
from qa_translate.checks.numbers import rules
from qa_translate.checks.numbers.agree import same_value
from qa_translate.checks.numbers.compare import Leftovers, Pair
from qa_translate.checks.numbers.compiled import lexicon
from qa_translate.checks.numbers.exchange import exchanges
from qa_translate.checks.numbers.quantities import COUNTS, MONTH_DAY, Kind, Quantity
from qa_translate.checks.numbers.units import compatible, is_money, is_percent
from qa_translate.finding import Finding, Rule
from qa_translate.vocabulary import Vocabulary

_NEVER_ALONE = frozenset({Kind.DAY, Kind.RELATIVE})
_SMALL = 3
_DOUBTFUL = 0.06  # taken off a number in words where its rendering may be a word of another kind
_ALONE = 0.1  # taken off where an ordinal stands for one more of what was counted
_TENS = 20  # from here the words for Arabic ordinals are those of counts
_LEAST_SCORE = 0.03  # margin of an alignment that may be wrong
_UNSURE = 0.2
_GRADE = 0.15  # a class or a floor that another country may call otherwise, which no back-translation can tell
_LOST = {Kind.WEEKDAY: 0.25, Kind.MONTH: 0.35, Kind.FRACTION: 0.3, Kind.ORDINAL: 0.35, Kind.CROWD: 0.3,
         Kind.DECADE: 0.3, Kind.CLOCK: 0.45}  # fmt: skip
_INVENTED = {Kind.WEEKDAY: 0.4, Kind.MONTH: 0.45, Kind.FRACTION: 0.35, Kind.ORDINAL: 0.35, Kind.CROWD: 0.3,
             Kind.DECADE: 0.4, Kind.CLOCK: 0.5}  # fmt: skip

Confirm = Callable[[Quantity | None, Quantity | None], float]


def findings_of(bitext: Bitext, left: Leftovers, confirm: Confirm, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The findings of one aligned passage; `confirm` gives what the back-translation adds to a strength."""
    doubtful = bool(lexicon(bitext.target.lang, vocabulary).numbers.get("doubtful_words", False))
    for pair in left.pairs:
        yield _changed(bitext, pair, left, confirm)
    for there, here in left.dates:
        source_text, target_text = (d.span.of(x.text) for d, x in ((there, bitext.source), (here, bitext.target)))
        text = f"«{source_text}» is {there.day.isoformat()}, the translation's “{target_text}” {here.day.isoformat()}."
        yield found(rules.CHANGED_DATE, 0.65 - _crowding(left), text, target=here.span, source=there.span)
    for s, t in left.matched:
        yield from _said_otherwise(bitext, s, t)
        if _became_a_place(s, t, left):
            text = f"{_quoted(bitext, t)} is a place in a row, the source's {_quoted_source(bitext, s)} a count."
            yield found(rules.CHANGED_NUMBER, 0.55 - _crowding(left), text, target=t.span, source=s.span)
    for s in left.lost:
        if s.kind not in _NEVER_ALONE:
            yield _lost(bitext, s, left, confirm(s, None), doubtful=doubtful)
    for t in left.invented:
        if t.kind not in _NEVER_ALONE:
            yield _invented(bitext, t, left, confirm(None, t))
    for exchange in exchanges(bitext, left, vocabulary):
        target = Span.hull(q.span for q in exchange.target)
        source = Span.hull(q.span for q in exchange.source)
        strength = min(0.8, 0.45 + 2.5 * exchange.margin) - _crowding(left)
        text = f"{_quoted(bitext, *exchange.target)} stand beside what the other one counts in the source."
        yield found(rules.EXCHANGED_NUMBERS, strength, text, target=target, source=source)


def _changed(bitext: Bitext, pair: Pair, left: Leftovers, confirm: Confirm) -> Finding:
    s, t = pair.source, pair.target
    text = f"The translation has {_quoted(bitext, t)}, the source {_quoted_source(bitext, s)}."
    strength = _strength(pair, left)
    return seconded(found(rule_of(s, t), strength, text, target=t.span, source=s.span), strength + confirm(s, t))


def rule_of(s: Quantity, t: Quantity) -> Rule:
    """The rule that names how `t` differs from `s`."""
    single = {Kind.WEEKDAY: rules.CHANGED_WEEKDAY, Kind.MONTH: rules.CHANGED_DATE, Kind.CLOCK: rules.CHANGED_TIME,
              Kind.RELATIVE: rules.CHANGED_RELATIVE_TIME, Kind.DAY: rules.CHANGED_RELATIVE_TIME}  # fmt: skip
    if t.kind in single:
        return single[t.kind]
    dated = s.kind is t.kind and (t.kind is Kind.YEAR or (t.kind is Kind.DECADE and len(s.values + t.values) > 2))
    if MONTH_DAY in s.units | t.units or dated:
        return rules.CHANGED_DATE
    if same_value(s, t) and not compatible(s.units, t.units):
        return rules.CHANGED_CURRENCY if is_money(s.units) and is_money(t.units) else rules.CHANGED_UNIT
    if is_percent(s.units) and is_percent(t.units):
        return rules.CHANGED_PERCENTAGE
    return rules.CHANGED_ORDINAL if s.kind is t.kind is Kind.ORDINAL else rules.CHANGED_NUMBER


def _strength(pair: Pair, left: Leftovers) -> float:
    s, t = pair.source, pair.target
    strength = 0.6 + 0.12 * pair.linked + 0.06 * pair.only - 0.2 * pair.elsewhere
    strength += 0.1 * (s.digits and t.digits) + 0.08 * bool(s.units & t.units)
    strength -= 0.12 * (s.kind is not t.kind) + 0.08 * (s.digits is not t.digits)
    if t.kind is not Kind.RELATIVE and not compatible(s.units, t.units) and not same_value(s, t):
        strength -= 0.15
    if t.kind in COUNTS - {Kind.FRACTION} and not (s.digits or t.digits) and max(s.value, t.value) <= _SMALL:
        strength -= 0.1
    if same_value(s, t) and s.units | t.units == {"percent", "percentage_point"}:
        # Newspapers write one for the other, and translators put it right.
        strength -= 0.2
    if Kind.FRACTION in {s.kind, t.kind} and isclose(s.value * t.value, 1.0):
        # ثلاثة بنوك read as "a third of the banks"
        strength += 0.2
    one_is_a_part = (s.kind is Kind.FRACTION) is not (t.kind is Kind.FRACTION)
    if one_is_a_part or t.kind in {Kind.CROWD, Kind.DAY, Kind.RELATIVE}:
        strength -= 0.1
    return strength - _crowding(left)


def _crowding(left: Leftovers) -> float:
    """What a doubtful alignment takes away: many sentences in one passage, or a match without a margin."""
    many = 0.04 * max(0, len(left.bead.source) + len(left.bead.target) - 3)
    return many + _UNSURE * (left.bead.score < _LEAST_SCORE) + _UNSURE * (left.bead.score < 0)


def _lost(bitext: Bitext, s: Quantity, left: Leftovers, confirmed: float, *, doubtful: bool) -> Finding:
    strength = _GRADE if s.grade else _LOST.get(s.kind, 0.5 if s.digits else 0.35)
    if not s.digits and s.kind is Kind.NUMBER and s.value == 2:
        # A dual is often left implied; not so one with an adjective that says so (سفينتين أخريين).
        strength = 0.55 if s.span.end > s.core.end and not s.units else 0.3
    if doubtful and not s.digits:
        strength -= _DOUBTFUL
    if s.kind is Kind.ORDINAL and _stands_alone(bitext.source, s):
        strength -= _ALONE
    words = bitext.to_target(bitext.source.words_in(s.span))
    target = Span.hull(w.span for w in words) if words else bitext.target_span(left.bead)
    if target and len(target) > 60:
        target = words[0].span if words else target
    text = f"The source's {_quoted_source(bitext, s)} is not in the translation."
    strength -= _crowding(left)
    return seconded(found(rules.LOST_NUMBER, strength, text, target=target, source=s.span), strength + confirmed)


def _stands_alone(document: Document, ordinal: Quantity) -> bool:
    """Whether an ordinal without article ends its clause: فقدان ثالث, "another one is missing"."""
    after = document.text[ordinal.span.end : ordinal.span.end + 1]
    return not ordinal.span.of(document.text).startswith("ال") and not after.isspace()


def _invented(bitext: Bitext, t: Quantity, left: Leftovers, confirmed: float) -> Finding:
    strength = _INVENTED.get(t.kind, 0.55 if t.digits else 0.4)
    if not t.digits and t.kind is Kind.NUMBER and t.value == 2:
        strength = 0.3
    words = bitext.to_source(bitext.target.words_in(t.span))
    source = Span.hull(w.span for w in words) if words else None
    text = f"{_quoted(bitext, t)} is not in the source."
    strength -= _crowding(left)
    return seconded(found(rules.INVENTED_NUMBER, strength, text, target=t.span, source=source), strength + confirmed)


def _said_otherwise(bitext: Bitext, s: Quantity, t: Quantity) -> Iterator[Finding]:
    """The figure is right, and what is said of it is not."""
    if s.kind is Kind.YEAR or MONTH_DAY in s.units | t.units or s.weak or t.weak:
        return
    if {s.half, t.half} == {"am", "pm"}:
        text = f"{_quoted(bitext, t)} is {t.half}, the source's {_quoted_source(bitext, s)} is {s.half}."
        yield found(rules.CHANGED_TIME, 0.6, text, target=t.span, source=s.span)
    whole = _with_word_before(bitext.target, t)
    if {s.before, t.before} == {"to", "by"}:
        # "to" is a preposition of many verbs, إلى before a figure nearly always names a level.
        strength = 0.65 if s.before == "to" else 0.4
        there = _with_word_before(bitext.source, s).of(bitext.source.text)
        text = f"The translation says “{whole.of(bitext.target.text)}”, the source «{there}»."
        yield found(rules.CHANGED_DIRECTION, strength, text, target=whole, source=s.span)
    if {s.bound, t.bound} == {"more", "less"}:
        text = f"{_quoted(bitext, t)} is “{t.bound} than”, in the source “{s.bound} than”."
        yield found(rules.CHANGED_BOUND, 0.5, text, target=whole, source=s.span)


def _became_a_place(s: Quantity, t: Quantity, left: Leftovers) -> bool:
    """Whether a count became an ordinal: خمسة طوابق, "a fifth floor"; both in words, and matched to nothing else."""
    counted = s.kind is Kind.NUMBER and not s.units and _SMALL <= s.value < _TENS
    if not counted or t.kind is not Kind.ORDINAL or s.digits or t.digits or s.weak or t.weak:
        return False
    return sum(x is s for x, _ in left.matched) == 1 == sum(y is t for _, y in left.matched)


def _with_word_before(document: Document, quantity: Quantity) -> Span:
    first = document.words_in(quantity.span)[0]
    before = document.words[first.index - 1] if first.index else first
    return Span(before.span.start, quantity.span.end)


def _quoted(bitext: Bitext, *quantities: Quantity) -> str:
    return " and ".join(f"“{q.span.of(bitext.target.text)}”" for q in quantities)


def _quoted_source(bitext: Bitext, *quantities: Quantity) -> str:
    return " and ".join(f"«{q.span.of(bitext.source.text)}»" for q in quantities)
