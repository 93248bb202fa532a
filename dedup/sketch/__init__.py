"""Sketch items: what stands for an item's words where pairs are sought.

words -> shingle hashes -> MinHash values -> band keys, and winnowed fingerprints beside them. Large batches run through
the compiled `sketch.kernel`; a handful of items through its twins, so that neither numba nor datasketch is loaded.
"""

from dataclasses import dataclass
from threading import local

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.settings import SketchSettings
from dedup.sketch.minhash import band_keys, choose_bands, minhash_values, permutations
from dedup.sketch.winnowing import winnow
from dedup.tables import SKETCHES
from dedup.text.buffers import mask_texts, pooled, to_arrow, to_series, to_utf8
from dedup.text.letters import letter_table
from dedup.text.words import hash_shingles, hash_word, words

FEW = 32  # items up to which the twins are faster than loading numba


@dataclass(frozen=True, slots=True)
class Sketched:
    """The sketches of a batch as arrays; row i belongs to text i.

    `keys` is (n, n_bands) uint64, `n_shingles` (n,) uint32; the fingerprints of text i are
    `fingerprints[ends[i - 1]:ends[i]]`.
    """

    keys: NDArray[np.uint64]
    n_shingles: NDArray[np.uint32]
    fingerprints: NDArray[np.uint64]
    ends: NDArray[np.int64]


class _Room(local):
    """What each thread fills with one batch after the other, since fresh memory is dear."""

    _fingerprints = np.empty(0, np.uint64)

    def for_fingerprints(self, n: int) -> NDArray[np.uint64]:
        """Return room for `n` fingerprints; what is not written costs nothing."""
        if len(self._fingerprints) < n:
            self._fingerprints = np.empty(n, np.uint64)
        return self._fingerprints


_ROOM = _Room()


def sketch_items(items: pl.DataFrame, spans: pl.DataFrame, settings: SketchSettings) -> pl.DataFrame:
    """Return the SKETCHES of `items` (item, text), in their order, made from the text outside `spans`.

    >>> items = pl.DataFrame({"item": ["a", "b"], "text": ["The ferry sank off the coast.", ""]})
    >>> spans = pl.DataFrame({"item": ["a"], "start": [22], "end": [29]})
    >>> sketch_items(items, spans, SketchSettings())["n_shingles"].to_list()
    [1, 0]
    """
    sketched = sketch_texts(mask_texts(items, spans), settings)
    n_bands = sketched.keys.shape[1]
    key_ends = np.arange(len(items) + 1, dtype=np.int64) * n_bands
    fingerprint_ends = np.concatenate([np.zeros(1, np.int64), sketched.ends])
    return pl.DataFrame(
        {
            "item": items["item"],
            "n_shingles": sketched.n_shingles,
            "bands": _as_lists(key_ends, sketched.keys.ravel()),
            "fingerprints": _as_lists(fingerprint_ends, sketched.fingerprints),
        },
        schema=SKETCHES,
    )


def sketch_texts(texts: pl.Series, settings: SketchSettings) -> Sketched:
    """Return the sketches of `texts` as arrays.

    >>> sketch_texts(pl.Series(["one two three four five six"]), SketchSettings(n_words=5)).n_shingles
    array([2], dtype=uint32)
    """
    return _sketch_few(texts, settings) if len(texts) <= FEW else _sketch_many(texts, settings)


def _sketch_few(texts: pl.Series, settings: SketchSettings) -> Sketched:
    """Return the sketches of a handful of texts, without numba."""
    n_bands, n_rows = choose_bands(settings.n_values, settings.threshold)
    keys = np.zeros((len(texts), n_bands), np.uint64)
    n_shingles, ends = np.zeros(len(texts), np.uint32), np.zeros(len(texts), np.int64)
    fingerprints: list[int] = []
    for i, text in enumerate(texts):
        shingles = hash_shingles([hash_word(word.folded) for word in words(text or "")], settings.n_words)
        n_shingles[i] = len(shingles)
        values = minhash_values(np.array(shingles, np.uint64), settings.n_values)
        keys[i] = band_keys(values, n_bands, n_rows)
        fingerprints += winnow(shingles, settings.window)
        ends[i] = len(fingerprints)
    return Sketched(keys, n_shingles, np.array(fingerprints, np.uint64), ends)


def _sketch_many(texts: pl.Series, settings: SketchSettings) -> Sketched:
    """Return the sketches of many texts by the compiled kernel."""
    from dedup.sketch import kernel

    n_bands, n_rows = choose_bands(settings.n_values, settings.threshold)
    utf8, n = to_utf8(texts), len(texts)
    shape = np.array([settings.n_words, settings.window, n_rows])
    asked = utf8.buffer, utf8.offsets, letter_table(), *permutations(settings.n_values), shape
    keys = pooled(n * n_bands, np.uint64).reshape(n, n_bands)
    n_shingles, ends = np.empty(n, np.uint32), np.empty(n, np.int64)
    room = _ROOM.for_fingerprints(len(utf8.buffer) // 2 + n + 1)
    fingerprints = pooled(kernel.sketch_texts(*asked, keys, n_shingles, room, ends), np.uint64)
    fingerprints[:] = room[: len(fingerprints)]
    return Sketched(keys, n_shingles, fingerprints, ends)


def _as_lists(ends: NDArray[np.int64], values: NDArray[np.uint64]) -> pl.Series:
    """Return a list column over `values`, row i between the ends i and i + 1; for a handful pyarrow is not loaded."""
    if len(ends) <= FEW + 1:
        return pl.Series(
            [part.tolist() for part in np.split(values, ends[1:-1])][: len(ends) - 1], dtype=pl.List(pl.UInt64)
        )
    import pyarrow as pa

    return to_series(pa.LargeListArray.from_arrays(to_arrow(ends), to_arrow(values)))
