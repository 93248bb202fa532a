"""Winnowed fingerprints: the readable twin.

From each window of consecutive shingles the least hash is kept, the last one among equals (Schleimer, Wilkerson and
Aiken 2003, "Winnowing: local algorithms for document fingerprinting"): any run that two texts share and that fills a
window with its words leaves at least one fingerprint in both. A text of few windows keeps all its shingles: a brief has
no long runs to share.
"""

from collections.abc import Sequence

BRIEF = 8  # windows: a text of no more shingles than so many windows hold, a brief or a bulletin, keeps them all


def winnow(shingles: Sequence[int], window: int) -> list[int]:
    """Return the distinct fingerprints of a text's shingle hashes, in the order of the text.

    >>> winnow([77, 74, 42, 17, 98, 50, 17, 98, 8] * 2, window=2)
    [74, 42, 17, 50, 8]
    >>> winnow([77, 74, 42, 77], window=2)
    [77, 74, 42]
    """
    if len(shingles) <= BRIEF * window:
        return list(dict.fromkeys(shingles))
    n_windows = len(shingles) - window + 1
    return list(dict.fromkeys(min(shingles[place : place + window]) for place in range(n_windows)))
