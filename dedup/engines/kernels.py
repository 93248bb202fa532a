"""Compile every kernel before it is wanted, by walking the copies' stages with more items than their twins take."""

import time
from pathlib import Path

import polars as pl

from dedup import candidates, sketch, verify
from dedup.candidates import joins
from dedup.candidates.snippets import CARRIED, find_holders
from dedup.settings import Settings
from dedup.tables import PAIRS, SPANS


def compile_kernels() -> float:
    """Return the seconds it took to compile the kernels, or to take them from the cache."""
    begun = time.perf_counter()
    settings = Settings()
    n_items = joins.FEW // 100
    texts = [" ".join(f"w{number}x{i}" for i in range(500)) for number in range(n_items)]
    items = pl.DataFrame({"item": [f"{number:05}" for number in range(n_items)], "text": texts})
    sketches = sketch.sketch_items(items, SPANS.to_frame(), settings.sketch)
    candidates.find_pairs(sketches, settings.candidates)
    snippet = pl.DataFrame({"key": [1], "item": [""]}, schema=CARRIED)
    find_holders(items, SPANS.to_frame(), snippet, settings.sketch, settings.candidates)
    ids = items["item"].head(verify.FEW + 2).to_list()
    pairs = pl.DataFrame([(ids[0], other, "bands") for other in ids[1:]], schema=PAIRS, orient="row")
    verify.verify_pairs(pairs, items, SPANS.to_frame(), settings.verify)
    return time.perf_counter() - begun


def are_compiled() -> bool:
    """Return whether kernels for the present sources are in the cache, so that nothing need wait for the compiler."""
    from dedup.text.compiled import cache_folder

    return Path(cache_folder()).is_dir()
