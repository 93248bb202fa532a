"""How many items a CPU second do signals and ratings judge, once attributions and all other rows are there?

The items are PolNeAR's (about 700 words), where ../shared/data stands beside the project; else the seeds (about 230 words).

usage: python benchmarks/speed_signals.py
"""

import hashlib
import json
import tempfile
import time
from pathlib import Path

import polars as pl

from dedup.corpus import read_survey, survey_corpus
from dedup.engines.local import LocalEngine
from dedup.registry import builtin
from dedup.tables import ITEMS, METADATA
from scoring.pipeline import Rated, rate_corpus
from scoring.ratings import rate_items
from scoring.settings import Settings
from scoring.signals import Evidence, find_loops, gather_dossiers, judge_items, read_affiliations

ROOT = Path(__file__).parent.parent
POLNEAR = ROOT.parent / "shared" / "data" / "attribution" / "polnear_train.jsonl"
N_ITEMS = 300
N_RUNS = 5


def main() -> None:
    """Print the best of a few runs."""
    settings = Settings()
    batches = [read_polnear()] if POLNEAR.exists() else read_seeds(settings)
    with tempfile.TemporaryDirectory() as folder:
        rated = rate_corpus(batches, LocalEngine(Path(folder)), settings)
        items, evidence = rated.traced.items.whole(), collect_evidence(rated)
    seconds = min(time_once(items, evidence, settings) for _ in range(N_RUNS))
    n_words = float(str(items["n_words"].mean()))
    print(
        f"{items.height} items of {n_words:.0f} words: {items.height / seconds:,.0f} items per CPU s, best of {N_RUNS}"
    )


def read_polnear() -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return ITEMS and an empty METADATA."""
    with POLNEAR.open(encoding="utf-8") as lines:
        rows = [json.loads(line) for _, line in zip(range(N_ITEMS), lines, strict=False)]
    items = [
        {
            "item": str(row["id"]),
            "text": row["text"],
            "sha256": hashlib.sha256(row["text"].encode()).hexdigest(),
            "lang": "en",
            "n_words": len(row["text"].split()),
        }
        for row in rows
    ]
    return pl.DataFrame(items, schema=ITEMS), METADATA.to_frame()


def read_seeds(settings: Settings) -> list[tuple[pl.DataFrame, pl.DataFrame]]:
    """Return the seeds' batches."""
    survey = survey_corpus([str(ROOT / "seeds")])
    return [(batch.items, batch.metadata) for batch in read_survey(survey, settings.corpus)]


def collect_evidence(rated: Rated) -> Evidence:
    """Return all rows of the street, loaded."""
    traced = rated.traced
    assert rated.attributions is not None  # noqa: S101 - the whole street makes all tables
    assert rated.stories is not None  # noqa: S101
    assert rated.quotes is not None  # noqa: S101
    return Evidence(
        spans=traced.spans.whole(),
        credits=traced.credits.whole(),
        dates=traced.dates.whole(),
        attributions=rated.attributions.whole(),
        matches=traced.matches,
        reprints=traced.reprints,
        stories=rated.stories,
        quotes=rated.quotes,
        others=traced.items.whole(),
        loops=find_loops(traced.reprints),
        affiliations=read_affiliations(builtin()),
    )


def time_once(items: pl.DataFrame, evidence: Evidence, settings: Settings) -> float:
    """Return the CPU seconds from rows to ratings."""
    begun = time.process_time()
    signals = judge_items(gather_dossiers(items, evidence), settings.signals)
    rate_items(items, signals, evidence.stories, settings.signals)
    return time.process_time() - begun


if __name__ == "__main__":
    main()
