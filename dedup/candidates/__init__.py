"""Find the pairs of items that are worth a look, by two joins whose cost is linear in the number of items.

Items that share a band key are alike as a whole (Indyk and Motwani 1998); items that share winnowed fingerprints have a
passage in common, however long the rest; for an item too short to be sure of that there is `candidates.snippets`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dedup.candidates.completion import complete_pairs
from dedup.candidates.joins import Joiner
from dedup.candidates.links import HALF, LOW, share_enough
from dedup.candidates.sketches import Sketches, as_parts
from dedup.settings import CandidateSettings
from dedup.tables import PAIRS

__all__ = ["Expected", "complete_pairs", "expected_pairs", "find_pairs"]


@dataclass(frozen=True, slots=True)
class Expected:
    """What the joins will cost: links are an upper bound of the pairs to verify."""

    n_items: int
    n_postings: int
    n_links: int
    n_chained: int  # keys so common that their carriers are chained


def find_pairs(sketches: pl.DataFrame | Sequence[pl.DataFrame] | Sketches, settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS among SKETCHES, given whole or in parts, sorted; the order of items changes nothing.

    >>> sketches = pl.DataFrame({"item": ["b", "a", "c"], "bands": [[1], [1], [2]], "fingerprints": [[3], [4], [5]]})
    >>> find_pairs(sketches, CandidateSettings()).rows()
    [('a', 'b', 'bands')]
    """
    joiner = Joiner(as_parts(sketches), settings)
    alike, sharing = joiner.join("bands").links, joiner.join("fingerprints")
    fewest = np.minimum(sharing.n_keys[sharing.links >> HALF], sharing.n_keys[sharing.links & LOW])
    near = sharing.links[share_enough(sharing.n_shared, fewest, settings)]
    sharing_only = np.setdiff1d(near, alike, assume_unique=True)
    links = np.concatenate([alike, sharing_only])
    order = np.argsort(links)  # items are numbered in the order of their ids
    return pl.DataFrame(
        {
            "item_a": joiner.items.gather(links[order] >> HALF),
            "item_b": joiner.items.gather(links[order] & LOW),
            "method": pl.Series(["bands", "fingerprints"]).gather((order >= len(alike)).astype(np.uint32)),
        },
        schema=PAIRS,
    )


def expected_pairs(sketches: pl.DataFrame | Sequence[pl.DataFrame] | Sketches, settings: CandidateSettings) -> Expected:
    """Return what the joins over SKETCHES will cost, before any text is compared.

    >>> sketches = pl.DataFrame({"item": ["b", "a", "c"], "bands": [[1], [1], [2]], "fingerprints": [[3], [4], [5]]})
    >>> expected_pairs(sketches, CandidateSettings())
    Expected(n_items=3, n_postings=6, n_links=1, n_chained=0)
    """
    joiner = Joiner(as_parts(sketches), settings)
    joins = [joiner.join(column) for column in ("bands", "fingerprints")]
    return Expected(
        len(joiner.items),
        sum(int(join.n_keys.sum()) for join in joins),
        sum(int(join.n_shared.sum()) for join in joins),
        sum(join.n_chained for join in joins),
    )
