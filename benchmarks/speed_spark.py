"""How long does the cluster take beside one machine, what does it shuffle, and how do both grow with the corpus?

Each row is a walk of the lower street (`--only copies` unless --provenance) over the corpus of benchmarks/data.py, by
the local engine with one process, and by Spark with one worker and with two: standalone daemons on loopback, one core
and one gigabyte each. Shuffle bytes are those that Spark's event log counts as written, after compression. Seconds are
wall time with the session open; starting it is told apart. Workers share this machine's cores, so two of them show
what is spread, not what a second machine would bring.

Run: python -m benchmarks.speed_spark [N_ITEMS ...] [--provenance]
"""

import argparse
import json
import tempfile
import time
from collections.abc import Iterator
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
}


def main() -> None:
    """Print one line a size and engine."""
    options = _options()
    only: Part = "provenance" if options.provenance else "copies"
    with tempfile.TemporaryDirectory() as folder:  # compile the kernels, once a machine
        walk(make_corpus(1_000).items, LocalEngine(Path(folder)), only)
    print(
        f"{'items':>9} {'engine':16} {'start s':>8} {'walk s':>8} {'shuffled MB':>12} {'matches':>9} {'clustered':>9}"
    )
    for n_items in options.n_items:
        corpus = make_corpus(n_items).items
        with tempfile.TemporaryDirectory() as folder:
            seconds, traced = walk(corpus, LocalEngine(Path(folder)), only)
            _print(n_items, "local", 0.0, seconds, 0.0, traced)
        for n_workers in (1, 2):
            measure_cluster(corpus, n_items, n_workers, only)


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
        _print(
            n_items,
            f"spark, {n_workers} worker{'s' * (n_workers > 1)}",
            start,
            seconds,
            shuffled(folder / "events"),
            traced,
        )


def walk(corpus: Path, engine: Engine, only: Part) -> tuple[float, Traced]:
    """Return the seconds that the street takes over `corpus`, and what it found."""
    began = time.perf_counter()
    traced = trace_items(_batches(corpus), engine, Settings(), only)
    return time.perf_counter() - began, traced


def shuffled(folder: Path) -> float:
    """Return the megabytes that all tasks wrote to shuffles."""
    n_bytes = 0
    for log in folder.iterdir():
        for line in log.read_text(encoding="utf-8").splitlines():
            event = json.loads(line)
            if event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
                n_bytes += event["Task Metrics"]["Shuffle Write Metrics"]["Shuffle Bytes Written"]
    return n_bytes / 1e6


def _batches(corpus: Path) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    for batch in read_corpus([corpus], languages=False):
        yield batch.items, batch.metadata


def _print(n_items: int, name: str, start: float, seconds: float, megabytes: float, traced: Traced) -> None:
    found = f"{traced.matches.height:9,} {traced.clusters.height:9,}"
    print(f"{n_items:9,} {name:16} {start:8.1f} {seconds:8.1f} {megabytes:12.1f} {found}", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("n_items", nargs="*", type=int, default=[10_000, 100_000, 300_000])
    parser.add_argument("--provenance", action="store_true", help="walk on to the reprints")
    return parser.parse_args()


if __name__ == "__main__":
    main()
