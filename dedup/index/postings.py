"""The postings of one join in the file: packed buckets, and fresh rows until there are enough to pack."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from dedup.index.buckets import (
    KEY_BITS,
    MIN_BITS,
    Bucket,
    Keys,
    Numbers,
    choose_bits,
    fill_buckets,
    find_carriers,
    first_key,
    short_keys,
    unpack,
)

MIN_FRESH = 20_000  # fresh postings that are not worth packing
FRESH_SHARE = 0.25  # of the packed ones, from which they are: each posting is then packed a few times in all
SLICE_POSTINGS = 2_000_000  # packed at a time: about 50 MB


@dataclass(frozen=True, slots=True)
class Postings:
    """The tables `NAME_packed` and `NAME_fresh`; at most `cap` carriers of a key are near."""

    connection: sqlite3.Connection
    name: str
    cap: int

    def look_up(self, keys: Keys, removed: frozenset[int]) -> Iterator[Numbers]:
        """Yield, for each key that anyone carries, the first `cap` carriers that are not removed."""
        short, bits = short_keys(keys).tolist(), self._bits()
        firsts = [first_key(key, bits) for key in short]
        near, has_fresh = self._near(firsts), self.counted("fresh") > 0
        for key, first in zip(short, firsts, strict=True):
            found = self._packed(key, first, near.get(first, b""), removed)
            if has_fresh and len(found) < self.cap:
                query = f"SELECT number FROM {self.name}_fresh WHERE key = ? AND number NOT IN removed LIMIT ?"
                rows = self.connection.execute(query, (key, self.cap - len(found)))
                found = np.concatenate([found, np.fromiter((row[0] for row in rows), np.uint32)])
            if len(found):
                yield found

    def _near(self, firsts: list[int]) -> dict[int, bytes]:
        """Return the near halves of the buckets that begin with `firsts`, read in one go and in the file's order."""
        wanted = json.dumps(sorted(set(firsts)))
        query = f"SELECT first, near FROM {self.name}_packed WHERE first IN (SELECT value FROM json_each(?))"
        return dict(self.connection.execute(query, (wanted,)).fetchall())

    def _packed(self, key: int, first: int, half: bytes, removed: frozenset[int]) -> Numbers:
        """Return the packed carriers of a short key, at most `cap`; `half` is what is near of its bucket."""
        near = find_carriers(first, half, key)
        held = _without(near, removed)
        if len(held) == len(near) or len(near) < self.cap:
            return held
        row = self.connection.execute(f"SELECT beyond FROM {self.name}_packed WHERE first = ?", (first,)).fetchone()
        beyond = _without(find_carriers(first, row[0] or b"", key), removed)
        return np.concatenate([held, beyond])[: self.cap]

    def add(self, keys: Keys, number: int) -> None:
        """Add the fresh postings of one item."""
        rows = ((key, number) for key in np.unique(short_keys(keys)).tolist())
        self.connection.executemany(f"INSERT INTO {self.name}_fresh VALUES (?, ?)", rows)
        self._count("fresh", len(keys))

    def is_ripe(self) -> bool:
        """Return whether there are enough fresh postings to pack."""
        return self.counted("fresh") > max(MIN_FRESH, FRESH_SHARE * self.counted("packed"))

    def pack(self) -> None:
        """Pack the fresh postings with the others and let go of those of removed items."""
        removed = np.array([row[0] for row in self.connection.execute("SELECT number FROM removed")], np.uint32)
        n_postings = self.counted("fresh") + self.counted("packed")
        old_bits, bits = self._bits(), choose_bits(n_postings)
        n_packed = 0
        for low, high in _slices(n_postings, min(old_bits, bits)):
            keys, numbers = self._read(low, high)
            held = np.lexsort((numbers, keys))
            held = held[~np.isin(numbers[held], removed)]
            self.connection.execute(f"DELETE FROM {self.name}_packed WHERE first >= ? AND first < ?", (low, high))
            self.write(fill_buckets(keys[held], numbers[held], bits, self.cap))
            n_packed += len(held)
        self.connection.execute(f"DELETE FROM {self.name}_fresh")
        self.note(n_packed, bits)

    def write(self, buckets: Iterable[Bucket]) -> None:
        """Write packed buckets."""
        rows = ((bucket.first, bucket.near, bucket.beyond) for bucket in buckets)
        self.connection.executemany(f"INSERT INTO {self.name}_packed VALUES (?, ?, ?)", rows)

    def note(self, n_packed: int, bits: int) -> None:
        """Note how many postings are packed, by how many bits."""
        values = {"packed": n_packed, "fresh": 0, "bits": bits}
        rows = ((f"{self.name}_{what}", str(value)) for what, value in values.items())
        self.connection.executemany("INSERT OR REPLACE INTO about VALUES (?, ?)", rows)

    def counted(self, what: str) -> int:
        """Return the number of `packed` or `fresh` postings, those of removed items included."""
        row = self.connection.execute("SELECT value FROM about WHERE name = ?", (f"{self.name}_{what}",)).fetchone()
        return int(row[0]) if row else 0

    def n_bytes(self) -> int:
        """Return the bytes that the postings take, page headers left out."""
        packed = f"SELECT total(length(near)) + total(length(beyond)) + 8 * count(*) FROM {self.name}_packed"
        fresh = f"SELECT 14 * count(*) FROM {self.name}_fresh"
        return sum(int(self.connection.execute(query).fetchone()[0]) for query in (packed, fresh))

    def _bits(self) -> int:
        return self.counted("bits") or MIN_BITS

    def _count(self, what: str, n: int) -> None:
        values = (f"{self.name}_{what}", str(self.counted(what) + n))
        self.connection.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", values)

    def _read(self, low: int, high: int) -> tuple[Keys, Numbers]:
        """Return all postings whose short key lies in [low, high)."""
        keys, numbers = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
        query = f"SELECT first, near, beyond FROM {self.name}_packed WHERE first >= ? AND first < ?"
        for first, *halves in self.connection.execute(query, (low, high)):
            for half in filter(None, halves):
                more_keys, more_numbers = unpack(first, half)
                keys.append(more_keys)
                numbers.append(more_numbers)
        query = f"SELECT key, number FROM {self.name}_fresh WHERE key >= ? AND key < ?"
        rows = np.array(self.connection.execute(query, (low, high)).fetchall(), np.uint64).reshape(-1, 2)
        return np.concatenate([*keys, rows[:, 0]]), np.concatenate([*numbers, rows[:, 1].astype(np.uint32)])


def _without(numbers: Numbers, removed: frozenset[int]) -> Numbers:
    if not removed or not len(numbers):
        return numbers
    return numbers[[number not in removed for number in numbers.tolist()]]


def _slices(n_postings: int, bits: int) -> Iterator[tuple[int, int]]:
    """Yield ranges of short keys that hold about SLICE_POSTINGS and cut no bucket of `bits`."""
    n_slices = 1
    while n_slices < 1 << bits and n_postings / n_slices > SLICE_POSTINGS:
        n_slices *= 2
    width = (1 << KEY_BITS) // n_slices
    return ((place * width, (place + 1) * width) for place in range(n_slices))
