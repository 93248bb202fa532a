"""Winnowed fingerprints: the readable twin.

From each window of consecutive shingles the least hash is kept, the last one among equals (Schleimer, Wilkerson and
Aiken 2003, "Winnowing: local algorithms for document fingerprinting"): any run that two texts share and that fills a
window with its words leaves at least one fingerprint in both.
"""

from collections.abc import Sequence


def winnow(shingles: Sequence[int], window: int) -> list[int]:
    """Return the distinct fingerprints of a text's shingle hashes, ascending.

    >>> winnow([77, 74, 42, 17, 98, 50, 17, 98, 8], 4)
    [8, 17]
    """
    n_windows = max(1, len(shingles) - window + 1)
    return sorted({min(shingles[place : place + window]) for place in range(n_windows)} if shingles else ())
