"""datasketch's MinHash (xxhash) and LSH index over word 5-grams, 128 values, threshold .7; clusters are components.

usage: python datasketch_minhash.py ITEMS.parquet CLUSTERS.csv
"""

import sys

import pyarrow.parquet as pq
import xxhash
from bands import write_components
from datasketch import MinHash, MinHashLSH


def shingles(text: str) -> list[bytes]:
    """Return the word 5-grams of a text."""
    words = text.lower().split()
    return [" ".join(words[i : i + 5]).encode() for i in range(max(1, len(words) - 4))]


if __name__ == "__main__":
    table = pq.read_table(sys.argv[1], columns=["id", "text"])
    index = MinHashLSH(threshold=0.7, num_perm=128)
    pairs = []
    for row, text in enumerate(table["text"].to_pylist()):
        value = MinHash(num_perm=128, hashfunc=xxhash.xxh32_intdigest)
        value.update_batch(shingles(text))
        pairs += [(other, row) for other in index.query(value)]
        index.insert(row, value)
    write_components(table["id"].to_pylist(), pairs, sys.argv[2])
