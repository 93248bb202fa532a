"""A sort cut over tasks gives the links of the whole; run without a cluster."""

from collections import Counter
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.candidates.links import HALF, LOW, link_carriers

pytest.importorskip("pyspark", reason="needs the extra `spark`")

from dedup.engines.spark.pairing import link_ends, link_range
from dedup.engines.spark.shuffles import pack, unpack

MAX_CARRIERS = 4
SCHEMA = {"is_band": pl.Boolean, "key": pl.Int64, "item": pl.String}

posting = st.tuples(st.booleans(), st.integers(-2, 2), st.integers(0, 12))
Link = tuple[bool, str, str]


def link_whole(postings: list[tuple[bool, int, str]]) -> Counter[Link]:
    """Return the links of all postings at once, by the twin of the kernel."""
    found: Counter[Link] = Counter()
    for is_band in (False, True):
        rows = [(key, item) for kind, key, item in postings if kind == is_band]
        items = sorted({item for _, item in rows})
        keys = np.array([key for key, _ in rows], np.int64).view(np.uint64)
        links, _ = link_carriers(keys, np.array([items.index(item) for _, item in rows], np.uint32), MAX_CARRIERS)
        found.update((is_band, items[int(link >> HALF)], items[int(link & LOW)]) for link in links)
    return found


@example({(True, key, item) for key in (1, 2) for item in range(MAX_CARRIERS + 3)}, [3, 10])  # one is heard, one is not
@given(st.sets(posting, min_size=1, max_size=60), st.lists(st.integers(0, 60), max_size=6))
def test_links_of_ranges_are_those_of_the_whole(drawn: set[tuple[bool, int, int]], cuts: list[int]) -> None:
    """Wherever the sort is cut, also in the midst of a key, and also many times within one."""
    postings = sorted((is_band, key, f"{item:02}") for is_band, key, item in drawn)
    bounds = sorted({0, len(postings), *(cut for cut in cuts if cut < len(postings))})
    found: Counter[Link] = Counter()
    ends = []
    for place, (start, end) in enumerate(pairwise(bounds)):
        linked = link_range(pl.DataFrame(postings[start:end], schema=SCHEMA, orient="row"), place, MAX_CARRIERS)
        for row in linked.iter_rows(named=True):
            if row["key"] is None:
                found[row["is_band"], row["item_a"], row["item_b"]] += row["n"]
            else:
                ends.append(row)
    found.update((bool(kind), str(a), str(b)) for kind, a, b, _ in link_ends(ends, MAX_CARRIERS))

    assert found == link_whole(postings)


def test_packed_frames_keep_their_types() -> None:
    """Unsigned numbers and lists of structures, which Spark has no types for, travel unchanged."""
    frame = pl.DataFrame(
        {"item": ["a"], "start": [2**32 - 1], "bands": [[2**64 - 1]], "passages": [[{"a_start": 1}]]},
        schema_overrides={"start": pl.UInt32, "bands": pl.List(pl.UInt64)},
    )

    assert unpack(pack(frame)).equals(frame)
    assert unpack(pack(frame)).schema == frame.schema
