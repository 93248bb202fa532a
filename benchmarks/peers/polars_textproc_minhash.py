"""polars-textproc's minhash expression over word 5-grams, 14 bands of 8 values; clusters are components.

usage: python polars_textproc_minhash.py ITEMS.parquet CLUSTERS.csv
"""

import sys

import polars as pl
import polars_textproc
from bands import write_components

N_BANDS, DIGITS = 14, 32  # hex digits of a band's key

if __name__ == "__main__":
    text = pl.col("text").str.to_lowercase()
    frame = pl.read_parquet(sys.argv[1], columns=["id", "text"]).select("id", keys=polars_textproc.minhash(text))
    rows = frame.with_row_index("row")
    links: set[tuple[int, int]] = set()
    for band in range(N_BANDS):
        keyed = rows.select("row", key=pl.col("keys").str.slice(band * DIGITS, DIGITS))
        linked = keyed.with_columns(first=pl.col("row").min().over("key")).filter(pl.col("row") != pl.col("first"))
        links.update(linked.select("first", "row").iter_rows())
    write_components(frame["id"].to_list(), sorted(links), sys.argv[2])
