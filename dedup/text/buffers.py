"""The texts of a batch as the compiled kernels read them: UTF-8 bytes end to end, and masked where they are furniture."""

from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import polars as pl
from numpy.typing import NDArray

Scalar = TypeVar("Scalar", bound=np.generic)
VIEW = 4  # 32-bit fields of Arrow's view of a text: length, first bytes, buffer, place in it
IN_VIEW = 12  # bytes of a text up to which it stands in its view


@dataclass(frozen=True, slots=True)
class Utf8:
    """Texts in UTF-8: text i is `buffer[offsets[i]:offsets[i + 1]]`; both arrays are read-only."""

    buffer: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    def __len__(self) -> int:
        """Return the number of texts."""
        return len(self.offsets) - 1


def to_utf8(texts: pl.Series) -> Utf8:
    r"""Return the bytes of `texts` (String); a null counts as empty.

    >>> utf8 = to_utf8(pl.Series(["né", None, "a"]))
    >>> utf8.buffer.tobytes(), utf8.offsets.tolist()
    (b'n\xc3\xa9a', [0, 3, 3, 4])
    """
    if texts.null_count():
        texts = texts.fill_null("")
    texts = texts.rechunk()
    in_place = _end_to_end(texts)
    if in_place:
        return in_place
    arrow = texts.to_arrow(compat_level=pl.CompatLevel.oldest())
    _, offsets, buffer = arrow.buffers()
    places = np.frombuffer(memoryview(offsets or b""), np.int64)[arrow.offset : arrow.offset + len(arrow) + 1]
    letters = np.frombuffer(memoryview(buffer or b""), np.uint8)
    return Utf8(frozen(letters), frozen(places))


def _end_to_end(texts: pl.Series) -> Utf8 | None:
    """Return the bytes of `texts` where they lie end to end already, as those of a batch just read do; else None."""
    arrow = texts.to_arrow(compat_level=pl.CompatLevel.newest())
    _, views, *buffers = arrow.buffers()
    if len(buffers) != 1 or not len(texts):
        return None
    placed = np.frombuffer(memoryview(views or b""), np.int32).reshape(-1, VIEW)[
        arrow.offset : arrow.offset + len(arrow)
    ]
    sizes, starts = placed[:, 0].astype(np.int64), placed[:, VIEW - 1].astype(np.int64)
    if sizes.min() <= IN_VIEW or (starts[1:] != starts[:-1] + sizes[:-1]).any():
        return None
    offsets = np.append(starts, starts[-1] + sizes[-1])
    return Utf8(frozen(np.frombuffer(memoryview(buffers[0] or b""), np.uint8)), frozen(offsets))


def to_arrow(values: NDArray[Any]) -> Any:  # noqa: ANN401 - of the type that the numbers have
    """Return numbers as an Arrow array over the same memory; `pyarrow.array` would load pandas, where it is installed.

    >>> to_arrow(np.array([3, 4], np.uint32)).type, to_arrow(np.array([3, 4], np.uint32)).to_pylist()
    (DataType(uint32), [3, 4])
    """
    import pyarrow as pa

    kind = pa.from_numpy_dtype(values.dtype)
    return pa.Array.from_buffers(kind, len(values), [None, pa.py_buffer(np.ascontiguousarray(values).data)])


def pooled(n: int, kind: type[Scalar]) -> NDArray[Scalar]:
    """Return room for `n` numbers in Arrow's memory, which waits for the next batch where numpy's is given back.

    >>> pooled(2, np.uint32).shape
    (2,)
    """
    import pyarrow as pa

    return np.frombuffer(memoryview(pa.allocate_buffer(n * np.dtype(kind).itemsize)), kind)


def to_series(array: Any) -> pl.Series:  # noqa: ANN401 - an Arrow array
    """Return an Arrow array as a series over the same memory; made of it alone, polars would load pyarrow.compute.

    >>> to_series(to_arrow(np.array([3, 4], np.uint32))).to_list()
    [3, 4]
    """
    import pyarrow as pa

    return pl.DataFrame(pa.record_batch([array], names=[""])).to_series()


def to_numbers(array: Any, kind: type[Scalar]) -> NDArray[Scalar]:  # noqa: ANN401 - an Arrow array, without nulls
    """Return the numbers of an Arrow array over the same memory; `to_numpy` would load pandas, where it is installed.

    >>> to_numbers(to_arrow(np.array([3, 4, 5], np.uint32)).slice(1), np.uint32)
    array([4, 5], dtype=uint32)
    """
    _, numbers = array.buffers()
    return np.frombuffer(memoryview(numbers or b""), kind)[array.offset : array.offset + len(array)]


def mask_texts(items: pl.DataFrame, spans: pl.DataFrame) -> pl.Series:
    """Return the texts of `items` (item, text) with every span of SPANS blanked out; offsets stay what they were.

    >>> items = pl.DataFrame({"item": ["a", "b"], "text": ["Share! News.", "News."]})
    >>> mask_texts(items, pl.DataFrame({"item": ["a"], "start": [0], "end": [6]})).to_list()
    ['       News.', 'News.']
    """
    texts = items["text"]
    if spans.is_empty():
        return texts
    carriers = (
        items.select("item", "text")
        .with_row_index("row")
        .join(spans.group_by("item").agg("start", "end"), on="item", maintain_order="left")
    )
    masked = [mask(text, starts, ends) for text, starts, ends in carriers.select("text", "start", "end").iter_rows()]
    return texts.scatter(carriers["row"], masked) if masked else texts


def mask(text: str, starts: list[int], ends: list[int]) -> str:
    """Return `text` with blanks for each stretch from one of `starts` to its one of `ends`, in code points.

    >>> mask("By Ann Lee. News.", [0, 3], [2, 11])
    '            News.'
    """
    for start, end in zip(starts, ends, strict=True):
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:]
    return text


def frozen(array: NDArray[Scalar]) -> NDArray[Scalar]:
    """Return a read-only view, so that each kernel is compiled for one kind of array.

    >>> frozen(np.zeros(1)).flags.writeable
    False
    """
    view = array.view()
    view.setflags(write=False)
    return view
