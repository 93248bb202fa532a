"""Entries and lines to rows of the index's tables: what building and adding share."""

import sqlite3
from collections.abc import Iterable, Iterator

import polars as pl

from dedup.index.entries import Entry

MAX_TEXT = 200  # characters of an outlet or a credit's name that are kept

KEPT_CREDITS = frozenset(
    {"byline", "agency", "notice", "contribution"}
)  # what tells an origin; photos and datelines do not


def put_entries(connection: sqlite3.Connection, entries: Iterable[Entry]) -> Iterator[tuple[int, Entry]]:
    """Write the rows of `entries` but not their postings; yield each with the number it was given."""
    query = (
        "INSERT INTO items (item, file, position, sha256, outlet, published, captured, n_words, n_fingerprints) "
        "VALUES (?, (SELECT file FROM files WHERE path = ?), ?, ?, ?, ?, ?, ?, ?)"
    )
    for entry in entries:
        row = (
            entry.item,
            entry.path,
            entry.position,
            as_blob(entry.sha256),
            entry.outlet and entry.outlet[:MAX_TEXT],
            entry.published,
            entry.captured,
            entry.n_words,
            len(entry.fingerprints),
        )
        number = connection.execute(query, row).lastrowid or 0
        credited = [
            (number, credit.kind, credit.name and credit.name[:MAX_TEXT], credit.name_id)
            for credit in entry.credits
            if credit.kind in KEPT_CREDITS
        ]
        connection.executemany("INSERT INTO credits VALUES (?, ?, ?, ?)", credited)
        yield number, entry


def put_lines(connection: sqlite3.Connection, lines: pl.DataFrame, n_items: int) -> int:
    """Put LINES learned from `n_items` in force as a new version, in place of the older one, and return its number."""
    row = connection.execute("SELECT value FROM about WHERE name = 'lines_version'").fetchone()
    version = int(row[0]) + 1 if row else 1
    connection.execute("DELETE FROM lines")
    rows = ((version, *line) for line in lines.select("line", "pattern", "kind", "owner", "n_items").iter_rows())
    connection.executemany("INSERT INTO lines VALUES (?, ?, ?, ?, ?, ?)", rows)
    about = {"lines_version": version, "n_learned_from": n_items, "n_added_since": 0}
    named = ((name, str(value)) for name, value in about.items())
    connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", named)
    return version


def as_blob(sha256: str) -> bytes:
    """Return a hex hash as bytes.

    >>> as_blob("41")
    b'A'
    """
    return bytes.fromhex(sha256)
