"""Groups of items that hang together by links: connected components, by union and find."""

from collections.abc import Iterable


def find_groups(links: Iterable[tuple[str, str]]) -> list[dict[str, int]]:
    """Return the connected components of `links`, in order of their first link, each item with its number of links.

    >>> find_groups([("a", "b"), ("c", "d"), ("b", "e")])
    [{'a': 1, 'b': 2, 'e': 1}, {'c': 1, 'd': 1}]
    """
    parents: dict[str, str] = {}
    n_links: dict[str, int] = {}
    for a, b in links:
        root_a, root_b = _find(parents, a), _find(parents, b)
        parents[root_b] = root_a
        n_links[a], n_links[b] = n_links.get(a, 0) + 1, n_links.get(b, 0) + 1
    groups: dict[str, dict[str, int]] = {}
    for item, count in n_links.items():
        groups.setdefault(_find(parents, item), {})[item] = count
    return list(groups.values())


def _find(parents: dict[str, str], item: str) -> str:
    """Return the root of `item`'s group, halving the path to it."""
    while (parent := parents.setdefault(item, item)) != item:
        parents[item] = parents[parent]
        item = parent
    return item
