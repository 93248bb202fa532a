"""What do the signals say of fifty news items, and how often are they wrong?

Prints every finding that stands against an item or points at a place, with its context, for a reader to judge; then
the findings and the false alarms among them for each signal, per 1,000 words. The judgements stand in
judged_signals.toml, with their date and reader. The items are PolNeAR's, which cannot be shipped: they are looked for in
../shared/data, and without them the script says so and ends.

usage: python benchmarks/quality_signals.py [first|fresh|third|fourth|fifth] [CODE ...]    which fifty; only these signals
"""

import hashlib
import json
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from dedup.engines.local import LocalEngine
from dedup.tables import ITEMS, METADATA
from scoring.pipeline import rate_corpus
from scoring.settings import Settings

ROOT = Path(__file__).parent.parent
POLNEAR = ROOT.parent / "shared" / "data" / "attribution" / "polnear_train.jsonl"
JUDGED = Path(__file__).with_name("judged_signals.toml")
OPENED = frozenset("56789abcdef")  # first digit of an id's SHA-1: rows that may be read; the others are only scored
N_ITEMS = 50
SAMPLES = ("first", "fresh", "third", "fourth", "fifth")  # fifty items each, one after the other
OUTLETS = {
    "breitbart": "Breitbart News",
    "huff-post": "The Huffington Post",
    "nyt": "The New York Times",
    "politico": "Politico",
    "usa-today": "USA Today",
    "wash-post": "The Washington Post",
    "west-journal": "The Western Journal",
}
CONTEXT_CHARS = 70
MEASURES = ("ATT101", "ATT103", "SRC201")  # shares of the whole item, not findings at a place


def main() -> None:
    """Print findings and totals."""
    if not POLNEAR.exists():
        print(f"{POLNEAR} is absent: nothing to read")
        return
    sample = next((name for name in SAMPLES if name in sys.argv[1:]), SAMPLES[0])
    wanted = [code for code in sys.argv[1:] if code not in SAMPLES]
    items = read_items(sample)
    found = judge(items)
    texts = dict(items.select("item", "text").iter_rows())
    for row in found.iter_rows(named=True):
        if not wanted or row["code"] in wanted:
            print(describe(row, texts[row["item"]]))
    n_words = sum(len(text.split()) for text in texts.values())
    print_totals(found, n_words, sample)


def read_items(sample: str) -> pl.DataFrame:
    """Return fifty opened items in the order of their hashes, as ITEMS."""
    with POLNEAR.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    ranked = sorted((hashlib.sha1(str(row["id"]).encode()).hexdigest(), row) for row in rows)  # noqa: S324 - a split, no secret
    skipped = SAMPLES.index(sample) * N_ITEMS
    opened = [row for digest, row in ranked if digest[0] in OPENED][skipped : skipped + N_ITEMS]
    return pl.DataFrame(
        [
            {
                "item": str(row["id"]),
                "text": row["text"],
                "sha256": hashlib.sha256(row["text"].encode()).hexdigest(),
                "outlet": OUTLETS.get(row["publisher"]),
                "lang": "en",
                "n_words": len(row["text"].split()),
            }
            for row in opened
        ],
        schema=ITEMS,
    )


def judge(items: pl.DataFrame) -> pl.DataFrame:
    """Return the SIGNALS of the items that point at a place, in the order of codes."""
    with tempfile.TemporaryDirectory() as folder:
        rated = rate_corpus([(items, METADATA.to_frame())], LocalEngine(Path(folder)), Settings())
        assert rated.signals is not None  # noqa: S101 - the whole street makes them
        signals = rated.signals.whole()
    is_finding = pl.col("outcome").is_in(["pass", "fail"]) & pl.col("start").is_not_null()
    return signals.filter(is_finding & ~pl.col("code").is_in(MEASURES)).sort("code", "item", "start")


def describe(row: Mapping[str, object], text: str) -> str:
    """Return one finding with the words before and after it."""
    start, end = int(str(row["start"])), int(str(row["end"]))
    before, after = text[max(0, start - CONTEXT_CHARS) : start], text[end : end + CONTEXT_CHARS]
    words = f"{before}>>{text[start:end]}<<{after}".replace("\n", " / ")
    return f"{row['code']} {row['outcome']:4} {row['item']}\n    {row['reason']}\n    {words}"


def print_totals(found: pl.DataFrame, n_words: int, sample: str) -> None:
    """Print a row for each signal: findings, those judged, false alarms, and false alarms per 1,000 words."""
    judged = tomllib.loads(JUDGED.read_text(encoding="utf-8"))[sample]
    print(f"\n{N_ITEMS} items, {n_words:,} words; read on {judged['date']} by {judged['reader']}\n")
    print("| signal | findings | read | false alarms | per 1,000 words |")
    print("|---|---|---|---|---|")
    counts = dict(found.group_by("code").len().iter_rows())
    n_false = 0
    for code in sorted(counts | judged["signals"]):
        read, false = judged["signals"].get(code, (0, 0))
        n_false += false
        print(f"| {code} | {counts.get(code, 0)} | {read} | {false} | {1000 * false / n_words:.2f} |")
    print(f"| all | {found.height} | | {n_false} | {1000 * n_false / n_words:.2f} |")


if __name__ == "__main__":
    main()
