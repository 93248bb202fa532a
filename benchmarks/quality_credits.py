"""How well are credits found: wires in US news, agencies in French and German newspapers through OCR noise, and how fast?

Run: python benchmarks/quality_credits.py [--data ../shared]
The sets are not ours to ship; where the sibling folder is absent, this says so and ends. Scored by the folder's own
`eval/credits_eval.py`, on the credits of kind agency, byline, dateline and copyright. Only an item's text is read, never
its metadata: the labels of these sets were made from it.
"""

import argparse
import csv
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import polars as pl

from dedup.credits import find_credits
from dedup.tables import SPANS

SCORED = ("agency", "byline", "dateline", "copyright")
LABELLED = ("data/attribution/polnear_train.jsonl", "data/credits/impresso_dev.jsonl")
SCALE = "data/scale/senate.parquet"
N_TIMED = 10_000
N_RUNS = 3


def main() -> int:
    """Print one line a set; return 0, also where the sets are absent."""
    parser = argparse.ArgumentParser(description="Measure the credits.")
    parser.add_argument(
        "--data", type=Path, default=Path(__file__).parents[2] / "shared", help="the folder of the sets"
    )
    folder = parser.parse_args().data
    if not folder.is_dir():
        print(f"{folder}: not here, so nothing is measured")
        return 0
    for name in LABELLED:
        print(f"{Path(name).stem:16} {score(folder, name)}")
    print(f"{Path(SCALE).stem:16} {rate(folder / SCALE):,.0f} items per CPU s")
    return 0


def score(folder: Path, name: str) -> str:
    """Return what the folder's scorer says of the credits found in one labelled set."""
    rows = [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]
    items = pl.DataFrame(
        {
            "item": [row["id"] for row in rows],
            "text": [row["text"] for row in rows],
            "lang": [row.get("lang", "en") for row in rows],
        }
    )
    credited = find_credits(items, SPANS.to_frame()).filter(pl.col("kind").is_in(SCORED)).drop_nulls("name")
    found = credited.filter((pl.col("kind") != "dateline") | pl.col("name_id").is_not_null())  # others name a place
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "credits.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(("item", "name"))
            writer.writerows(found.select("item", "name").iter_rows())
        command = [sys.executable, str(folder / "eval" / "credits_eval.py"), str(folder / name), str(path)]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def rate(path: Path) -> float:
    """Return the items per CPU second, the best of a few runs, in batches as the scan has them."""
    items = pl.read_parquet(path).head(N_TIMED).select(item="id", text="text", lang=pl.lit("en"))
    batches = list(items.iter_slices(2_048))
    find_credits(batches[0].head(100), SPANS.to_frame())
    seconds = []
    for _ in range(N_RUNS):
        began = time.process_time()
        for batch in batches:
            find_credits(batch, SPANS.to_frame())
        seconds.append(time.process_time() - began)
    return items.height / min(seconds)


if __name__ == "__main__":
    sys.exit(main())
