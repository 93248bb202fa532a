"""The joins compiled: postings are scattered by key into partitions, and each partition is joined by a hash table.

The twin is `candidates.links`; that of the search for keys in texts is `candidates.snippets`. A partition fits into the
processor's cache, so the join is linear in time as well.
"""

import numpy as np

from dedup.candidates import links as twin
from dedup.text.compiled import compiled, inlined
from dedup.text.kernel import hash_words, roll_shingles

U64, I64, U32 = np.uint64, np.int64, np.uint32  # places are unsigned: numba asks of a signed one whether it is negative
HALF, LOW = U64(32), U64(0xFFFFFFFF)
ONE, MIX, HEARD = U64(1), U64(0x9E3779B97F4A7C15), twin.HEARD  # 2^64 / golden ratio: Knuth's multiplier
FREE = U32(0)
SPREAD = U64(0xFF51AFD7ED558CCD)  # puts a link into its partition, where MIX puts it into a table
BYTES_A_SLOT = I64(2)  # to count by, four to eight a posting: one key in six or so then seems to repeat that does not
UNSEEN, SEEN_ONCE = np.uint8(0), np.uint8(1)


@compiled
def scatter_postings(keys, ends, carriers, n_bits, first, places, postings):
    """Put the postings of a table part into their partitions; `places` holds the next free place of `first` and those after it.

    Row i carries `keys[ends[i]:ends[i + 1]]` and has the number `carriers[i]`. The first `n_bits` of a key name its
    partition; the 32 after them stand in the posting's high half, the carrier in its low one. Two keys that differ
    beyond those bits alone are taken for one: among a hundred million that befalls about a hundred pairs. Partitions
    without a place are left out.
    """
    shift, skip, first, n_places = U64(64 - n_bits), U64(n_bits), U64(first), U64(len(places))
    for i in range(len(carriers)):
        carrier = U64(carriers[i])
        for j in range(U64(ends[i]), U64(ends[i + 1])):
            partition = (keys[j] >> shift) - first  # beyond all places where it comes before the first
            if partition < n_places:
                postings[U64(places[partition])] = (keys[j] << skip) & ~LOW | carrier
                places[partition] += 1


@compiled
def bits_for(n_keys):
    """Return the bits that name the slots of a hash table for so many keys, at most half of them taken."""
    n_bits = I64(4)
    while (I64(1) << n_bits) < 2 * n_keys:
        n_bits += 1
    return n_bits


@compiled
def link_partitions(postings, bounds, max_carriers, n_bits):
    """Put the links that the twin makes of each partition in the place of its postings; return their number and that of chained keys.

    Partition i holds the postings `bounds[i]` to `bounds[i + 1]`, as `scatter_postings` puts them; the links stand from
    `bounds[0]`, at most one a posting.
    """
    longest = I64(1)
    for i in range(len(bounds) - 1):
        longest = max(longest, bounds[i + 1] - bounds[i])
    room = I64(1) << bits_for(longest)
    slots, counts, firsts = np.empty(room, U64), np.empty(room, U32), np.empty(room, U32)
    heavy, seen, kept = np.empty(longest, U64), np.empty(BYTES_A_SLOT * room, np.uint8), np.empty(longest, U64)
    links, n_links, n_chained = postings[bounds[0] :], I64(0), I64(0)
    for i in range(len(bounds) - 1):
        repeated = kept[: _keep_repeated(postings[bounds[i] : bounds[i + 1]], seen, kept)]
        shift = U64(64 - bits_for(len(repeated)))
        _fill_table(repeated, shift, slots, counts, firsts)
        n_new, n_heavy = _link(repeated, shift, slots, counts, firsts, max_carriers, heavy, links[n_links:])
        n_links += n_new
        n_new, n_common = _chain(heavy[:n_heavy], slots, HEARD - U64(32 - n_bits), links[n_links:])
        n_links, n_chained = n_links + n_new, n_chained + n_common
    return n_links, n_chained


@compiled
def _keep_repeated(postings, seen, kept):
    """Copy the postings whose keys may have several carriers and return their number; `seen` is a power of two long."""
    shift = U64(64)
    while (ONE << (U64(64) - shift)) < U64(len(seen)):
        shift -= ONE
    seen[:] = UNSEEN
    for i in range(len(postings)):
        place = ((postings[i] >> HALF) * MIX) >> shift
        seen[place] = seen[place] << SEEN_ONCE | SEEN_ONCE  # 1, 3, 7 ... 255
    n_kept = U64(0)
    for i in range(len(postings)):
        kept[n_kept] = postings[i]
        n_kept += U64(seen[((postings[i] >> HALF) * MIX) >> shift] > SEEN_ONCE)
    return I64(n_kept)


@inlined
def _find(key, shift, slots, counts):
    """Return the slot of a key, or the free one that waits for it."""
    slot, mask = (key * MIX) >> shift, (ONE << (U64(64) - shift)) - ONE
    while counts[slot] != FREE and slots[slot] != key:
        slot = (slot + ONE) & mask
    return slot


@compiled
def _fill_table(postings, shift, slots, counts, firsts):
    """Fill the hash table: `slots` with each key, `counts` with its carriers, `firsts` with the lowest of them."""
    counts[: I64(1) << I64(U64(64) - shift)] = FREE
    for i in range(len(postings)):
        key, carrier = postings[i] >> HALF, U32(postings[i] & LOW)
        slot = _find(key, shift, slots, counts)
        if counts[slot] == FREE:
            slots[slot] = key
            firsts[slot] = carrier
        counts[slot] += U32(1)
        firsts[slot] = min(firsts[slot], carrier)


@compiled
def _link(postings, shift, slots, counts, firsts, max_carriers, heavy, links):
    """Fill `links` from the table of one partition, and `heavy` with (slot, carrier) of common keys; return both numbers."""
    n_links, n_heavy = U64(0), U64(0)
    for i in range(len(postings)):
        carrier = postings[i] & LOW
        slot = _find(postings[i] >> HALF, shift, slots, counts)
        if counts[slot] > max_carriers:
            heavy[n_heavy] = slot << HALF | carrier
            n_heavy += ONE
        elif carrier != U64(firsts[slot]):
            links[n_links] = U64(firsts[slot]) << HALF | carrier
            n_links += ONE
    return I64(n_links), I64(n_heavy)


@compiled
def _chain(heavy, slots, heard, links):
    """Fill `links` from each carrier of a common key to the next where the key's bit `heard` says so; return both numbers."""
    heavy.sort()
    n_links, n_chained = I64(0), I64(0)
    for i in range(len(heavy)):
        if i == 0 or heavy[i] >> HALF != heavy[i - 1] >> HALF:
            n_chained += 1
        elif (slots[heavy[i] >> HALF] >> heard) & ONE:
            links[n_links] = heavy[i - 1] << HALF | (heavy[i] & LOW)
            n_links += 1
    return n_links, n_chained


@compiled
def size_partitions(keys, shift, spread, sizes):
    """Add the number of keys of each partition to `sizes`; it is named by the bits of a key above `shift`, times `spread`."""
    for i in range(len(keys)):
        sizes[(keys[i] * spread) >> shift] += 1


@compiled
def scatter_links(links, shift, places, links_out):
    """Copy links to their partitions; `places` holds the next free place of each."""
    for i in range(len(links)):
        partition = (links[i] * SPREAD) >> shift
        links_out[U64(places[partition])] = links[i]
        places[partition] += 1


@compiled
def count_partitions(links, bounds, n_shared):
    """Put the distinct links of all partitions in front, fill `n_shared` with how often each occurs, and return their number.

    Partition i holds the links `bounds[i]` to `bounds[i + 1]`.
    """
    longest = I64(1)
    for i in range(len(bounds) - 1):
        longest = max(longest, bounds[i + 1] - bounds[i])
    room = I64(1) << bits_for(longest)
    slots, counts, n = np.empty(room, U64), np.empty(room, U32), U64(0)
    for i in range(len(bounds) - 1):
        n_bits = bits_for(bounds[i + 1] - bounds[i])
        counts[: I64(1) << n_bits] = FREE
        for j in range(U64(bounds[i]), U64(bounds[i + 1])):
            slot = _find(links[j], U64(64 - n_bits), slots, counts)
            slots[slot] = links[j]
            counts[slot] += U32(1)
        for slot in range(ONE << U64(n_bits)):
            if counts[slot] != FREE:
                links[n], n_shared[n] = slots[slot], counts[slot]
                n += ONE
    return I64(n)


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
    hashes, shingles = np.empty(room, U64), np.empty(room, U64)
    counts, last = np.zeros(len(keys), I64), np.full(len(keys), I64(-1))
    n = U64(0)
    for i in range(len(offsets) - 1):
        n_hashes = hash_words(buffer, offsets[i], offsets[i + 1], letters, hashes, None, None)
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
