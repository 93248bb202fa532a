"""The engine for one machine: parts are row groups of Parquet files in a folder, functions run in worker processes.

Small corpora never leave the process: below `MIN_ITEMS_TO_SPREAD` items the start of a worker costs more than it saves.
"""

import gc
import mmap
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from dedup.ahead import read_ahead
from dedup.engines import BatchFunction, Parts, Report, whole
from dedup.settings import BoilerplateSettings, PairDecisions, ProvenanceSettings, Settings
from dedup.text.buffers import to_series

MIN_ITEMS_TO_SPREAD = 3_000
N_HELD = 8  # parts of a mapped file, some 20 MB
N_AHEAD = 2  # batches that wait for work: with one the reader stands still while others write
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

    def pick(self, *portions: pl.Series) -> Iterator[tuple[pl.DataFrame, ...]]:
        """Yield the rows of each row group whose `item` is in a portion of items, one frame a portion; two are read at once."""
        ids = replace(self, columns=("item",)).whole()["item"]
        are_picked = [ids.is_in(items.unique().implode()) for items in portions]
        names = list(self.columns) if self.columns else None
        with ExitStack() as stack:
            idle = [stack.enter_context(pq.ParquetFile(self.path, pre_buffer=False)) for _ in range(N_READERS)]
            about = idle[0].metadata
            sizes = [about.row_group(number).num_rows for number in range(about.num_row_groups)]

            def pick_rows(number: int, first: int) -> tuple[pl.DataFrame, ...]:
                file = idle.pop()
                part = _as_frame(file.read_row_group(number, columns=names, use_threads=False))
                idle.append(file)
                picked = (_filter(part, is_picked[first : first + part.height]) for is_picked in are_picked)
                return tuple(map(_copy, picked))  # else all texts are held

            places = zip(range(len(sizes)), accumulate(sizes, initial=0), strict=False)
            with ThreadPoolExecutor(N_READERS) as pool:
                for _, frames in _in_order(pool, pick_rows, zip(sizes, places, strict=False), N_READERS):
                    yield frames

    def _tables(self, columns: Sequence[str] | None) -> Iterator[pa.Table]:
        """Yield the parts, with all or some columns, as Arrow reads them."""
        names = list(columns) if columns else None
        if self.path.suffix == ".parquet":
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
        if self.path.suffix == ".parquet":
            return pl.read_parquet(self.path, columns=list(self.columns) if self.columns else None)
        return pl.concat(list(self))


@dataclass(slots=True)
class LocalEngine:
    """Keeps tables as Parquet files in `folder` and maps over them with up to `n_workers` processes."""

    folder: Path
    n_workers: int = 1
    report: Report = lambda _step, _n_items: None
    _n_items: int = field(default=0, init=False)

    def keep(self, names: tuple[str, ...], batches: Iterable[tuple[pl.DataFrame, ...]]) -> tuple[FileParts, ...]:
        """Return one kept table a name, each batch written as it comes."""
        counted = self._count(batches)
        return self._write(names, counted)

    def map_items(self, names: tuple[str, ...], function: BatchFunction, *tables: Parts) -> tuple[FileParts, ...]:
        """Return one kept table a name; the order of parts is that of the items, whatever the number of workers."""
        return self._write(names, self._run(function, tables))

    def sweep(
        self, names: tuple[str, ...], function: BatchFunction, batches: Iterable[tuple[pl.DataFrame, ...]]
    ) -> tuple[FileParts, ...]:
        """Return one kept table a name; a thread reads ahead, others run `function`, and this one writes what is done."""
        swept = self._write(names, self._run_threads(function, self._count(read_ahead(batches, N_AHEAD))))
        pa.default_memory_pool().release_unused()  # what readers kept for the next batch
        return swept

    def pick(self, table: Parts, items: pl.Series, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """Return the rows of `table` whose `item` is in `items`, in the table's order, with all or some columns."""
        is_asked = pl.col("item").is_in(items.unique().implode())
        if isinstance(table, FileParts) and table.path.suffix == ".parquet":
            rows = pl.scan_parquet(table.path, glob=False).filter(is_asked)
            return rows.select(columns or table.columns or pl.all()).collect()
        frames = [part.filter(is_asked) for part in table]
        picked = pl.concat(frames) if frames else pl.DataFrame({"item": []}, schema={"item": pl.String})
        return picked.select(columns or pl.all())

    def pick_each(
        self, table: Parts, portions: Sequence[pl.Series], columns: Sequence[str] | None = None
    ) -> Iterator[pl.DataFrame]:
        """Yield what `pick` returns for each of `portions`; several are read together, and all but the first wait on the disk."""
        if len(portions) == 1 or not isinstance(table, FileParts):
            yield from (self.pick(table, items, columns) for items in portions)
            return
        with TemporaryDirectory(dir=self.folder) as folder:
            first: list[pl.DataFrame] = []
            names = tuple(f"portion-{number}" for number in range(1, len(portions)))
            picked = table.narrow(columns).pick(*portions)
            waiting = LocalEngine(Path(folder)).keep(names, _set_aside(picked, first))
            yield _join(first).select(columns or pl.all())
            for portion in waiting:
                yield portion.whole().select(columns or pl.all())

    def learn(self, tallies: Parts, settings: BoilerplateSettings) -> pl.DataFrame:
        """Return the LINES that LINE_TALLIES teach."""
        return whole.learn_lines(tallies, settings)

    def match(
        self, items: Parts, spans: Parts, sketches: Parts, settings: Settings, decisions: PairDecisions
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Return MATCHES and CLUSTERS, and drop the sketches; keep NEAREST where the settings ask for it."""
        pairs = whole.find_pairs(items, spans, sketches, settings)
        _drop(sketches)
        matches, grouped, nearest = whole.match_pairs(self, (items, spans), pairs, settings, decisions)
        if settings.verify.n_nearest:
            self._write(("nearest",), [(0, (nearest,))])
        return matches, grouped

    def trace(
        self,
        tables: tuple[Parts, Parts, Parts, Parts],
        matches: pl.DataFrame,
        grouped: pl.DataFrame,
        settings: ProvenanceSettings,
    ) -> pl.DataFrame:
        """Return the REPRINTS of all items that match."""
        return whole.trace_reprints(self, tables, matches, grouped, settings)

    def _count(self, batches: Iterable[tuple[pl.DataFrame, ...]]) -> Iterator[tuple[int, tuple[pl.DataFrame, ...]]]:
        for batch in batches:
            self._n_items += batch[0].height
            yield batch[0].height, batch

    def _write(
        self, names: tuple[str, ...], batches: Iterable[tuple[int, tuple[pl.DataFrame, ...]]]
    ) -> tuple[FileParts, ...]:
        """Write the frames of each batch as they come, telling the number of its items."""
        with ExitStack() as stack:
            writers = [stack.enter_context(_open_writer(self.folder, name)) for name in names]
            for n_items, frames in batches:
                for writer, frame in zip(writers, frames, strict=True):
                    writer.write(frame)
                self.report(names[0], n_items)
        return tuple(FileParts(writer.path) for writer in writers)

    def _run_threads(
        self, function: BatchFunction, batches: Iterable[tuple[int, tuple[pl.DataFrame, ...]]]
    ) -> Iterator[tuple[int, tuple[pl.DataFrame, ...]]]:
        """Yield the number of items and the frames of each batch, in order, with few batches under way at once."""
        with ThreadPoolExecutor(self.n_workers) as pool:
            yield from _in_order(pool, function, batches, self.n_workers)

    def _run(
        self, function: BatchFunction, tables: tuple[Parts, ...]
    ) -> Iterator[tuple[int, tuple[pl.DataFrame, ...]]]:
        """Yield the number of items and the frames of each batch, in order, with few batches under way at once."""
        batches = zip(*tables, strict=True)
        if self.n_workers == 1 or self._n_items < MIN_ITEMS_TO_SPREAD:
            for batch in batches:
                yield batch[0].height, function(*batch)
            return
        os.environ.setdefault("POLARS_MAX_THREADS", "1")  # for the workers, which are one a core already
        context = multiprocessing.get_context("spawn")
        thrift = gc.set_threshold, gc.get_threshold()  # workers look for garbage as rarely as this process does
        with ProcessPoolExecutor(self.n_workers, context, *thrift) as pool:
            counted = ((batch[0].height, batch) for batch in batches)
            yield from _in_order(pool, function, counted, self.n_workers + 1)


def _in_order(
    pool: Executor, function: BatchFunction, batches: Iterable[tuple[int, tuple[Any, ...]]], n_waiting: int
) -> Iterator[tuple[int, tuple[pl.DataFrame, ...]]]:
    """Yield the number of items of each batch and what `function` makes of it, in order; about `n_waiting` are under way."""
    waiting: deque[tuple[int, Future[tuple[pl.DataFrame, ...]]]] = deque()
    for n_items, batch in batches:
        waiting.append((n_items, pool.submit(function, *batch)))
        if len(waiting) > n_waiting:
            n_done, future = waiting.popleft()
            yield n_done, future.result()
    for n_done, future in waiting:
        yield n_done, future.result()


def _drop(table: Parts) -> None:
    """Remove a table that nobody asks for any more: its memory serves what is written next, and fresh memory is dear."""
    if isinstance(table, FileParts):
        with suppress(PermissionError):  # of Windows, as long as the file is mapped
            table.path.unlink()


def _set_aside(
    batches: Iterable[tuple[pl.DataFrame, ...]], first: list[pl.DataFrame]
) -> Iterator[tuple[pl.DataFrame, ...]]:
    """Yield the frames of each batch but the first, which goes to `first`."""
    for batch in batches:
        first.append(batch[0])
        yield batch[1:]


def _join(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Return `frames` as one, and forget them."""
    joined = pl.concat(frames)
    frames.clear()
    return joined


def _filter(frame: pl.DataFrame, is_picked: pl.Series) -> pl.DataFrame:
    """Return the rows that are picked, column by column: a frame would wake polars' threads for each part."""
    return pl.DataFrame([column.filter(is_picked) for column in frame])


def _copy(frame: pl.DataFrame) -> pl.DataFrame:
    return _as_frame(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))


def _as_frame(table: pa.Table) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - a table is never a series
    return frame


def _as_series(column: Any) -> pl.Series:  # noqa: ANN401 - an Arrow column, whose type the stubs know by its values
    """Return a column of a part, which Arrow reads in one piece or several."""
    pieces = [to_series(chunk) for chunk in column.chunks]
    return pieces[0] if len(pieces) == 1 else _as_frame(pa.table({"": column})).to_series()


def _open_writer(folder: Path, name: str) -> "_Writer":
    """Return the writer of a table: Arrow's own format where the table only passes through, Parquet for what is kept."""
    return (
        _Writer(folder / f"{name}.arrow", _open_arrow)
        if name.partition("-")[0] in PASSING
        else _Writer(folder / f"{name}.parquet", _open_parquet)
    )


def _open_arrow(path: Path, schema: pa.Schema) -> pa.RecordBatchFileWriter:
    return pa.ipc.new_file(str(path), schema)


def _open_parquet(path: Path, schema: pa.Schema) -> pq.ParquetWriter:
    repeating = [field.name for field in schema if pa.types.is_string_view(field.type) and field.name not in DISTINCT]
    return pq.ParquetWriter(
        path,
        schema,
        compression="none",  # texts are written once and read once or twice: packing them takes thrice the time
        use_dictionary=repeating,  # type: ignore[arg-type] # the stubs know of True and False alone
        write_statistics=False,
        store_schema=False,  # readers need not know how the texts lay in memory
    )


class _Writer:
    """Writes frames as the parts of one file; the first frame decides the schema."""

    def __init__(
        self, path: Path, opened: Callable[[Path, pa.Schema], pa.RecordBatchFileWriter | pq.ParquetWriter]
    ) -> None:
        self.path = path
        self._opened = opened
        self._file: pa.RecordBatchFileWriter | pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def write(self, frame: pl.DataFrame) -> None:
        """Append `frame` as one part, even an empty one, so that parts stay in step."""
        table = frame.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())  # no text is copied
        if self._file is None:
            self._file = self._opened(self.path, table.schema)
        if not frame.height and isinstance(self._file, pa.RecordBatchFileWriter):
            self._file.write_batch(pa.RecordBatch.from_pylist([], table.schema))  # it passes over an empty table
        else:
            self._file.write_table(table, max(1, frame.height))

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            self._file.close()
