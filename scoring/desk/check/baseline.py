"""The baseline: findings that stood when the check was introduced, one a line, sorted, keyed by their content.

No line numbers and no times stand in it, so that edits elsewhere in an item, and runs on other days, change nothing.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from dedup.errors import SettingsError
from scoring.desk.check.findings import Finding
from scoring.desk.terminal import shorten

SCHEMA = "copydesk.baseline/1"
FILE = "baseline.jsonl"
EVIDENCE_CHARS = 80


@dataclass(frozen=True, slots=True, order=True)
class Frozen:
    """Findings of one fingerprint that are accepted for now."""

    item: str
    code: str
    fingerprint: str
    count: int
    evidence: str = ""
    other: str = ""
    reason: str = ""  # why it may stay, for whoever audits

    def as_line(self) -> str:
        """Return the entry as a line of JSON."""
        fields = ("item", "code", "fingerprint", "count", "evidence", "other", "reason")
        return json.dumps({name: getattr(self, name) for name in fields}, ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Update:
    """What an update changes, and the baseline it leaves."""

    entries: tuple[Frozen, ...]
    came: tuple[Frozen, ...]
    went: tuple[Frozen, ...]

    @property
    def n_unaudited(self) -> int:
        """Return how many entries nobody has given a reason."""
        return sum(not entry.reason for entry in self.entries)


def read_baseline(path: Path) -> list[Frozen]:
    """Return the entries of a baseline; none where there is no file.

    Raises:
        SettingsError: the file is no baseline of this schema, or a line of it cannot be read.
    """
    if not path.is_file():
        return []
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    if lines and SCHEMA not in lines[0]:
        raise SettingsError(f"{path}:1: not of schema {SCHEMA}; make it anew with --update-baseline")
    return [_read(line, f"{path}:{number}") for number, line in enumerate(lines[1:], start=2) if line.strip()]


def _read(line: str, place: str) -> Frozen:
    try:
        return Frozen(**json.loads(line))
    except (ValueError, TypeError) as error:
        raise SettingsError(
            f"{place}: no entry of a baseline ({error}); mend the line or use --update-baseline"
        ) from error


def freeze(findings: Iterable[Finding], entries: Iterable[Frozen]) -> list[Finding]:
    """Return the findings, those that the baseline holds excused; of more than it holds, the rest are new."""
    left = Counter({entry.fingerprint: entry.count for entry in entries})
    told = []
    for finding in findings:
        if finding.excuse is None and left[finding.fingerprint] > 0:
            left[finding.fingerprint] -= 1
            told.append(replace(finding, excuse="in the baseline", excused_by="baseline"))
        else:
            told.append(finding)
    return told


def update(
    entries: Iterable[Frozen], findings: Iterable[Finding], checked: Iterable[str], held: Iterable[str]
) -> Update:
    """Return the baseline after a check of the items `checked`, of which `held` are all that still exist.

    Entries of items that were not checked stay, unless the item is gone; reasons stay with their fingerprints.
    """
    old = {entry.fingerprint: entry for entry in entries}
    kept = {entry for entry in old.values() if entry.item not in set(checked) and entry.item in set(held)}
    now = {entry.fingerprint: entry for entry in _entries(findings, old)}
    whole = tuple(sorted(kept | set(now.values())))
    prints = {entry.fingerprint for entry in whole}
    came = tuple(entry for entry in whole if entry.fingerprint not in old)
    went = tuple(sorted(entry for entry in old.values() if entry.fingerprint not in prints))
    return Update(whole, came, went)


def _entries(findings: Iterable[Finding], old: dict[str, Frozen]) -> Iterator[Frozen]:
    own = [finding for finding in findings if finding.excused_by != "suppression"]
    counts = Counter(finding.fingerprint for finding in own)
    for finding in {finding.fingerprint: finding for finding in reversed(own)}.values():
        before = old.get(finding.fingerprint)
        yield Frozen(
            finding.item,
            finding.code,
            finding.fingerprint,
            counts[finding.fingerprint],
            shorten(finding.evidence, EVIDENCE_CHARS),
            finding.other or "",
            before.reason if before else "",
        )


def write_baseline(path: Path, entries: Iterable[Frozen]) -> None:
    """Write a baseline; readers never meet half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [json.dumps({"schema": SCHEMA}), *(entry.as_line() for entry in entries)]
    beside = path.with_name(f".{path.name}.new")
    beside.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    beside.replace(path)
