"""The engine for one machine: parts are row groups of Parquet files in a folder, functions run in worker processes.

Small corpora never leave the process: below `MIN_ITEMS_TO_SPREAD` items the start of a worker costs more than it saves.
"""

import gc
import multiprocessing
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pyarrow as pa

from dedup.ahead import map_ahead, read_ahead
from dedup.engines import BatchFunction, Parts, Report, whole
from dedup.engines.files import FileParts, open_writer
from dedup.settings import BoilerplateSettings, PairDecisions, ProvenanceSettings, Settings

MIN_ITEMS_TO_SPREAD = 3_000
N_AHEAD = 2  # batches that wait for work: with one the reader stands still while others write


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
        if isinstance(table, FileParts) and table.is_packed:
            rows = pl.scan_parquet(table.path, glob=False).filter(is_asked)
            return rows.select(columns or table.columns or pl.all()).collect()
        frames = [part.filter(is_asked) for part in table]
        picked = pl.concat(frames) if frames else pl.DataFrame({"item": []}, schema={"item": pl.String})
        return picked.select(columns or pl.all())

    def pick_each(
        self, table: Parts, portions: Sequence[pl.Series], columns: Sequence[str] | None = None
    ) -> Iterator[pl.DataFrame]:
        """Yield what `pick` returns for each of `portions`, which are read together: each as soon as its last row is there.

        All but the first wait on the disk.
        """
        is_one = len(portions) == 1  # which nothing has to wait for: polars takes its rows from the file at once
        if is_one or not isinstance(table, FileParts) or not table.is_packed:
            yield from (self.pick(table, items, columns) for items in portions)
            return
        with TemporaryDirectory(dir=self.folder) as folder:
            gathered = _gather(table.narrow(columns).pick(*portions), Path(folder), len(portions))
            for whole in read_ahead(gathered, len(portions)):
                yield whole().select(columns or pl.all())

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
            writers = [stack.enter_context(open_writer(self.folder, name)) for name in names]
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
            yield from map_ahead(pool, function, batches, self.n_workers)

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
            yield from map_ahead(pool, function, counted, self.n_workers + 1)


def _drop(table: Parts) -> None:
    """Remove a table that nobody asks for any more: its memory serves what is written next, and fresh memory is dear."""
    if isinstance(table, FileParts):
        with suppress(PermissionError):  # of Windows, as long as the file is mapped
            table.path.unlink()


def _gather(
    picked: Iterable[tuple[pl.DataFrame | None, ...]], folder: Path, n_portions: int
) -> Iterator[Callable[[], pl.DataFrame]]:
    """Yield, once the last row of a portion has come, what returns all its rows; all but those of the first wait in `folder`."""
    first: list[pl.DataFrame] = []
    with ExitStack() as stack:
        writers = [stack.enter_context(open_writer(folder, f"portion-{number}")) for number in range(1, n_portions)]
        keepers = [first.append, *(writer.write for writer in writers)]
        wholes: list[Callable[[], pl.DataFrame]] = [partial(_join, first)]
        wholes += [FileParts(writer.path).whole for writer in writers]
        for frames in picked:
            for keep, frame in zip(keepers, frames, strict=True):
                if frame is not None:
                    keep(frame)
            for writer, frame in zip(writers, frames[1:], strict=True):
                if frame is None:
                    writer.close()
            while wholes and frames[-len(wholes)] is None:
                yield wholes.pop(0)
    yield from wholes


def _join(frames: list[pl.DataFrame]) -> pl.DataFrame:
    """Return `frames` as one, and forget them."""
    joined = pl.concat(frames)
    frames.clear()
    return joined
