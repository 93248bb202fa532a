"""text-dedup's own command (MinHash, xxh3, word 5-grams, threshold .7) with its cache thrown away; clusters are its own.

usage: python text_dedup_minhash.py ITEMS.parquet CLUSTERS.csv
"""

import csv
import pickle
import subprocess
import sys
import tempfile
from pathlib import Path

import pyarrow.parquet as pq

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        options = {"path": "parquet", "data_files": sys.argv[1], "split": "train", "cache_dir": f"{folder}/cache"}
        options |= {"output": f"{folder}/kept", "column": "text", "ngram": "5", "threshold": "0.7", "hash_func": "xxh3"}
        given = [word for name, value in options.items() for word in (f"--{name}", value)]
        subprocess.run(
            [sys.executable, "-m", "text_dedup.minhash", *given, "--debug"], check=True, stderr=subprocess.DEVNULL
        )
        with Path(folder, "kept", "uf.pkl").open("rb") as file:
            groups = pickle.load(file)  # noqa: S301 - just written
    ids = pq.read_table(sys.argv[1], columns=["id"])["id"].to_pylist()
    parents = {row: groups.find(row) for row in list(groups.parent)} if hasattr(groups, "parent") else groups
    with open(sys.argv[2], "w", newline="", encoding="utf-8") as file:  # noqa: PTH123 - runs in the peer's environment
        writer = csv.writer(file)
        writer.writerow(("item", "cluster"))
        writer.writerows((ids[row], parents[row]) for row in sorted(parents))
