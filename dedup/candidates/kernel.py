"""The joins compiled: postings are scattered by key into partitions, and each partition is joined by a hash table.

The twin is `candidates.links`; that of the search for keys in texts is `candidates.snippets`. A partition fits into the
processor's cache, so the join is linear in time as well.
"""

import numpy as np

from dedup.candidates import links as twin
from dedup.text.compiled import compiled
from dedup.text.kernel import hash_words, roll_shingles

U64, I64, U32 = np.uint64, np.int64, np.uint32  # places are unsigned: numba asks of a signed one whether it is negative
HALF, LOW = U64(32), U64(0xFFFFFFFF)
ONE, MIX, SIGN = U64(1), twin.MIX, twin.SIGN
FREE = U32(0)
BYTES_A_SLOT = I64(2)  # to count by, four to eight a posting: one key in six or so then seems to repeat that does not
UNSEEN, SEEN_ONCE = np.uint8(0), np.uint8(1)


@compiled
def scatter_postings(keys, ends, carriers, shift, places, keys_out, carriers_out):
    """Copy the postings of a table part to their partitions; `places` holds the next free place of each.

    Row i carries `keys[ends[i]:ends[i + 1]]` and has the number `carriers[i]`. Partitions without a place (below 0) are
    left out.
    """
    for i in range(len(carriers)):
        for j in range(U64(ends[i]), U64(ends[i + 1])):
            partition = keys[j] >> shift
            place = places[partition]
            if place >= 0:
                keys_out[U64(place)] = keys[j]
                carriers_out[U64(place)] = carriers[i]
                places[partition] = place + 1


@compiled
def link_partitions(keys, carriers, bounds, max_carriers, links):
    """Fill `links` as the twin does for each partition and return their number and that of the chained keys.

    Partition i holds the postings `bounds[i]` to `bounds[i + 1]`; `links` has room for one link a posting.
    """
    longest, n_bits = I64(1), I64(4)
    for i in range(len(bounds) - 1):
        longest = max(longest, bounds[i + 1] - bounds[i])
    while (I64(1) << n_bits) < 2 * longest:
        n_bits += 1
    room = I64(1) << n_bits
    slots, counts, firsts = np.empty(room, U64), np.empty(room, U32), np.empty(room, U32)
    heavy, seen = np.empty(longest, U64), np.empty(BYTES_A_SLOT * room, np.uint8)
    kept_keys, kept_carriers = np.empty(longest, U64), np.empty(longest, U32)
    n_links, n_chained = I64(0), I64(0)
    for i in range(len(bounds) - 1):
        held = slice(bounds[i], bounds[i + 1])
        n_kept = _keep_repeated(keys[held], carriers[held], seen, kept_keys, kept_carriers)
        repeated, by = kept_keys[:n_kept], kept_carriers[:n_kept]
        _fill_table(repeated, by, n_bits, slots, counts, firsts)
        n_new, n_common = _link(repeated, by, n_bits, slots, counts, firsts, max_carriers, heavy, links[n_links:])
        n_links, n_chained = n_links + n_new, n_chained + n_common
    return n_links, n_chained


@compiled
def _keep_repeated(keys, carriers, seen, kept_keys, kept_carriers):
    """Copy the postings whose keys may have several carriers and return their number; `seen` is a power of two long."""
    shift = U64(64)
    while (ONE << (U64(64) - shift)) < U64(len(seen)):
        shift -= ONE
    seen[:] = UNSEEN
    for i in range(len(keys)):
        place = (keys[i] * MIX) >> shift
        seen[place] = seen[place] << SEEN_ONCE | SEEN_ONCE  # 1, 3, 7 ... 255
    n_kept = U64(0)
    for i in range(len(keys)):
        kept_keys[n_kept], kept_carriers[n_kept] = keys[i], carriers[i]
        n_kept += U64(seen[(keys[i] * MIX) >> shift] > SEEN_ONCE)
    return I64(n_kept)


@compiled
def _fill_table(keys, carriers, n_bits, slots, counts, firsts):
    """Fill the hash table: `slots` with each key, `counts` with its carriers, `firsts` with the lowest of them."""
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    counts[:] = FREE
    for i in range(len(keys)):
        key, carrier = keys[i], carriers[i]
        slot = (key * MIX) >> shift
        while counts[slot] != FREE and slots[slot] != key:
            slot = (slot + ONE) & mask
        if counts[slot] == FREE:
            slots[slot] = key
            firsts[slot] = carrier
        counts[slot] += U32(1)
        firsts[slot] = min(firsts[slot], carrier)


@compiled
def _link(keys, carriers, n_bits, slots, counts, firsts, max_carriers, heavy, links):
    """Fill `links` from the table of one partition and return their number and that of the chained keys."""
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    n_links, n_heavy = U64(0), U64(0)
    for i in range(len(keys)):
        key, carrier = keys[i], carriers[i]
        slot = (key * MIX) >> shift
        while slots[slot] != key:
            slot = (slot + ONE) & mask
        if counts[slot] > max_carriers:
            heavy[n_heavy] = slot << HALF | U64(carrier)
            n_heavy += ONE
        elif carrier != firsts[slot]:
            links[n_links] = U64(firsts[slot]) << HALF | U64(carrier)
            n_links += ONE
    return _chain(heavy[: I64(n_heavy)], slots, links, I64(n_links))


@compiled
def _chain(heavy, slots, links, n_links):
    """Append a link from each carrier of a common key that is heard to the next; `heavy` holds (key's slot, carrier)."""
    heavy.sort()
    n_chained = I64(0)
    for i in range(len(heavy)):
        if i == 0 or heavy[i] >> HALF != heavy[i - 1] >> HALF:
            n_chained += 1
        elif (slots[heavy[i] >> HALF] * MIX) >> SIGN == 0:
            links[n_links] = heavy[i - 1] << HALF | (heavy[i] & LOW)
            n_links += 1
    return n_links, n_chained


@compiled
def seek_keys(buffer, offsets, letters, n_words, keys, max_carriers, places, rows):
    """Fill `places` and `rows` with each of the distinct `keys` that is a shingle of a text, and return their number.

    Of each key the first `max_carriers` texts are told. Both arrays have room for so many of every key, or for one
    shingle in every two bytes and one a text.
    """
    n_bits, longest = I64(4), I64(0)
    while (I64(1) << n_bits) < 4 * len(keys):
        n_bits += 1
    slots, held = _place_keys(keys, n_bits)
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    for i in range(len(offsets) - 1):
        longest = max(longest, offsets[i + 1] - offsets[i])
    room = longest // 2 + 2
    hashes, shingles, starts, ends = np.empty(room, U64), np.empty(room, U64), np.empty(room, I64), np.empty(room, I64)
    counts, last = np.zeros(len(keys), I64), np.full(len(keys), I64(-1))
    n = U64(0)
    for i in range(len(offsets) - 1):
        n_hashes = hash_words(buffer, offsets[i], offsets[i + 1], letters, hashes, starts, ends)
        for j in range(U64(roll_shingles(hashes, n_hashes, n_words, shingles))):
            slot = (shingles[j] * MIX) >> shift
            while held[slot] >= 0 and slots[slot] != shingles[j]:
                slot = (slot + ONE) & mask
            place = held[slot]
            if place >= 0 and last[place] != i:
                last[place] = i
                counts[place] += 1
                if counts[place] <= max_carriers:
                    places[n], rows[n] = place, i
                    n += ONE
    return I64(n)


@compiled
def _place_keys(keys, n_bits):
    """Return a hash table of `keys`: the key in each slot, and its place among them, -1 where the slot is free."""
    mask, shift = (ONE << U64(n_bits)) - ONE, U64(64 - n_bits)
    slots, held = np.empty(I64(mask) + 1, U64), np.full(I64(mask) + 1, I64(-1))
    for place in range(len(keys)):
        slot = (keys[place] * MIX) >> shift
        while held[slot] >= 0:
            slot = (slot + ONE) & mask
        slots[slot], held[slot] = keys[place], place
    return slots, held
