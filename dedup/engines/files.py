"""A table in one file: written part by part as it comes, and read so; by column, whole, or the rows of some items.

What a scan keeps is Parquet; what only passes through lies on the disk as Arrow has it in memory, and is mapped.
"""

import mmap
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any, Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from dedup.ahead import map_ahead
from dedup.engines.direct import DirectReader, DirectWriter
from dedup.text.buffers import to_series

N_HELD = 8  # parts of a mapped file, some 20 MB
N_READERS = 2  # of one file, where many items are picked
DISTINCT = frozenset({"item", "text", "sha256"})  # columns whose values hardly repeat: no dictionary for them
PASSING = frozenset({"units", "sketches", "portion"})  # tables that no scan keeps: unpacked, as Arrow has them


@dataclass(frozen=True, slots=True)
class FileParts:
    """A table in one file, one row group or Arrow batch a part."""

    path: Path
    columns: tuple[str, ...] | None = None  # that are read; all by default

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Yield the parts in order."""
        return map(_as_frame, self._tables(self.columns))

    def pick(self, *portions: pl.Series) -> Iterator[tuple[pl.DataFrame | None, ...]]:
        """Yield the rows of each row group whose `item` is in a portion of items; two row groups are read at once.

        One frame a portion; None where all its rows have come.
        """
        ids = replace(self, columns=("item",)).whole()["item"]
        are_picked = [ids.is_in(items.unique().implode()) for items in portions]
        ends = [len(ids) - (is_picked.reverse().arg_max() or 0) for is_picked in are_picked]
        names = list(self.columns) if self.columns else None
        with ExitStack() as stack:
            sources = [pa.PythonFile(stack.enter_context(DirectReader(self.path))) for _ in range(N_READERS)]
            idle = [stack.enter_context(pq.ParquetFile(source, pre_buffer=False)) for source in sources]
            about = idle[0].metadata
            sizes = [about.row_group(number).num_rows for number in range(about.num_row_groups)]

            def pick_rows(number: int, first: int) -> tuple[pl.DataFrame | None, ...]:
                file = idle.pop()
                part = _as_frame(file.read_row_group(number, columns=names, use_threads=False))
                idle.append(file)
                return tuple(
                    _copy(_filter(part, is_picked[first : first + part.height])) if first < end or not number else None
                    for is_picked, end in zip(are_picked, ends, strict=True)
                )

            places = enumerate(accumulate(sizes[:-1], initial=0)) if sizes else ()
            with ThreadPoolExecutor(N_READERS) as pool:
                for _, frames in map_ahead(pool, pick_rows, ((place, place) for place in places), N_READERS):
                    yield frames

    @property
    def is_packed(self) -> bool:
        """Return whether the file is Parquet, which is decoded as it is read; Arrow's own format lies in memory as it is."""
        return self.path.suffix == ".parquet"

    def _tables(self, columns: Sequence[str] | None) -> Iterator[pa.Table]:
        """Yield the parts, with all or some columns, as Arrow reads them."""
        names = list(columns) if columns else None
        if self.is_packed:
            with pq.ParquetFile(self.path, pre_buffer=False) as file:
                for number in range(file.num_row_groups):
                    yield file.read_row_group(number, columns=names, use_threads=False)
            return
        with self.path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        reader = pa.ipc.open_file(pa.py_buffer(mapped))
        for number in range(reader.num_record_batches):
            part = pa.Table.from_batches([reader.get_batch(number)])
            yield part.select(names) if names else part  # asked for some columns, the reader would copy them
            if hasattr(mapped, "madvise") and number % N_HELD == N_HELD - 1:
                mapped.madvise(mmap.MADV_DONTNEED)  # what was read stays at hand, but is held no longer

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yield one column, part by part; the others are not read, and no frame wakes polars' threads."""
        return (_as_series(table[name]).alias(name) for table in self._tables((name,)))

    def narrow(self, columns: Sequence[str] | None) -> Self:
        """Return the parts with `item` and `columns` alone; with all columns where None is given."""
        return self if columns is None else replace(self, columns=tuple(dict.fromkeys(("item", *columns))))

    def whole(self) -> pl.DataFrame:
        """Return all parts as one frame."""
        if self.is_packed:
            return pl.read_parquet(self.path, columns=list(self.columns) if self.columns else None)
        return pl.concat(list(self))


def _filter(frame: pl.DataFrame, is_picked: pl.Series) -> pl.DataFrame:
    """Return the rows that are picked, column by column: a frame would wake polars' threads for each part."""
    return pl.DataFrame([column.filter(is_picked) for column in frame])


def _copy(frame: pl.DataFrame) -> pl.DataFrame:
    """Return rows that hold no more than themselves; those that were filtered hold all texts of their part."""
    return _as_frame(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _as_frame(table: pa.Table) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table is never a series
    return frame


def _as_series(column: Any) -> pl.Series:  # noqa: ANN401 - an Arrow column, whose type the stubs know by its values
    """Return a column of a part, which Arrow reads in one piece or several."""
    pieces = [to_series(chunk) for chunk in column.chunks]
    return pieces[0] if len(pieces) == 1 else _as_frame(pa.table({"": column})).to_series()


def open_writer(folder: Path, name: str) -> "Writer":
    """Return the writer of a table: Arrow's own format where the table only passes through, Parquet for what is kept."""
    return (
        Writer(folder / f"{name}.arrow", _open_arrow)
        if name.partition("-")[0] in PASSING
        else Writer(folder / f"{name}.parquet", _open_parquet)
    )


def _open_arrow(stack: ExitStack, path: Path, schema: pa.Schema) -> pa.RecordBatchFileWriter:
    return stack.enter_context(pa.ipc.new_file(str(path), schema))


def _open_parquet(stack: ExitStack, path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    sink = stack.enter_context(DirectWriter(path))
    repeating = [field.name for field in schema if pa.types.is_string_view(field.type) and field.name not in DISTINCT]
    writer = pq.ParquetWriter(
        pa.PythonFile(sink, mode="w"),
        schema,
        compression="none",  # texts are written once and read once or twice: packing them takes thrice the time
        use_dictionary=repeating,  # type: ignore[arg-type] # the stubs know of True and False alone
        write_statistics=False,
        store_schema=False,  # readers need not know how the texts lay in memory
    )
    return stack.enter_context(writer)


class Writer:
    """Writes frames as the parts of one file; the first frame decides the schema."""

    def __init__(
        self, path: Path, opened: Callable[[ExitStack, Path, pa.Schema], pa.RecordBatchFileWriter | pq.ParquetWriter]
    ) -> None:
        self.path = path
        self._opened = opened
        self._stack = ExitStack()
        self._file: pa.RecordBatchFileWriter | pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def write(self, frame: pl.DataFrame) -> None:
        """Append `frame` as one part, even an empty one, so that parts stay in step."""
        table = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())  # no text is copied
        if self._file is None:
            self._file = self._opened(self._stack, self.path, table.schema)
        if not frame.height and isinstance(self._file, pa.RecordBatchFileWriter):  # it passes over an empty table
            nothing = [pa.nulls(0, field.type) for field in table.schema]
            self._file.write_batch(pa.RecordBatch.from_arrays(nothing, schema=table.schema))
        else:
            self._file.write_table(table, max(1, frame.height))

    def close(self) -> None:
        """Make the file whole; what is written already stays."""
        self._stack.close()

    def __exit__(self, *_: object) -> None:
        self.close()
