"""How rows travel between workers: packed frames, sorted by the bucket that needs them.

Three moves are all the engine makes. `each` runs a function for every part; `gather` picks the rows that buckets ask for
out of the parts of a table; `work` hands each bucket what was gathered for it. Polars frames travel as Arrow IPC, so
that no type is translated. A task holds one part or one bucket at a time: Spark sorts the others on the disk.
"""

import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce

import polars as pl
import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.types import StructType

from dedup.engines.spark.parts import FolderParts

Batches = Iterable[pa.RecordBatch]
Frames = dict[str, pl.DataFrame]

WANTED = "part long, bucket long, item string"
PACKED = "bucket long, part long, name string, rows binary"
DONE = "number long, n_rows long"
TASKS_A_CORE = 4  # small enough that a lost worker costs little, large enough to amortise a task's start

_PACKED = {"bucket": pl.Int64, "part": pl.Int64, "name": pl.String, "rows": pl.Binary}
_ARROW: dict[str, pa.DataType] = {
    "long": pa.int64(),
    "string": pa.string(),
    "binary": pa.binary(),
    "boolean": pa.bool_(),
    "double": pa.float64(),
}
_KINDS = {"bigint": pl.Int64, "string": pl.String, "binary": pl.Binary, "boolean": pl.Boolean, "double": pl.Float64}


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is gathered of a table: rows by the column `key`, with all or some columns."""

    name: str
    table: FolderParts
    columns: tuple[str, ...] | None = None
    key: str = "item"


def each(session: SparkSession, numbers: Sequence[int], function: Callable[[int], pl.DataFrame], ddl: str) -> DataFrame:
    """Return the rows that `function` makes of every number; the columns are those of `ddl`."""
    n_tasks = max(1, min(len(numbers), TASKS_A_CORE * session.sparkContext.defaultParallelism))
    frame = session.createDataFrame([(number,) for number in numbers], "number long").repartition(n_tasks)
    return frame.mapInArrow(partial(_each, function, ddl), ddl)


def visit(
    wanted: DataFrame, function: Callable[[int, pl.DataFrame], pl.DataFrame], ddl: str, n_tasks: int
) -> DataFrame:
    """Return the rows that `function` makes of each part's number and of the rows of `wanted` that name it."""
    ordered = wanted.repartition(n_tasks, "part").sortWithinPartitions("part")
    return ordered.mapInArrow(partial(_visit, function, ddl), ddl)


def gather(wanted: DataFrame, drawn: Sequence[Drawn], n_tasks: int) -> DataFrame:
    """Return PACKED rows of the tables for `wanted`, which has the columns of WANTED."""
    ordered = wanted.select("part", "bucket", "item").repartition(n_tasks, "part").sortWithinPartitions("part")
    return ordered.mapInArrow(partial(_extract, tuple(drawn)), PACKED)


def work(packed: DataFrame, function: Callable[[int, Frames], pl.DataFrame], ddl: str, n_tasks: int) -> DataFrame:
    """Return the rows that `function` makes of each bucket's number and frames."""
    ordered = packed.repartition(n_tasks, "bucket").sortWithinPartitions("bucket", "part")
    return ordered.mapInArrow(partial(_work, function, ddl), ddl)


def spread(rows: DataFrame, function: Callable[[pl.DataFrame], pl.DataFrame], ddl: str) -> DataFrame:
    """Return the rows that `function` makes of each partition of `rows`, taken whole."""
    return rows.mapInArrow(partial(_spread, function, rows.schema, ddl), ddl)


def sift(rows: DataFrame, function: Callable[[pl.DataFrame], pl.DataFrame], ddl: str) -> DataFrame:
    """Return the rows that `function` makes of each batch of `rows`, none of which needs another."""
    return rows.mapInArrow(partial(_sift, function, ddl), ddl)


def fetch(rows: DataFrame) -> pl.DataFrame:
    """Return `rows` on the driver, in no order."""
    return as_frame(rows.toArrow().to_batches(), rows.schema)


def pack(frame: pl.DataFrame) -> bytes:
    """Return `frame` as compressed Arrow IPC.

    >>> unpack(pack(pl.DataFrame({"item": ["a"]}))).rows()
    [('a',)]
    """
    buffer = io.BytesIO()
    frame.write_ipc(buffer, compression="lz4")
    return buffer.getvalue()


def unpack(rows: bytes) -> pl.DataFrame:
    """Return the frame that `pack` packed."""
    return pl.read_ipc(io.BytesIO(rows))


def as_batches(frame: pl.DataFrame, ddl: str) -> Iterator[pa.RecordBatch]:
    """Yield `frame` as Arrow batches with the columns and types of `ddl`."""
    columns = [column.split() for column in ddl.split(", ")]
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns])
    yield from frame.select(schema.names).to_arrow().cast(schema).to_batches()


def as_frame(batches: Batches, schema: StructType) -> pl.DataFrame:
    """Return all batches as one frame; without any, an empty one of Spark's `schema`."""
    frames = [pl.DataFrame(batch) for batch in batches]
    empty = pl.DataFrame(schema={field.name: _KINDS[field.dataType.simpleString()] for field in schema})
    return pl.concat([empty, *frames], how="vertical_relaxed")


def _each(function: Callable[[int], pl.DataFrame], ddl: str, batches: Batches) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for number in pl.DataFrame(batch)["number"].to_list():
            yield from as_batches(function(number), ddl)


def _visit(
    function: Callable[[int, pl.DataFrame], pl.DataFrame], ddl: str, batches: Batches
) -> Iterator[pa.RecordBatch]:
    for number, wanted in _runs(batches, "part"):
        yield from as_batches(function(number, wanted), ddl)


def _spread(
    function: Callable[[pl.DataFrame], pl.DataFrame], schema: StructType, ddl: str, batches: Batches
) -> Iterator[pa.RecordBatch]:
    yield from as_batches(function(as_frame(batches, schema)), ddl)


def _sift(function: Callable[[pl.DataFrame], pl.DataFrame], ddl: str, batches: Batches) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        yield from as_batches(function(pl.DataFrame(batch)), ddl)


def _extract(drawn: tuple[Drawn, ...], batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield the packed rows of one part after the other."""
    for number, wanted in _runs(batches, "part"):
        for one in drawn:
            if not one.table.holds(number):
                continue
            rows = one.table.read(number, one.columns)
            joined = wanted.select("bucket", "item").join(
                rows, left_on="item", right_on=one.key, how="inner", coalesce=False, maintain_order="right"
            )
            kept = joined.select("bucket", *rows.columns)
            packed = [
                (bucket, number, one.name, pack(frame.drop("bucket")))
                for (bucket,), frame in kept.group_by("bucket", maintain_order=True)
            ]
            yield from as_batches(pl.DataFrame(packed, schema=_PACKED, orient="row"), PACKED)


def _work(function: Callable[[int, Frames], pl.DataFrame], ddl: str, batches: Batches) -> Iterator[pa.RecordBatch]:
    """Yield what the function makes of one bucket after the other."""
    for bucket, packed in _runs(batches, "bucket"):
        frames: dict[str, list[pl.DataFrame]] = {}
        for name, rows in packed.select("name", "rows").iter_rows():
            frames.setdefault(name, []).append(unpack(rows))
        yield from as_batches(function(bucket, {name: pl.concat(parts) for name, parts in frames.items()}), ddl)


def _runs(batches: Batches, column: str) -> Iterator[tuple[int, pl.DataFrame]]:
    """Yield each value of a sorted column with its rows, which may reach over several batches."""
    held: list[pl.DataFrame] = []
    value: int | None = None
    for batch in batches:
        for (found,), rows in pl.DataFrame(batch).group_by(column, maintain_order=True):
            if value is not None and found != value:
                yield value, reduce(_below, held)
                held = []
            value = found
            held.append(rows)
    if value is not None:
        yield value, reduce(_below, held)


def _below(upper: pl.DataFrame, lower: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([upper, lower])
