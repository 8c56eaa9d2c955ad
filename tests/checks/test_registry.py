"""The registry: who looks, who is skipped, and what happens when a family breaks."""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from qa_translate.article import Article, Document, Side, Span
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks import registry
from qa_translate.checks.family import Family, found
from qa_translate.finding import Category, Finding, Need, Rule, Severity, Skipped
from qa_translate.ports import Parse
from qa_translate.vectors import DocumentVectors
from qa_translate.vocabulary import Vocabulary


def rule(name: str, *needs: Need, vocabulary: frozenset[str] = frozenset()) -> Rule:
    return Rule(name, Category.NUMBER, Severity.MAJOR, "m", "w", "e", "x", frozenset(needs), vocabulary)


def family(*rules: Rule) -> Family:
    def check(case: Case) -> Iterator[Finding]:
        for one in rules:
            yield found(one, 0.7, "differs", target=Span(0, 1))

    return Family("some", rules, check)


def case(*, source: bool = False, lang: str = "en", parse: Parse | None = None) -> Case:
    translation = Document("a", lang, Side.TRANSLATION)
    original = Document("b", "ar", Side.SOURCE) if source else None
    flat, none = np.zeros(0, dtype=np.float32), DocumentVectors(*[np.zeros((0, 1), dtype=np.float16)] * 2)
    bitext = Bitext(original, translation, (), (), flat, flat, none, none) if original else None
    return Case(Article("a"), translation, Vocabulary(), source=original, bitext=bitext, parse=parse)


def test_rules_whose_needs_are_unmet_are_skipped_with_a_plain_reason() -> None:
    some = family(rule("needs-source", Need.SOURCE), rule("needs-syntax", Need.SYNTAX))
    findings, skipped = registry.run(case(lang="tr"), [some])
    assert findings == []
    assert skipped == [
        Skipped("needs-source", "no source given"),
        Skipped("needs-syntax", "no syntax for tr"),
    ]


def test_missing_vocabulary_names_language_and_topic() -> None:
    some = family(rule("needs-words", vocabulary=frozenset({"no-such-topic"})))
    _, skipped = registry.run(case(lang="fr"), [some])
    assert skipped == [Skipped("needs-words", "no vocabulary for fr (no-such-topic)")]


def test_vocabulary_of_the_source_is_asked_for_only_where_a_rule_needs_the_source() -> None:
    target_only = rule("target", vocabulary=frozenset({"segmentation"}))
    assert registry.unmet_need(target_only, case(lang="en")) == ""
    both = rule("both", Need.SOURCE, vocabulary=frozenset({"romanisation"}))
    assert "no vocabulary for en" in registry.unmet_need(both, case(source=True))


def test_a_rule_that_can_look_does_while_its_sister_is_skipped() -> None:
    findings, skipped = registry.run(case(), [family(rule("free"), rule("bound", Need.SOURCE))])
    assert [f.rule for f in findings] == ["free"]
    assert [s.rule for s in skipped] == ["bound"]


def test_a_family_that_raises_keeps_what_it_found_and_is_listed_as_skipped() -> None:
    first = rule("first")

    def check(_: Case) -> Iterator[Finding]:
        yield found(first, 0.7, "differs", target=Span(0, 1))
        raise ZeroDivisionError("no words\nat all")

    findings, skipped = registry.run(case(), [Family("broken", (first,), check), family(rule("second"))])
    assert [f.rule for f in findings] == ["first", "second"]
    assert skipped == [Skipped("first", "the check failed: ZeroDivisionError: no words at all")]


def test_a_family_that_cannot_say_what_it_needs_is_listed_as_skipped() -> None:
    def unable(_: Case) -> dict[str, str]:
        raise ValueError("boom")

    some = replace(family(rule("some")), unable=unable)
    assert registry.run(case(), [some]) == ([], [Skipped("some", "the check failed: ValueError: boom")])


def test_the_hash_changes_with_a_rule_and_not_with_the_order() -> None:
    one, two = family(rule("a")), family(rule("b"))
    assert registry.rules_hash([one, two]) == registry.rules_hash([two, one])
    assert registry.rules_hash([one]) != registry.rules_hash([one, two])


def test_rule_names_are_unique_and_kebab_case() -> None:
    names = [r.name for f in registry.FAMILIES for r in f.rules]
    assert len(names) == len(set(names))
    assert all(name == name.lower() and " " not in name and "_" not in name for name in names)


def test_every_rule_is_documented() -> None:
    for one in registry.rules().values():
        for part in (one.marks, one.why, one.example, one.wrong_when):
            assert len(part.split()) >= 3, one.name
