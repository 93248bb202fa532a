"""How much furniture is found on scraped news, and whether content is left alone.

Corpus: the visible half of the labelled news of July 2018, in `../shared` beside this checkout, about 75 publishers.
Its recurring lines were labelled by reading; those called furniture are to be masked, those called content never.
A line counts as masked when at least half of its characters are, in at least half of its places.

usage: python benchmarks/quality_furniture.py [BASE]      BASE: the path up to `_furniture.csv`
"""

import csv
import json
import re
import sys
from pathlib import Path

import polars as pl

from dedup.boilerplate import learn_lines, mark_lines, tally_lines
from dedup.settings import BoilerplateSettings
from dedup.tables import ITEMS

BASE = Path(__file__).parents[2] / "shared" / "data" / "reuse" / "helsinki_dev"


def read_items(base: Path) -> pl.DataFrame:
    """Return ITEMS of the corpus, each with its publisher as outlet."""
    with base.with_name(f"{base.name}_texts.jsonl").open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    named = [{"item": row["id"], "outlet": row["source"], "text": row["text"]} for row in rows]
    return pl.DataFrame(named, schema=ITEMS)


def mask_items(items: pl.DataFrame) -> dict[str, bytearray]:
    """Return, for each item, which of its characters are masked."""
    settings = BoilerplateSettings()
    spans = mark_lines(items, learn_lines(tally_lines(items), settings), settings)
    masks = {item: bytearray(len(text)) for item, text in items.select("item", "text").rows()}
    for item, start, end in spans.select("item", "start", "end").rows():
        masks[item][start:end] = b"\1" * (end - start)
    return masks


def share_masked(line: str, items: pl.DataFrame, masks: dict[str, bytearray]) -> float | None:
    """Return the share of the places of `line` in `items` that are masked, or None where it has none."""
    place = re.compile(rf"(?:^|(?<=\n)|(?<=[.!?”\"] ))\s{{0,9}}({re.escape(line)})(?=\s|$)")
    hits = [
        sum(masks[item][match.start(1) : match.end(1)]) * 2 >= len(line)
        for item, text in items.select("item", "text").rows()
        for match in place.finditer(text)
    ]
    return sum(hits) / len(hits) if hits else None


def main(base: Path) -> None:
    """Print precision, recall and F1 of furniture lines, and what content was masked."""
    if not base.with_name(f"{base.name}_furniture.csv").exists():
        print(f"skipped: no labelled news at {base}_furniture.csv")
        return
    items = read_items(base)
    masks = mask_items(items)
    counts = {"furniture": [0, 0], "content": [0, 0]}
    with base.with_name(f"{base.name}_furniture.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            share = share_masked(row["string"], items.filter(pl.col("outlet") == row["publisher"]), masks)
            kind = row["kind"].partition("(")[0]
            if share is not None and kind in counts:
                counts[kind][share < 0.5] += 1  # the first counts what was masked
    (found, missed), (masked, _) = counts["furniture"], counts["content"]
    precision, recall = found / max(1, found + masked), found / max(1, found + missed)
    f1 = 2 * found / max(1, 2 * found + missed + masked)
    print(f"furniture  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    print(f"content lines masked: {masked} of {sum(counts['content'])}")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else BASE)
