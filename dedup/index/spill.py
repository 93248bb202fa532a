"""Postings on their way into a new index: parted by key in files, so that no more than a part is ever in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dedup.index.buckets import KEY_BITS, Keys, Numbers, short_keys

PART_BITS = 6  # of the key: they name the part
NUMBER_BITS = 64 - (KEY_BITS - PART_BITS)  # a posting is what is left of the key and the carrier: a billion items


@dataclass(slots=True)
class Spill:
    """Postings in files `folder/NAME-00` and so on, each a number whose order is that of keys and carriers."""

    folder: Path
    name: str
    n_postings: int = 0

    def add(self, keys: list[Keys], numbers: list[int]) -> None:
        """Add the postings of some items: `keys[i]` are carried by item `numbers[i]`."""
        if not keys:
            return
        short = short_keys(np.concatenate(keys))
        carriers = np.repeat(np.array(numbers, np.uint64), [len(own) for own in keys])
        parts = (short >> np.uint64(KEY_BITS - PART_BITS)).astype(np.uint8)
        order = np.argsort(parts, kind="stable")
        postings = (short << np.uint64(NUMBER_BITS) | carriers)[order]  # the part's bits fall out on the left
        bounds = parts[order].searchsorted(np.arange(1, 1 << PART_BITS, dtype=np.uint8))
        for place, part in enumerate(np.split(postings, bounds)):
            with self._path(place).open("ab") as file:
                file.write(part.tobytes())
        self.n_postings += len(postings)

    def parts(self) -> Iterator[tuple[Keys, Numbers]]:
        """Yield short keys and carriers part by part, sorted, each pair once."""
        for place in range(1 << PART_BITS):
            if self._path(place).exists():
                postings = np.sort(np.fromfile(self._path(place), np.uint64))
                postings = postings[np.diff(postings, prepend=~postings[:1]) != 0]
                rest = postings >> np.uint64(NUMBER_BITS)
                numbers = postings & np.uint64((1 << NUMBER_BITS) - 1)
                yield rest | np.uint64(place << (KEY_BITS - PART_BITS)), numbers.astype(np.uint32)

    def _path(self, place: int) -> Path:
        return self.folder / f"{self.name}-{place:02}"
