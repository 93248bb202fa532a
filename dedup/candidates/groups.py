"""Groups of items that hang together by links: connected components, of items that are numbers."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

Rows = NDArray[np.int64]


def number_items(links: pl.DataFrame) -> tuple[pl.Series, Rows, Rows]:
    """Return the ids in `links` (item_a, item_b) in order, and the place of either end among them.

    >>> items, rows_a, rows_b = number_items(pl.DataFrame({"item_a": ["b", "a"], "item_b": ["d", "b"]}))
    >>> items.to_list(), rows_a.tolist(), rows_b.tolist()
    (['a', 'b', 'd'], [1, 0], [2, 1])
    """
    items = pl.concat([links["item_a"], links["item_b"]]).unique().sort()
    rows_a, rows_b = (items.search_sorted(links[end]).to_numpy().astype(np.int64) for end in ("item_a", "item_b"))
    return items, rows_a, rows_b


def label_groups(rows_a: Rows, rows_b: Rows, n_items: int) -> Rows:
    """Return for each of `n_items` the lowest one that it hangs together with by the links rows_a[i], rows_b[i].

    Groups that links join are hooked to the lower one, then all their items point to its lowest (Shiloach and Vishkin
    1982); two rounds leave at most half of the groups that are not whole yet.

    >>> label_groups(np.array([3, 1]), np.array([4, 3]), 5).tolist()
    [0, 1, 2, 1, 1]
    """
    lowest = np.arange(n_items)
    while True:
        groups_a, groups_b = lowest[rows_a], lowest[rows_b]
        if (groups_a == groups_b).all():
            return lowest
        np.minimum.at(lowest, np.maximum(groups_a, groups_b), np.minimum(groups_a, groups_b))
        while (lowest != lowest[lowest]).any():
            lowest = lowest[lowest]
