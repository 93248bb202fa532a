"""Corpora that live on the cluster: Spark tables, and folders on any file system that Hadoop reads.

Workers copy their shares into a folder that the corpus reader then reads like any other. Copies of one state of a corpus
are alike in name, size and time, so that a scan that was broken off knows it again.
"""

import hashlib
import os
import re
import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path, PurePosixPath

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark import TaskContext
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession

from dedup.engines.spark.shuffles import Batches
from dedup.errors import CorpusError

TABLE = "table:"
PARQUET = ".parquet"
_AUTHORITY = re.compile(r"^[A-Za-z][A-Za-z0-9+.-]{0,20}:(?://[^/]{0,300})?")


def is_remote(path: str) -> bool:
    """Return whether a corpus is named by a table or an address, not by a local path.

    >>> is_remote("table:news.items"), is_remote("hdfs://archive/2018"), is_remote("news/2018")
    (True, True, False)
    """
    return path.startswith(TABLE) or "://" in path


def fetch_corpus(session: SparkSession, source: str, folder: Path) -> list[str]:
    """Copy `source` into `folder`, which every worker sees; return what the corpus reader is to read.

    That is the folder where the source is one of files; where it is a table or Parquet alone, the files of its rows, each
    named outright, so that items keep the ids of their rows.

    Raises:
        CorpusError: the table, file or folder does not exist.
    """
    folder.mkdir(parents=True, exist_ok=True)
    try:
        files = None if source.startswith(TABLE) else _list_files(session, source)
        rows = _open_rows(session, source, files)
    except AnalysisException as error:
        raise CorpusError(f"{source}: Spark cannot read it ({str(error).splitlines()[0]})") from error
    if rows is not None:
        rows.mapInArrow(partial(save_rows, folder.absolute()), "n_rows long").collect()
        return sorted(str(path) for path in folder.glob(f"*{PARQUET}"))
    assert files is not None  # noqa: S101 - only folders of files have no rows
    files.mapInArrow(partial(save_files, folder.absolute(), source), "n_rows long").collect()
    return [str(folder)]


def _list_files(session: SparkSession, source: str) -> DataFrame:
    """Return path, time and content of the files below an address; contents are read only where they are asked for."""
    return session.read.format("binaryFile").option("recursiveFileLookup", "true").load(source)


def _open_rows(session: SparkSession, source: str, files: DataFrame | None) -> DataFrame | None:
    """Return the rows of a table or of Parquet files; None where other files are among them."""
    if files is None:
        return session.table(source.removeprefix(TABLE))
    others = files.select("path").where(f"not endswith(path, '{PARQUET}')")
    return None if others.head(1) else session.read.parquet(source)


def save_rows(folder: Path, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Write one share of rows as a file named by its number and its content; yield the number of rows."""
    context = TaskContext.get()
    number = context.partitionId() if context else 0
    beside, n_rows = folder / f".{number}-{uuid.uuid4().hex}", 0
    writer: pq.ParquetWriter | None = None
    for batch in batches:
        writer = writer or pq.ParquetWriter(beside, batch.schema, compression="lz4")
        writer.write_batch(batch)
        n_rows += batch.num_rows
    if writer is not None:
        writer.close()
        with beside.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()[:12]
        _put(beside, folder / f"part-{number:08}-{digest}{PARQUET}", 0.0)
    yield pa.RecordBatch.from_pydict({"n_rows": pa.array([n_rows], pa.int64())})


def save_files(folder: Path, source: str, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Write files where they stand below `source`, with their times; yield their number."""
    for batch in batches:
        files = pl.DataFrame(batch).select("path", pl.col("modificationTime").dt.timestamp("ms") / 1_000, "content")
        for path, seconds, content in files.iter_rows():
            place = folder / name_below(source, path)
            place.parent.mkdir(parents=True, exist_ok=True)
            beside = place.with_name(f".{uuid.uuid4().hex}")
            beside.write_bytes(content)
            _put(beside, place, seconds)
        yield pa.RecordBatch.from_pydict({"n_rows": pa.array([files.height], pa.int64())})


def name_below(source: str, path: str) -> str:
    """Return the path of a file below the address of its folder; its name where it stands elsewhere.

    >>> name_below("hdfs://host/news/", "hdfs://host:8020/news/2018/a.txt"), name_below("s3a://b/a.txt", "s3a://b/a.txt")
    ('2018/a.txt', 'a.txt')
    """
    root, file = (PurePosixPath(_AUTHORITY.sub("", address)) for address in (source, path))
    return file.relative_to(root).as_posix() if root in file.parents else file.name


def _put(beside: Path, place: Path, seconds: float) -> None:
    """Move a file to its place in one step, with a time of change that does not tell when it was copied."""
    os.utime(beside, (seconds, seconds))
    beside.replace(place)
