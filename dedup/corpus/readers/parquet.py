"""Parquet by pyarrow, in columns from the disk to the batch: no item becomes a Python object on the way.

Only the columns that are mapped are read, a few thousand rows at a time; the hash of each text is taken over the Arrow
buffer itself.
"""

import io
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import polars as pl

from dedup.corpus.draft import Block, Piece, Rejection, refuse
from dedup.corpus.fields import LINK, MAX_EVIDENCE_CHARS, NOTHING, FieldMap, language_code, map_fields
from dedup.corpus.measures import count_words, hash_texts
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
            for batch in file.iter_batches(settings.batch_items, columns=field_map.names(), use_threads=False):
                yield from _read_rows(batch, field_map, first, settings)
                first += batch.num_rows
                source.advance_to(n_bytes * first // file.metadata.num_rows)
    except (pa.ArrowException, pl.exceptions.PolarsError, ValueError, KeyError) as error:
        raise UnreadableError(f"damaged Parquet: {str(error)[:200]}") from error


def _read_rows(batch: "pa.RecordBatch", field_map: FieldMap, first: int, settings: CorpusSettings) -> Iterator[Piece]:
    name = field_map.columns["text"]
    if not _is_text(batch[name].type):
        raise UnreadableError(f"the text column {name!r} holds {batch[name].type}, expected text")
    batch.validate(full=True)  # polars trusts the UTF-8 of Arrow, and panics where it is broken
    texts = _widen(batch[name])
    frame = pl.DataFrame(batch.set_column(batch.schema.names.index(name), name, texts))
    items = _columns(frame, field_map).with_columns(
        text=frame[name],
        n_chars=frame[name].str.len_chars(),
        **_measures(texts.buffers(), texts.offset, len(texts)),
        position=pl.int_range(first, first + len(texts), dtype=pl.UInt64, eager=True),
    )
    is_item = items.select(_is_item(settings)).to_series()
    if not is_item.all():
        for position, text in items.filter(~is_item).select("position", "text").iter_rows():
            yield Rejection(position, refuse(text or "", settings) or "no text: found nothing but white space")
        items = items.filter(is_item)
    metadata = tuple((first + row, field, value) for row, field, value in _metadata(frame, field_map))
    yield Block(_without_links(items), metadata)


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


def _metadata(frame: pl.DataFrame, field_map: FieldMap) -> Iterator[tuple[int, str, str]]:
    """Yield what the columns of METADATA say: row, field, value; also an outlet that is but a link, as `source`."""
    columns = [(field, name) for field, names in field_map.metadata.items() for name in names]
    for field, name in columns:
        values = frame.select(_as_text(name, frame.schema[name])).to_series()
        yield from ((row, field, value) for row, value in enumerate(values.to_list()) if value is not None)
    if outlet := field_map.columns.get("outlet"):
        values = frame.select(_as_text(outlet, frame.schema[outlet])).to_series()
        links = values.to_frame("link").with_row_index().filter(_are_links(values))
        yield from ((row, "source", link) for row, link in links.iter_rows())


def _without_links(items: pl.DataFrame) -> pl.DataFrame:
    """Return `items` without outlets that are but links."""
    are_links = _are_links(items["outlet"])
    if not are_links.any():
        return items
    named = (pl.when(~are_links).then(pl.col(name)).alias(name) for name in ("outlet", "outlet_evidence"))
    return items.with_columns(named)


def _are_links(outlets: pl.Series) -> pl.Series:
    """Return which outlets are but links; the pattern is tried only where one of them begins like one."""
    may_be = outlets.str.starts_with("http")
    return outlets.str.contains(LINK) if may_be.any() else may_be


def _is_item(settings: CorpusSettings) -> pl.Expr:
    text = pl.col("text")
    has_text = text.str.contains(r"\S") & ~text.str.contains("\0", literal=True)
    return (has_text & (pl.col("n_chars") <= settings.max_item_chars)).fill_null(value=False)


def _is_text(kind: "pa.DataType") -> bool:
    import pyarrow.types as of

    if of.is_dictionary(kind):
        kind = kind.value_type
    return of.is_string(kind) or of.is_large_string(kind) or of.is_string_view(kind)


def _measures(buffers: "list[pa.Buffer | None]", first: int, n_texts: int) -> dict[str, pl.Series]:
    """Return the columns that are measured over the buffers (validity, offsets, characters) of the texts."""
    _, offsets, characters = buffers
    buffer = memoryview(characters or b"")
    bounds = np.frombuffer(memoryview(offsets or b""), np.int64)[first : first + n_texts + 1].tolist()
    return {
        "n_words": pl.Series(count_words(buffer, bounds), dtype=pl.UInt32),
        "sha256": pl.Series(hash_texts(buffer, bounds), dtype=pl.String),
    }


def _columns(frame: pl.DataFrame, field_map: FieldMap) -> pl.DataFrame:
    """Return the columns of ITEMS that the file gives, the others null; `item` is the file's own id."""
    fields = {column: name for column, name in field_map.columns.items() if column != "text"}
    found = frame.select(_as_text(name, frame.schema[name]).alias(column) for column, name in fields.items())
    columns = {column: found[column] for column in fields}
    columns |= {column: _map(found[column], normalise_date) for column in _DATES if column in fields}
    if "lang" in fields:
        columns["lang"] = _map(found["lang"], language_code)
    if "published" in fields:
        columns["published_evidence"] = _date_evidence(found["published"], columns["published"], fields["published"])
    if "outlet" in fields:
        columns["outlet_evidence"] = _evidence(found["outlet"], fields["outlet"])
    columns["item"] = columns.pop("id", _nothing(frame.height))
    absent = {name: _nothing(frame.height) for name in ITEMS if name not in columns and name not in _MEASURED}
    return pl.DataFrame(columns | absent)


def _nothing(n_rows: int) -> pl.Series:
    return pl.Series([None], dtype=pl.String).new_from_index(0, n_rows)


def _as_text(name: str, kind: pl.DataType) -> pl.Expr:
    """Return any column as text, null where it is empty or says "none"."""
    values = pl.col(name)
    if isinstance(kind, pl.List) and isinstance(kind.inner, pl.String):
        values = values.list.join(", ")
    elif isinstance(kind, pl.Datetime):
        values = values.dt.to_string("%Y-%m-%dT%H:%M:%S%:z" if kind.time_zone else "%Y-%m-%dT%H:%M:%S")
    elif kind.is_nested() or isinstance(kind, pl.Binary | pl.Object):
        return pl.lit(None, pl.String)
    text = values.cast(pl.String).str.strip_chars()
    return pl.when(~text.str.to_lowercase().is_in(sorted(NOTHING))).then(text)


def _map(values: pl.Series, function: Callable[[str], str | None]) -> pl.Series:
    """Return `function` of each value, called once for each distinct one."""
    read = {value: function(value) for value in values.unique().to_list() if value is not None}
    return pl.Series([read.get(value) for value in values.to_list()], dtype=pl.String)


def _evidence(values: pl.Series, field: str) -> pl.Series:
    return pl.Series([None if value is None else field for value in values.to_list()], dtype=pl.String)


def _date_evidence(written: pl.Series, read: pl.Series, field: str) -> pl.Series:
    """Return the field's name where its date was read, its words behind the name where not."""
    pairs = zip(written.to_list(), read.to_list(), strict=True)
    said = [words and (field if date else f"{field}: {words[:MAX_EVIDENCE_CHARS]}") for words, date in pairs]
    return pl.Series(said, dtype=pl.String)
