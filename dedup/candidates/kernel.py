"""The joins compiled: postings are scattered by key into partitions, and each partition is joined by a hash table.

The twin is `candidates.links`. A partition fits into the processor's cache, so the join is linear in time as well.
"""

import numpy as np

from dedup.text.compiled import compiled

U64, I64, U32 = np.uint64, np.int64, np.uint32
HALF = U64(32)
FREE = U32(0)


@compiled
def count_partitions(keys, shift, counts):
    """Add to `counts` how many of `keys` fall into each partition, the key's bits above `shift`."""
    for i in range(len(keys)):
        counts[I64(keys[i] >> shift)] += 1


@compiled
def scatter_postings(keys, ends, carriers, shift, places, keys_out, carriers_out):
    """Copy the postings of a table part to their partitions; `places` holds the next free place of each.

    Row i carries `keys[ends[i]:ends[i + 1]]` and has the number `carriers[i]`. Partitions without a place (below 0) are
    left out.
    """
    for i in range(len(carriers)):
        for j in range(ends[i], ends[i + 1]):
            partition = I64(keys[j] >> shift)
            place = places[partition]
            if place >= 0:
                keys_out[place] = keys[j]
                carriers_out[place] = carriers[i]
                places[partition] = place + 1


@compiled
def _fill_table(keys, carriers, n_bits, slots, counts, firsts):
    """Fill the hash table: `slots` with each key, `counts` with its carriers, `firsts` with the lowest of them."""
    mask, shift = (I64(1) << n_bits) - 1, U64(64 - n_bits)
    counts[: mask + 1] = FREE
    for i in range(len(keys)):
        slot = I64((keys[i] * U64(0x9E3779B97F4A7C15)) >> shift)
        while counts[slot] != FREE and slots[slot] != keys[i]:
            slot = (slot + 1) & mask
        if counts[slot] == FREE:
            slots[slot] = keys[i]
            firsts[slot] = carriers[i]
        counts[slot] += U32(1)
        firsts[slot] = min(firsts[slot], carriers[i])


@compiled
def link_carriers(keys, carriers, max_carriers, links):
    """Fill `links` as the twin does and return their number and that of the chained keys.

    `links` has room for one link a posting.
    """
    n_bits = I64(4)
    while (I64(1) << n_bits) < 2 * len(keys):
        n_bits += 1
    mask, shift = (I64(1) << n_bits) - 1, U64(64 - n_bits)
    slots, counts, firsts = np.empty(mask + 1, U64), np.empty(mask + 1, U32), np.empty(mask + 1, U32)
    _fill_table(keys, carriers, n_bits, slots, counts, firsts)
    n_links, n_heavy = I64(0), I64(0)
    heavy = np.empty(len(keys), U64)
    for i in range(len(keys)):
        slot = I64((keys[i] * U64(0x9E3779B97F4A7C15)) >> shift)
        while slots[slot] != keys[i]:
            slot = (slot + 1) & mask
        if counts[slot] > max_carriers:
            heavy[n_heavy] = U64(slot) << HALF | U64(carriers[i])
            n_heavy += 1
        elif carriers[i] != firsts[slot]:
            links[n_links] = U64(firsts[slot]) << HALF | U64(carriers[i])
            n_links += 1
    return _chain(heavy[:n_heavy], links, n_links)


@compiled
def _chain(heavy, links, n_links):
    """Append a link from each carrier of a common key to the next; `heavy` holds (key's slot, carrier)."""
    heavy.sort()
    n_chained = I64(0)
    for i in range(len(heavy)):
        if i == 0 or heavy[i] >> HALF != heavy[i - 1] >> HALF:
            n_chained += 1
        else:
            links[n_links] = heavy[i - 1] << HALF | (heavy[i] & U64(0xFFFFFFFF))
            n_links += 1
    return n_links, n_chained
