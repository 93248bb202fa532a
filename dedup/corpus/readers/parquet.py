"""Parquet by pyarrow, in columns from the disk to the batch: no item becomes a Python object on the way.

Only the columns that are mapped are read, a few thousand rows at a time; the hash of each text is taken over the Arrow
buffer itself.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from dedup.corpus.draft import Block, Piece, Rejection, refuse
from dedup.corpus.fields import NOTHING, FieldMap, language_code, map_fields
from dedup.corpus.measures import count_words, hash_texts
from dedup.corpus.moments import normalise_date
from dedup.corpus.streams import Source, UnreadableError
from dedup.settings import CorpusSettings
from dedup.tables import ITEMS

if TYPE_CHECKING:
    import pyarrow as pa

MAX_COPY_BYTES = 1_000_000_000  # of a Parquet file inside another compression, which cannot be sought in

_DATES = ("published", "modified", "captured")
_MEASURED = ("position", "path", "text", "n_words", "n_chars", "sha256")
_COLUMNS = [(name, kind) for name, kind in ITEMS.items() if name not in _MEASURED]


def read_parquet(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield blocks of items, each after the rows of it that can be none.

    Raises:
        UnreadableError: the file is damaged, or has no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(source.seekable(MAX_COPY_BYTES), pre_buffer=False) as file:
            field_map = map_fields(file.schema_arrow.names, settings)
            if "text" not in field_map.columns:
                raise UnreadableError(
                    f"no text column among {', '.join(file.schema_arrow.names)[:200]}; name it with --text"
                )
            first = 0
            for batch in file.iter_batches(settings.batch_items, columns=field_map.names()):
                yield from _read_rows(batch, field_map, first, settings)
                first += batch.num_rows
    except (pa.ArrowException, pl.exceptions.PolarsError, ValueError, KeyError) as error:
        raise UnreadableError(f"damaged Parquet: {str(error)[:200]}") from error


def _read_rows(batch: "pa.RecordBatch", field_map: FieldMap, first: int, settings: CorpusSettings) -> Iterator[Piece]:
    import pyarrow as pa

    column = batch[field_map.columns["text"]]
    if not _is_text(column.type):
        raise UnreadableError(f"the text column {field_map.columns['text']!r} holds {column.type}, expected text")
    texts = column.cast(pa.large_string())
    texts.validate(full=True)
    items = _columns(pl.DataFrame(batch), pl.Series(texts), field_map)
    items = items.with_columns(**_measures(texts)).with_row_index("position", first).cast({"position": pl.UInt64})
    text = pl.col("text")
    is_item = (
        text.is_not_null()
        & (pl.col("n_chars") <= settings.max_item_chars)
        & text.str.contains(r"\S")
        & ~text.str.contains("\0", literal=True)
    ).fill_null(value=False)
    for position, refused in items.filter(~is_item).select("position", "text").iter_rows():
        yield Rejection(position, refuse(refused or "", settings) or "no text: found nothing but white space")
    yield Block(items.filter(is_item))


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as of

    if of.is_dictionary(kind):
        kind = kind.value_type
    return of.is_string(kind) or of.is_large_string(kind) or of.is_string_view(kind)


def _measures(texts: "pa.Array[pa.Scalar[pa.LargeStringType]]") -> dict[str, pl.Series]:
    _, offsets, characters = texts.buffers()
    buffer = memoryview(characters or b"")
    bounds = (
        np.frombuffer(memoryview(offsets), np.int64)[texts.offset : texts.offset + len(texts) + 1].tolist()
        if offsets
        else [0]
    )
    return {
        "n_words": pl.Series(count_words(buffer, bounds), dtype=pl.UInt32),
        "n_chars": pl.Series(texts).str.len_chars(),
        "sha256": pl.Series(hash_texts(buffer, bounds), dtype=pl.String),
    }


def _columns(frame: pl.DataFrame, texts: pl.Series, field_map: FieldMap) -> pl.DataFrame:
    """Return the columns of ITEMS that the file gives, the others null; `item` is the file's own id."""
    found = {column: _as_text(frame[name]) for column, name in field_map.columns.items() if column != "text"}
    columns: dict[str, pl.Series] = {
        name: pl.repeat(None, frame.height, dtype=kind, eager=True) for name, kind in _COLUMNS
    }
    columns |= {("item" if column == "id" else column): values for column, values in found.items()}
    columns |= {column: _map(found[column], normalise_date) for column in _DATES if column in found}
    for column in ("published", "outlet"):
        if column in found:
            columns[f"{column}_evidence"] = _evidence(found[column], columns[column], field_map.columns[column])
    if "lang" in found:
        columns["lang"] = _map(found["lang"], language_code)
    return pl.DataFrame(columns | {"text": texts})


def _as_text(values: pl.Series) -> pl.Series:
    """Return any column as text, null where it is empty or says "none"."""
    if isinstance(values.dtype, pl.List):
        values = (
            values.cast(pl.List(pl.String)).list.join(", ") if values.dtype.inner.is_(pl.String) else values.list.len()
        )
    elif isinstance(values.dtype, pl.Datetime):
        values = values.dt.to_string("%Y-%m-%dT%H:%M:%S%:z" if values.dtype.time_zone else "%Y-%m-%dT%H:%M:%S")
    elif isinstance(values.dtype, pl.Struct | pl.Array | pl.Binary | pl.Object):
        return pl.repeat(None, len(values), dtype=pl.String, eager=True)
    text = values.cast(pl.String).str.strip_chars()
    return text.set(text.str.to_lowercase().is_in(list(NOTHING)), None)


def _map(values: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """Return `function` of each value, called once for each distinct one."""
    distinct = values.drop_nulls().unique()
    return values.replace_strict(
        distinct, [function(value) for value in distinct], default=None, return_dtype=pl.String
    )


def _evidence(written: pl.Series, read: pl.Series, field: str) -> pl.Series:
    """Return the field's name where it was read, its words behind the name where it was not."""
    frame = pl.DataFrame({"written": written, "read": read})
    unread = pl.format("{}: {}", pl.lit(field), pl.col("written").str.head(200))
    return frame.select(pl.when(pl.col("read").is_not_null()).then(pl.lit(field)).otherwise(unread)).to_series()
