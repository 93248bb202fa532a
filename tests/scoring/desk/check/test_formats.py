"""The forms of a check's outcome: each says the same, in what its readers read."""

import json
import xml.etree.ElementTree as ET

from jsonschema import Draft7Validator
from sarif_pydantic import Sarif

from scoring.desk.check.findings import Finding, Place
from scoring.desk.check.formats import format_outcome
from scoring.desk.check.formats.sarif import FINGERPRINT
from scoring.desk.check.outcome import Outcome
from scoring.signals.catalogue import ALL

COPY = Finding(
    place=Place("news/ä b,c:d.txt", 3, 7),
    code="PRV304",
    severity="error",
    message="97% of the text copied | from a.txt",
    item="news/ä b,c:d.txt",
    evidence="The council",
    fingerprint="f" * 24,
    other="a.txt",
    other_place=Place("a.txt", 1, 1),
)
NOTE = Finding(Place("a.txt", 1, 1), "MET601", "note", "nothing says who wrote it", "a.txt", "", "0" * 24)
EXCUSED = Finding(
    Place("b.txt", 1, 1), "DAT502", "warning", "5% off", "b.txt", "", "1" * 24, excuse="seen", excused_by="baseline"
)
OUTCOME = Outcome((COPY, NOTE, EXCUSED), 3, 0.1)


def test_text_tells_what_is_bad_enough() -> None:
    """A line for the copy, and how many were kept back."""
    assert format_outcome(OUTCOME, "text", "warning").splitlines() == [
        "news/ä b,c:d.txt:3:7: PRV304 97% of the text copied | from a.txt",
        "1 told, 1 excused, 1 below warning (--show note)",
    ]
    assert "a.txt:1:1: MET601" in format_outcome(OUTCOME, "text", "note")


def test_json_holds_all() -> None:
    """The excused finding is there with its excuse."""
    content = json.loads(format_outcome(OUTCOME, "json", "error"))

    assert content["schema"] == "copydesk.check/1"
    assert [finding["excuse"] for finding in content["findings"]] == [None, None, "seen"]
    assert content["findings"][0]["other_place"] == {"path": "a.txt", "line": 1, "column": 1}


def test_annotations_are_escaped() -> None:
    """Commas and colons of a path do not end a property."""
    assert format_outcome(OUTCOME, "github", "warning") == (
        "::error file=news/ä b%2Cc%3Ad.txt,line=3,col=7,title=PRV304::97%25 of the text copied | from a.txt\n"
    )


def test_junit_is_xml() -> None:
    """One failure a finding that is told."""
    suite = ET.fromstring(format_outcome(OUTCOME, "junit", "note"))  # noqa: S314 - our own

    assert [case.find("failure") is not None for case in suite] == [True, True]


def test_markdown_is_one_table() -> None:
    """A bar in a message stays in its cell."""
    lines = format_outcome(OUTCOME, "markdown", "warning").splitlines()

    assert len(lines) == 5
    assert lines[-1].endswith("| PRV304 | 97% of the text copied \\| from a.txt |")


def test_sarif_follows_its_schema() -> None:
    """The properties are those of SARIF 2.1.0, of its types; every rule is listed, the other item is related."""
    found = json.loads(format_outcome(OUTCOME, "sarif", "note"))
    Draft7Validator(SUBSET).validate(found)
    Sarif.model_validate(found)
    (run,) = found["runs"]
    copy, note, excused = run["results"]

    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [signal.code for signal in ALL]
    assert copy["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "news/%C3%A4%20b%2Cc%3Ad.txt"
    assert copy["relatedLocations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "a.txt"
    assert copy["partialFingerprints"] == {FINGERPRINT: "f" * 24}
    assert run["tool"]["driver"]["rules"][note["ruleIndex"]]["id"] == "MET601"
    assert excused["suppressions"] == [{"kind": "external", "justification": "seen"}]


def closed(required: str, **properties: object) -> dict[str, object]:
    """Return the schema of an object that has these properties and no others."""
    return {
        "type": "object",
        "required": required.split(),
        "properties": properties,
        "additionalProperties": False,
    }


def many(of: object) -> dict[str, object]:
    """Return the schema of an array without duplicates."""
    return {"type": "array", "items": of}


TEXT, WHOLE = {"type": "string", "minLength": 1}, {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
MESSAGE = closed("text", text=TEXT)
PHYSICAL = closed(
    "artifactLocation",
    artifactLocation=closed("uri", uri=TEXT | {"format": "uri-reference"}),
    region=closed("startLine", startLine=WHOLE, startColumn=WHOLE, snippet=closed("text", text=TEXT)),
)
LOCATION = closed("physicalLocation", id=WHOLE, physicalLocation=PHYSICAL, message=MESSAGE)
RULE = closed(
    "id",
    id=TEXT,
    name=TEXT | {"pattern": "^[A-Za-z0-9]+$"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=MESSAGE,
    defaultConfiguration=closed("level", level=LEVEL),
)
RESULT = closed(
    "message ruleId",
    ruleId=TEXT,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=many(LOCATION),
    relatedLocations=many(LOCATION),
    partialFingerprints={"type": "object", "additionalProperties": TEXT},
    suppressions=many(closed("kind", kind={"enum": ["inSource", "external"]}, justification=TEXT)),
)
RUN = closed(
    "tool results",
    tool=closed("driver", driver=closed("name", name=TEXT, semanticVersion=TEXT, rules=many(RULE))),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=many(RESULT),
    invocations=many(closed("executionSuccessful", executionSuccessful={"type": "boolean"})),
)
SUBSET = closed("version runs", **{"$schema": TEXT, "version": {"const": "2.1.0"}, "runs": many(RUN)})
"""The part of SARIF 2.1.0 that a check writes, after the OASIS standard, sections 3.13 to 3.58."""
