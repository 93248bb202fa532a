"""`path:line:column: CODE message`, one finding a line: what editors and people can follow."""

from scoring.desk.check.outcome import Outcome
from scoring.desk.terminal import safe


def as_text(outcome: Outcome, show: str) -> str:
    """Return the findings as lines, and how many were kept back.

    >>> as_text(Outcome((), 3, 0.1), "warning")
    ''
    """
    told = outcome.told(show)
    lines = [f"{safe(str(finding.place))}: {finding.code} {finding.message}" for finding in told]
    n_quiet = sum(finding.excuse is None for finding in outcome.findings) - len(told)
    n_excused = sum(finding.excuse is not None for finding in outcome.findings)
    if told and (n_quiet or n_excused):
        lines.append(f"{len(told)} told, {n_excused} excused, {n_quiet} below {show} (--show note)")
    return "".join(f"{line}\n" for line in lines)
