"""What stands in `.copydesk/index.sqlite`: the tables, the format's number, and the settings it was made with.

files     every file of the archive that was read, with size, time and hash: what changed is told from these
items     the items in them, numbered in the order in which they came
credits   where each says it comes from
bands_*, fingerprints_*    postings, packed (`buckets`) or fresh: one row each, until there are enough to pack
removed   numbers of items that are gone and whose postings are not yet
lines     learned lines, by version
about     format, settings, lines' version, the archive's commit, times
"""

import dataclasses
import hashlib
import json
import sqlite3
from pathlib import Path

from dedup.errors import IndexFileError
from dedup.index.faults import REBUILD
from dedup.settings import Settings

FOLDER = ".copydesk"
FILE = "index.sqlite"
FORMAT = 1
APPLICATION = 0x636F7079  # "copy", so that `file` and SQLite's tools know whose it is
PAGE_BYTES = 8_192

POSTINGS = ("bands", "fingerprints")

TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE files (
  file INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, n_bytes INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
  sha256 BLOB NOT NULL
);
CREATE TABLE items (
  number INTEGER PRIMARY KEY AUTOINCREMENT, item TEXT NOT NULL UNIQUE,
  file INTEGER NOT NULL REFERENCES files, position INTEGER NOT NULL, sha256 BLOB NOT NULL,
  outlet TEXT, published TEXT, captured TEXT, n_words INTEGER NOT NULL, n_fingerprints INTEGER NOT NULL
);
CREATE INDEX items_by_file ON items (file);
CREATE TABLE credits (number INTEGER NOT NULL, kind TEXT NOT NULL, name TEXT, name_id TEXT);
CREATE INDEX credits_by_item ON credits (number);
CREATE TABLE removed (number INTEGER PRIMARY KEY);
CREATE TABLE lines (
  version INTEGER NOT NULL, line TEXT, pattern TEXT, kind TEXT, owner TEXT, n_items INTEGER
);
"""
POSTING_TABLES = """
CREATE TABLE {name}_packed (first INTEGER PRIMARY KEY, near BLOB NOT NULL, beyond BLOB);
CREATE TABLE {name}_fresh (key INTEGER, number INTEGER, PRIMARY KEY (key, number)) WITHOUT ROWID;
"""


def create_tables(connection: sqlite3.Connection) -> None:
    """Create the empty tables of an index."""
    script = TABLES + "".join(POSTING_TABLES.format(name=name) for name in POSTINGS)
    connection.executescript(f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {FORMAT}; {script}")


def find_index(start: Path) -> Path | None:
    """Return the index of the archive that holds `start`, found upwards as git finds its own; None where there is none."""
    place = start.resolve()
    for folder in (place, *place.parents):
        if (folder / FOLDER / FILE).is_file():
            return folder / FOLDER / FILE
    return None


def describe(settings: Settings) -> str:
    """Return, as JSON, the settings on which an index depends: with others its answers would be wrong."""
    corpus = dataclasses.asdict(settings.corpus)
    corpus.pop("batch_items")
    parts = {name: dataclasses.asdict(getattr(settings, name)) for name in ("boilerplate", "sketch")}
    parts["boilerplate"].pop("content", None)  # decided line by line, and no reason to read the archive again
    parts["candidates"] = {"max_carriers": settings.candidates.max_carriers}
    return json.dumps({"corpus": corpus} | parts, sort_keys=True)


def fingerprint(description: str) -> str:
    """Return a short hash of described settings.

    >>> fingerprint(describe(Settings())) == fingerprint(describe(Settings()))
    True
    """
    return hashlib.sha256(description.encode()).hexdigest()[:16]


def require_format(connection: sqlite3.Connection, path: Path) -> None:
    """Raise IndexFileError unless the open file is an index of this format."""
    application = connection.execute("PRAGMA application_id").fetchone()[0]
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if application != APPLICATION:
        raise IndexFileError(f"{path}: is not an index of copydesk; {REBUILD}")
    if version != FORMAT:
        raise IndexFileError(f"{path}: has format {version}, this version reads format {FORMAT}; {REBUILD}")


def require_settings(made_with: str, settings: Settings, path: Path) -> None:
    """Raise IndexFileError when the index was made with other settings, naming the first that differ."""
    now = describe(settings)
    if now == made_with:
        return
    old, new = json.loads(made_with), json.loads(now)
    changed = [
        f"{part}.{key} = {old.get(part, {}).get(key)!r}, now {value!r}"
        for part, table in new.items()
        for key, value in table.items()
        if old.get(part, {}).get(key) != value
    ]
    what = "; ".join(changed[:3]) or "settings that no longer exist"
    raise IndexFileError(f"{path}: was made with {what}; {REBUILD}, or restore the settings")
