"""gaoya's MinHash index over word 5-grams, threshold .7; clusters are components of its answers.

usage: python gaoya_minhash.py ITEMS.parquet CLUSTERS.csv
"""

import sys

import gaoya
import pyarrow.parquet as pq
from bands import write_components

if __name__ == "__main__":
    table = pq.read_table(sys.argv[1], columns=["id", "text"])
    index = gaoya.minhash.MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=0.7,
        num_bands=20,
        band_size=6,
        analyzer="word",
        lowercase=True,
        ngram_range=(5, 5),
    )
    texts = table["text"].to_pylist()
    index.par_bulk_insert_docs(list(range(len(texts))), texts)
    answers = index.par_bulk_query(texts, return_similarity=False)
    pairs = [(row, other) for row, found in enumerate(answers) for other in found if other > row]
    write_components(table["id"].to_pylist(), pairs, sys.argv[2])
