"""`scan --estimate`: what a scan will cost, from a survey of the files and a sample of their first items.

Rates and sizes are measured on the sample, here and now, and multiplied by the size of the corpus: nothing is matched.
"""

import dataclasses
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from scoring.desk.terminal import stdout

if TYPE_CHECKING:
    import polars as pl

    from scoring.settings import Settings

N_BATCHES = 4  # of the sample: about eight thousand items
N_AHEAD = 2  # of these, batches whose bytes tell what was read ahead rather than what they hold
POSTING_BYTES = 9  # key and kind; the item's id comes on top
WORDING_BYTES = 72  # of a line's counts and those of its outlet; its words come on top
SCHEMA = "copydesk.estimate/1"


@dataclass(frozen=True, slots=True)
class Estimate:
    """The cost of a scan; all but the first two fields are extrapolated from the sample."""

    n_bytes: int  # of the corpus, on the disk
    n_sampled: int
    n_items: int
    text_bytes: int
    n_postings: int  # band keys and fingerprints, which the joins sort
    shuffle_bytes: int  # on a cluster, before compression: lines and postings once, texts of all items twice at most
    table_bytes: int  # items and sketches as they are kept while the scan runs
    cpu_seconds: float  # of reading and sketching, the part that every item costs


def print_estimate(paths: list[str], settings: "Settings", form: str, *, without_boilerplate: bool) -> None:
    """Print what a scan of `paths` will cost, as text or JSON."""
    found = estimate_scan(paths, settings, without_boilerplate=without_boilerplate)
    if form == "json":
        values = {"schema": SCHEMA} | dataclasses.asdict(found)
        sys.stdout.write(json.dumps(values, indent=2, sort_keys=True) + "\n")
        return
    for line in _lines(found):
        stdout().print(line)


def estimate_scan(paths: list[str], settings: "Settings", *, without_boilerplate: bool) -> Estimate:
    """Return the cost of a scan of `paths`, measured on their first items."""
    from dedup.corpus import read_survey, survey_corpus
    from dedup.sketch import sketch_items
    from dedup.tables import SPANS

    survey = survey_corpus(paths)
    read = read_survey(survey, settings.corpus, languages=not without_boilerplate)
    begun = time.process_time()
    batches = list(islice(read, N_BATCHES))
    items = [batch.items for batch in batches]
    sketches = [sketch_items(part, SPANS.to_frame(), settings.sketch) for part in items]
    seconds = time.process_time() - begun
    n_read = sum(batch.n_bytes for batch in batches[N_AHEAD:])
    n_sampled = sum(part.height for part in items)
    n_counted = sum(part.height for part in items[N_AHEAD:])
    is_part = next(read, None) is not None and n_read > 0
    scale = survey.n_bytes / n_read * n_counted / n_sampled if is_part else 1.0
    texts = sum(int(part["text"].str.len_bytes().sum()) for part in items)
    ids = sum(int(part["item"].str.len_bytes().sum()) for part in items) / max(1, n_sampled)
    n_postings = sum(_count(part) for part in sketches)
    lines = 0 if without_boilerplate else sum(_line_bytes(part) for part in items)
    kept = sum(int(frame.estimated_size()) for frame in (*items, *sketches))
    return Estimate(
        survey.n_bytes,
        n_sampled,
        round(n_sampled * scale),
        round(texts * scale),
        round(n_postings * scale),
        round((lines + n_postings * (POSTING_BYTES + ids) + 2 * texts) * scale),
        round(kept * scale),
        round(seconds * scale, 1),
    )


def _count(sketches: "pl.DataFrame") -> int:
    """Return the number of postings of a batch of SKETCHES."""
    return sum(int(sketches[column].list.len().sum()) for column in ("bands", "fingerprints"))


def _line_bytes(items: "pl.DataFrame") -> int:
    """Return the bytes of the lines of a batch that are counted by their wordings."""
    from dedup.boilerplate import tally_lines

    sizes = tally_lines(items)["line"].drop_nulls().str.len_bytes()
    return int(sizes.sum()) + WORDING_BYTES * len(sizes)


def _lines(found: Estimate) -> Iterator[str]:
    yield f"items           {found.n_items:>15,}   (by {found.n_sampled:,} read)"
    yield f"text            {found.text_bytes / 1e6:>15,.1f} MB"
    yield f"postings        {found.n_postings:>15,}"
    yield f"tables          {found.table_bytes / 1e6:>15,.1f} MB on the disk while the scan runs"
    yield f"shuffle         {found.shuffle_bytes / 1e6:>15,.1f} MB at most, on a cluster"
    yield f"read and sketch {found.cpu_seconds:>15,.1f} CPU s on this machine's cores"
