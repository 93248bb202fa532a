"""Tables read batch by batch, so that an export needs no more memory than a scan."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import polars as pl

BATCH_ROWS = 4_096


def batches(path: Path) -> Iterator["pl.DataFrame"]:
    """Yield the rows of a Parquet file, or of a folder of them, in order, some thousands at a time."""
    import polars as pl
    import pyarrow.parquet as pq

    for part in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        with pq.ParquetFile(part) as file:
            for batch in file.iter_batches(BATCH_ROWS):
                frame = pl.from_arrow(batch)
                if isinstance(frame, pl.DataFrame):
                    yield frame


def nested(frame: "pl.DataFrame") -> list[str]:
    """Return the columns of `frame` that hold lists or structures."""
    return [name for name, kind in frame.schema.items() if kind.is_nested()]
