"""Corpora that live on the cluster: Spark tables, and Parquet on any file system that Hadoop reads.

Workers copy their shares, column by column, into a folder that the corpus reader then reads like any other.
"""

import uuid
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from pyspark import TaskContext
from pyspark.sql import SparkSession

from dedup.engines.spark.shuffles import Batches

TABLE = "table:"


def is_remote(path: str) -> bool:
    """Return whether a corpus is named by a table or an address, not by a local path.

    >>> is_remote("table:news.items"), is_remote("hdfs://archive/2018"), is_remote("news/2018")
    (True, True, False)
    """
    return path.startswith(TABLE) or "://" in path


def fetch_corpus(session: SparkSession, source: str, folder: Path) -> int:
    """Write the rows of `source` as Parquet files into `folder`, which every worker sees; return their number."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = session.table(source.removeprefix(TABLE)) if source.startswith(TABLE) else session.read.parquet(source)
    counted = rows.mapInArrow(partial(_save, folder.absolute()), "n_rows long").collect()
    return sum(row["n_rows"] for row in counted)


def _save(folder: Path, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Write one share as the file of its number, moved in whole; yield its number of rows."""
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
        beside.replace(folder / f"part-{number:08}.parquet")
    yield pa.RecordBatch.from_pydict({"n_rows": pa.array([n_rows], pa.int64())})
