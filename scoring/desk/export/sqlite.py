"""Every table in one SQLite file that Datasette opens as it is: keys, full-text search, and a file of descriptions.

Lists and structures are JSON text. Columns that name an item refer to it; an origin that is not held has no item to
refer to, so `reprints` says it twice: `origin` always, `held_origin` where there is one.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.desk.export.batches import batches, nested
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results

if TYPE_CHECKING:
    import polars as pl

ITEM_COLUMNS = ("item", "item_a", "item_b", "held_origin")
PRIMARY_KEYS = {"items": "item", "clusters": "item", "ratings": "item"}
FULL_TEXT = ("title", "text")
DESCRIPTIONS = {
    "items": "News items as they were read; the text is unchanged.",
    "metadata": "What a file said of an item beside its text.",
    "lines": "Lines that repeat and are no part of a story, with the outlet that owns them.",
    "spans": "Stretches of items that are furniture, notices, credits, captions, datelines or bylines.",
    "credits": "Who an item says made it: bylines, datelines, agencies, notices, photo chains.",
    "dates": "Every date an item offers, the best guess at its publication first.",
    "matches": "Pairs of items that share text, verified word by word.",
    "clusters": "Items that are one story's copies, round a centre.",
    "reprints": "What each item rests on, held or not, with evidence, verdict and losses.",
    "attributions": "Who said what, through whom.",
    "stories": "Items on one event and their independent origins.",
    "quotes": "One utterance in its several wordings.",
    "signals": "One rule's outcome on one item.",
    "ratings": "What the signals of an item add up to.",
    "rejected": "Inputs that could not be read, and why.",
}


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write the database `place` and, beside it, `STEM.metadata.json` for Datasette's option `-m`."""
    with closing(sqlite3.connect(place)) as database:
        database.execute("PRAGMA foreign_keys = OFF")  # rows refer to items that come later
        for table in results.tables:
            _write_table(database, table, results.path(table))
        _index_text(database)
        database.commit()
        database.execute("VACUUM")
    described = {table: {"description": DESCRIPTIONS[table]} for table in results.tables if table in DESCRIPTIONS}
    metadata = {"title": "A news archive, scanned by copydesk", "databases": {place.stem: {"tables": described}}}
    text = json.dumps(metadata, indent=2, ensure_ascii=False) + "\n"
    place.with_suffix(".metadata.json").write_text(text, encoding="utf-8")


def _write_table(database: sqlite3.Connection, table: str, path: Path) -> None:
    """Create one table with its keys and fill it."""
    for number, frame in enumerate(batches(path)):
        rows = _with_held_origin(frame) if table == "reprints" else frame
        if number == 0:
            _create(database, table, rows)
        marks = ", ".join("?" * rows.width)
        database.executemany(f'INSERT INTO "{table}" VALUES ({marks})', _rows(rows))  # noqa: S608 - our own table names
    for column in ITEM_COLUMNS:
        if column in _columns(database, table) and PRIMARY_KEYS.get(table) != column:
            database.execute(f'CREATE INDEX "{table}_{column}" ON "{table}" ("{column}")')


def _with_held_origin(reprints: "pl.DataFrame") -> "pl.DataFrame":
    import polars as pl

    held = pl.when("held").then("origin").alias("held_origin")
    return reprints.select("item", "origin", held, pl.exclude("item", "origin"))


def _create(database: sqlite3.Connection, table: str, frame: "pl.DataFrame") -> None:
    """Create `table` with the columns of `frame`."""
    columns = [f'"{name}" {_type(kind)}{_key(table, name)}' for name, kind in frame.schema.items()]
    keys = [
        f'FOREIGN KEY ("{name}") REFERENCES items (item)'
        for name in frame.columns
        if name in ITEM_COLUMNS and table not in {"items", "rejected"}
    ]
    database.execute(f'CREATE TABLE "{table}" ({", ".join([*columns, *keys])})')


def _type(kind: "pl.DataType") -> str:
    """Return SQLite's name for a column's type."""
    if kind.is_integer() or str(kind) == "Boolean":
        return "INTEGER"
    return "REAL" if kind.is_float() else "TEXT"


def _key(table: str, column: str) -> str:
    return " PRIMARY KEY" if PRIMARY_KEYS.get(table) == column else ""


def _rows(frame: "pl.DataFrame") -> Iterator[tuple[object, ...]]:
    """Yield the rows with nested values as JSON."""
    places = {frame.columns.index(name) for name in nested(frame)}
    for row in frame.iter_rows():
        yield tuple(
            json.dumps(value, ensure_ascii=False) if at in places and value is not None else value
            for at, value in enumerate(row)
        )


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    return {row[1] for row in database.execute(f'PRAGMA table_info("{table}")')}


def _index_text(database: sqlite3.Connection) -> None:
    """Make titles and texts searchable: FTS5 over the items themselves, nothing stored twice."""
    names = ", ".join(FULL_TEXT)
    options = 'content="items", content_rowid="rowid"'  # in double quotes, by which Datasette knows the table
    database.execute(f"CREATE VIRTUAL TABLE items_fts USING fts5({names}, {options})")
    database.execute("INSERT INTO items_fts (items_fts) VALUES ('rebuild')")
