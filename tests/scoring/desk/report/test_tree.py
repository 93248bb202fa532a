from pathlib import Path

import pytest

from scoring.desk.report.archive import Archive, read_archive
from scoring.desk.report.tree import MIDDLE_X, NOT_HELD_X, UNDATED_X, cluster_tree, origin_tree
from scoring.desk.results import open_results


@pytest.fixture
def archive(scanned: Path) -> Archive:
    """Return the hand-made scan: wire -> copy -> third, of which the third has no date."""
    return read_archive(open_results(scanned))


def test_an_origin_stands_above_what_rests_on_it(archive: Archive) -> None:
    """Rows follow the chain, one deeper at each step."""
    tree = cluster_tree(archive, ["a/wire.txt", "b/copy.txt", "c/third.txt"])

    assert [(branch.node, branch.depth) for branch in tree.branches] == [
        ("a/wire.txt", 0),
        ("b/copy.txt", 1),
        ("c/third.txt", 2),
    ]


def test_a_line_leads_from_the_origins_dot_to_the_items(archive: Archive) -> None:
    """Down from the origin, then along to the date of the item."""
    tree = cluster_tree(archive, ["a/wire.txt", "b/copy.txt", "c/third.txt"])
    (strand,) = tree.branches[1].strands

    assert strand.rise == 1
    assert strand.path == f"M{tree.branches[0].x * 10:g} 0V100H{tree.branches[1].x * 10:g}"


def test_works_not_held_and_items_without_a_date_stand_apart(archive: Archive) -> None:
    """Each has a lane of its own before the time begins."""
    places = {branch.node: branch.x for branch in origin_tree(archive, "origin:Interfax").branches}
    undated = cluster_tree(archive, ["c/third.txt"]).branches

    assert places == {"origin:Interfax": NOT_HELD_X, "a/wire.txt": MIDDLE_X}
    assert [branch.x for branch in undated if branch.node == "c/third.txt"] == [UNDATED_X]


def test_a_quotation_is_no_copy(archive: Archive) -> None:
    """The agency that the wire quotes is not drawn over the cluster."""
    tree = cluster_tree(archive, ["a/wire.txt"])

    assert [branch.node for branch in tree.branches] == ["a/wire.txt"]
