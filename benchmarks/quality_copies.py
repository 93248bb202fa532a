"""How much of what is there do the fast joins find? Against exhaustive exact comparison, and against labels.

For each corpus a fixed sample is compared pair by pair on exact word 5-grams, after lines that stand in more than 20 of
its items are masked. Counted are the pairs of which one holds half of the other (containment or resemblance of at least
.5): how many share a row of MATCHES (`found`), how many are called copies or share a cluster (`copies`). The columns
with "20+" leave out pairs of which one has fewer than 20 words left: an empty page's menu, a dividend in 14 words.

Against labels, without any masking: pairs of real news (Helsinki, those judged with confidence), the pairs of the seeds'
gold, and answers copied from a text more or less freely (Clough and Stevenson 2011), as the share called copies.

usage: python benchmarks/quality_copies.py [N_ITEMS]
"""

import csv
import hashlib
import json
import sys
import tomllib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
from scipy.sparse import csr_matrix

from dedup import candidates, clusters, sketch, verify
from dedup.candidates.snippets import add_holders, find_holders, find_snippets
from dedup.corpus import read_corpus
from dedup.settings import Settings
from dedup.tables import ITEMS, SPANS
from dedup.text.buffers import mask_texts
from dedup.text.words import hash_shingles, hash_word, words

SEEDS = Path(__file__).parent.parent / "seeds"
SHARED = Path(__file__).parent.parent.parent / "shared" / "data"
SCALE = ("senate", "insm_de", "reuters")
N_ITEMS, MAX_CARRIERS, LEAST = 3_000, 20, 0.5
LONG = 16  # shingles of 20 words
COPIES = ("duplicate", "contained", "partial")
REPRINTS = ("duplicate", "reprint_partial")  # in the labels of Helsinki
PAGES = ("caption_only", "index_page")  # that are no stories
LEVELS = ("cut", "light", "heavy", "non")  # of copying, in Clough and Stevenson's


@dataclass(frozen=True)
class Found:
    """What the street found in a sample: pairs by relation, and the cluster of each item."""

    relations: dict[tuple[str, str], str]
    clusters: dict[str, str]
    n_proposed: int

    def is_copy(self, pair: tuple[str, str]) -> bool:
        """Return whether the pair is called a copy, or stands in one cluster."""
        together = self.clusters.get(pair[0], pair[0]) == self.clusters.get(pair[1], pair[1])
        return together or self.relations.get(pair) in COPIES


def sample(items: pl.DataFrame, n_items: int) -> pl.DataFrame:
    """Return the `n_items` items whose ids hash lowest."""
    order = items["id"].map_elements(lambda item: hashlib.sha256(item.encode()).hexdigest(), pl.String)
    chosen = items.with_columns(order=order).sort("order").head(n_items)
    rows = chosen.select(item="id", text="text", published="date").sort("item").to_dicts()
    return pl.DataFrame(rows, schema=ITEMS)


def mask_common_lines(items: pl.DataFrame) -> pl.DataFrame:
    """Return SPANS of the lines that stand in more than MAX_CARRIERS items."""
    carriers = Counter(line for text in items["text"] for line in {line.strip() for line in text.splitlines()})
    rows = [
        {"item": item, "start": start, "end": end, "kind": "furniture"}
        for item, text in items.select("item", "text").iter_rows()
        for line, start, end in lines(text)
        if carriers[line] > MAX_CARRIERS
    ]
    return pl.DataFrame(rows, schema=SPANS)


def lines(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield each line that is not blank, stripped, and where it stands."""
    start = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield line.strip(), start, start + len(line)
        start += len(line)


def compare_all(items: pl.DataFrame, spans: pl.DataFrame) -> dict[tuple[str, str], int]:
    """Return the pairs with a containment or resemblance of at least LEAST, and the shingles of the shorter item.

    Every item is compared with every other, exactly.
    """
    texts = mask_texts(items, spans)
    shingles = [sorted(set(hash_shingles([hash_word(word.folded) for word in words(text)], 5))) for text in texts]
    numbers = {value: i for i, value in enumerate(sorted({value for found in shingles for value in found}))}
    columns = [numbers[value] for found in shingles for value in found]
    ends = np.cumsum([0, *map(len, shingles)])
    carried = csr_matrix((np.ones(len(columns), np.int32), columns, ends), (len(shingles), len(numbers)))
    common = (carried @ carried.T).tocoo()
    sizes = np.diff(ends)
    fewest = np.minimum(sizes[common.row], sizes[common.col])
    rows = np.flatnonzero((common.row < common.col) & (common.data >= LEAST * fewest))
    ids = items["item"].to_list()
    return {(ids[common.row[row]], ids[common.col[row]]): int(fewest[row]) for row in rows}


def walk_street(items: pl.DataFrame, spans: pl.DataFrame) -> Found:
    """Return what the street finds with its settings' defaults."""
    settings = Settings()
    sketches = sketch.sketch_items(items, spans, settings.sketch)
    pairs = candidates.find_pairs(sketches, settings.candidates)
    snippets = find_snippets(sketches, settings.sketch, settings.candidates)
    holders = find_holders(items, spans, snippets, settings.sketch, settings.candidates)
    pairs = add_holders(pairs, snippets, [holders], settings.candidates)
    matches = verify.verify_pairs(pairs, items, spans, settings.verify)
    more = candidates.complete_pairs(matches, settings.candidates)
    matches = pl.concat([matches, verify.verify_pairs(more, items, spans, settings.verify)])
    grouped = clusters.cluster_items(items, matches, settings.clusters)
    return Found(
        {(a, b): relation for a, b, relation in matches.select("item_a", "item_b", "relation").iter_rows()},
        dict(grouped.select("item", "cluster").iter_rows()),
        len(pairs) + len(more),
    )


def main(n_items: int) -> None:
    """Print a row a corpus."""
    print("| corpus | items | alike | found | copies | alike 20+ | found 20+ | copies 20+ | compared | of all pairs |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for name in SCALE:
        path = SHARED / "scale" / f"{name}.parquet"
        if not path.exists():
            print(f"| {name} | skipped: {path.name} is not beside the project |")
            continue
        items = sample(pl.read_parquet(path), n_items)
        spans = mask_common_lines(items)
        alike, found = compare_all(items, spans), walk_street(items, spans)
        long = {pair for pair, n_shingles in alike.items() if n_shingles >= LONG}
        share = found.n_proposed / (len(items) * (len(items) - 1) / 2)
        print(
            f"| {name} | {len(items)} | {count(alike, found)} | {count(long, found)} | {found.n_proposed} | {share:.2%} |"
        )


def count(alike: Collection[tuple[str, str]], found: Found) -> str:
    """Return how many pairs are alike, and the shares of them that are found and called copies, as cells of a table."""
    n_found = sum(pair in found.relations or found.is_copy(pair) for pair in alike)
    n_copies = sum(found.is_copy(pair) for pair in alike)
    return f"{len(alike)} | {n_found / max(1, len(alike)):.3f} | {n_copies / max(1, len(alike)):.3f}"


def main_labels() -> None:
    """Print a row a labelled corpus."""
    print("\n| corpus | pairs | copies | precision | recall | F1 |\n|---|---|---|---|---|---|")
    reuse = SHARED / "reuse"
    if (reuse / "helsinki_dev_pairs.csv").exists():
        measure_helsinki(reuse)
    else:
        print("| Helsinki | skipped: not beside the project |")
    batches = read_corpus([SEEDS], languages=False)
    gold = tomllib.loads((SEEDS / "gold" / "pairs.toml").read_text(encoding="utf-8"))["pair"]
    seeds = {pair_of(row["item_a"], row["item_b"]): row["relation"] in COPIES for row in gold if "also" not in row}
    print(f"| seeds | {judge(seeds, called_copies(pl.concat([batch.items for batch in batches])))} |")
    if (reuse / "clough_stevenson.jsonl").exists():
        measure_levels(reuse / "clough_stevenson.jsonl")


def measure_helsinki(folder: Path) -> None:
    """Print a row for all pairs that were judged with confidence, and one without pages of captions or of links."""
    kinds = {row["id"]: row["doc_type"] for row in read_table(folder / "helsinki_dev_items.csv")}
    rows = [row for row in read_table(folder / "helsinki_dev_pairs.csv") if row["confidence"] != "low"]
    labels = {pair_of(row["id_a"], row["id_b"]): row["relation"] in REPRINTS for row in rows}
    stories = {pair: label for pair, label in labels.items() if not any(kinds.get(item) in PAGES for item in pair)}
    called = called_copies(read_lines(folder / "helsinki_dev_texts.jsonl"))
    print(f"| Helsinki | {judge(labels, called)} |")
    print(f"| Helsinki, without pages of captions or links | {judge(stories, called)} |")


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def measure_levels(path: Path) -> None:
    """Print which share of the answers of each level are called copies of their source."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    called = called_copies(read_lines(path))
    print("\n| answers | of them called copies |\n|---|---|")
    for level in LEVELS:
        answers = [row for row in rows if row["level"] == level and not row["id"].startswith("orig")]
        n_called = sum(pair_of(row["id"], f"orig_task{row['task']}") in called for row in answers)
        print(f"| {level} | {n_called} of {len(answers)} |")


def read_lines(path: Path) -> pl.DataFrame:
    """Return the items of a JSONL file."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return pl.DataFrame([{"item": row["id"], "text": row["text"], "published": None} for row in rows], schema=ITEMS)


def called_copies(items: pl.DataFrame) -> set[tuple[str, str]]:
    """Return the pairs that the street calls copies when nothing is masked."""
    relations = walk_street(items, SPANS.to_frame()).relations
    return {pair for pair, relation in relations.items() if relation in COPIES}


def pair_of(a: str, b: str) -> tuple[str, str]:
    """Return two items in order."""
    return (a, b) if a < b else (b, a)


def judge(labels: Mapping[tuple[str, str], bool], called: Collection[tuple[str, str]]) -> str:
    """Return the number of labelled pairs and of copies among them, precision, recall and F1, as cells of a table."""
    n_copies, n_right = sum(labels.values()), sum(labels[pair] for pair in called if pair in labels)
    n_called = sum(pair in labels for pair in called)
    precision, recall = n_right / max(1, n_called), n_right / max(1, n_copies)
    f1 = 2 * precision * recall / max(1e-9, precision + recall)
    return f"{len(labels)} | {n_copies} | {precision:.3f} | {recall:.3f} | {f1:.3f}"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else N_ITEMS)
    main_labels()
