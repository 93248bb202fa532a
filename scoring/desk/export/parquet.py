"""Every table as Parquet, as the scan wrote it."""

import shutil
from pathlib import Path

from scoring.desk.export.writers import Preference
from scoring.desk.output import RUN_FILE
from scoring.desk.results import Results


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write a folder of `TABLE.parquet` and `run.json`."""
    place.mkdir()
    for table in results.tables:
        shutil.copyfile(results.path(table), place / f"{table}.parquet")
    shutil.copyfile(results.folder / RUN_FILE, place / RUN_FILE)
