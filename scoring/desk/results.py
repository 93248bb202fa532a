"""The folder of a scan, read again: which tables it holds, and the one item that a user means."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.errors import OutputError
from scoring.desk.run import Run

if TYPE_CHECKING:
    import polars as pl

TABLES = ("items", "metadata", "lines", "spans", "credits", "dates", "matches", "clusters", "reprints", "attributions", "stories",
          "quotes", "signals", "ratings", "rejected")  # fmt: skip

InOption = Annotated[Path, typer.Option("--in", help="Folder of a scan.")]
DEFAULT_FOLDER = Path("copydesk-out")


@dataclass(frozen=True, slots=True)
class Results:
    """A finished scan: its folder and its `run.json`."""

    folder: Path
    run: Run

    @property
    def tables(self) -> tuple[str, ...]:
        """Return the tables that the scan wrote, in the order of the street, other files of rows after them."""
        found = {path.stem for path in self.folder.glob("*.parquet")}
        return (*(name for name in TABLES if name in found), *sorted(found - set(TABLES)))

    def path(self, table: str) -> Path:
        """Return where `table` stands: a file, or a folder of them where a cluster wrote it."""
        return self.folder / f"{table}.parquet"

    def scan(self, table: str) -> "pl.LazyFrame":
        """Return `table`, to be filtered before it is read; one that the scan did not write is empty."""
        import polars as pl

        if not self.path(table).exists():
            return schema(table).to_frame().lazy()
        return pl.scan_parquet(self.path(table))

    def read(self, table: str) -> "pl.DataFrame":
        """Return `table` whole."""
        return self.scan(table).collect()

    def rows_of(self, table: str, *items: str) -> "pl.DataFrame":
        """Return the rows of `table` that belong to `items`."""
        import polars as pl

        return self.scan(table).filter(pl.col("item").is_in(list(items))).collect()

    def find_item(self, name: str) -> str:
        """Return the id of the item that `name` means: an id, else the end of exactly one, else a part of exactly one.

        Raises:
            OutputError: no item has that id, or several end so or hold it.
        """
        import polars as pl

        alike = pl.col("item").str.contains(name, literal=True)
        holding = self.scan("items").filter(alike).select("item").collect()["item"].to_list()
        ids = [item for item in holding if item.endswith(name)] or holding
        if name in ids or len(ids) == 1:
            return name if name in ids else ids[0]
        if ids:
            told = f"{len(ids)} items of {self.folder} are called so ({_list(sorted(ids))})"
            raise OutputError(f"{name}: {told}; give more of the id")
        every = self.scan("items").select("item").collect()["item"].to_list()
        raise OutputError(f"{name}: no item of {self.folder} has this id{name_nearest(name, every)}")


def name_nearest(name: str, known: Iterable[str], least: float = 60.0) -> str:
    """Return a hint at the `known` names most like `name`, to be put behind a message.

    Names whose likeness, in [0, 100], is below `least` are not worth naming.

    >>> name_nearest("Quay Herold", ["Quay Herald", "Lind Post"])
    '; the nearest is Quay Herald'
    """
    from rapidfuzz import process

    near = [found[0] for found in process.extract(name, known, limit=3, score_cutoff=least)]
    return f"; the nearest {'is' if len(near) == 1 else 'are'} {_list(near)}" if near else ""


def open_results(folder: Path) -> Results:
    """Return the scan in `folder`.

    Raises:
        OutputError: `folder` does not exist, is no scan's, or its items are missing.
    """
    if not folder.is_dir():
        raise OutputError(f"{folder}: no such folder; scan a corpus first (`copydesk scan CORPUS --out {folder}`)")
    results = Results(folder, Run.read(folder))
    if not results.path("items").exists():
        raise OutputError(f"{folder}: items.parquet is missing, so the scan is incomplete; scan the corpus again")
    return results


@cache
def schema(table: str) -> "pl.Schema":
    """Return the schema of a table of either floor.

    >>> schema("lines").names()
    ['line', 'pattern', 'kind', 'owner', 'n_items']
    """
    import dedup.tables
    import scoring.tables

    rooms = (dedup.tables, scoring.tables)
    found: pl.Schema = next(getattr(room, table.upper()) for room in rooms if hasattr(room, table.upper()))
    return found


def _list(names: list[str]) -> str:
    shown = ", ".join(names[:3])
    return f"{shown} …" if len(names) > len(names[:3]) else shown
