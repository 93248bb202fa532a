"""Parquet by pyarrow, in columns from the disk to the batch: no item becomes a Python object on the way.

Only the columns that are mapped are read, a few thousand rows at a time; the hash of each text is taken over the Arrow
buffer itself.
"""

import io
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from polars.exceptions import PanicException

from dedup.ahead import read_ahead
from dedup.corpus.draft import Block, Piece, Rejection, refuse
from dedup.corpus.fields import LINK, MAX_EVIDENCE_CHARS, NOTHING, FieldMap, language_code, map_fields
from dedup.corpus.measures import hash_texts, measure_texts
from dedup.corpus.moments import normalise_date
from dedup.corpus.streams import Source, UnreadableError
from dedup.settings import CorpusSettings
from dedup.tables import ITEMS

if TYPE_CHECKING:
    import pyarrow as pa

BUFFER_BYTES = 1 << 18  # of each column, where row groups are large: without it a whole one is held
MAX_GROUP_BYTES = 1 << 26  # of a row group that is held
MAX_COPY_BYTES = 1_000_000_000  # of a Parquet file inside another compression, which cannot be sought in

_DATES = ("published", "modified", "captured")
_MEASURED = ("position", "path", "text", "n_words", "n_chars", "sha256")


def read_parquet(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield blocks of items, each after the rows of it that can be none.

    Raises:
        UnreadableError: the file is damaged, or has no text column.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    content = source.seekable(MAX_COPY_BYTES)
    n_bytes = content.seek(0, io.SEEK_END) if content is source.file else 0
    try:
        # pyarrow's own file reads in two thirds of the time of Python's
        reading = pa.OSFile(source.path, "r") if isinstance(content, io.BufferedReader) else content
        about = pq.read_metadata(reading)
        largest = max((about.row_group(i).total_byte_size for i in range(about.num_row_groups)), default=0)
        buffer_size = BUFFER_BYTES if largest > MAX_GROUP_BYTES else 0
        with pq.ParquetFile(reading, metadata=about, pre_buffer=False, buffer_size=buffer_size) as file:
            field_map = map_fields(file.schema_arrow.names, settings)
            if "text" not in field_map.columns:
                raise UnreadableError(
                    f"no text column among {', '.join(file.schema_arrow.names)[:200]}; name it with --text"
                )
            first = 0
            batches = file.iter_batches(settings.batch_items, columns=field_map.names(), use_threads=False)
            for batch in read_ahead(batches, n_ahead=1):
                yield from _read_rows(batch, field_map, first, settings)
                first += batch.num_rows
                source.advance_to(n_bytes * first // file.metadata.num_rows)
    except (pa.ArrowException, pl.exceptions.PolarsError, PanicException, ValueError, KeyError) as error:
        raise UnreadableError(f"damaged Parquet: {str(error)[:200].rstrip('.')}") from error


def _read_rows(batch: "pa.RecordBatch", field_map: FieldMap, first: int, settings: CorpusSettings) -> Iterator[Piece]:
    name = field_map.columns["text"]
    if not _is_text(batch[name].type):
        raise UnreadableError(f"the text column {name!r} holds {batch[name].type}, expected text")
    batch.validate(full=True)  # polars trusts the UTF-8 of Arrow, and panics where it is broken
    texts = _widen(batch[name])
    told = batch.set_column(batch.schema.names.index(name), name, texts)
    frame = pl.DataFrame(told.replace_schema_metadata(None))  # which may be no UTF-8, and is not asked for
    cells = _cells(frame, field_map)
    columns = _columns(cells, field_map)
    buffer, bounds = _letters(texts)
    n_words, n_chars, are_plain = measure_texts(buffer, bounds)
    measured = {
        "text": frame[name],
        "n_words": pl.Series(n_words),
        "n_chars": pl.Series(n_chars),
        "sha256": pl.Series(hash_texts(buffer, bounds.tolist()), dtype=pl.String),
        "position": pl.int_range(first, first + len(texts), dtype=pl.UInt64, eager=True),
    }
    items = pl.DataFrame(columns | measured)
    if not (are_plain & (n_chars <= settings.max_item_chars)).all():
        is_item = items.select(_is_item(settings)).to_series()
        for position, text in items.filter(~is_item).select("position", "text").iter_rows():
            yield Rejection(position, refuse(text or "", settings) or "no text: found nothing but white space")
        items = items.filter(is_item)
    said = _metadata(cells, columns["outlet"], field_map)
    yield Block(items, tuple((first + row, field, value) for row, field, value in said))


def _widen(texts: Any) -> Any:  # noqa: ANN401 - Arrow arrays, of a kind that the stubs do not follow
    """Return texts as large_string; of plain ones the bytes stay where they are, and pyarrow.compute is not loaded."""
    import pyarrow as pa

    if not pa.types.is_string(texts.type) or not len(texts):
        return texts.cast(pa.large_string())
    validity, offsets, characters = texts.buffers()
    wide = np.frombuffer(memoryview(offsets), np.int32).astype(np.int64)
    return pa.LargeStringArray.from_buffers(
        len(texts), pa.py_buffer(wide.data), characters, validity, texts.null_count, texts.offset
    )


def _cells(frame: pl.DataFrame, field_map: FieldMap) -> pl.DataFrame:
    """Return `frame` with the fields that are read, all but the item's text, as text."""
    fields = {field for column, field in field_map.columns.items() if column != "text"}
    fields = fields.union(*field_map.metadata.values())
    return frame.with_columns(_as_text(field, frame.schema[field]) for field in sorted(fields))


def _metadata(cells: pl.DataFrame, outlets: pl.Series, field_map: FieldMap) -> Iterator[tuple[int, str, str]]:
    """Yield what the columns of METADATA say: row, field, value; also what is no outlet but a link, as `source`."""
    columns = [(field, name) for field, names in field_map.metadata.items() for name in names]
    for field, name in columns:
        yield from ((row, field, value) for row, value in enumerate(cells[name].to_list()) if value is not None)
    written = cells[field_map.columns["outlet"]] if "outlet" in field_map.columns else outlets
    if outlets.null_count() > written.null_count():
        pairs = zip(written.to_list(), outlets.to_list(), strict=True)
        yield from ((row, "source", link) for row, (link, outlet) in enumerate(pairs) if link and outlet is None)


def _without_links(outlets: pl.Series) -> pl.Series:
    """Return `outlets` without those that are but links; the pattern is tried only where one of them begins like one."""
    if not outlets.str.starts_with("http").any():
        return outlets
    return _where(~outlets.str.contains(LINK), outlets)


@cache
def _is_item(settings: CorpusSettings) -> pl.Expr:
    text = pl.col("text")
    has_text = text.str.contains(r"\S") & ~text.str.contains("\0", literal=True)
    return (has_text & (pl.col("n_chars") <= settings.max_item_chars)).fill_null(value=False)


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as of

    if of.is_dictionary(kind):
        kind = kind.value_type
    return of.is_string(kind) or of.is_large_string(kind) or of.is_string_view(kind)


def _letters(texts: Any) -> tuple[memoryview, NDArray[np.int64]]:  # noqa: ANN401 - an Arrow array, as above
    """Return the bytes of texts and where each begins and ends in them."""
    _, offsets, characters = texts.buffers()
    bounds = np.frombuffer(memoryview(offsets or b""), np.int64)
    return memoryview(characters or b""), bounds[texts.offset : texts.offset + len(texts) + 1]


def _columns(cells: pl.DataFrame, field_map: FieldMap) -> dict[str, pl.Series]:
    """Return the columns of ITEMS that the file gives, the others null; `item` is the file's own id."""
    fields = {column: field for column, field in field_map.columns.items() if column != "text"}
    columns = {column: cells[field] for column, field in fields.items()}
    columns |= {column: _map(columns[column], normalise_date) for column in _DATES if column in fields}
    if "lang" in fields:
        columns["lang"] = _map(columns["lang"], language_code)
    if field := fields.get("published"):
        columns["published_evidence"] = _date_evidence(cells[field], columns["published"], field)
    if field := fields.get("outlet"):
        columns["outlet"] = _without_links(cells[field])
        columns["outlet_evidence"] = _evidence(columns["outlet"], field)
    columns["item"] = columns.pop("id", _nothing(cells.height))
    absent = [name for name in ITEMS if name not in columns and name not in _MEASURED]
    return columns | dict.fromkeys(absent, _nothing(cells.height))


def _nothing(n_rows: int) -> pl.Series:
    return _repeat(None, n_rows)


def _repeat(value: str | None, n_rows: int) -> pl.Series:
    return pl.Series([value], dtype=pl.String).new_from_index(0, n_rows)


def _where(are_kept: pl.Series, values: pl.Series) -> pl.Series:
    """Return `values` where they are kept, null elsewhere."""
    return values.zip_with(are_kept, _nothing(len(values)))


@cache  # to build an expression takes longer than to evaluate it for a batch
def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """Return any column as text, null where it is empty or says "none"."""
    values = pl.col(name)
    if isinstance(kind, pl.List) and isinstance(kind.inner, pl.String):
        values = values.list.join(", ")
    elif isinstance(kind, pl.Datetime):
        values = values.dt.to_string("%Y-%m-%dT%H:%M:%S%:z" if kind.time_zone else "%Y-%m-%dT%H:%M:%S")
    elif kind.is_nested() or isinstance(kind, pl.Binary | pl.Object):
        return pl.lit(None, pl.String).alias(name)
    text = values.cast(pl.String).str.strip_chars()
    return pl.when(~text.str.to_lowercase().is_in(sorted(NOTHING))).then(text)


def _map(values: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """Return `function` of each value, called once for each distinct one; often it changes none, as of dates in ISO 8601."""
    read = {value: function(value) for value in values.unique().to_list() if value is not None}
    if all(value == written for written, value in read.items()):
        return values
    return pl.Series([read.get(value) for value in values.to_list()], dtype=pl.String)


def _evidence(values: pl.Series, field: str) -> pl.Series:
    """Return the field's name where it gave a value."""
    if not values.null_count():
        return _repeat(field, len(values))
    return _where(values.is_not_null(), _repeat(field, len(values)))


def _date_evidence(written: pl.Series, read: pl.Series, field: str) -> pl.Series:
    """Return the field's name where its date was read, its words behind the name where not."""
    if read.null_count() == written.null_count():
        return _evidence(read, field)
    unread = f"{field}: " + written.str.head(MAX_EVIDENCE_CHARS)
    return _repeat(field, len(read)).zip_with(read.is_not_null(), unread)
