"""What a scan will cost is told from its first items."""

import json
from hashlib import shake_128
from pathlib import Path

import polars as pl
import pytest

from scoring.desk.scan.estimate import estimate_scan, print_estimate
from scoring.settings import Settings


def test_a_small_corpus_is_counted_whole(seeds: Path) -> None:
    """Nothing is extrapolated where the sample is all there is."""
    found = estimate_scan([str(seeds)], Settings(), without_boilerplate=True)

    assert found.n_items == found.n_sampled
    assert found.n_postings > found.n_items


def test_a_large_corpus_is_extrapolated(tmp_path: Path) -> None:
    """Eight batches, of which four are read, are told within a tenth."""
    n_items = 8 * Settings().corpus.batch_items
    texts = [
        " ".join(shake_128(str(number).encode()).hexdigest(40)[i : i + 8] for i in range(0, 80, 8))
        for number in range(n_items)
    ]
    pl.DataFrame({"id": [str(number) for number in range(n_items)], "text": texts}).write_parquet(
        tmp_path / "a.parquet"
    )
    found = estimate_scan([str(tmp_path)], Settings(), without_boilerplate=True)

    assert found.n_sampled < n_items
    assert abs(found.n_items - n_items) < n_items / 10


def test_lines_are_shuffled_where_they_are_learned(seeds: Path) -> None:
    """Copies alone cost less."""
    copies, everything = (
        estimate_scan([str(seeds)], Settings(), without_boilerplate=is_short).shuffle_bytes
        for is_short in (True, False)
    )

    assert copies < everything


def test_the_estimate_is_printed_as_json(seeds: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With a schema that has a version."""
    print_estimate([str(seeds)], Settings(), "json", without_boilerplate=True)

    assert json.loads(capsys.readouterr().out)["schema"] == "copydesk.estimate/1"
