"""Put every signal to a dossier: findings become rows of SIGNALS, with points, severity and the words they rest on."""

from collections.abc import Iterable, Iterator
from typing import Literal

import polars as pl

from scoring.settings import SignalSettings, Weight
from scoring.signals.catalogue import ALL
from scoring.signals.dossier import Dossier
from scoring.signals.signal import Finding, Signal, absent, not_applicable, unknown
from scoring.tables import SIGNALS

Outcome = Literal["pass", "fail", "unknown", "not_applicable"]
Score = Literal["attribution", "sourcing", "none"]
Row = tuple[str, str, str, str, float, str, int | None, int | None, str | None, str, str | None, int | None, int | None]

SCORES: dict[str, Score] = {
    "ATT": "attribution",
    "QUO": "attribution",
    "SRC": "sourcing",
    "PRV": "sourcing",
    "COR": "sourcing",
}
NO_SOURCE = "ATT102"  # where it fires, no other signal of its family applies
MAX_EVIDENCE_CHARS = 400  # a passage is quoted to where it can be found again


def judge_items(dossiers: Iterable[Dossier], settings: SignalSettings) -> pl.DataFrame:
    """Return SIGNALS: for each dossier every signal in the order of the catalogue, one row a finding.

    >>> from scoring.signals.rows import ItemRow
    >>> frame = judge_items([Dossier(ItemRow("a", "The pool was closed."))], SignalSettings())
    >>> frame.filter(code="MET603")["reason"].item()
    'nothing says who published it'
    """
    rows = [row for dossier in dossiers for row in judge_dossier(dossier, settings)]
    return pl.DataFrame(rows, schema=SIGNALS, orient="row")


def judge_dossier(dossier: Dossier, settings: SignalSettings) -> Iterator[Row]:
    """Yield the rows of one item."""
    has_no_source = False
    for signal in ALL:
        if has_no_source and signal.family == "ATT":
            findings = [not_applicable("the item has no source at all")]
        else:
            findings = find(signal, dossier)
        if signal.code == NO_SOURCE:
            has_no_source = findings[0].state == "present"
        weight = settings.weight(signal.code)
        for finding, points in zip(findings, _points(findings, signal, weight), strict=True):
            yield _row(dossier, signal, finding, points, weight)


def find(signal: Signal, dossier: Dossier) -> list[Finding]:
    """Return what `signal` finds in the item, at least one finding.

    A signal that does not apply to the kind of item, or cannot read its language, says so.
    """
    if dossier.kind in signal.passes_over:
        return [not_applicable(f"the item is of the kind {dossier.kind.replace('_', ' ')}")]
    if signal.reads and not dossier.is_readable:
        return [unknown(f"the item's language, {dossier.item.lang}, is not read")]
    findings = list(signal.judge(dossier))
    if findings:
        return findings
    return [not_applicable("nothing of the kind") if signal.sense == "label" else absent(f"no {signal.title}")]


def _points(findings: list[Finding], signal: Signal, weight: Weight) -> Iterator[float]:
    """Yield the points of each finding: earned by a virtue, lost by a fault, down to the floor."""
    total = 0.0
    for place, finding in enumerate(findings):
        counts = finding.state == "present" or (finding.state == "absent" and signal.sense == "virtue")
        if weight.shown or not counts or (place and not weight.each):
            yield 0.0
            continue
        points = max(weight.points * finding.share, weight.floor - total)
        total += points
        yield points


def _row(dossier: Dossier, signal: Signal, finding: Finding, points: float, weight: Weight) -> Row:
    outcome = _outcome(signal, finding)
    is_told = outcome == "fail" or (signal.sense == "label" and finding.state == "present")
    span = finding.span if finding.span and finding.span.n_chars else None
    other = finding.other_span
    return (
        dossier.item.item,
        signal.code,
        outcome,
        weight.severity if is_told else "none",
        points,
        SCORES.get(signal.family, "none"),
        span.start if span else None,
        span.end if span else None,
        dossier.text[span.start : min(span.end, span.start + MAX_EVIDENCE_CHARS)] if span else None,
        finding.reason,
        finding.other,
        other.start if other else None,
        other.end if other else None,
    )


def _outcome(signal: Signal, finding: Finding) -> Outcome:
    """Return whether what was found speaks for the item or against it."""
    if finding.state == "unknown" or finding.state == "not_applicable":  # noqa: PLR1714 - narrows the type
        return finding.state
    return "pass" if (finding.state == "present") != (signal.sense == "fault") else "fail"
