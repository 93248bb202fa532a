"""How well are copies, declared origins and reprint edges found? On the seeds' gold and, beside the project, on real news.

usage: python benchmarks/quality_provenance.py

Real news is `../shared/data/reuse/helsinki_dev_*` with its scorer `../shared/eval/reprint_eval.py`; without that folder
only the seeds are measured. The times of that set are a scrape's, so they are given as times of capture.
An origin that is held is written by the name the item declares it under, since the labels know names only.
"""

import csv
import json
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import polars as pl

from dedup.provenance.outlets import same_outlet
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
HELSINKI = SHARED / "data" / "reuse" / "helsinki_dev"
SCORER = SHARED / "eval" / "reprint_eval.py"
FIVE = SHARED / "seeds"
COPIES = ("duplicate", "contained", "partial")
Row = Mapping[str, Any]


def main() -> None:
    """Print one table a question."""
    with tempfile.TemporaryDirectory() as scratch:
        measure_seeds(Path(scratch))
        if not HELSINKI.with_name("helsinki_dev_items.csv").is_file():
            print(f"\nreal news: {SHARED} is absent, nothing measured")
            return
        measure_five(Path(scratch))
        measure_helsinki(Path(scratch))


def scan(corpus: Path, out: Path) -> Path:
    """Scan `corpus` into `out` up to the reprints."""
    scan_corpus([str(corpus)], out, Settings(), "provenance", Choice(n_workers=1), lambda _step, _n_items: None)
    return out


def measure_seeds(scratch: Path) -> None:
    """Print how much of the seeds' gold is met, and which edges are not."""
    reprints = pl.read_parquet(scan(ROOT / "seeds", scratch / "seeds") / "reprints.parquet").to_dicts()
    gold = tomllib.loads((ROOT / "seeds" / "gold" / "reprints.toml").read_text(encoding="utf-8"))["reprint"]
    met, asked = Counter[str](), Counter[str]()
    for row in gold:
        edge = find_edge(row, reprints)
        if edge is None and row.get("optional"):
            continue
        asked["edge"] += 1
        if edge is None:
            print(f"  not found: {row['item']} -> {row['origin']} ({row['kind']})")
            continue
        met["edge"] += 1
        for field in ("kind", "direction", "verdict"):
            asked[field] += field in row
            met[field] += field in row and row[field] == edge[field]
        for loss in row.get("lost", ()):
            asked["lost"] += "from" not in loss
            met["lost"] += "from" not in loss and has_loss(loss, edge["lost"])
    print("seeds, met of gold: " + ", ".join(f"{name} {met[name]}/{asked[name]}" for name in asked))
    extra = [edge for edge in reprints if not any(is_same(row, edge) for row in gold)]
    print(f"seeds, edges not in gold: {len(extra)}")
    for edge in extra:
        print(f"  {edge['item']} -> {edge['origin']} ({edge['kind']}, {edge['direction']}, {edge['verdict']})")


def find_edge(row: Row, reprints: Iterable[Row]) -> Row | None:
    """Return the edge that a row of gold means; of several, the one of its kind."""
    found = [edge for edge in reprints if is_same(row, edge)]
    return next((edge for edge in found if edge["kind"] == row["kind"]), next(iter(found), None))


def is_same(row: Row, edge: Row) -> bool:
    """Return whether both lead from one item to one origin; names are compared as outlets are."""
    if row["item"] != edge["item"]:
        return False
    names = [str(one["origin"]) for one in (row, edge)]
    if all(name.startswith("origin:") for name in names):
        return same_outlet(*(name.removeprefix("origin:") for name in names))
    return names[0] == names[1]


def has_loss(loss: Row, found: Iterable[Row]) -> bool:
    """Return whether a loss of gold is among those found, in as many words or fewer."""
    wanted = " ".join(loss["text"].split())
    texts = [" ".join(one["text"].split()) for one in found if one["what"] == loss["what"]]
    return any(text in wanted or wanted in text for text in texts)


def measure_five(scratch: Path) -> None:
    """Print the edges of the five articles."""
    reprints = pl.read_parquet(scan(FIVE, scratch / "five") / "reprints.parquet")
    print("\nfive articles:")
    for edge in reprints.iter_rows(named=True):
        print(f"  {edge['item'][:3]} -> {edge['origin']} ({edge['kind']}, {edge['verdict']}): {edge['notice']}")


def measure_helsinki(scratch: Path) -> None:
    """Print pairs and declared origins of real news, with and without the largest cluster."""
    corpus = scratch / "items.jsonl"
    rows = HELSINKI.with_name("helsinki_dev_texts.jsonl").read_text(encoding="utf-8").splitlines()
    named = {"id": "id", "source": "outlet", "date": "captured", "text": "text"}
    items = ({new: row[old] for old, new in named.items()} for row in map(json.loads, rows))
    corpus.write_text("\n".join(json.dumps(item) for item in items), encoding="utf-8")
    out = scan(corpus, scratch / "helsinki")
    for title, left_out in (("all items", frozenset[str]()), ("without the largest cluster", largest_cluster())):
        print(f"\nHelsinki, {title}:")
        print(tell_shared(out, left_out))
        for kinds in (("declared", "agency"), ("declared", "agency", "quoted")):
            print(f"  origins of kind {', '.join(kinds)}")
            print(score(out, scratch, left_out, kinds))


def tell_shared(out: Path, left_out: frozenset[str]) -> str:
    """Return how many of the judged pairs called copies share only texts of a third: tweets, statements, captions."""
    matches = pl.read_parquet(out / "matches.parquet").filter(pl.col("relation").is_in(COPIES))
    called = {frozenset(pair) for pair in matches.select("item_a", "item_b").iter_rows()}
    clusters = dict(pl.read_parquet(out / "clusters.parquet").select("item", "cluster").iter_rows())
    items = pl.read_csv(HELSINKI.with_name("helsinki_dev_items.csv"), infer_schema=False)
    pages = set(items.filter(pl.col("doc_type").is_in(["caption_only", "index_page"]))["id"])
    counts = Counter[bool]()
    for row in pl.read_csv(HELSINKI.with_name("helsinki_dev_pairs.csv"), infer_schema=False).iter_rows(named=True):
        pair = frozenset((row["id_a"], row["id_b"]))
        is_judged = row["confidence"] != "low" and not pair & (pages | left_out)
        is_clustered = all(item in clusters for item in pair) and len({clusters[item] for item in pair}) == 1
        if is_judged and (pair in called or is_clustered):
            counts[row["relation"] == "shared_source_text"] += 1
    share = counts[True] / max(1, counts.total())
    return f"pairs called copies that share source texts only: {counts[True]} of {counts.total()}, {share:.1%}"


def largest_cluster() -> frozenset[str]:
    """Return the items of the largest labelled cluster."""
    with HELSINKI.with_name("helsinki_dev_items.csv").open(encoding="utf-8", newline="") as file:
        clusters = {row["id"]: row["cluster"] for row in csv.DictReader(file) if row["cluster"]}
    largest = Counter(clusters.values()).most_common(1)[0][0]
    return frozenset(item for item, cluster in clusters.items() if cluster == largest)


def score(out: Path, scratch: Path, left_out: frozenset[str], kinds: tuple[str, ...]) -> str:
    """Return what the scorer prints when the items in `left_out` are taken from labels and findings alike."""
    base = scratch / "labels"
    for name in ("items", "pairs"):
        source = HELSINKI.with_name(f"helsinki_dev_{name}.csv")
        labels = pl.read_csv(source, infer_schema=False)
        keys = [column for column in ("id", "id_a", "id_b") if column in labels.columns]
        outside = ~pl.any_horizontal(pl.col(keys).is_in(list(left_out)))
        labels.filter(outside).write_csv(f"{base}_{name}.csv", null_value="")
    reprints = pl.read_parquet(out / "reprints.parquet").filter(pl.col("kind").is_in(kinds))
    by_name = pl.when(pl.col("declared").is_not_null()).then("origin:" + pl.col("declared")).otherwise("origin")
    tables = {
        "matches": pl.read_parquet(out / "matches.parquet").select("item_a", "item_b", "relation"),
        "clusters": pl.read_parquet(out / "clusters.parquet").select("item", "cluster"),
        "reprints": reprints.select("item", origin=by_name),
    }
    paths = [scratch / f"{name}.csv" for name in tables]
    for frame, path in zip(tables.values(), paths, strict=True):
        frame.write_csv(path)
    command = [sys.executable, str(SCORER), str(base), *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.rstrip()


if __name__ == "__main__":
    main()
