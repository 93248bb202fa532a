"""Annotations on a pull request: `::error file=...,line=...,col=...,title=CODE::message` (GitHub's workflow commands)."""

from scoring.desk.check.outcome import Outcome
from scoring.desk.terminal import safe

LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def as_github(outcome: Outcome, show: str) -> str:
    """Return one annotation a finding.

    >>> as_github(Outcome((), 3, 0.1), "warning")
    ''
    """
    lines = []
    for finding in outcome.told(show):
        place = finding.place
        properties = {"file": place.path, "line": place.line, "col": place.column, "title": finding.code}
        told = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
        lines.append(f"::{LEVELS[finding.severity]} {told}::{_message(finding.message)}\n")
    return "".join(lines)


def _message(text: str) -> str:
    """Return `text` with what ends a command escaped."""
    return safe(text.replace("%", "%25"))


def _property(text: str) -> str:
    r"""Return `text` with what ends a property escaped.

    >>> _property("a,b:c")
    'a%2Cb%3Ac'
    """
    return _message(text).replace(":", "%3A").replace(",", "%2C")
