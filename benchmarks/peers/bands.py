"""Bands over MinHash values, for peers that compute values and leave the join to others."""

import csv

import numpy as np
from numpy.typing import NDArray


def write_clusters(ids: list[str], values: NDArray[np.uint64], n_bands: int, path: str) -> None:
    """Write item, cluster for the connected components of items that agree in a band."""
    write_components(ids, links(values, n_bands), path)


def links(values: NDArray[np.uint64], n_bands: int) -> list[tuple[int, int]]:
    """Return a link from each row to the first that agrees with it in a band."""
    found: set[tuple[int, int]] = set()
    for band in np.array_split(np.ascontiguousarray(values), n_bands, axis=1):
        keys = np.ascontiguousarray(band).view([("", band.dtype)] * band.shape[1]).ravel()
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        firsts = first[inverse]
        rows = np.flatnonzero(firsts != np.arange(len(keys)))
        found.update(zip(firsts[rows].tolist(), rows.tolist(), strict=True))
    return sorted(found)


def write_components(ids: list[str], pairs: list[tuple[int, int]], path: str) -> None:
    """Write item, cluster for the connected components of `pairs` of rows."""
    parents = list(range(len(ids)))

    def find(row: int) -> int:
        while parents[row] != row:
            parents[row] = parents[parents[row]]
            row = parents[row]
        return row

    for a, b in pairs:
        parents[find(b)] = find(a)
    paired = {row for pair in pairs for row in pair}
    with open(path, "w", newline="", encoding="utf-8") as file:  # noqa: PTH123 - runs in the peer's environment, alone
        writer = csv.writer(file)
        writer.writerow(("item", "cluster"))
        writer.writerows((ids[row], find(row)) for row in sorted(paired))
