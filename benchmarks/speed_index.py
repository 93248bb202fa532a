"""How fast is the index: building it, looking an item up, checking one changed item from a cold start, and its size?

The archive is a folder of the made-up items of `data.py`, of 350 words in the median: one a file up to 100,000, a hundred
a JSONL file above; and one in English. The items checked are in English too, as news is; the last is of made-up words,
for whose language a model is loaded. CPU seconds are those of whole processes, children included; the check's are set
beside those of importing polars alone, which every machine pays alike. Python may keep its bytecode, as where copydesk
is installed.

usage: python -m benchmarks.speed_index [--keep] N_ITEMS...
--keep: measure the index that is there, where one is
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import polars as pl
import pyarrow.parquet as pq

from benchmarks.data import CACHE, make_corpus
from dedup.index import FOLDER, Reader
from dedup.sketch import sketch_items
from dedup.tables import SPANS
from scoring.settings import Settings

COPYDESK = Path(sys.executable).with_name("copydesk")
SINGLE_UP_TO = 100_000  # items that get a file each
ITEMS_A_SHARD = 100
N_LOOKUPS, N_CHECKS = 500, 5
KEYS = ("bands", "fingerprints")
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
HEAVY = ("numba", "datasketch", "scipy")
SEEDS = Path(__file__).parents[1] / "seeds"
CLEAN, ARCHIVED = SEEDS / "harbour-strike/hnn.txt", SEEDS / "lighthouse-sale/hnn.txt"


@dataclass(frozen=True)
class Cost:
    """What a process took."""

    cpu: float  # seconds
    wall: float  # seconds
    peak_mb: float
    out: str


def run(*command: str | Path) -> Cost:
    """Run a process to its end."""
    before, begun = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    arguments = [str(part) for part in command]
    done = subprocess.run(arguments, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
    if done.returncode == 2:
        sys.exit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, after.ru_maxrss / 1000, done.stdout)


def write_archive(n_items: int) -> Path:
    """Return the folder of an archive of `n_items`, written unless it is there."""
    root = CACHE / f"archive-even-{n_items}"
    if (root / "written").exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    root.mkdir(parents=True)
    shutil.copy(ARCHIVED, root / "archived.txt")
    for number, shard in enumerate(read_shards(n_items)):
        folder = root / f"{number // 100:03}"
        folder.mkdir(parents=True, exist_ok=True)
        if n_items > SINGLE_UP_TO:
            shard.write_ndjson(folder / f"{number:05}.jsonl")
            continue
        for place, text in enumerate(shard["text"]):
            (folder / f"{number:05}-{place:02}.txt").write_text(text, encoding="utf-8")
    (root / "written").mkdir()
    return root


def read_shards(n_items: int) -> Iterator[pl.DataFrame]:
    """Yield the items of a corpus, ITEMS_A_SHARD at a time."""
    with pq.ParquetFile(make_corpus(n_items, "even").items) as file:
        for batch in file.iter_batches(batch_size=2_000):
            rows = pl.DataFrame(batch)
            yield from rows.iter_slices(ITEMS_A_SHARD)


def time_lookups(root: Path, n_items: int) -> tuple[list[float], list[float]]:
    """Return the milliseconds of single look-ups, CPU's and the wall's, each of another archived item."""
    items = pl.concat(list(islice(read_shards(n_items), None, None, max(1, n_items // ITEMS_A_SHARD // N_LOOKUPS))))
    items = items.rename({"id": "item"}).sample(N_LOOKUPS, seed=1)
    settings = Settings()
    sketches = sketch_items(items, SPANS.to_frame(), settings.sketch)
    with Reader.opened(root / FOLDER / "index.sqlite", settings) as reader:
        cpu, wall = [], []
        for row in sketches.iter_rows(named=True):
            bands, fingerprints = (pl.Series(row[name], dtype=pl.UInt64).to_numpy() for name in KEYS)
            begun = time.process_time(), time.perf_counter()
            reader.look_up(bands, fingerprints)
            cpu.append(1000 * (time.process_time() - begun[0]))
            wall.append(1000 * (time.perf_counter() - begun[1]))
    return cpu, wall


def check_one(root: Path, text: str) -> tuple[list[Cost], set[str]]:
    """Return the costs of cold checks of one new item, and which heavy modules the last one had loaded."""
    changed = root / "changed.txt"
    changed.write_text(text, encoding="utf-8")
    costs = [run(COPYDESK, "check", "--no-build", changed) for _ in range(N_CHECKS)]
    script = (
        "import contextlib, sys; from scoring.desk.cli import main\n"
        f"sys.argv = ['copydesk', 'check', '--no-build', {str(changed)!r}]\n"
        "with contextlib.suppress(SystemExit): main()\n"
        f"print('loaded:', *(set(sys.modules) & set({HEAVY!r})))"
    )
    loaded = run(sys.executable, "-c", script).out.partition("loaded:")[2].split()
    changed.unlink()
    return costs, set(loaded)


def measure(n_items: int, *, keeps: bool) -> None:
    """Print the rows of one archive."""
    root = write_archive(n_items)
    is_there = keeps and (root / FOLDER / "index.sqlite").exists()
    built = None if is_there else run("nice", "-n", "10", COPYDESK, "index", "build", root)
    about = json.loads(run(COPYDESK, "index", "info", root, "--format", "json").out)
    cpu, wall = (sorted(times) for times in time_lookups(root, n_items))
    clean, archived = (path.read_text(encoding="utf-8") for path in (CLEAN, ARCHIVED))
    made_up = next(read_shards(n_items))["text"][40]
    polars = statistics.median(run(sys.executable, "-c", "import polars").cpu for _ in range(N_CHECKS))
    checks = {
        "clean": check_one(root, clean),
        "partly copied": check_one(root, f"{clean}\n\n{archived}"),
        "made-up": check_one(root, " ".join(reversed(made_up.split()))),
    }
    middle, high = N_LOOKUPS // 2, int(0.95 * N_LOOKUPS)
    size = sum(about["bytes_by_part"].values())
    words = ", ".join(f"{name} {n / n_items:.0f}" for name, n in sorted(about["bytes_by_part"].items()))
    print(f"## {n_items:,} items\n")
    print("| what | measured | aim |\n|---|---|---|")
    if built:
        print(f"| build: CPU s, wall s, peak MB | {built.cpu:.1f}, {built.wall:.1f}, {built.peak_mb:.0f} | |")
    print(f"| bytes an item | {size / n_items:.0f} ({words}) | at most 1,600 |")
    print(f"| look-up, median ms: CPU, wall | {cpu[middle]:.2f}, {wall[middle]:.2f} | under 5 |")
    print(f"| look-up, 95th percentile ms: CPU, wall | {cpu[high]:.2f}, {wall[high]:.2f} | |")
    for name, (costs, _) in checks.items():
        median = statistics.median(cost.cpu for cost in costs)
        print(
            f"| check of one {name} item, CPU s | {median:.2f} ({median / polars:.1f} x importing polars) | under 1 |"
        )
    loaded = set.union(*(loaded for _, loaded in checks.values()))
    print(
        f"| loaded by the check | {', '.join(sorted(loaded)) or 'none of ' + ', '.join(HEAVY)} | none |\n", flush=True
    )


def main() -> None:
    """Measure each size that is asked for."""
    sizes = [int(argument.replace(",", "").replace("_", "")) for argument in sys.argv[1:] if argument != "--keep"]
    for n_items in sizes or [10_000]:
        measure(n_items, keeps="--keep" in sys.argv)


if __name__ == "__main__":
    main()
