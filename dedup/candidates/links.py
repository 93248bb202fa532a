"""Links between the carriers of one key: the numpy twin of `candidates.kernel`.

A posting says that an item carries a key. The n carriers of a key give n - 1 links and never n^2: each of them to the
first, or, where more than `max_carriers` carry it, each to the one before it, since so common a key says little of any
two. For the same reason only every second of the common keys is heard: whoever shares nothing else must share twice as
much. A link is one number, the lower item's number in its high half.
"""

import numpy as np
from numpy.typing import NDArray

from dedup.settings import CandidateSettings

HALF = np.uint64(32)
LOW = np.uint64(0xFFFFFFFF)
HEARD = np.uint64(40)  # the bit of a common key that tells whether it is heard


def link_carriers(
    keys: NDArray[np.uint64], carriers: NDArray[np.uint32], max_carriers: int
) -> tuple[NDArray[np.uint64], int]:
    """Return the links of all postings, in no order, and the number of keys that were chained.

    `keys` and `carriers` have one entry a posting; no item carries a key twice.

    >>> links, n_chained = link_carriers(np.array([7, 7, 7, 9], np.uint64), np.array([2, 0, 5, 1], np.uint32), 3)
    >>> [(int(link >> HALF), int(link & LOW)) for link in links], n_chained
    ([(0, 2), (0, 5)], 0)
    """
    order = np.lexsort((carriers, keys))
    keys, numbers = keys[order], carriers[order].astype(np.uint64)
    is_first = np.ones(len(keys), bool)
    is_first[1:] = keys[1:] != keys[:-1]
    firsts = np.flatnonzero(is_first)
    n_carriers = np.diff(firsts, append=len(keys))
    is_chained = np.repeat(n_carriers > max_carriers, n_carriers)
    centre = np.where(is_chained, np.roll(numbers, 1), np.repeat(numbers[firsts], n_carriers))
    links = (centre << HALF | numbers)[~is_first & (~is_chained | is_heard(keys))]
    return links, int(np.count_nonzero(n_carriers > max_carriers))


def is_heard(keys: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Return whether each key gives links even where it is common: every second one, by a bit of it, since keys are hashes.

    >>> is_heard(np.array([1 << 40, 2 << 40], np.uint64))
    array([ True, False])
    """
    heard: NDArray[np.bool_] = (keys >> HEARD) & np.uint64(1) == 1
    return heard


def count_links(links: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.int64]]:
    """Return the distinct links, ascending, and how often each occurs; `links` are sorted in place, since they are many.

    >>> count_links(np.array([9, 4, 9], np.uint64))
    (array([4, 9], dtype=uint64), array([1, 2]))
    """
    links.sort()
    is_first = np.ones(len(links), bool)
    is_first[1:] = links[1:] != links[:-1]
    firsts = np.flatnonzero(is_first)
    return links[firsts], np.diff(firsts, append=len(links))


def share_enough(
    n_shared: NDArray[np.int64], fewest: NDArray[np.int64], settings: CandidateSettings
) -> NDArray[np.bool_]:
    """Return whether pairs with `n_shared` fingerprints in common, of the `fewest` that one of the two has, are worth a look.

    >>> share_enough(np.array([1, 1, 2]), np.array([1, 10, 10]), CandidateSettings())
    array([ True, False,  True])
    """
    needed = np.maximum(settings.min_shared, np.ceil(settings.min_share * fewest))
    enough: NDArray[np.bool_] = n_shared >= np.minimum(fewest, needed)
    return enough
