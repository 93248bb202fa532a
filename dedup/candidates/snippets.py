"""Find the items that hold a snippet: an item too short to leave its mark on the sketch of a longer one.

Each window of shingles leaves one fingerprint, and a pair must share `min_shared` of them; an item of fewer shingles
than so many windows hold may stand whole in a longer one and share none with it. Its shingles, all of which its own
sketch keeps, are therefore sought among all shingles of the longer items: one more pass over the texts, made only where
there are snippets. What more than `max_holders` items carry is furniture, and says nothing of any two.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import polars as pl
from numpy.typing import NDArray

from dedup.candidates.links import share_enough
from dedup.candidates.sketches import Sketches, as_parts
from dedup.settings import CandidateSettings, SketchSettings
from dedup.tables import HELD, PAIRS, schema
from dedup.text.buffers import mask_texts, to_utf8
from dedup.text.letters import letter_table
from dedup.text.words import hash_shingles, hash_word, words

FEW = 32  # items up to which the twin is faster than loading numba
CARRIED = schema({"key": pl.UInt64, "item": pl.String})  # a shingle and an item that has it, each once

Found = tuple[NDArray[np.int64], NDArray[np.int64]]
"""The place of a key among those sought, and the row of a text that has it, for each that was found."""


def find_snippets(
    sketches: pl.DataFrame | Sequence[pl.DataFrame] | Sketches, sketching: SketchSettings, settings: CandidateSettings
) -> pl.DataFrame:
    """Return as CARRIED the shingles of all snippets in SKETCHES, given whole or in parts.

    >>> sketches = pl.DataFrame({"item": ["a", "b"], "n_shingles": [2, 90], "fingerprints": [[3, 4], [5, 6]]})
    >>> find_snippets(sketches, SketchSettings(), CandidateSettings()).rows()
    [(3, 'a'), (4, 'a')]
    """
    parts = as_parts(sketches)
    longest = settings.min_shared * sketching.window - 1
    are_snippets = [counts.is_between(1, longest) for counts in parts.column("n_shingles")]
    if not any(are_snippet.any() for are_snippet in are_snippets):
        return CARRIED.to_frame()
    columns = zip(parts.column("fingerprints"), parts.column("item"), are_snippets, strict=True)
    frames = [
        pl.DataFrame({"key": keys.filter(chosen), "item": items.filter(chosen)}) for keys, items, chosen in columns
    ]
    return pl.concat(frame.explode("key").cast(CARRIED) for frame in frames)


def find_holders(
    items: pl.DataFrame,
    spans: pl.DataFrame,
    snippets: pl.DataFrame,
    sketching: SketchSettings,
    settings: CandidateSettings,
) -> pl.DataFrame:
    """Return as CARRIED which of the `items` (item, text) that are longer have shingles of `snippets` outside `spans`.

    Of one shingle no more than `max_holders` carriers and one are told, so that a batch's answer is bounded.

    >>> snippets = pl.DataFrame({"key": hash_shingles([hash_word(word) for word in "abcde"], 5), "item": ["s"]})
    >>> items = pl.DataFrame({"item": ["s", "t"], "text": ["A b c d e.", "X? A b c d e f g."]})
    >>> find_holders(items, pl.DataFrame(), snippets, SketchSettings(), CandidateSettings())["item"].to_list()
    ['t']
    """
    longer = items.join(snippets.select("item").unique(), on="item", how="anti", maintain_order="left")
    texts = mask_texts(longer, spans)
    keys = snippets["key"].unique().sort()
    seek = _seek_in_few if len(texts) <= FEW else _seek_in_many
    places, rows = seek(texts, keys.to_numpy(), sketching.n_words, settings.max_holders + 1)
    return pl.DataFrame({"key": keys.gather(places), "item": longer["item"].gather(rows)}, schema=CARRIED)


def pair_holders(snippets: pl.DataFrame, holders: Iterable[pl.DataFrame], settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS of snippets and items that hold enough of their shingles, sorted; all tables are CARRIED.

    >>> snippets = pl.DataFrame({"key": [1, 2, 3], "item": ["s", "s", "t"]}, schema=CARRIED)
    >>> holders = pl.DataFrame({"key": [1, 2, 1, 3], "item": ["a", "a", "b", "b"]}, schema=CARRIED)
    >>> pair_holders(snippets, [holders], CandidateSettings()).rows()
    [('a', 's', 'held'), ('b', 't', 'held')]
    """
    held = _gather_telling(snippets, holders, settings.max_holders).rename({"item": "holder"})
    sizes = snippets.group_by("item").len()
    counted = snippets.join(held, on="key").group_by("item", "holder").agg(n_shared=pl.len()).join(sizes, on="item")
    n_shared, fewest = (counted[column].to_numpy().astype(np.int64) for column in ("n_shared", "len"))
    near = counted.filter(share_enough(n_shared, fewest, settings))
    ends = (pl.min_horizontal("item", "holder"), pl.max_horizontal("item", "holder"))
    return near.select(item_a=ends[0], item_b=ends[1], method=pl.lit(HELD)).cast(PAIRS).sort("item_a", "item_b")


def _gather_telling(snippets: pl.DataFrame, holders: Iterable[pl.DataFrame], max_holders: int) -> pl.DataFrame:
    """Return the holders of shingles that no more than `max_holders` items carry; of others few are held meanwhile."""
    kept, carriers = [CARRIED.to_frame()], snippets.group_by("key").len()
    is_telling = pl.col("len") <= max_holders
    for part in holders:
        fresh = part.join(carriers.filter(is_telling), on="key", how="semi")
        if not fresh.is_empty():
            kept.append(fresh)
            counts = pl.concat([carriers, fresh.group_by("key").len()])
            carriers = counts.group_by("key").agg(pl.col("len").sum())
    return pl.concat(kept).join(carriers.filter(is_telling), on="key", how="semi")


def add_holders(
    pairs: pl.DataFrame, snippets: pl.DataFrame, holders: Iterable[pl.DataFrame], settings: CandidateSettings
) -> pl.DataFrame:
    """Return PAIRS, sorted, with those of snippets and their `holders` that no join has proposed.

    >>> pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["fingerprints"]}, schema=PAIRS)
    >>> snippets, holders = (pl.DataFrame({"key": [1], "item": [item]}, schema=CARRIED) for item in "sa")
    >>> add_holders(pairs, snippets, [holders], CandidateSettings()).rows()
    [('a', 'b', 'fingerprints'), ('a', 's', 'held')]
    """
    held = pair_holders(snippets, holders, settings).join(pairs, on=["item_a", "item_b"], how="anti")
    return pl.concat([pairs, held]).sort("item_a", "item_b")


def _seek_in_few(texts: pl.Series, keys: NDArray[np.uint64], n_words: int, max_carriers: int) -> Found:
    """Return which texts have which of the sorted `keys`, of each the first `max_carriers`, without numba."""
    places = {key: place for place, key in enumerate(keys.tolist())}
    counts = [0] * len(places)
    found = []
    for row, text in enumerate(texts):
        shingles = hash_shingles([hash_word(word.folded) for word in words(text or "")], n_words)
        for place in (places[shingle] for shingle in dict.fromkeys(shingles) if shingle in places):
            counts[place] += 1
            if counts[place] <= max_carriers:
                found.append((place, row))
    pairs = np.array(found, np.int64).reshape(-1, 2)
    return pairs[:, 0], pairs[:, 1]


def _seek_in_many(texts: pl.Series, keys: NDArray[np.uint64], n_words: int, max_carriers: int) -> Found:
    """Return what `_seek_in_few` does, by the compiled kernel."""
    from dedup.candidates import kernel

    utf8 = to_utf8(texts)
    room = min(len(keys) * max_carriers, len(utf8.buffer) // 2 + len(utf8) + 1)
    places, rows = np.empty(room, np.int64), np.empty(room, np.int64)
    n = kernel.seek_keys(utf8.buffer, utf8.offsets, letter_table(), n_words, keys, max_carriers, places, rows)
    return places[:n], rows[:n]
