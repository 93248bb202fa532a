"""Which links make a story: accounts are gathered round the strongest, as long as they have enough in common.

Two groups become one when their centroids are alike (Sokal and Michener 1958, with cosines) and so are the pairs across
them: a brief item that resembles each of two accounts a little resembles both together more. Two accounts that are
left over make a story when they are much liker each other than anything else (the ratio test of Lowe 2004).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import sqrt
from typing import TypeAlias

MIN_SIMILARITY = 0.195  # cosine of the centroids of two accounts, or groups of accounts, of one event
MIN_LINKAGE = 0.11  # mean similarity of the pairs across two groups that become one
MIN_COHESION = 0.5  # of the mean similarity within the looser group, for the pairs across
MIN_LEFT_OVER = 0.14  # similarity of two accounts that are left over
MIN_LEAD = 1.75  # times the similarity of either to anything else
MIN_LINK = MIN_LEFT_OVER / MIN_LEAD  # weaker links decide nothing

Links: TypeAlias = Mapping[tuple[int, int], float]
Neighbours: TypeAlias = Mapping[int, Mapping[int, float]]


def group_accounts(links: Links) -> list[set[int]]:
    """Return the groups of two accounts or more that the links make, ordered by their first account.

    `links` holds the similarity of every pair that has at least MIN_LINK. Of two groups the smaller is poured into the
    larger: the cost is that of the links times the logarithm of the number of accounts.

    >>> group_accounts({(0, 1): 0.4, (0, 2): 0.17, (1, 2): 0.17, (2, 3): 0.12, (4, 5): 0.15})
    [{0, 1, 2}, {4, 5}]
    """
    neighbours: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (left, right), similarity in links.items():
        neighbours[left][right] = neighbours[right][left] = similarity
    group_of = _agglomerate(links, neighbours)
    groups = list({id(group): group for group in group_of.values() if len(group) > 1}.values())
    left_over = [place for place, group in group_of.items() if len(group) == 1]
    return sorted([*groups, *_pair_left_over(left_over, neighbours)], key=min)


def _agglomerate(links: Links, neighbours: Neighbours) -> dict[int, set[int]]:
    """Return the group of each linked account; the strongest links come first."""
    group_of = {place: {place} for place in sorted(neighbours)}
    inside = dict.fromkeys(group_of, 1.0)  # the sum of all similarities within a group, by its least account
    for left, right in sorted(links, key=lambda pair: (-links[pair], pair)):
        small, large = sorted((group_of[left], group_of[right]), key=lambda group: (len(group), min(group)))
        if small is large:
            continue
        across = sum(
            similarity for place in small for other, similarity in neighbours[place].items() if group_of[other] is large
        )
        sums = inside[min(small)], inside[min(large)]
        if _are_one(across, (len(small), len(large)), sums):
            large |= small
            inside[min(large)] = sums[0] + sums[1] + 2 * across
            group_of |= dict.fromkeys(small, large)
    return group_of


def _are_one(across: float, sizes: tuple[int, int], inside: tuple[float, float]) -> bool:
    """Return whether two groups tell of one event, from the sums of similarities across and inside them."""
    loosest = min(_mean_inside(n, total) for n, total in zip(sizes, inside, strict=True))
    is_alike = across >= MIN_SIMILARITY * sqrt(inside[0] * inside[1])
    return is_alike and across >= max(MIN_LINKAGE, MIN_COHESION * loosest) * sizes[0] * sizes[1]


def _mean_inside(n_accounts: int, total: float) -> float:
    """Return the mean similarity of the pairs within a group; of one account alone, what is asked of a pair."""
    return (total - n_accounts) / (n_accounts * (n_accounts - 1)) if n_accounts > 1 else MIN_SIMILARITY


def _pair_left_over(places: Iterable[int], neighbours: Neighbours) -> Iterator[set[int]]:
    """Yield the pairs of accounts that are each other's nearest by far."""
    nearest = {}
    for place in places:
        ranked = sorted(((similarity, other) for other, similarity in neighbours[place].items()), reverse=True)
        best, second = ranked[0], ranked[1][0] if len(ranked) > 1 else 0.0
        if best[0] >= max(MIN_LEFT_OVER, MIN_LEAD * second):
            nearest[place] = best[1]
    for place, other in nearest.items():
        if place < other and nearest.get(other) == place:
            yield {place, other}
