"""Every table as CSV (RFC 4180), lists and structures inside a cell as JSON."""

import csv
import json
import shutil
from pathlib import Path

from scoring.desk.export.batches import batches, nested
from scoring.desk.export.writers import Preference
from scoring.desk.output import RUN_FILE
from scoring.desk.results import Results


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write a folder of `TABLE.csv` with a header each, and `run.json`."""
    place.mkdir()
    for table in results.tables:
        _write_table(results.path(table), place / f"{table}.csv")
    shutil.copyfile(results.folder / RUN_FILE, place / RUN_FILE)


def _write_table(path: Path, target: Path) -> None:
    """Write one table; null is an empty cell."""
    with target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        for number, frame in enumerate(batches(path)):
            if number == 0:
                writer.writerow(frame.columns)
            places = {frame.columns.index(name) for name in nested(frame)}
            for row in frame.iter_rows():
                writer.writerow([_cell(value, is_json=at in places) for at, value in enumerate(row)])


def _cell(value: object, *, is_json: bool) -> object:
    return json.dumps(value, ensure_ascii=False) if is_json and value is not None else value
