"""Which engine walks the street, and where its tables stand meanwhile."""

import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Literal

from dedup.corpus import Survey
from dedup.engines import Engine, Report
from dedup.engines.local import LocalEngine
from scoring.desk.scan.cluster import require_cluster, telling

EngineName = Literal["local", "spark"]


@dataclass(frozen=True, slots=True)
class Choice:
    """The engine that was asked for."""

    name: EngineName = "local"
    n_workers: int | None = None  # of the local engine; None: one a core
    master: str = "local[*]"  # of Spark: the address of the cluster


@contextmanager
def open_engine(choice: Choice, folder: Path, beside: Path, report: Report) -> Iterator[tuple[Engine, Path]]:
    """Yield the engine and the folder of its tables.

    The local engine's tables stand in `folder`. Spark's stand in `beside`, which outlives a scan that is broken off, so
    that the next one goes on from the steps that are whole.
    """
    if choice.name == "local":
        parts = folder / "parts"
        parts.mkdir()
        yield LocalEngine(parts, choice.n_workers or os.cpu_count() or 1, report), parts
        return
    require_cluster(choice.master)
    from dedup.engines.spark import SparkEngine, open_session, require_workers

    beside.mkdir(parents=True, exist_ok=True)
    with telling(choice.master):
        session = open_session(choice.master)
        try:
            require_workers(session, beside)
            yield SparkEngine(session, beside, report), beside
        finally:
            session.stop()


def folder_beside(out: Path, survey: Survey, *given: object) -> Path:
    """Return the folder for the tables of a scan into `out`: one for each state of its corpus and all that was `given`."""
    files = [(file.path, file.n_bytes, Path(file.path).stat().st_mtime_ns) for file in survey.files if file.n_bytes]
    state = hashlib.sha256(repr((version("copydesk"), files, given)).encode()).hexdigest()[:12]
    return out.absolute().with_name(f".{out.name}-parts-{state}")


@contextmanager
def local_paths(choice: Choice, paths: list[str], out: Path) -> Iterator[list[str]]:
    """Yield `paths` with those that only the cluster can read copied beside `out`, until the block ends."""
    if choice.name == "local":
        yield paths
        return
    require_cluster(choice.master)
    from dedup.engines.spark import fetch_corpus, is_remote, open_session

    folder = out.absolute().with_name(f".{out.name}-corpus")
    remote = [path for path in paths if is_remote(path)]
    fetched: list[str] = []
    try:
        with telling(choice.master):
            for number, path in enumerate(remote):
                fetched += fetch_corpus(open_session(choice.master), path, folder / str(number))
        yield [path for path in paths if path not in remote] + fetched
    finally:
        shutil.rmtree(folder, ignore_errors=True)
