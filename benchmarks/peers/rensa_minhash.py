"""rensa's MinHash and LSH index over word 5-grams, 128 values, threshold .7; clusters are components of its answers.

usage: python rensa_minhash.py ITEMS.parquet CLUSTERS.csv
"""

import sys

import pyarrow.parquet as pq
import rensa
from bands import write_components


def shingles(text: str) -> list[str]:
    """Return the word 5-grams of a text."""
    words = text.lower().split()
    return [" ".join(words[i : i + 5]) for i in range(max(1, len(words) - 4))]


if __name__ == "__main__":
    table = pq.read_table(sys.argv[1], columns=["id", "text"])
    hashed = rensa.RMinHash.from_token_sets(map(shingles, table["text"].to_pylist()), 128, 1)
    index = rensa.RMinHashLSH(0.7, 128, 16)
    index.insert_many(hashed)
    pairs = [(row, other) for row, found in enumerate(index.query_all(hashed)) for other in found if other > row]
    write_components(table["id"].to_pylist(), pairs, sys.argv[2])
