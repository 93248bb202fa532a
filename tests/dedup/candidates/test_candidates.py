"""Pairs from the two joins: the kernel against its twin, laws, and cost."""

import math
from collections import Counter
from random import Random  # noqa: TID251 - hypothesis hands one in

import networkx as nx
import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates import complete_pairs, expected_pairs, find_pairs, kernel
from dedup.candidates.groups import label_groups
from dedup.candidates.joins import count_passes
from dedup.candidates.links import HALF, LOW, count_links, is_heard, link_carriers
from dedup.settings import CandidateSettings
from dedup.tables import MATCHES, SKETCHES
from dedup.text.buffers import frozen

SPREAD = np.uint64(0x9E3779B97F4A7C15)  # a key times this is spread over all bits, as a hash is
keys = st.lists(st.sets(st.integers(0, 12), max_size=6), min_size=1, max_size=12)


def sketches_of(carried: list[set[int]], column: str = "fingerprints") -> pl.DataFrame:
    """Return SKETCHES of items "00", "01", ... that carry these keys in one column and none in the other."""
    other = "bands" if column == "fingerprints" else "fingerprints"
    hashed = [sorted((np.array(sorted(found), np.uint64) * SPREAD).tolist()) for found in carried]
    rows = [{"item": f"{i:02}", "n_shingles": 9, column: found, other: []} for i, found in enumerate(hashed)]
    return pl.DataFrame(rows, schema=SKETCHES)


def postings(carried: list[set[int]]) -> tuple[np.ndarray, np.ndarray]:
    """Return the keys and carriers of all postings."""
    pairs = sorted((key, i) for i, found in enumerate(carried) for key in found)
    return np.array([key for key, _ in pairs], np.uint64), np.array([i for _, i in pairs], np.uint32)


def carriers_of(carried: list[set[int]], max_carriers: int) -> list[list[str]]:
    """Return the carriers of each key that gives links."""
    groups = {key: [str(i) for i, found in enumerate(carried) if key in found] for key in set().union(*carried)}
    heard = {key for key in groups if is_heard(np.array([key], np.uint64))[0]}
    return [group for key, group in groups.items() if len(group) <= max_carriers or key in heard]


@given(keys, st.integers(2, 6), st.integers(1, 14))
def test_the_kernel_links_as_its_twin_does(carried: list[set[int]], max_carriers: int, n_bits: int) -> None:
    """Both give the same links, and count the same chains, in however many partitions."""
    found_keys, carriers = postings(carried)
    found_keys *= SPREAD
    found, n_chained = link_carriers(found_keys, carriers, max_carriers)
    sizes = np.bincount((found_keys >> np.uint64(64 - n_bits)).astype(np.int64), minlength=1 << n_bits)
    bounds = np.concatenate([[0], np.cumsum(sizes)])
    held, ends = np.empty(len(found_keys), np.uint64), np.arange(len(found_keys) + 1)
    kernel.scatter_postings(found_keys, ends, carriers, n_bits, 0, bounds[:-1].copy(), held)
    n_links, n_chained_fast = kernel.link_partitions(held, bounds, max_carriers, n_bits)

    assert sorted(found.tolist()) == sorted(held[:n_links].tolist())
    assert n_chained == n_chained_fast


@given(keys, st.integers(2, 6))
def test_n_carriers_give_n_minus_one_links(carried: list[set[int]], max_carriers: int) -> None:
    """Linear, never quadratic: and none where so many carry a key that it is not heard."""
    links, _ = link_carriers(*postings(carried), max_carriers)
    groups = carriers_of(carried, max_carriers)

    assert len(links) == sum(len(group) - 1 for group in groups)


@given(keys, st.integers(2, 6))
def test_links_connect_the_carriers_of_a_key(carried: list[set[int]], max_carriers: int) -> None:
    """Whoever shares a key that is heard hangs together, and nobody else."""
    links, _ = link_carriers(*postings(carried), max_carriers)
    found = nx.Graph([(int(link >> HALF), int(link & LOW)) for link in links])
    expected = nx.Graph(
        [(int(group[0]), int(item)) for group in carriers_of(carried, max_carriers) for item in group[1:]]
    )

    assert sorted(map(sorted, nx.connected_components(expected))) == sorted(map(sorted, nx.connected_components(found)))


@given(keys, st.randoms(use_true_random=False), st.sampled_from(("bands", "fingerprints")))
def test_the_order_and_the_parts_of_items_change_nothing(carried: list[set[int]], random: Random, column: str) -> None:
    """Shuffled and cut into parts, the same sketches give the same pairs."""
    sketches = sketches_of(carried, column)
    order = random.sample(range(len(sketches)), len(sketches))
    parts = [sketches[[row]] for row in order]

    assert find_pairs(sketches, CandidateSettings()).equals(find_pairs(parts, CandidateSettings()))


def test_many_postings_take_the_kernel_and_several_passes_to_the_same_pairs() -> None:
    """A budget of one megabyte splits the join, and changes nothing."""
    rng = np.random.default_rng(3)
    values = [np.sort(np.unique(rng.integers(0, 2**17, 60)).astype(np.uint64) * SPREAD) for _ in range(2_500)]
    rows = [
        {"item": f"{i:04}", "n_shingles": 1, "bands": [], "fingerprints": found.tolist()}
        for i, found in enumerate(values)
    ]
    sketches = pl.DataFrame(rows, schema=SKETCHES)
    whole = find_pairs(sketches, CandidateSettings(min_shared=1, min_share=0))

    assert find_pairs(sketches, CandidateSettings(min_shared=1, min_share=0, budget_mb=1)).equals(whole)
    assert len(whole) > 0


def test_one_shared_fingerprint_is_chance_unless_an_item_has_no_more() -> None:
    """Two must be shared, but a text so short that it has one may share that one."""
    pairs = find_pairs(sketches_of([{1, 2, 3}, {1, 4, 5}, {2, 3, 6}, {6}]), CandidateSettings(min_shared=2))

    assert pairs.select("item_a", "item_b").rows() == [("00", "02"), ("02", "03")]


def test_the_expected_links_bound_the_pairs() -> None:
    """What is expected before the joins run is no less than what they give."""
    sketches = sketches_of([set(range(9)) for _ in range(40)])
    expected = expected_pairs(sketches, CandidateSettings(max_carriers=5))

    n_heard = int(is_heard(np.arange(9, dtype=np.uint64) * SPREAD).sum())
    assert (expected.n_items, expected.n_links, expected.n_chained) == (40, n_heard * 39, 9)
    assert 0 < n_heard < 9
    assert len(find_pairs(sketches, CandidateSettings(max_carriers=5))) <= expected.n_links


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)).filter(lambda pair: pair[0] < pair[1]), max_size=12))
def test_groups_are_completed_linearly(drawn: list[tuple[int, int]]) -> None:
    """Small groups get all their pairs, large ones a pair of each item with the hub, none of them twice."""
    links = sorted({(str(a), str(b)) for a, b in drawn})
    matches = pl.DataFrame([{"item_a": a, "item_b": b} for a, b in links], schema=MATCHES)
    pairs = complete_pairs(matches, CandidateSettings(max_complete=4)).select("item_a", "item_b").rows()
    sizes = [len(group) for group in nx.connected_components(nx.Graph(links))]

    assert not set(pairs) & set(links)
    assert all(a < b for a, b in pairs)
    assert len(set(pairs) | set(links)) >= sum(math.comb(size, 2) if size <= 4 else size - 1 for size in sizes)
    assert len(pairs) <= sum(math.comb(size, 2) if size <= 4 else size - 1 for size in sizes)


many_links = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=60)


@given(many_links)
def test_groups_are_the_components_of_networkx(links: list[tuple[int, int]]) -> None:
    """Each item is told the lowest of its own; who has no link stays alone."""
    graph = nx.Graph(links)
    graph.add_nodes_from(range(40))
    lowest = {item: min(group) for group in nx.connected_components(graph) for item in group}
    rows_a, rows_b = np.array(links, np.int64).reshape(-1, 2).T

    assert [lowest[item] for item in range(40)] == label_groups(rows_a, rows_b, 40).tolist()


@given(st.lists(st.integers(1, 30), max_size=40), st.integers(0, 40))
def test_the_kernel_counts_links_as_its_twin_does(drawn: list[int], cut: int) -> None:
    """Equal links are counted together, whatever pass they come from."""
    found = [frozen(np.array(part, np.uint64) << np.uint64(33)) for part in (drawn[:cut], drawn[cut:])]
    links, counts = count_links(np.concatenate(found))
    fast, fast_counts = count_passes(found, np.empty(len(drawn), np.uint64))

    assert dict(zip(links.tolist(), counts.tolist(), strict=True)) == Counter(np.concatenate(found).tolist())
    assert sorted(zip(fast.tolist(), fast_counts.tolist(), strict=True)) == list(
        zip(links.tolist(), counts.tolist(), strict=True)
    )


def test_who_holds_a_snippet_hangs_together_with_nobody_by_it() -> None:
    """What two items hold suggests no pair of them; a pair that it made is not made again."""
    rows = [("a", "m", "held"), ("b", "m", "held"), ("b", "c", "bands"), ("c", "m", "bands")]
    matches = pl.DataFrame([{"item_a": a, "item_b": b, "method": method} for a, b, method in rows], schema=MATCHES)

    assert complete_pairs(matches, CandidateSettings()).is_empty()
    assert complete_pairs(matches[:3], CandidateSettings()).is_empty()
    assert complete_pairs(matches[2:], CandidateSettings()).rows() == [("b", "m", "linked")]
