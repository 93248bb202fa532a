"""daft's minhash expression over word 5-grams, 128 values, joined by 16 bands of 8; clusters are components.

usage: python daft_minhash.py ITEMS.parquet CLUSTERS.csv
"""

import sys

import daft
from bands import write_clusters

if __name__ == "__main__":
    frame = daft.read_parquet(sys.argv[1]).select(
        "id", daft.col("text").minhash(num_hashes=128, ngram_size=5, seed=1).alias("values")
    )
    table = frame.to_arrow()
    values = table["values"].combine_chunks().flatten().to_numpy().reshape(-1, 128)
    write_clusters(table["id"].to_pylist(), values, 16, sys.argv[2])
