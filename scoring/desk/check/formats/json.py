"""A versioned JSON object: all findings, the excused ones with their excuse."""

import json

from scoring.desk.check.findings import Finding, Place
from scoring.desk.check.outcome import Outcome

SCHEMA = "copydesk.check/1"


def as_json(outcome: Outcome, show: str) -> str:
    """Return the outcome as indented JSON; `show` cuts nothing, since readers filter for themselves.

    >>> json.loads(as_json(Outcome((), 3, 0.1), "warning"))["items"]
    3
    """
    content = {
        "schema": SCHEMA,
        "items": outcome.n_items,
        "findings": [_finding(finding) for finding in outcome.findings],
        "told": len(outcome.told(show)),
        "unused_suppressions": [
            {"source": one.source, "item": one.item, "code": one.code, "reason": one.reason} for one in outcome.unused
        ],
        "unused_decisions": list(outcome.unused_decisions),
        "unverified": list(outcome.unverified),
        "unreadable": list(outcome.unreadable),
        "notes": list(outcome.notes),
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def _finding(finding: Finding) -> dict[str, object]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "item": finding.item,
        **_place(finding.place),
        "evidence": finding.evidence,
        "other": finding.other,
        "other_place": _place(finding.other_place) if finding.other_place else None,
        "fingerprint": finding.fingerprint,
        "excuse": finding.excuse,
        "excused_by": finding.excused_by,
    }


def _place(place: Place) -> dict[str, object]:
    return {"path": place.path, "line": place.line, "column": place.column}
