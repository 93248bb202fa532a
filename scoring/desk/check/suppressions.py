"""Suppressions: findings that somebody has looked at and excused, each with a reason, none inside an item's text.

front matter        copydesk: {ignore: {PRV304: "agreed with the agency"}}
item.txt.copydesk.toml    [ignore]  PRV304 = "agreed with the agency"
.copydesk/suppressions.toml    [[suppression]]  sha256 = "...", code = "PRV304", reason = "..."
"""

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from dedup.errors import SettingsError
from dedup.index import FOLDER
from scoring.desk.check.findings import Finding
from scoring.signals.catalogue import BY_CODE

SIDECAR = ".copydesk.toml"
FILE = "suppressions.toml"


@dataclass(frozen=True, slots=True)
class Suppression:
    """One code excused in one item."""

    source: str  # the file that says so
    item: str
    code: str
    reason: str


def read_suppressions(root: Path, items: pl.DataFrame, metadata: pl.DataFrame) -> list[Suppression]:
    """Return the suppressions of all three kinds that concern `items`.

    Raises:
        SettingsError: a file is not TOML, a code is unknown, or a reason is missing.
    """
    found = [*_from_front_matter(items, metadata), *_from_repository(root, items)]
    for item, path in items.select("item", "path").iter_rows():
        sidecar = root / f"{path}{SIDECAR}"
        if sidecar.is_file():
            found += _from_table(_parse(sidecar).get("ignore", {}), str(sidecar), item)
    return found


def _from_front_matter(items: pl.DataFrame, metadata: pl.DataFrame) -> Iterator[Suppression]:
    paths = dict(items.select("item", "path").iter_rows())
    for item, value in metadata.filter(pl.col("field") == "copydesk").select("item", "value").iter_rows():
        content = json.loads(value)
        table = content.get("ignore", {}) if isinstance(content, dict) else content
        yield from _from_table(table, f"{paths[item]}, front matter", item)


def _from_repository(root: Path, items: pl.DataFrame) -> Iterator[Suppression]:
    path = root / FOLDER / FILE
    if not path.is_file():
        return
    by_hash: dict[str, list[str]] = {}
    for item, sha256 in items.select("item", "sha256").iter_rows():
        by_hash.setdefault(sha256, []).append(item)
    for entry in _parse(path).get("suppression", []):
        missing = sorted({"sha256", "code", "reason"} ^ set(entry))
        if missing:
            raise SettingsError(
                f"{path}: [[suppression]] has the fields sha256, code, reason; look at {', '.join(missing)}"
            )
        for item in by_hash.get(entry["sha256"], ()):
            yield from _from_table({entry["code"]: entry["reason"]}, str(path), item)


def _from_table(table: object, source: str, item: str) -> Iterator[Suppression]:
    """Yield the suppressions of a table of reasons by code."""
    if not isinstance(table, Mapping):
        raise SettingsError(
            f'{source}: `ignore` must give a reason for each code, as in PRV304 = "..."; found {table!r}'
        )
    for code, reason in table.items():
        if code not in BY_CODE:
            raise SettingsError(f"{source}: there is no rule {code}; `copydesk rules` lists them")
        if not isinstance(reason, str) or not reason.strip():
            raise SettingsError(f'{source}: {code} is excused without a reason; write why, as in {code} = "..."')
        yield Suppression(source, item, code, reason.strip())


def excuse(findings: Iterable[Finding], suppressions: Iterable[Suppression]) -> tuple[list[Finding], list[Suppression]]:
    """Return the findings, those that are suppressed with the reason, and the suppressions that met none."""
    by_key = {(one.item, one.code): one for one in suppressions}
    used: set[tuple[str, str]] = set()
    told = []
    for finding in findings:
        key = (finding.item, finding.code)
        if key in by_key:
            used.add(key)
            told.append(replace(finding, excuse=by_key[key].reason, excused_by="suppression"))
        else:
            told.append(finding)
    return told, [one for key, one in by_key.items() if key not in used]


def _parse(path: Path) -> dict[str, list[dict[str, str]]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}") from error
