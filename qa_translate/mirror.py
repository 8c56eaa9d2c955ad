"""Translations into Arabic, looked at from the Arabic side.

The checks know Arabic as the language of a source: its verbs of saying, the names that it writes by sound, its words
without content. A translation *into* Arabic is the same pair of texts the other way round. So the checks look at it
with the Arabic text as if it were the source, with the syntax of the other language, and what they find is turned back:
what the "source" has and the "translation" lacks was added, and what it lacks was lost.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from qa_translate.article import Document, Side
from qa_translate.bitext import Bitext
from qa_translate.case import Case
from qa_translate.checks.registry import rules
from qa_translate.excerpt import first_words
from qa_translate.finding import Finding, Need, Skipped
from qa_translate.glossary import Glossary
from qa_translate.ports import Parse

SEEN_AS_SOURCE = "ar"
"""The language that the checks know from the side of the source."""

_OTHER_WAY = {
    "lost-negation": "added-negation",
    "lost-hedge": "added-hedge",
    "lost-number": "invented-number",
    "lost-name": "invented-name",
    "lost-attribution": "invented-attribution",
    "lost-quote": "invented-quote",
    "omitted-sentence": "added-sentence",
    "omitted-passage": "added-passage",
}
_OTHER_WAY |= {added: lost for lost, added in _OTHER_WAY.items()}

_MESSAGES: Mapping[str, str] = {
    "lost-negation": "The source says “{source}”; the translation “{target}” has lost the negation.",
    "added-negation": "The translation says “{target}”; “{source}” in the source is not negated.",
    "lost-hedge": "The source says “{source}”, which is no certainty; the translation states “{target}” as a fact.",
    "added-hedge": "The translation says “{target}”; the source states “{source}” as a fact.",
    "lost-number": "The source's “{source}” is not in the translation.",
    "invented-number": "The translation's “{target}” is not in the source.",
    "lost-name": "The source's “{source}” is not in the translation.",
    "invented-name": "The source has no name like “{target}” here.",
    "lost-attribution": "The source gives this to somebody, “{source}”; the translation says it of itself.",
    "invented-attribution": "The translation gives this to somebody, “{target}”; the source says it of itself.",
    "lost-quote": "The source quotes “{source}”; the translation “{target}” does not.",
    "invented-quote": "The translation quotes “{target}”; the source “{source}” does not.",
    "omitted-sentence": "“{source}” has no counterpart in the translation.",
    "omitted-passage": "“{source}” has no counterpart in the translation.",
    "added-sentence": "“{target}” has no counterpart in the source.",
    "added-passage": "“{target}” has no counterpart in the source.",
}


@dataclass(frozen=True)
class Mirror:
    """The case of a translation into Arabic, the other way round.

    Attributes:
        case: with the Arabic text as its source.
        turned: the case as it is.
    """

    case: Case
    turned: Case

    def findings(self, found: Iterable[Finding]) -> Iterator[Finding]:
        """What is found in the mirror, told of the case as it is; nothing that needs the other text alone."""
        known = rules()
        for finding in found:
            rule = known[_OTHER_WAY.get(finding.rule, finding.rule)]
            if finding.source is None or Need.SOURCE not in rule.needs:
                continue
            made = replace(
                finding,
                rule=rule.name,
                category=rule.category if finding.rule in _OTHER_WAY else finding.category,
                severity=rule.severity if finding.rule in _OTHER_WAY else finding.severity,
                target=finding.source,
                source=finding.target,
            )
            yield replace(made, message=self._message(made, finding))

    def _message(self, made: Finding, finding: Finding) -> str:
        template = _MESSAGES.get(made.rule) if finding.rule in _OTHER_WAY else None
        if template is None:
            return _exchanged(finding.message)
        here = first_words(made.target.of(self.turned.translation.text)) if made.target else ""
        there = first_words(made.source.of(self.case.translation.text)) if made.source else "the passage"
        return template.format(target=here, source=there)


def is_mirrored(translation: Document, source: Document | None) -> bool:
    """Whether a translation is one into the language that the checks know from the side of the source."""
    return source is not None and translation.lang == SEEN_AS_SOURCE != source.lang


def mirror(
    case: Case, parse: Parse | None, align: Callable[[Document, Document], Bitext], glossary: Glossary
) -> Mirror:
    """The other way round of a case with a source.

    Args:
        case: a translation into Arabic.
        parse: syntax of its source; None where no parser knows the language.
        align: aligns two documents, the one that is looked at as the source first.
        glossary: of the two languages the other way round.
    """
    assert case.source is not None
    arabic, other = replace(case.translation, side=Side.SOURCE), replace(case.source, side=Side.TRANSLATION)
    reverse = Case(
        case.article,
        other,
        case.vocabulary,
        source=arabic,
        bitext=align(arabic, other),
        parse=parse,
        glossary=glossary,
    )
    return Mirror(reverse, case)


def joined(own: Iterable[Finding], mirrored: Iterable[Finding]) -> list[Finding]:
    """What both ways found; of marks of one category on the same words, that of the way that is looked at first."""
    found = list(own)
    for finding in mirrored:
        same = (f for f in found if f.category is finding.category and f.target and finding.target)
        if not any(f.target.overlaps(finding.target) for f in same if f.target and finding.target):
            found.append(finding)
    return found


def unlooked(own: Iterable[Skipped], mirrored: Iterable[Skipped]) -> list[Skipped]:
    """The rules that looked neither way, with the reason of the first."""
    names = {_OTHER_WAY.get(skipped.rule, skipped.rule) for skipped in mirrored}
    return [skipped for skipped in own if skipped.rule in names]


def _exchanged(message: str) -> str:
    """A message with the words for the two texts exchanged, outside of what it quotes."""
    parts = message.split("“")
    told = [_swap(parts[0])]
    for part in parts[1:]:
        quoted, mark, rest = part.partition("”")
        told.append(quoted + mark + _swap(rest))
    return "“".join(told)


def _swap(text: str) -> str:
    return text.replace("source", "\0").replace("translation", "source").replace("\0", "translation")
