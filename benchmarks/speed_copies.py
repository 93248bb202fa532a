"""What does finding copies cost, and what does it find? copydesk and peers, one after the other, on one corpus.

Each system runs as a process of its own, peers in environments of their own, made in the cache folder at their first
run. Parquet in, clusters out; CPU and wall seconds and peak memory are those of the whole process. A planted pair is
found when both items stand in one cluster or share a row of MATCHES that calls them copies; precision is over such rows
(for peers, which give clusters alone, over pairs of a member and its cluster's first item). J5 is the exact Jaccard
similarity of a copy and its original over word 5-grams. `boilerplate` is copydesk with furniture masked and reprints
traced; each peer is installed by name. With --story: what do 10,000 copies of one story among 100,000 items cost, beside
as many items of the same lengths without a copy?

usage: python -m benchmarks.speed_copies [N_ITEMS] [--story] [SYSTEM ...]
"""

import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from benchmarks.data import CACHE, Corpus, make_corpus

PEERS = Path(__file__).parent / "peers"
READING = ("pyarrow", "numpy")
PACKAGES = {
    "daft": ("daft", *READING),
    "gaoya": ("gaoya", *READING),
    "polars_textproc": ("polars-textproc", "polars", *READING),
    "rensa": ("rensa", *READING),
    "datasketch": ("datasketch", "xxhash", *READING),
    "text_dedup": ("text-dedup", *READING),
}
OURS = {"copydesk": "copies", "boilerplate": "provenance"}  # where the street ends
COPIES = ("duplicate", "contained", "partial")
MEGABYTE = 1024  # of the kilobytes that the kernel counts in
Pairs = Iterable[tuple[str, str]]


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    cpu: float  # seconds, user and system
    wall: float
    peak_mb: float


@dataclass(frozen=True)
class Answer:
    """What one run found: the cluster of each item, and the pairs it calls copies."""

    clusters: dict[str, str]
    pairs: set[tuple[str, str]]

    def holds(self, pair: tuple[str, str]) -> bool:
        """Return whether the pair was found."""
        a, b = sorted(pair)
        return (a, b) in self.pairs or self.clusters.get(a, a) == self.clusters.get(b, b)


def run(command: list[str], folder: Path) -> Cost:
    """Return what `command` took; its own bytecode and kernels may be cached, as on anybody's machine."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begun = time.perf_counter()
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(used.ru_utime + used.ru_stime, time.perf_counter() - begun, used.ru_maxrss / MEGABYTE)


def run_copydesk(corpus: Corpus, folder: Path, only: str = "copies") -> tuple[Cost, Answer]:
    """Return what a scan took, and its matches and clusters."""
    out = folder / "out"
    command = str(Path(sys.executable).parent / "copydesk")
    cost = run([command, "scan", str(corpus.items), "--only", only, "--out", str(out)], folder)
    matches = pl.read_parquet(out / "matches.parquet").filter(pl.col("relation").is_in(COPIES))
    clusters = pl.read_parquet(out / "clusters.parquet")
    pairs = set(matches.select("item_a", "item_b").iter_rows())
    return cost, Answer(dict(clusters.select("item", "cluster").iter_rows()), pairs)


def run_peer(name: str, corpus: Corpus, folder: Path) -> tuple[Cost, Answer]:
    """Return what a peer took, and its clusters."""
    python = make_environment(name)
    found = folder / "clusters.csv"
    cost = run([str(python), str(PEERS / f"{name}_minhash.py"), str(corpus.items), str(found)], folder)
    clusters = dict(pl.read_csv(found, schema_overrides={"cluster": pl.String}).iter_rows())
    firsts: dict[str, str] = {}
    pairs = {(firsts.setdefault(cluster, item), item) for item, cluster in sorted(clusters.items())}
    return cost, Answer(clusters, {(a, b) for a, b in pairs if a != b})


def make_environment(name: str) -> Path:
    """Return the Python of a peer's environment, made now unless it was made before."""
    folder = CACHE / "peers" / name
    python: Path = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "--quiet", *PACKAGES[name]], check=True)
    return python


def score(answer: Answer, labels: pl.DataFrame) -> str:
    """Return recall of planted copies and reuse, and precision, as cells of a table."""
    is_copy, is_like = pl.col("kind") == "copy", pl.col("resemblance")
    planted = (is_copy & (is_like >= 0.8), is_copy & (is_like >= 0.7), is_copy, pl.col("kind") == "reuse")
    cells = []
    for chosen in planted:
        pairs = labels.filter(chosen).select("of", "item").rows()
        cells.append(f"{sum(map(answer.holds, pairs)) / len(pairs):.3f}" if pairs else "-")
    family = dict(labels.select("item", "family").iter_rows())
    right = sum(family[a] == family[b] for a, b in answer.pairs)
    return " | ".join([*cells, f"{right / max(1, len(answer.pairs)):.3f}"])


def measure(name: str, corpus: Corpus) -> tuple[Cost, Answer]:
    """Return what a system took, and what it found."""
    with tempfile.TemporaryDirectory() as folder:
        if name in OURS:
            return run_copydesk(corpus, Path(folder), OURS[name])
        return run_peer(name, corpus, Path(folder))


def main(n_items: int, systems: list[str]) -> None:
    """Print a row a system; a first run of copydesk compiles its kernels and is not counted."""
    corpus = make_corpus(n_items)
    labels = pl.read_parquet(corpus.labels)
    print(
        "| system | CPU s | items per CPU s | wall s | peak MB | J5 >= .8 | J5 >= .7 | all copies | reuse | precision |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|")
    measure("copydesk", make_corpus(10_000))
    for name in systems:
        cost, answer = measure(name, corpus)
        took = f"{cost.cpu:.1f} | {n_items / cost.cpu:,.0f} | {cost.wall:.1f} | {cost.peak_mb:.0f}"
        print(f"| {name} | {took} | {score(answer, labels)} |", flush=True)


def main_story(n_items: int) -> None:
    """Print a row for a corpus without a copy, and one for a corpus of which a tenth copies one story."""
    print("| corpus | CPU s | wall s | peak MB | copies in the largest cluster |")
    print("|---|---|---|---|---|")
    measure("copydesk", make_corpus(10_000))
    for shape in ("distinct", "story", "distinct", "story"):
        cost, answer = measure("copydesk", make_corpus(n_items, shape))
        largest = max(Counter(answer.clusters.values()).values(), default=0)
        print(f"| {shape} | {cost.cpu:.1f} | {cost.wall:.1f} | {cost.peak_mb:.0f} | {largest:,} |", flush=True)


if __name__ == "__main__":
    given = [word for word in sys.argv[1:] if word != "--story"]
    n_items = int(given[0]) if given else 10_000
    main_story(n_items) if "--story" in sys.argv else main(n_items, given[1:] or ["copydesk", "daft", "gaoya"])
