"""Every table as JSON lines, one file a table."""

import json
import shutil
from pathlib import Path

from scoring.desk.export.batches import batches
from scoring.desk.export.writers import Preference
from scoring.desk.output import RUN_FILE
from scoring.desk.results import Results


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write a folder of `TABLE.jsonl` and `run.json`."""
    place.mkdir()
    for table in results.tables:
        with (place / f"{table}.jsonl").open("w", encoding="utf-8") as file:
            for frame in batches(results.path(table)):
                file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in frame.iter_rows(named=True))
    shutil.copyfile(results.folder / RUN_FILE, place / RUN_FILE)
