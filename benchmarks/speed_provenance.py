"""How many items a CPU second do boilerplate, credits, dates and provenance take together, and where does the time go?

The corpus is a sample of the US Senate's press releases (about 3.3 KB each) in `../shared`; without it nothing is measured.
The stages are called one by one in this process, in batches as a scan has them, on one thread; CPU seconds of the whole
process count. Sketches, pairs and matches are made in between, since provenance needs them, and are not counted.

usage: POLARS_MAX_THREADS=1 python benchmarks/speed_provenance.py [N_ITEMS]
"""

import gc
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import polars as pl

from dedup import boilerplate, candidates, clusters, credits, dates, provenance, sketch, verify  # noqa: A004
from dedup.engines.local import LocalEngine
from dedup.pipeline import complete_items
from dedup.settings import Settings
from dedup.tables import CLUSTERS, ITEMS, MATCHES
from scoring.desk.cli import MANY_OBJECTS

CORPUS = Path(__file__).parents[2] / "shared" / "data" / "scale" / "senate.parquet"
N_ITEMS = 5_000
WARM = 50  # items that load the lexicons

Result = TypeVar("Result")


class Clock:
    """Adds up the CPU seconds of each stage."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)

    def run(self, stage: str, function: Callable[..., Result], *given: object) -> Result:
        """Return what `function` returns, its time booked to `stage`."""
        begun = time.process_time()
        result = function(*given)
        self.seconds[stage] += time.process_time() - begun
        return result


def main(n_items: int) -> None:
    """Print a line a stage and the sum."""
    if not CORPUS.exists():
        print(f"skipped: no press releases at {CORPUS}")
        return
    gc.set_threshold(MANY_OBJECTS)  # as the command does
    items = read_items(n_items)
    walk(items.head(WARM), Clock())
    clock = Clock()
    walk(items, clock)
    for stage, seconds in clock.seconds.items():
        print(f"{stage:12} {seconds / items.height * 1e6:6.1f} us an item")
    print(f"together     {items.height / sum(clock.seconds.values()):,.0f} items per CPU s, of {items.height}")


def read_items(n_items: int) -> pl.DataFrame:
    """Return ITEMS drawn evenly from the corpus."""
    rows = pl.read_parquet(CORPUS)
    drawn = rows.gather_every(max(1, rows.height // n_items)).head(n_items)
    named = drawn.select("text", "title", item="id", outlet="source", published="date", lang=pl.lit("en"))
    missing = [pl.lit(None, kind).alias(name) for name, kind in ITEMS.items() if name not in named.columns]
    return named.with_columns(missing).select(ITEMS.names()).cast(ITEMS)


def walk(items: pl.DataFrame, clock: Clock) -> None:
    """Walk the lower street with `items`, the stages in question timed by `clock`."""
    settings = Settings()
    batches = list(items.iter_slices(settings.corpus.batch_items))
    tallies, kept = zip(*(tally(batch, clock) for batch in batches), strict=True)
    lines = clock.run("learn", boilerplate.learn_lines, list(tallies), settings.boilerplate)
    examined = [examine(batch, units, lines, settings, clock) for batch, units in zip(batches, kept, strict=True)]
    completed, spans, credited, dated, sketches = (pl.concat(frames) for frames in zip(*examined, strict=True))
    pairs = candidates.find_pairs(sketches, settings.candidates)
    matches = verify.verify_pairs(pairs, completed, spans, settings.verify)
    grouped = clusters.cluster_items(completed, matches, settings.clusters)
    matched = pl.concat([matches["item_a"], matches["item_b"]]).unique().implode()
    tables = [table.filter(pl.col("item").is_in(matched)) for table in (completed, spans, credited, dated)]
    clock.run("trace", provenance.trace_reprints, *tables, matches, grouped, settings.provenance)


def tally(items: pl.DataFrame, clock: Clock) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return the batch's LINE_TALLIES and the units that are kept, written to disk and read again."""
    units = clock.run("cut", boilerplate.cut_units, items)
    tallies = clock.run("tally", boilerplate.tally_units, items, units)
    return tallies, clock.run("keep", keep, units)


def keep(units: pl.DataFrame) -> pl.DataFrame:
    """Return what marking needs of `units`, by way of a file, as a scan keeps it between its two passes."""
    with tempfile.TemporaryDirectory() as folder:
        (parts,) = LocalEngine(Path(folder)).keep(("units",), [(boilerplate.keep_units(units),)])
        return pl.concat(parts)


def examine(
    items: pl.DataFrame, units: pl.DataFrame, lines: pl.DataFrame, settings: Settings, clock: Clock
) -> tuple[pl.DataFrame, ...]:
    """Return the batch's items completed, SPANS, CREDITS, DATES and SKETCHES, as the street has them."""
    marked = clock.run("mark", boilerplate.mark_lines, items, lines, settings.boilerplate, units)
    credited = clock.run("credits", credits.find_credits, items, marked)
    dated = clock.run("dates", dates.find_dates, items)
    covered = clock.run("credits", credits.credit_spans, items, credited)
    spans = pl.concat([marked, covered]).sort("item", "start", "end", "kind")
    outlets = clock.run("credits", credits.name_outlets, items, spans, lines, credited)
    completed = complete_items(items, outlets, credited, dated)
    tables = (completed, spans, credited, dated)
    unmatched = (MATCHES.to_frame(), CLUSTERS.to_frame(), settings.provenance)
    clock.run("declared", provenance.trace_reprints, *tables, *unmatched)
    return (*tables, sketch.sketch_items(items, spans, settings.sketch))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else N_ITEMS)
