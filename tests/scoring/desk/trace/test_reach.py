"""The reach of a corrected item is every held copy, and what each still prints."""

from scoring.desk.results import Results
from scoring.desk.trace.reach import changed_runs, find_reach

CORRECTED, COPY = "dam-cracks/lowland-corrected.txt", "dam-cracks/bexley-sentinel.md"


def test_a_copy_that_still_prints_the_old_number_is_named(scanned_seeds: Results) -> None:
    """The wire mended a number; the paper that reprinted the first version did not."""
    reach = find_reach(scanned_seeds, CORRECTED)

    assert reach.versions == ("dam-cracks/lowland-first.txt",)
    (carrier,) = [carrier for carrier in reach.carriers if carrier.item == COPY]
    assert any("140" in words for words in carrier.carries)


def test_what_was_only_added_is_no_old_text() -> None:
    """A sentence more in the new version leaves nothing to look for in copies."""
    assert list(changed_runs("The gate is shut.", "The gate is shut. It opens at noon.")) == []


def test_an_item_without_copies_reaches_nobody(scanned_seeds: Results) -> None:
    """An item that stands alone has an empty list."""
    assert find_reach(scanned_seeds, "unsigned/bridge-toll.txt").carriers == ()
