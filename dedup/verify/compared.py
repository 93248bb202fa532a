"""What was found out about many pairs at once, as arrays, and as a frame."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.tables import PASSAGE
from dedup.text.buffers import to_arrow, to_series
from dedup.verify.measures import Measure

FIELDS = tuple(Measure.__dataclass_fields__)
FEW = 500  # passages that are not worth loading pyarrow for
PLACES = tuple(field.name for field in PASSAGE.fields)[:4]


@dataclass(frozen=True, slots=True)
class Compared:
    """Measures and passages of n pairs.

    `measures` is (n, fields of Measure) int32. The passages of pair i are the rows from `ends[i - 1]` to `ends[i]` of
    `places`, (m, 4) int64: where they start and end in a and in b, in code points; and of `similarity`, (m,) float32.
    """

    measures: NDArray[np.int32]
    ends: NDArray[np.int64]
    places: NDArray[np.int64]
    similarity: NDArray[np.float32]

    @classmethod
    def nothing(cls) -> Self:
        """Return what is known of no pairs."""
        none = np.zeros((0, len(FIELDS)), np.int32), np.zeros(0, np.int64)
        return cls(*none, np.zeros((0, len(PLACES)), np.int64), np.zeros(0, np.float32))

    @classmethod
    def join(cls, parts: Sequence[Self]) -> Self:
        """Return what is known of the pairs of all parts, one part after the other."""
        parts = [cls.nothing(), *parts]
        n_before = np.cumsum([0, *(len(part.places) for part in parts)])
        ends = [part.ends + n for part, n in zip(parts, n_before, strict=False)]
        columns = ([getattr(part, name) for part in parts] for name in ("measures", "places", "similarity"))
        measures, places, similarity = map(np.concatenate, columns)
        return cls(measures, np.concatenate(ends), places, similarity)

    def take(self, rows: NDArray[np.int64]) -> Self:
        """Return what is known of these pairs, in this order."""
        starts = np.concatenate([np.zeros(1, np.int64), self.ends[:-1]])[: len(self.ends)]
        n_passages = (self.ends - starts)[rows]
        ends = np.cumsum(n_passages)
        passages = np.repeat(starts[rows] - (ends - n_passages), n_passages) + np.arange(n_passages.sum())
        return type(self)(self.measures[rows], ends, self.places[passages], self.similarity[passages])

    def to_frame(self, pairs: pl.DataFrame) -> pl.DataFrame:
        """Return `pairs` with a column for each field of Measure, and their passages."""
        columns = [pl.Series(name, self.measures[:, i]) for i, name in enumerate(FIELDS)]
        return pairs.with_columns(*columns, self._passages().alias("passages"))

    def _passages(self) -> pl.Series:
        """Return a list of PASSAGE for each pair."""
        if len(self.places) <= FEW:
            return pl.Series(list(self._dictionaries()), dtype=pl.List(PASSAGE))
        import pyarrow as pa

        arrays = [to_arrow(self.places[:, i].astype(np.uint32)) for i in range(len(PLACES))]
        names = [field.name for field in PASSAGE.fields]
        passages = pa.StructArray.from_arrays([*arrays, to_arrow(self.similarity)], names=names)
        ends = to_arrow(np.concatenate([np.zeros(1, np.int64), self.ends]))
        return to_series(pa.LargeListArray.from_arrays(ends, passages))

    def _dictionaries(self) -> Iterator[list[dict[str, float]]]:
        """Yield the passages of each pair as PASSAGE."""
        names = [field.name for field in PASSAGE.fields]
        rows = [
            dict(zip(names, row, strict=True))
            for row in zip(*self.places.T.tolist(), self.similarity.tolist(), strict=True)
        ]
        for start, end in pairwise([0, *self.ends.tolist()]):
            yield rows[start:end]
