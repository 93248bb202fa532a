"""SARIF 2.1.0 (OASIS), as code scanning reads it: every rule listed, the other item in `relatedLocations`."""

import json
import re
from importlib.metadata import version
from pathlib import PurePath
from urllib.parse import quote

from scoring.desk.check.findings import Finding, Place
from scoring.desk.check.outcome import Outcome
from scoring.settings import default_weights
from scoring.signals.catalogue import ALL
from scoring.signals.signal import Signal

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "copydesk/v1"  # our own key: the one named primaryLocationLineHash is for GitHub to compute
KINDS = {"suppression": "external", "baseline": "external", "since": "external"}


def as_sarif(outcome: Outcome, _show: str) -> str:
    """Return all findings as one run; the excused ones as suppressed, so that open alerts close.

    >>> json.loads(as_sarif(Outcome((), 3, 0.1), "warning"))["version"]
    '2.1.0'
    """
    rules = [_rule(signal) for signal in ALL]
    driver = {
        "name": "copydesk",
        "semanticVersion": version("copydesk"),
        "rules": rules,
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding) for finding in outcome.findings],
        "invocations": [{"executionSuccessful": not outcome.unreadable}],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2, ensure_ascii=False) + "\n"


def _rule(signal: Signal) -> dict[str, object]:
    severity = default_weights()[signal.code].severity
    return {
        "id": signal.code,
        "name": "".join(word.capitalize() for word in re.findall(r"[A-Za-z0-9]+", signal.title)),
        "shortDescription": {"text": signal.title},
        "fullDescription": {"text": signal.page},
        "help": {"text": f"{signal.page}\n\nStandard: {signal.standard}"},
        "defaultConfiguration": {"level": severity},
    }


RANK = {signal.code: place for place, signal in enumerate(ALL)}


def _result(finding: Finding) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": finding.code,
        "ruleIndex": RANK[finding.code],
        "level": finding.severity,
        "message": {"text": finding.message},
        "locations": [{"physicalLocation": _location(finding.place, finding.evidence)}],
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
    }
    if finding.other_place:
        related = {"id": 1, "physicalLocation": _location(finding.other_place)}
        result["relatedLocations"] = [related | {"message": {"text": f"the other item, {finding.other}"}}]
    if finding.excuse and finding.excused_by:
        suppression = {"kind": KINDS[finding.excused_by], "justification": finding.excuse}
        result["suppressions"] = [suppression]
    return result


def _location(place: Place, words: str = "") -> dict[str, object]:
    region: dict[str, object] = {"startLine": place.line, "startColumn": place.column}
    if words:
        region["snippet"] = {"text": words}
    return {"artifactLocation": {"uri": as_uri(place.path)}, "region": region}


def as_uri(path: str) -> str:
    """Return a path as SARIF's relative or absolute URI.

    >>> as_uri("news/ä b.txt")
    'news/%C3%A4%20b.txt'
    """
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix())
