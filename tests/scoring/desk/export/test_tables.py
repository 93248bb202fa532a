import csv
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import polars as pl

from scoring.desk.export.command import write_place, write_text
from scoring.desk.export.writers import Form, Preference
from scoring.desk.results import open_results


def exported(scanned: Path, tmp_path: Path, form: Form, name: str) -> Path:
    """Return the place that the writer of `form` filled."""
    write_place(open_results(scanned), form, tmp_path / name, Preference())
    return tmp_path / name


def test_json_lines_give_every_row_back(scanned: Path, tmp_path: Path) -> None:
    """Nested columns stay nested."""
    place = exported(scanned, tmp_path, "jsonl", "lines")
    rows = [json.loads(line) for line in (place / "reprints.jsonl").read_text(encoding="utf-8").splitlines()]

    assert rows == open_results(scanned).read("reprints").to_dicts()
    assert (place / "run.json").is_file()


def test_parquet_gives_every_table_back(scanned: Path, tmp_path: Path) -> None:
    """Another reader of Parquet sees what the scan wrote."""
    place = exported(scanned, tmp_path, "parquet", "tables")

    assert pl.read_parquet(place / "items.parquet").equals(open_results(scanned).read("items"))


def test_csv_quotes_what_needs_it_and_keeps_lists_as_json(scanned: Path, tmp_path: Path) -> None:
    """The csv module reads back texts with commas, quotes and markup."""
    place = exported(scanned, tmp_path, "csv", "tables")
    with (place / "items.csv").open(encoding="utf-8", newline="") as file:
        texts = [row["text"] for row in csv.DictReader(file)]
    with (place / "reprints.csv").open(encoding="utf-8", newline="") as file:
        lost = [json.loads(row["lost"]) for row in csv.DictReader(file)]

    assert texts == open_results(scanned).read("items")["text"].to_list()
    assert lost[1][0]["what"] == "passage"


def test_sqlite_has_sound_keys_and_full_text_search(scanned: Path, tmp_path: Path) -> None:
    """What Datasette needs: references that hold, and a search table over titles and texts."""
    place = exported(scanned, tmp_path, "sqlite", "archive.sqlite")
    with closing(sqlite3.connect(place)) as database:
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        keys = {row[3] for row in database.execute('PRAGMA foreign_key_list("reprints")')}
        found = database.execute(
            "SELECT item FROM items WHERE rowid IN (SELECT rowid FROM items_fts WHERE items_fts MATCH 'bold')"
        ).fetchall()
        table = database.execute("SELECT sql FROM sqlite_master WHERE name = 'items_fts'").fetchone()
        held = database.execute("SELECT origin, held_origin FROM reprints ORDER BY item").fetchall()

    assert keys == {"item", "held_origin"}
    assert found == [("d/alone.txt",)]
    assert 'content="items"' in table[0]  # what Datasette looks for
    assert held[:2] == [("origin:Interfax", None), ("a/wire.txt", "a/wire.txt")]


def test_sqlite_comes_with_descriptions_for_datasette(scanned: Path, tmp_path: Path) -> None:
    """The file of descriptions names the database by its stem."""
    exported(scanned, tmp_path, "sqlite", "archive.sqlite")
    metadata = json.loads((tmp_path / "archive.metadata.json").read_text(encoding="utf-8"))

    assert "reprints" in metadata["databases"]["archive"]["tables"]


def test_ninjs_names_who_had_a_hand_in_an_item(scanned: Path) -> None:
    """The publisher first, then what the item rests on; a held origin by its outlet."""
    lines = write_text(open_results(scanned), "ninjs", Preference()).splitlines()
    wire, copy, third, alone = (json.loads(line) for line in lines)

    assert copy["infoSources"] == [
        {"name": "The Gazette", "role": "publisher"},
        {"name": "Lowland News Agency", "role": "originator"},
    ]
    assert wire["infoSources"][1] == {"name": "Interfax", "role": "quoted source"}
    assert third["uri"] == "https://third.example/1"
    assert (alone.get("firstCreated"), alone["contentCreated"]) == (None, "2025")
