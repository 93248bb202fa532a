"""How fast is the index: building it, looking an item up, checking one changed item from a cold start, and its size?

The archive is a folder of the made-up items of `data.py`: one a file up to 100,000, a hundred a JSONL file above. CPU
seconds are those of whole processes, children included; the check's are set beside those of importing polars alone,
which every machine pays alike.

usage: python -m benchmarks.speed_index N_ITEMS...
"""

import json
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.data import CACHE, make_corpus
from dedup.index import FOLDER, Reader
from dedup.sketch import sketch_items
from dedup.tables import SPANS
from scoring.settings import Settings

COPYDESK = Path(sys.executable).with_name("copydesk")
SINGLE_UP_TO = 100_000  # items that get a file each
ITEMS_A_SHARD = 100
N_LOOKUPS, N_CHECKS = 500, 5
HEAVY = ("numba", "datasketch", "scipy")


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
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    after, wall = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - begun
    if done.returncode == 2:
        sys.exit(done.stderr)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(cpu, wall, after.ru_maxrss / 1000, done.stdout)


def write_archive(n_items: int) -> Path:
    """Return the folder of an archive of `n_items`, written unless it is there."""
    root = CACHE / f"archive-{n_items}"
    if (root / "written").exists():
        return root
    shutil.rmtree(root, ignore_errors=True)
    items = pl.scan_parquet(make_corpus(n_items).items).collect()
    for number, shard in enumerate(items.iter_slices(ITEMS_A_SHARD)):
        folder = root / f"{number // 100:03}"
        folder.mkdir(parents=True, exist_ok=True)
        if n_items > SINGLE_UP_TO:
            shard.write_ndjson(folder / f"{number:05}.jsonl")
            continue
        for place, text in enumerate(shard["text"]):
            (folder / f"{number:05}-{place:02}.txt").write_text(text, encoding="utf-8")
    (root / "written").mkdir()
    return root


def time_lookups(root: Path) -> list[float]:
    """Return the milliseconds of single look-ups, each of another archived item."""
    corpus = make_corpus(int(root.name.partition("-")[2]))
    items = pl.read_parquet(corpus.items, columns=["id", "text"]).rename({"id": "item"}).sample(N_LOOKUPS, seed=1)
    settings = Settings()
    sketches = sketch_items(items, SPANS.to_frame(), settings.sketch)
    with Reader.opened(root / FOLDER / "index.sqlite", settings) as reader:
        times = []
        for row in sketches.iter_rows(named=True):
            keys = (pl.Series(row[name], dtype=pl.UInt64).to_numpy() for name in ("bands", "fingerprints"))
            bands, fingerprints = keys
            begun = time.perf_counter()
            reader.look_up(bands, fingerprints)
            times.append(1000 * (time.perf_counter() - begun))
    return times


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


def measure(n_items: int) -> None:
    """Print the rows of one archive."""
    root = write_archive(n_items)
    built = run("nice", "-n", "10", COPYDESK, "index", "build", root)
    about = json.loads(run(COPYDESK, "index", "info", root, "--format", "json").out)
    lookups = time_lookups(root)
    texts = pl.read_parquet(make_corpus(10_000).items, columns=["text"], n_rows=2)["text"].to_list()
    fresh = " ".join(reversed(texts[0].split()))
    archived = pl.read_parquet(make_corpus(n_items).items, columns=["text"], n_rows=50)["text"][40]
    polars = statistics.median(run(sys.executable, "-c", "import polars").cpu for _ in range(N_CHECKS))
    clean, loaded = check_one(root, fresh)
    copied, _ = check_one(root, f"{fresh} {archived}")
    size = sum(about["bytes_by_part"].values())
    words = ", ".join(f"{name} {n / n_items:.0f}" for name, n in sorted(about["bytes_by_part"].items()))
    print(f"## {n_items:,} items\n")
    print("| what | measured | aim |\n|---|---|---|")
    print(f"| build: CPU s, wall s, peak MB | {built.cpu:.1f}, {built.wall:.1f}, {built.peak_mb:.0f} | |")
    print(f"| bytes an item | {size / n_items:.0f} ({words}) | at most 1,600 |")
    print(f"| look-up, median ms | {statistics.median(lookups):.2f} | under 5 |")
    print(f"| look-up, 95th percentile ms | {sorted(lookups)[int(0.95 * len(lookups))]:.2f} | |")
    for name, costs in (("clean", clean), ("half copied", copied)):
        cpu = statistics.median(cost.cpu for cost in costs)
        print(f"| check of one {name} item, CPU s | {cpu:.2f} ({cpu / polars:.1f} x importing polars) | under 1 |")
    print(f"| loaded by the check | {', '.join(sorted(loaded)) or 'none of ' + ', '.join(HEAVY)} | none |\n")


def main() -> None:
    """Measure each size that is asked for."""
    for argument in sys.argv[1:] or ["10000"]:
        measure(int(argument.replace(",", "").replace("_", "")))


if __name__ == "__main__":
    main()
