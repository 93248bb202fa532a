"""What a check came to: its findings, and what else must be said."""

from dataclasses import dataclass

from scoring.desk.check.findings import SEVERITIES, Finding
from scoring.desk.check.suppressions import Suppression


@dataclass(frozen=True, slots=True)
class Outcome:
    """All findings, told and excused, and what was said beside them."""

    findings: tuple[Finding, ...]
    n_items: int
    seconds: float
    unused: tuple[Suppression, ...] = ()
    unused_decisions: tuple[str, ...] = ()  # sentences
    unverified: tuple[str, ...] = ()  # sentences on neighbours whose files are gone
    unreadable: tuple[str, ...] = ()  # path and reason
    notes: tuple[str, ...] = ()
    select: tuple[str, ...] = ()  # codes asked for by name are told whatever their severity

    def told(self, show: str) -> list[Finding]:
        """Return the findings that nothing excuses, of severity `show` at least, and those asked for by code."""
        least = SEVERITIES.index(show)
        return [
            finding
            for finding in self.findings
            if finding.excuse is None and (finding.rank >= least or finding.code.startswith(self.select or ("-",)))
        ]

    def exit_code(self, fail_on: str) -> int:
        """Return 2 when a file could not be read, 1 when a finding is as bad as `fail_on`, else 0."""
        if self.unreadable:
            return 2
        return int(any(finding.rank >= SEVERITIES.index(fail_on) for finding in self.findings if not finding.excuse))
