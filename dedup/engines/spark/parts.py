"""A table as a folder of Parquet files, one a part, on a file system that every worker sees.

A part is written beside its place and moved in whole, so a task that is run twice, or dies half way, leaves no trace;
whatever reads Parquet datasets reads the folder.
"""

import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

DIGITS = 8  # of a part's number: names sort as numbers do


@dataclass(frozen=True, slots=True)
class FolderParts:
    """A table in the folder NAME.parquet."""

    folder: Path

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Yield the parts in order."""
        return map(pl.read_parquet, self._paths())

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yield one column, part by part."""
        return (self.read(number, (name,))[name] for number in self.numbers())

    def whole(self) -> pl.DataFrame:
        """Return all parts as one frame."""
        return pl.concat(list(self))

    def scan(self) -> pl.LazyFrame:
        """Return all parts as one frame, to be filtered before it is read."""
        return pl.scan_parquet(self._paths())

    def numbers(self) -> list[int]:
        """Return the numbers of the parts, ascending."""
        return [int(path.stem.removeprefix("part-")) for path in self._paths()]

    def holds(self, number: int) -> bool:
        """Return whether the part is there."""
        return self._path(number).exists()

    def read(self, number: int, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Return a part with all or some columns."""
        return pl.read_parquet(self._path(number), columns=list(columns) if columns else None)

    def write(self, number: int, frame: pl.DataFrame) -> None:
        """Put `frame` where the part belongs, in one move."""
        self.folder.mkdir(parents=True, exist_ok=True)
        beside = self.folder / f".{number}-{uuid.uuid4().hex}"
        frame.write_parquet(beside, compression="lz4", statistics=False)
        beside.replace(self._path(number))

    def _path(self, number: int) -> Path:
        return self.folder / f"part-{number:0{DIGITS}}.parquet"

    def _paths(self) -> list[Path]:
        return sorted(self.folder.glob("part-*.parquet"))
