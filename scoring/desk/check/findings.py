"""Findings: what SIGNALS say against an item or tell of it, with place, severity and a fingerprint that outlives edits."""

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from dedup.text.folding import fold_str
from scoring.desk.terminal import shorten

SEVERITIES = ("none", "note", "warning", "error")
DUPLICATE = "PRV311"  # a label in a scan; in a check, a text that the archive has already
COPY = "PRV304"
PART = 0.25  # share of an item below which it holds a passage, and is no copy


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a path, a line and a column, counted from 1, the column in code points."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return `path:line:column`."""
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell about a changed item."""

    place: Place
    code: str
    severity: str  # error, warning, note
    message: str
    item: str
    evidence: str  # the words, or nothing
    fingerprint: str  # of code, item and words: no line numbers in it
    other: str | None = None  # the item concerned, where it is held
    other_place: Place | None = None
    excuse: str | None = None  # why it is not told: a suppression's reason, the baseline, an earlier revision
    excused_by: str | None = None  # "suppression", "baseline", "since"

    @property
    def rank(self) -> int:
        """Return the severity as a number, the worst highest."""
        return SEVERITIES.index(self.severity)


@dataclass(frozen=True, slots=True)
class Text:
    """An item's text with where it stands in its file."""

    path: str
    text: str
    first_line: int  # of the file at which the text begins
    is_sole: bool  # the one item of its file

    def place(self, offset: int | None) -> Place:
        r"""Return the place of a code point; the beginning for None, and for an item among others in its file.

        >>> str(Text("a.md", "Rain\nfell.", 4, True).place(6))
        'a.md:5:2'
        """
        if offset is None or not self.is_sole:
            return Place(self.path, self.first_line, 1)
        starts = [0, *(place + 1 for place, char in enumerate(self.text[:offset]) if char == "\n")]
        line = bisect_right(starts, offset)
        return Place(self.path, self.first_line + line - 1, offset - starts[line - 1] + 1)


def read_texts(items: pl.DataFrame, metadata: pl.DataFrame, shown: Mapping[str, str]) -> dict[str, Text]:
    """Return the text of each item by id; `shown` gives the paths as the user wrote them."""
    lines = dict(metadata.filter(pl.col("field") == "first_line").select("item", "value").iter_rows())
    return {
        item: Text(shown.get(path, path), text, int(lines.get(item, 1)), is_sole=item == path)
        for item, path, text in items.select("item", "path", "text").iter_rows()
    }


def find_findings(
    signals: pl.DataFrame, reprints: pl.DataFrame, texts: Mapping[str, Text], severities: Mapping[str, str]
) -> list[Finding]:
    """Return the findings among SIGNALS, sorted by place; `severities` by code override those of the signals."""
    shares = {(item, origin): share for item, origin, share in reprints.select("item", "origin", "share").iter_rows()}
    found = (
        _as_finding(row, severity, texts)
        for row in signals.iter_rows(named=True)
        if (severity := _severity(row, shares, severities)) != "none"
    )
    return sorted(found, key=lambda finding: (finding.place, finding.code, finding.message, finding.fingerprint))


def _severity(
    row: Mapping[str, Any], shares: Mapping[tuple[str, str], float | None], severities: Mapping[str, str]
) -> str:
    """Return how bad a row of SIGNALS is for the check, "none" where there is nothing to tell."""
    code, pair = row["code"], (row["item"], row["other"])
    is_told = row["outcome"] == "fail" or row["severity"] != "none" or (code == DUPLICATE and row["outcome"] == "pass")
    if not is_told or code in severities:
        return severities.get(code, "none") if is_told else "none"
    if code == DUPLICATE:
        is_explained = pair in shares or pair[::-1] in shares
        return "warning" if row["reason"].startswith("duplicate") and not is_explained else "none"
    if code == COPY and (shares.get(pair) or 1.0) < PART:
        return "warning"
    return str(row["severity"])


def _as_finding(row: Mapping[str, Any], severity: str, texts: Mapping[str, Text]) -> Finding:
    """Return a row of SIGNALS as a finding."""
    text, other = texts[row["item"]], texts.get(row["other"] or "")
    message = row["reason"] if text.is_sole else f"{row['item']}: {row['reason']}"
    words = text.text[row["start"] : row["end"]] if row["start"] is not None else ""
    key_words = _key_words(row["code"], words, row["other"])
    return Finding(
        place=text.place(row["start"]),
        code=row["code"],
        severity=severity,
        message=shorten(message, 400),
        item=row["item"],
        evidence=words,
        fingerprint=fingerprint(row["code"], row["item"], key_words, row["other"] or ""),
        other=row["other"] if other else None,
        other_place=other.place(row["other_start"]) if other else None,
    )


def _key_words(code: str, words: str, other: str | None) -> str:
    """Return the words that tell one finding from the next: none where it is about two items, however much they share."""
    return "" if other and code.startswith("PRV") else words


def fingerprint(code: str, item: str, words: str, other: str) -> str:
    """Return the key of a finding: the same as long as the words and the partner are, wherever they stand.

    >>> fingerprint("ATT104", "a.txt", "an  Official", "") == fingerprint("ATT104", "a.txt", "an official", "")
    True
    """
    parts = (code, item, " ".join(fold_str(words).split()), other)
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:24]


def chosen(code: str, select: tuple[str, ...], ignore: tuple[str, ...]) -> bool:
    """Return whether a code is asked for: the longest of the codes and families that match it decides.

    >>> chosen("PRV304", (), ("PRV",)), chosen("PRV304", ("PRV304",), ("PRV",)), chosen("ATT104", ("PRV",), ())
    (False, True, False)
    """
    wanted = max((len(prefix) for prefix in select if code.startswith(prefix)), default=0 if not select else -1)
    unwanted = max((len(prefix) for prefix in ignore if code.startswith(prefix)), default=-1)
    return wanted > unwanted
