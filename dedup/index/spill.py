"""Postings on their way into a new index: parted by key in files, so that no more than a part is ever in memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from dedup.index.buckets import KEY_BITS, Keys, Numbers, short_keys

PART_BITS = 6

_POSTING = np.dtype([("key", "<u8"), ("number", "<u4")])


@dataclass(slots=True)
class Spill:
    """Postings in files `folder/NAME-00` and so on."""

    folder: Path
    name: str
    n_postings: int = 0

    def add(self, keys: list[Keys], numbers: list[int]) -> None:
        """Add the postings of some items: `keys[i]` are carried by item `numbers[i]`."""
        if not keys:
            return
        postings = np.empty(sum(map(len, keys)), _POSTING)
        postings["key"] = short_keys(np.concatenate(keys))
        postings["number"] = np.repeat(np.array(numbers, np.uint32), [len(own) for own in keys])
        postings = postings[np.argsort(postings["key"], kind="stable")]
        bounds = np.arange(1, 1 << PART_BITS, dtype=np.uint64) << np.uint64(KEY_BITS - PART_BITS)
        for place, part in enumerate(np.split(postings, postings["key"].searchsorted(bounds))):
            with self._path(place).open("ab") as file:
                file.write(part.tobytes())
        self.n_postings += len(postings)

    def parts(self) -> Iterator[tuple[Keys, Numbers]]:
        """Yield short keys and carriers part by part, the parts in the order of their keys."""
        for place in range(1 << PART_BITS):
            if self._path(place).exists():
                postings = np.unique(np.fromfile(self._path(place), _POSTING))
                yield postings["key"].astype(np.uint64), postings["number"].astype(np.uint32)

    def _path(self, place: int) -> Path:
        return self.folder / f"{self.name}-{place:02}"
