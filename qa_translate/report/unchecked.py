"""What was not looked for, as reports say it: by reason, and how many of the rules could look."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import dataclass

from qa_translate.finding import Skipped
from qa_translate.texts import EVERY_RULE

_FEW = 6
"""Rules of one reason that a report names; of more it says how many they are."""


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What was not looked for, for one reason.

    Attributes:
        reason: in plain words.
        rules: names of the rules that did not look, in order.
        others: what else: ``every rule`` at a stretch of a text, a text that was compared with nothing.
    """

    reason: str
    rules: tuple[str, ...]
    others: tuple[str, ...] = ()

    @property
    def many(self) -> bool:
        """Whether there are too many rules to name them."""
        return len(self.rules) > _FEW

    @property
    def what(self) -> str:
        """What did not look; many rules are counted, few are named as well."""
        names = "" if self.many else f" ({', '.join(self.rules)})"
        return ", ".join([*self.others, *([counted(len(self.rules), "rule") + names] if self.rules else [])])


def unchecked_of(skipped: Iterable[Skipped], rules: Set[str]) -> tuple[Unchecked, ...]:
    """What did not look, by reason, the reason with most rules first.

    Args:
        skipped: as a report has it.
        rules: names of all rules that there are.
    """
    groups: dict[str, set[str]] = {}
    for skip in skipped:
        groups.setdefault(skip.reason, set()).add(skip.rule)
    made = [
        Unchecked(
            reason,
            tuple(sorted(names & rules)),
            tuple("every rule" if name == EVERY_RULE else name for name in sorted(names - rules)),
        )
        for reason, names in groups.items()
    ]
    return tuple(sorted(made, key=lambda group: (-len(group.rules), group.reason)))


def reach_of(skipped: Iterable[Skipped], rules: Set[str]) -> str:
    """How many of the rules could look, in words; "" if all could."""
    able = rules - {skip.rule for skip in skipped}
    return "" if able == rules else f"{len(able)} of {counted(len(rules), 'rule')}"


def limits_of(skipped: Iterable[Skipped], rules: Set[str]) -> str:
    """What a headline says behind the number of marks, where not everything was checked; else ""."""
    skipped = tuple(skipped)
    reach = reach_of(skipped, rules)
    by = f" by the {reach} that could look" if reach else ""
    return by + (", with parts of the texts unread" if any(skip.rule == EVERY_RULE for skip in skipped) else "")


def counted(count: int, noun: str) -> str:
    """A number and its noun."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
