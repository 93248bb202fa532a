"""What is put into an index and what comes out: an entry is an item's row, a neighbour an entry that shares keys."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.settings import CandidateSettings

Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Credit:
    """Where an item says it comes from: a row of CREDITS without its place in the text."""

    kind: str
    name: str | None
    name_id: str | None


@dataclass(frozen=True, slots=True)
class Entry:
    """One item as the index keeps it; `path` is that of its file, below the archive's root."""

    item: str
    path: str
    position: int
    sha256: str  # hex, of the text
    outlet: str | None
    published: str | None
    captured: str | None
    n_words: int
    bands: Keys = field(repr=False, compare=False)
    fingerprints: Keys = field(repr=False, compare=False)
    credits: tuple[Credit, ...] = ()


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An item of the index that shares keys with the one looked up."""

    item: str
    path: str
    position: int
    sha256: str
    published: str | None
    n_bands: int  # band keys shared
    n_fingerprints: int  # fingerprints shared, of the ones that few carry

    @property
    def method(self) -> str:
        """Return the join that proposed it, as in PAIRS."""
        return "bands" if self.n_bands else "fingerprints"


def entries_of(items: pl.DataFrame, credited: pl.DataFrame, sketches: pl.DataFrame) -> Iterator[Entry]:
    """Yield the entry of each row of ITEMS, with its CREDITS and SKETCHES; items without a shingle have no keys."""
    own: dict[str, list[Credit]] = {}
    for item, kind, name, name_id in (
        credited.select("item", "kind", "name", "name_id").unique(maintain_order=True).iter_rows()
    ):
        own.setdefault(item, []).append(Credit(kind, name, name_id))
    columns = ("item", "path", "position", "sha256", "outlet", "published", "captured", "n_words")
    none = np.zeros(0, np.uint64)
    bands, fingerprints = _rows(sketches["bands"]), _rows(sketches["fingerprints"])
    counts = sketches["n_shingles"].to_list()
    for row, n_shingles, keys, prints in zip(
        items.select(columns).iter_rows(named=True), counts, bands, fingerprints, strict=True
    ):
        sketch = (keys, prints) if n_shingles else (none, none)
        yield Entry(**row, bands=sketch[0], fingerprints=sketch[1], credits=tuple(own.get(row["item"], ())))


def _rows(lists: pl.Series) -> Iterator[Keys]:
    """Yield each row of a list column as an array."""
    flat = lists.list.explode(empty_as_null=False).cast(pl.UInt64).to_numpy()
    ends = np.cumsum(lists.list.len().to_numpy())
    return iter(np.split(flat, ends[:-1]) if len(ends) else [])


def rank_shared(
    bands: Mapping[int, int],
    fingerprints: Mapping[int, int],
    n_own: int,
    n_theirs: Mapping[int, int],
    settings: CandidateSettings,
) -> list[int]:
    """Return the numbers of the items worth a look, those that share most first.

    `bands` and `fingerprints` count the shared keys of each item; one band is enough, and as many fingerprints as
    `settings.min_shared`, or as the shorter of both items has.

    >>> rank_shared({4: 1}, {4: 3, 7: 2, 9: 1}, 80, {4: 80, 7: 60, 9: 70}, CandidateSettings())
    [4, 7]
    """
    enough = [
        number
        for number in {*bands, *fingerprints}
        if number in bands
        or fingerprints[number] >= min(settings.min_shared, n_own, n_theirs.get(number, settings.min_shared))
    ]
    return sorted(enough, key=lambda number: (-bands.get(number, 0), -fingerprints.get(number, 0), number))


def count_carriers(carriers: Iterable[NDArray[np.uint32]]) -> dict[int, int]:
    """Return how many keys each item carries, given the carriers of each key.

    >>> count_carriers([np.array([4, 7], np.uint32), np.array([7], np.uint32)])
    {4: 1, 7: 2}
    """
    numbers, counts = np.unique(np.concatenate([np.zeros(0, np.uint32), *carriers]), return_counts=True)
    return dict(zip(numbers.tolist(), counts.tolist(), strict=True))
