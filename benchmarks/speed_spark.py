"""How long does the cluster take beside one machine, what does it shuffle and hold, and how do they grow with the corpus?

Each row is a walk of the lower street (`--only copies` unless --provenance) over the corpus of benchmarks/data.py, by
the local engine with one process, and by Spark with one worker and with two: standalone daemons on loopback, one core
and one gigabyte each. With --story, every item is a copy of one story, and one outlet printed half of them: as skewed as can be.
Shuffle bytes are those that Spark's event log counts as written, after compression; a worker's memory is the most that
its Python processes held at once, looked at every second. Seconds are wall time with the session open; starting it is
told apart. Workers share this machine's cores, so two of them show what is spread, not what a second machine would bring.

Run: python -m benchmarks.speed_spark [N_ITEMS ...] [--provenance] [--story] [--workers N ...]
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.data import make_corpus
from dedup.corpus import read_corpus
from dedup.engines import Engine
from dedup.engines.local import LocalEngine
from dedup.pipeline import Part, Traced, trace_items
from dedup.settings import Settings
from tests.dedup.engines.clusters import OPTIONS, standalone

EVENTS = {
    "spark.eventLog.enabled": "true",
    "spark.eventLog.compress": "false",
    "spark.eventLog.rolling.enabled": "false",
    "spark.eventLog.logStageExecutorMetrics": "true",
    "spark.executor.processTreeMetrics.enabled": "true",
    "spark.executor.metrics.pollingInterval": "1000",
}
STORY_WORDS = 350


@dataclass(frozen=True)
class Cost:
    """What a walk took: seconds to open the session and to walk, megabytes shuffled, and held by one worker's Python."""

    start: float
    walk: float
    shuffled: float = 0.0
    held: float = 0.0


def main() -> None:
    """Print one line a size and engine."""
    options = _options()
    only: Part = "provenance" if options.provenance else "copies"
    with tempfile.TemporaryDirectory() as folder:
        walk(make_corpus(1_000).items, LocalEngine(Path(folder)), only)  # compile the kernels, once a machine
        print(
            f"{'items':>9} {'engine':16} {'start s':>8} {'walk s':>8} {'shuffled MB':>12} {'worker MB':>10} "
            f"{'matches':>9} {'clustered':>9}"
        )
        for n_items in options.n_items:
            corpus = write_story(n_items, Path(folder)) if options.story else make_corpus(n_items).items
            measure_local(corpus, n_items, only)
            for n_workers in options.workers:
                measure_cluster(corpus, n_items, n_workers, only)


def measure_local(corpus: Path, n_items: int, only: Part) -> None:
    """Walk the street on this machine and print its line."""
    with tempfile.TemporaryDirectory() as folder:
        seconds, traced = walk(corpus, LocalEngine(Path(folder)), only)
        _print(n_items, "local", Cost(0.0, seconds), traced)


def measure_cluster(corpus: Path, n_items: int, n_workers: int, only: Part) -> None:
    """Walk the street on a cluster of its own and print its line."""
    from dedup.engines.spark import SparkEngine, open_session

    with tempfile.TemporaryDirectory() as name, standalone(Path(name), n_workers) as cluster:
        folder = Path(name)
        (folder / "events").mkdir()
        began = time.perf_counter()
        session = open_session(cluster.url, OPTIONS | EVENTS | {"spark.eventLog.dir": (folder / "events").as_uri()})
        session.range(1).count()
        start = time.perf_counter() - began
        seconds, traced = walk(corpus, SparkEngine(session, folder / "parts"), only)
        session.stop()
        cost = Cost(start, seconds, *read_events(folder / "events"))
        _print(n_items, f"spark, {n_workers} worker{'s' * (n_workers > 1)}", cost, traced)


def walk(corpus: Path, engine: Engine, only: Part) -> tuple[float, Traced]:
    """Return the seconds that the street takes over `corpus`, and what it found."""
    began = time.perf_counter()
    traced = trace_items(_batches(corpus), engine, Settings(), only)
    return time.perf_counter() - began, traced


def write_story(n_items: int, folder: Path) -> Path:
    """Return a corpus of `n_items` copies of one story, each with a last line of its own; one outlet printed every second."""
    story = " ".join(f"word{number * 7 % 997}" for number in range(STORY_WORDS))
    is_even = pl.col("id").cast(pl.Int64) % 2 == 0
    items = pl.DataFrame({"id": pl.int_range(n_items, eager=True).cast(pl.String).str.zfill(8)}).with_columns(
        text=pl.format("{}\n\nPrinted by press {} of the county.", pl.lit(story), "id"),
        source=pl.when(is_even)
        .then(pl.lit("The County Post"))
        .otherwise(pl.format("Paper {}", pl.col("id").str.tail(2))),
    )
    path = folder / f"story-{n_items}.parquet"
    items.write_parquet(path)
    return path


def read_events(folder: Path) -> tuple[float, float]:
    """Return the megabytes that all tasks wrote to shuffles, and the most that one worker's Python processes held."""
    n_bytes = held = 0
    for log in folder.iterdir():
        for line in log.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                n_bytes += event["Task Metrics"]["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            if event["Event"] == "SparkListenerStageExecutorMetrics":
                held = max(held, event["Executor Metrics"]["ProcessTreePythonRSSMemory"])
    return n_bytes / 1e6, held / 1e6


def _batches(corpus: Path) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    for batch in read_corpus([corpus], languages=False):
        yield batch.items, batch.metadata


def _print(n_items: int, name: str, cost: Cost, traced: Traced) -> None:
    spent = f"{cost.start:8.1f} {cost.walk:8.1f} {cost.shuffled:12.1f} {cost.held:10,.0f}"
    print(f"{n_items:9,} {name:16} {spent} {traced.matches.height:9,} {traced.clusters.height:9,}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n_items", nargs="*", type=int, default=[10_000, 100_000, 300_000])
    parser.add_argument("--provenance", action="store_true", help="walk on to the reprints")
    parser.add_argument("--story", action="store_true", help="one story, copied by every item")
    parser.add_argument("--workers", nargs="*", type=int, default=[1, 2], help="sizes of the cluster")
    return parser.parse_args()


if __name__ == "__main__":
    main()
