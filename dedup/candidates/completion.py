"""The pairs that matches suggest: items that hang together by them, and that no join has proposed."""

from itertools import combinations

import numpy as np
import polars as pl

from dedup.candidates.groups import Rows, label_groups, number_items
from dedup.settings import CandidateSettings
from dedup.tables import HELD, PAIRS

PAIR = 2  # items that a link has: with no others about them they are complete


def complete_pairs(matches: pl.DataFrame, settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS among items that MATCHES link with each other, but that no join has proposed, sorted.

    Of up to `max_complete` items that hang together every pair is worth a look; of more, each with the one that has most
    matches. So the number of pairs stays linear, and a cluster's centre has been compared with all who may join it. Items
    do not hang together by a snippet that they hold.

    >>> from dedup.tables import MATCHES
    >>> rows = [{"item_a": "a", "item_b": item, "method": "bands"} for item in "bc"]
    >>> complete_pairs(pl.DataFrame(rows, schema=MATCHES), CandidateSettings()).rows()
    [('b', 'c', 'linked')]
    """
    items, rows_a, rows_b = number_items(matches)
    n_items, is_link = max(1, len(items)), matches["method"].ne_missing(HELD).to_numpy()
    groups = label_groups(rows_a[is_link], rows_b[is_link], n_items)
    n_links = np.bincount(np.concatenate([rows_a[is_link], rows_b[is_link]]), minlength=n_items)
    by_group = np.lexsort((-n_links, groups))  # of one group the hub first: most links, then the lowest id
    sizes = np.bincount(groups, minlength=n_items)[groups[by_group]]
    small, large = by_group[(sizes > PAIR) & (sizes <= settings.max_complete)], by_group[sizes > settings.max_complete]
    lower, higher = np.concatenate([_pair_all(small, groups), _pair_hubs(large, groups)], axis=1)
    missing = np.setdiff1d(lower * n_items + higher, rows_a * n_items + rows_b)
    ends = {"item_a": items.gather(missing // n_items), "item_b": items.gather(missing % n_items)}
    return pl.DataFrame(ends | {"method": ["linked"] * len(missing)}, schema=PAIRS)


def _pair_all(members: Rows, groups: Rows) -> Rows:
    """Return all pairs in each group, (2, n), the lower end first; `members` holds the items group by group."""
    bounds = np.flatnonzero(np.diff(groups[members])) + 1
    pairs = [pair for group in np.split(members, bounds) for pair in combinations(sorted(group.tolist()), 2)]
    return np.array(pairs, np.int64).reshape(-1, 2).T


def _pair_hubs(members: Rows, groups: Rows) -> Rows:
    """Return the pairs of each item with the hub, (2, n), the lower end first; `members` holds each group's hub first."""
    is_hub = np.diff(groups[members], prepend=-1) != 0
    hubs = members[is_hub][np.cumsum(is_hub) - 1]
    return np.stack([np.minimum(hubs, members), np.maximum(hubs, members)])[:, ~is_hub]
