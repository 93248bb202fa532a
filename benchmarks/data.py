"""The corpora that the benchmarks on copies run on: made up, deterministic, labelled.

Items are news-like in what costs time and what misleads: lengths as of news (350 words in the median, lognormal), words
by Zipf's law, sentences, paragraphs, and a footer for each outlet. Of all items, 20 % stand in
clusters of 2 to 10 copies with up to 15 % of the words changed, and one in three of these cut short; 2 % hold 30 to 50 %
of another item inside new text. Corpora and labels are kept in a cache folder and made once.

usage: python benchmarks/data.py N_ITEMS
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

CACHE = Path.home() / ".cache" / "copydesk-benchmarks"
SEED = 20_180_716
MEDIAN_WORDS, SPREAD = 350, 0.45  # of the lognormal lengths: the middle half has 260 to 475 words
N_WORDS, ZIPF = 40_000, 1.05  # of the vocabulary; the exponent of word frequencies in news
N_OUTLETS = 200
COPIED, REUSING = 0.20, 0.02  # share of items in clusters, and of items that hold part of another
MAX_CHANGED = 0.15  # share of words
CUT = 1 / 3  # share of copies that are cut short
BATCH = 2_000
WORDS_A_SENTENCE, SENTENCES_A_PARAGRAPH = 19, 3
SYLLABLES = (
    "ka lo mi re sto ven dra pu li no sa ter bi cor el ma gri ol us fen ha wi a e o i "
    "tu da se fra nel po gu ri ban he mol ta ni ze ce vo ju pe du ro le ga"
).split()

Numbers = NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """Where a corpus and its labels lie.

    `labels` has a row an item: item, family (the planted original it descends from), kind (single, original, copy,
    reuse), and of (the item that a copy or reuse was made from).
    """

    items: Path
    labels: Path


def make_corpus(n_items: int) -> Corpus:
    """Return the corpus of `n_items`, made now unless it was made before."""
    corpus = Corpus(CACHE / f"items-{n_items}.parquet", CACHE / f"labels-{n_items}.parquet")
    if not corpus.labels.exists():
        CACHE.mkdir(parents=True, exist_ok=True)
        rng = np.random.default_rng(SEED + n_items)
        labels = plan_labels(n_items, rng)
        write_items(labels, corpus.items, rng)
        labels.write_parquet(corpus.labels)
    return corpus


def plan_labels(n_items: int, rng: np.random.Generator) -> pl.DataFrame:
    """Return the labels in the order in which items are made: what is copied stands before its copies."""
    kinds = np.full(n_items, "single", dtype="<U8")
    families, sources = np.arange(n_items), np.full(n_items, -1)
    place = 0
    while place < n_items * COPIED:
        size = min(int(rng.integers(2, 11)), n_items - place)
        kinds[place], kinds[place + 1 : place + size] = "original", "copy"
        families[place : place + size], sources[place + 1 : place + size] = place, place
        place += size
    for reusing in range(place, min(n_items, place + int(n_items * REUSING))):
        kinds[reusing], sources[reusing] = "reuse", rng.integers(place + int(n_items * REUSING), n_items)
        families[reusing] = sources[reusing]
    names = rng.permutation(n_items)
    name = np.array([f"n{number:07d}" for number in names])
    of = [name[source] if source >= 0 else None for source in sources]
    return pl.DataFrame({"item": name, "family": name[families], "kind": kinds, "of": of})


def write_items(labels: pl.DataFrame, path: Path, rng: np.random.Generator) -> None:
    """Write id, text, source and date of each item, in order of their ids, so that copies lie far apart."""
    order = np.argsort(labels["item"].to_numpy())
    rows = {item: row for row, item in enumerate(labels["item"])}
    sources = np.array([-1 if of is None else rows[of] for of in labels["of"]])
    seeds = rng.integers(0, 2**62, len(labels))
    kinds = labels["kind"].to_numpy()
    writer = Writer(rng)
    schema = pa.schema([("id", pa.string()), ("text", pa.string()), ("source", pa.string()), ("date", pa.string())])
    with pq.ParquetWriter(path, schema) as file:
        for batch in batches(order):
            texts = [writer.write(row, kinds[row], sources[row], seeds) for row in batch]
            outlets = [f"outlet{seeds[row] % N_OUTLETS}" for row in batch]
            dates = [f"2024-{seeds[row] % 12 + 1:02d}-{seeds[row] % 28 + 1:02d}" for row in batch]
            ids = labels["item"].gather(batch).to_list()
            file.write_table(pa.table([ids, texts, outlets, dates], schema=schema))


def batches(order: Numbers) -> Iterator[Numbers]:
    """Yield BATCH rows at a time."""
    for first in range(0, len(order), BATCH):
        yield order[first : first + BATCH]


class Writer:
    """Writes items; each from its own seed, so that a copy can be made without its original at hand."""

    def __init__(self, rng: np.random.Generator) -> None:
        words = sorted({"".join(rng.choice(SYLLABLES, rng.integers(1, 5))) for _ in range(3 * N_WORDS)})
        rarity = [len(word) + float(rng.random()) * 6 for word in words]  # frequent words are short
        self.words = np.array([words[i] for i in np.argsort(rarity)][:N_WORDS], dtype=object)
        frequency = 1.0 / np.arange(1, len(self.words) + 1) ** ZIPF
        self.cumulated = np.cumsum(frequency) / frequency.sum()
        self.footers = [self._draw(rng, int(rng.integers(6, 25))) for _ in range(N_OUTLETS)]

    def write(self, row: int, kind: str, source: int, seeds: Numbers) -> str:
        """Return the text of the item in `row`, made from that in `source` where it is a copy or reuse."""
        rng = np.random.default_rng(seeds[row])
        if kind == "copy":
            body = self._copy(self._body(seeds[source]), rng)
        elif kind == "reuse":
            body = self._reuse(self._body(seeds[source]), rng)
        else:
            body = self._body(seeds[row])
        return f"{self._set(body)}\n\n{' '.join(self.words[self.footers[seeds[row] % N_OUTLETS]])}."

    def _draw(self, rng: np.random.Generator, size: int) -> Numbers:
        """Return numbers of words by Zipf's law."""
        return np.searchsorted(self.cumulated, rng.random(size)).clip(0, len(self.words) - 1)

    def _body(self, seed: int) -> Numbers:
        """Return the words of an original item."""
        rng = np.random.default_rng(seed)
        return self._draw(rng, max(40, int(rng.lognormal(np.log(MEDIAN_WORDS), SPREAD))))

    def _copy(self, body: Numbers, rng: np.random.Generator) -> Numbers:
        """Return `body` with up to MAX_CHANGED of its words replaced, dropped or doubled, and perhaps cut short."""
        body = body.copy()
        if rng.random() < CUT:
            body = body[: int(len(body) * rng.uniform(0.4, 0.95))]
        changed = rng.random(len(body)) < rng.uniform(0, MAX_CHANGED)
        body[changed] = self._draw(rng, int(changed.sum()))
        return np.repeat(body, np.where(changed, rng.choice([0, 1, 1, 1, 2], len(body)), 1))

    def _reuse(self, body: Numbers, rng: np.random.Generator) -> Numbers:
        """Return new text round 30 to 50 % of `body`."""
        size = int(len(body) * rng.uniform(0.3, 0.5))
        start = int(rng.integers(0, len(body) - size))
        around = self._draw(rng, max(40, int(rng.lognormal(np.log(MEDIAN_WORDS), SPREAD))))
        place = int(rng.integers(0, len(around)))
        return np.concatenate([around[:place], body[start : start + size], around[place:]])

    def _set(self, body: Numbers) -> str:
        """Return running text: sentences, paragraphs, and a quote now and then."""
        words = self.words[body].tolist()
        sentences = [
            " ".join(words[start : start + WORDS_A_SENTENCE]).capitalize() + "."
            for start in range(0, len(words), WORDS_A_SENTENCE)
        ]
        paragraphs = [
            " ".join(sentences[start : start + SENTENCES_A_PARAGRAPH])
            for start in range(0, len(sentences), SENTENCES_A_PARAGRAPH)
        ]
        return "\n\n".join(paragraphs)


if __name__ == "__main__":
    print(make_corpus(int(sys.argv[1])))
