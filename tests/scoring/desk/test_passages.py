"""Edits are grouped as people read them."""

from dedup.provenance import align_texts
from scoring.desk.passages import group_edits

SHARED = "The ferry to Lind will sail again within a week, the harbour council said on"
OWN = "Nobody in the town had expected that after so long a winter without any boat at all."


def groups(left: str, right: str) -> list[str]:
    """Return the kind of each group."""
    texts = left, right
    return [kind for kind, _ in group_edits(texts, align_texts(*texts))]


def test_a_small_edit_stays_inside_its_passage() -> None:
    """One row with the changed day in it."""
    assert groups(f"{SHARED} Monday. It rained.", f"{SHARED} Friday. It rained.") == ["shared"]


def test_a_long_stretch_stands_alone() -> None:
    """What only one item has parts two passages."""
    left, right = f"{SHARED} Monday. {OWN} {SHARED} Sunday.", f"{SHARED} Monday. {SHARED} Sunday."

    assert groups(left, right) == ["shared", "dropped", "shared"]


def test_a_few_words_in_common_are_no_passage() -> None:
    """A name between two long edits is shown with them."""
    left, right = f"{OWN} Ann Lee. {OWN}", f"{SHARED} Monday. Ann Lee. {SHARED} Friday."

    assert groups(left, right) == ["altered"]
