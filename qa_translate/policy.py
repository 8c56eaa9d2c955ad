"""What an editor has decided about rules: which look, how bad their marks are, how sure they must be to be shown."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from qa_translate.finding import Finding, Severity, Skipped

OFF = "switched off by the settings"


@dataclass(frozen=True)
class Policy:
    """Decisions about rules; without any, rules work as they are documented.

    Attributes:
        off: rules that do not look.
        severities: of rules whose marks are worse, or not so bad.
        thresholds: least confidence of rules that have one of their own.
    """

    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def applied(self, findings: Iterable[Finding]) -> list[Finding]:
        """`findings` of the rules that look, with the severities decided."""
        return [
            replace(f, severity=self.severities[f.rule]) if f.rule in self.severities else f
            for f in findings
            if f.rule not in self.off
        ]

    def skipped(self, skipped: Iterable[Skipped], rules: Iterable[str]) -> tuple[Skipped, ...]:
        """What was not looked for, with those of `rules` that are off."""
        kept = [skip for skip in skipped if skip.rule not in self.off]
        return (*kept, *(Skipped(rule, OFF) for rule in rules if rule in self.off))

    @property
    def signature(self) -> str:
        """Eight hex digits that change with every decision; "" where there is none."""
        if not (self.off or self.severities or self.thresholds):
            return ""
        said = [sorted(self.off), sorted(self.severities.items()), sorted(self.thresholds.items())]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:8]
