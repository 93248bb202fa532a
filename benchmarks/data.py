"""The corpora that the benchmarks on copies run on: made up, deterministic, labelled.

Items are news-like in what costs time and what misleads: lengths as of news (350 words in the median, 560 in the mean,
lognormal), words by Zipf's law, sentences, paragraphs, and a footer for each outlet. Of all items, 20 % stand in
clusters of 2 to 10 copies with up to 15 % of the words changed, and one in three of these cut short; 2 % hold 30 to 50 %
of another item inside new text. Three more shapes answer other questions: `even`, with lengths closer to the median;
`story`, where every tenth item is a copy of one story; and `distinct`, as long but without a copy.

Corpora and labels are kept in a cache folder and made once; items are made and written a few thousand at a time.

usage: python -m benchmarks.data N_ITEMS [SHAPE]
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from benchmarks.prose import Numbers, Prose

CACHE = Path.home() / ".cache" / "copydesk-benchmarks"
VERSION = "v2"  # of the corpora; files of another version are left alone
SEED = 20_180_716
MEDIAN_WORDS, MIN_WORDS, MAX_WORDS = 350, 40, 20_000
SPREADS = {"even": 0.45}  # of the lognormal lengths; the middle half has 260 to 475 words
SPREAD = 0.97  # of the others; the middle half has 180 to 675 words
COPIED, REUSING = 0.20, 0.02  # share of items in clusters, and of items that hold part of another
STORY = 0.10  # share of items that copy one story, in a corpus of that shape
BATCH = 2_000
SCHEMA = pa.schema([("id", pa.string()), ("text", pa.string()), ("source", pa.string()), ("date", pa.string())])

Shape = Literal["news", "even", "story", "distinct"]


@dataclass(frozen=True)
class Corpus:
    """Where a corpus and its labels lie.

    `labels` has a row an item: item, family (the planted original it descends from), kind (single, original, copy,
    reuse), of (the item that a copy or reuse was made from), and resemblance to it (exact, over word 5-grams).
    """

    items: Path
    labels: Path


@dataclass(frozen=True)
class Plan:
    """What each item of a corpus will be, as arrays: rows stand in the order of the ids."""

    kinds: NDArray[np.str_]
    sources: Numbers  # row that a copy or reuse is made from, else -1
    sizes: Numbers  # words of an original body
    seeds: Numbers


def make_corpus(n_items: int, shape: Shape = "news") -> Corpus:
    """Return the corpus of `n_items`, made now unless it was made before."""
    name = f"{VERSION}-{shape}-{n_items}"
    corpus = Corpus(CACHE / f"items-{name}.parquet", CACHE / f"labels-{name}.parquet")
    if not corpus.labels.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        plan = plan_items(n_items, shape, np.random.default_rng(SEED + n_items))
        resemblance = write_items(plan, corpus.items)
        label_items(plan, resemblance).write_parquet(corpus.labels)
    return corpus


def plan_items(n_items: int, shape: Shape, rng: np.random.Generator) -> Plan:
    """Return the plan of a corpus; items of one family lie far apart."""
    sizes = np.exp(rng.normal(np.log(MEDIAN_WORDS), SPREADS.get(shape, SPREAD), n_items))
    sizes = sizes.astype(np.int64).clip(MIN_WORDS, MAX_WORDS)
    kinds, sources = np.full(n_items, "single", dtype="<U8"), np.full(n_items, -1)
    order, seeds = rng.permutation(n_items), rng.integers(0, 2**62, n_items)
    if shape in {"story", "distinct"}:
        told = order[: int(n_items * STORY)]
        sizes[told] = MEDIAN_WORDS
        if shape == "story":
            kinds[told[0]], kinds[told[1:]], sources[told[1:]] = "original", "copy", told[0]
        return Plan(kinds, sources, sizes, seeds)
    place = 0
    while place < n_items * COPIED:
        group = order[place : place + int(rng.integers(2, 11))]
        kinds[group[0]], kinds[group[1:]], sources[group[1:]] = "original", "copy", group[0]
        place += len(group)
    reusing = order[place : place + int(n_items * REUSING)]
    kinds[reusing], sources[reusing] = "reuse", rng.choice(order[place + len(reusing) :], len(reusing))
    return Plan(kinds, sources, sizes, seeds)


def label_items(plan: Plan, resemblance: NDArray[np.float64]) -> pl.DataFrame:
    """Return the labels of a corpus."""
    names, rows = np.array([name_item(row) for row in range(len(plan.kinds))]), np.arange(len(plan.kinds))
    is_made = plan.sources >= 0
    return pl.DataFrame(
        {
            "item": names,
            "family": names[np.where(is_made, plan.sources, rows)],
            "kind": plan.kinds,
            "of": pl.Series(names[plan.sources]).set(pl.Series(~is_made), None),
            "resemblance": pl.Series(resemblance).set(pl.Series(~is_made), None),
        }
    )


def name_item(row: int) -> str:
    """Return the id of the item in `row`."""
    return f"n{row:07d}"


def write_items(plan: Plan, path: Path) -> NDArray[np.float64]:
    """Write id, text, source and date of each item; return how much each copy or reuse resembles what it was made from."""
    prose = Prose(np.random.default_rng(SEED))
    resemblance = np.zeros(len(plan.kinds))
    with pq.ParquetWriter(path, SCHEMA) as file:
        for batch in batches(len(plan.kinds)):
            texts, outlets, dates = [], [], []
            for row in batch:
                words = prose.write(plan.kinds[row], row, int(plan.sources[row]), plan.sizes, plan.seeds)
                texts.append(prose.print_item(words))
                outlets.append(f"outlet{words.outlet}")
                dates.append(f"2024-{plan.seeds[row] % 12 + 1:02d}-{plan.seeds[row] % 28 + 1:02d}")
                resemblance[row] = words.resemblance
            ids = [name_item(row) for row in batch]
            file.write_table(pa.table([ids, texts, outlets, dates], schema=SCHEMA))
    return resemblance


def batches(n_items: int) -> Iterator[range]:
    """Yield BATCH rows at a time."""
    for first in range(0, n_items, BATCH):
        yield range(first, min(n_items, first + BATCH))


if __name__ == "__main__":
    print(make_corpus(int(sys.argv[1]), *sys.argv[2:]))  # type: ignore[arg-type]
