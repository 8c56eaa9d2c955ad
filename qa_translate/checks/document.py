"""The documentation of rules as plain text, from where the rules are."""

from __future__ import annotations

import difflib
import textwrap
from collections.abc import Mapping

from qa_translate.errors import UsageError
from qa_translate.finding import Rule

_WIDTH = 100


def listing(rules: Mapping[str, Rule]) -> str:
    """One line a rule, by category: name, severity, what it marks."""
    width = max((len(name) for name in rules), default=0)
    parts: list[str] = []
    for category in dict.fromkeys(rule.category for rule in rules.values()):
        parts.append(f"{category}")
        for rule in rules.values():
            if rule.category is category:
                head = f"  {rule.name:<{width}}  {rule.severity:<8}  "
                parts.append(textwrap.fill(rule.marks, _WIDTH, initial_indent=head, subsequent_indent=" " * len(head)))
    return "\n".join(parts) + "\n"


def page(rules: Mapping[str, Rule], name: str) -> str:
    """Everything that one rule's documentation says.

    Raises:
        UsageError: there is no such rule.
    """
    if name not in rules:
        nearest = difflib.get_close_matches(name, rules, n=1, cutoff=0.5)
        remedy = f"did you mean {nearest[0]!r}?" if nearest else "`qa-translate rules` lists all"
        raise UsageError(f"no rule {name!r}", remedy=remedy)
    rule = rules[name]
    needs = sorted(need.value.replace("_", "-") for need in rule.needs)
    parts = {
        "Marks": rule.marks,
        "Why": rule.why,
        "Example": rule.example,
        "Wrong when": rule.wrong_when,
        "Needs": ", ".join(needs) or "the translation alone",
    }
    lines = [f"{rule.name} ({rule.category}, {rule.severity})"]
    for title, text in parts.items():
        lines += ["", title, textwrap.indent(_filled(text), "  ")]
    return "\n".join(lines) + "\n"


def _filled(text: str) -> str:
    """Paragraphs wrapped, lines of examples as they were written."""
    dedented = textwrap.dedent(text).strip()
    return "\n".join(textwrap.fill(line, _WIDTH - 2) for line in dedented.splitlines())
