import polars as pl

from dedup.boilerplate.variants import merge_variants, near_pairs
from dedup.tables import LINES

FULL = "ask the post about your garden every tuesday at noon!"
OTHER = "ask the post about your garden each tuesday at noon!"


def _lines(*rows: tuple[str, str, str | None, int]) -> pl.DataFrame:
    """Return LINES of pattern, kind, owner and number of items."""
    return pl.DataFrame([(row[0].title(), *row) for row in rows], schema=LINES, orient="row")


def test_a_variant_takes_kind_and_owner_of_the_commonest() -> None:
    """Two wordings of one line are one kind, of one outlet."""
    merged = merge_variants(_lines((FULL, "furniture", "The Post", 9), (OTHER, "notice", None, 2)), 90.0)

    assert merged.select("kind", "owner").rows() == [("furniture", "The Post"), ("furniture", "The Post")]


def test_lines_that_differ_stay_apart() -> None:
    """Lines that only begin alike keep what they were given."""
    lines = _lines((FULL, "furniture", "The Post", 9), ("ask the post to print this letter in full", "notice", None, 2))

    assert merge_variants(lines, 90.0).equals(lines)


def test_short_lines_are_never_near() -> None:
    """A short line differs by a word where it differs at all."""
    assert near_pairs(
        pl.DataFrame({"pattern": ["read more here"]}), _lines(("read more there", "furniture", None, 3)), 80.0
    ).is_empty()
