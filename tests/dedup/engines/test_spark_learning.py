"""Lines judged in buckets and counted in parts are those of the whole; run without a cluster."""

from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from dedup.boilerplate import tally_lines
from dedup.boilerplate.learn import choose_lines, judge_lines
from dedup.boilerplate.naming import count_owners
from dedup.corpus import read_corpus
from dedup.settings import BoilerplateSettings, CorpusSettings

pytest.importorskip("pyspark", reason="needs the extra `spark`")

from dedup.engines.spark import learning
from dedup.engines.spark.parts import FolderParts

SETTINGS = BoilerplateSettings()
NOTHING = pl.Series("pattern", [], pl.UInt64)


@pytest.fixture
def tallies(seeds: Path, tmp_path: Path) -> FolderParts:
    """Return the tallies of the seeds in parts of a few items."""
    table = FolderParts(tmp_path / "tallies.parquet")
    for number, batch in enumerate(read_corpus([seeds], CorpusSettings(batch_items=16), languages=False)):
        table.write(number, tally_lines(batch.items))
    return table


def as_hashes(frame: pl.DataFrame) -> pl.DataFrame:
    """Return `pattern` as the hash that it is, and Spark's numbers beside it."""
    return frame.with_columns(pl.col("pattern").reinterpret(signed=False))


def describe(tallies: FolderParts) -> pl.DataFrame:
    """Return what Spark adds up of all parts, added up by polars."""
    numbers = tallies.numbers()
    patterns = pl.concat([learning.count_patterns(tallies, number) for number in numbers])
    totals = patterns.group_by("pattern").agg(pl.col("n", "n_naming").sum())
    telling = totals.filter((pl.col("n") >= SETTINGS.min_items) | (pl.col("n_naming") > 0))
    wordings = pl.concat([learning.count_wordings(tallies, number, telling) for number in numbers])
    carried = pl.concat([learning.count_carried(tallies, number, telling) for number in numbers])
    summed = wordings.group_by("pattern", "words", "line").sum().sort("n", "line", descending=[True, False])
    described = summed.group_by("pattern").agg(
        pl.col("line").first(), pl.col("n_edge", "n_alone").sum(), n_wordings=pl.len(), n_items=pl.col("n").sum()
    )
    by_outlet = carried.group_by("pattern", "outlet").sum().sort("n", "outlet", descending=[True, False])
    owned = by_outlet.group_by("pattern").agg(
        pl.col("outlet").first(), n_owned=pl.col("n").max(), n_told=pl.col("n").sum(), n_outlets=pl.len()
    )
    return as_hashes(described.join(owned, on="pattern", how="left").filter(pl.col("n_items") >= SETTINGS.min_items))


def likely_lines(tallies: FolderParts) -> tuple[pl.DataFrame, int]:
    """Return the lines worth judging, and the number of items."""
    printed = pl.concat([learning.count_printed(tallies, number) for number in tallies.numbers()])
    printed = printed.group_by("outlet").sum()
    n_items = int(printed["n_printed"].sum())
    return learning.choose_batch(printed, n_items, SETTINGS, describe(tallies)), n_items


def test_lines_are_described_alike_from_counts_and_from_tallies(tallies: FolderParts) -> None:
    """Wording, shares and owner of each line worth judging."""
    from dedup.boilerplate.learn import _describe

    rows = tallies.whole()
    expected = choose_lines(_describe(rows, SETTINGS.min_items), rows["item"].n_unique(), SETTINGS)
    found, n_items = likely_lines(tallies)

    assert n_items == rows["item"].n_unique()
    assert_frame_equal(found.select(expected.columns), expected, check_dtypes=False)


@pytest.mark.parametrize("n_buckets", [1, 7])
def test_lines_are_judged_alike_in_buckets(tallies: FolderParts, tmp_path: Path, n_buckets: int) -> None:
    """A bucket needs the tallies of its lines' first carriers alone."""
    evidence, unproved = FolderParts(tmp_path / "evidence.parquet"), FolderParts(tmp_path / "unproved.parquet")
    forms, n_items = likely_lines(tallies)
    carriers = [learning.find_carriers(tallies, forms["pattern"], number) for number in tallies.numbers()]
    placed = as_hashes(learning.place_carriers(n_buckets, pl.concat(carriers)))
    found = []
    for rows in placed.partition_by("bucket"):
        number = rows["bucket"][0]
        held = pl.concat([tallies.read(part) for part in rows["part"].unique().sort()])
        learning.write_evidence(evidence, number, {"tallies": held.join(rows, on="item", how="semi")})
        unproved.write(number, forms.join(rows, on="pattern", how="semi"))
        found.append(learning.judge_bucket(evidence, unproved, NOTHING, n_items, SETTINGS, number))
    expected = judge_lines(tallies.whole(), forms, NOTHING, n_items, SETTINGS)

    assert as_hashes(pl.concat(found))["pattern"].sort().equals(expected["pattern"].sort())
    assert 0 < expected.height < forms.height


def test_owners_are_counted_alike_in_parts(tallies: FolderParts) -> None:
    """Counts of parts add up to those of the whole."""
    forms, _ = likely_lines(tallies)
    named = forms.select("pattern", owner=pl.when(pl.col("owned") == 1).then("outlet"))
    parts = [learning.count_part(tallies, named, number) for number in tallies.numbers()]
    found = as_hashes(pl.concat(parts)).group_by("pattern", "found").agg(pl.col("n_named").sum())

    assert_frame_equal(found, count_owners(tallies.whole(), named), check_row_order=False)
    assert not found.is_empty()
