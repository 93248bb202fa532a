"""MinHash values against datasketch, the oracle, and band keys."""

import numpy as np
import pytest
from datasketch import MinHash
from hypothesis import given
from hypothesis import strategies as st

from dedup.sketch.minhash import CATCH, band_keys, choose_bands, minhash_values

LOW_32 = 0xFFFFFFFF


@given(st.sets(st.integers(0, 2**64 - 1), max_size=30), st.sampled_from((1, 2, 64, 128)))
def test_values_are_those_of_datasketch(shingles: set[int], n_values: int) -> None:
    """The values equal datasketch's affine32 for the low halves of the same hashes, bit for bit."""
    oracle = MinHash(n_values, scheme="affine32", hashfunc=int)
    oracle.update_batch([shingle & LOW_32 for shingle in shingles])

    assert oracle.hashvalues.tolist() == minhash_values(np.array(sorted(shingles), np.uint64), n_values).tolist()


def test_values_estimate_the_resemblance() -> None:
    """Over fixed sets the estimate errs by about 1 / sqrt(n_values), and does not lean to one side."""
    rng = np.random.default_rng(7)
    errors = []
    for _ in range(60):
        hashes = rng.integers(0, 2**64, 300, dtype=np.uint64)
        a, b = hashes[:200], hashes[100:]
        errors.append(float(np.mean(minhash_values(a, 128) == minhash_values(b, 128))) - 100 / 300)

    assert abs(float(np.mean(errors))) < 0.02
    assert float(np.std(errors)) < 1.3 / np.sqrt(128)


@given(st.floats(0.05, 1.0), st.sampled_from((16, 64, 128, 256)))
def test_bands_catch_the_threshold(threshold: float, n_values: int) -> None:
    """The chosen bands use no more values than there are and catch nearly all pairs at the threshold, if any bands can."""
    n_bands, n_rows = choose_bands(n_values, threshold)

    assert n_bands * n_rows <= n_values
    assert n_rows == 1 or 1 - (1 - threshold**n_rows) ** n_bands >= CATCH


@pytest.mark.parametrize("changed", [0, 5, 6, 124])
def test_a_changed_value_changes_its_band_alone(changed: int) -> None:
    """Only the key of the band that holds the changed value differs."""
    values = np.arange(128, dtype=np.uint32)
    edited = values.copy()
    edited[changed] = 999
    differing = np.flatnonzero(band_keys(values, 25, 5) != band_keys(edited, 25, 5))

    assert differing.tolist() == [changed // 5]
