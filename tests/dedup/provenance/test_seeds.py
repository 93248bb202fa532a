from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dedup.provenance.outlets import same_outlet
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings
from tests.seeds_gold import read_gold

GOLD = [row for row in read_gold("reprints") if not row.get("optional")]
Row = Mapping[str, Any]


@pytest.fixture(scope="module")
def edges(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Return REPRINTS of the seeds."""
    out = tmp_path_factory.mktemp("scan") / "seeds"
    scan_corpus(
        [str(Path(__file__).parents[3] / "seeds")],
        out,
        Settings(),
        "provenance",
        Choice(n_workers=1),
        lambda _step, _n: None,
    )
    return pl.read_parquet(out / "reprints.parquet").to_dicts()


def is_same(row: Row, edge: Row) -> bool:
    """Return whether a row of gold and an edge lead from one item to one origin in one way."""
    if (row["item"], row["kind"]) != (edge["item"], edge["kind"]):
        return False
    names = [str(one["origin"]) for one in (row, edge)]
    if all(name.startswith("origin:") for name in names):
        return same_outlet(*(name.removeprefix("origin:") for name in names))
    return names[0] == names[1]


@pytest.mark.parametrize("row", GOLD, ids=lambda row: f"{row['item']} -> {row['origin']} {row['kind']}")
def test_every_reprint_of_the_gold_is_found_with_its_direction_verdict_and_losses(
    edges: list[dict[str, Any]], row: Row
) -> None:
    """As the seeds' authors wrote it down; a loss named `from` another version is that version's."""
    edge = next(edge for edge in edges if is_same(row, edge))

    for field in ("held", "direction", "verdict"):
        assert row.get(field, edge[field]) == edge[field]
    found = {(loss["what"], " ".join(loss["text"].split())) for loss in edge["lost"]}
    for loss in (loss for loss in row.get("lost", ()) if "from" not in loss):
        wanted = " ".join(loss["text"].split())
        assert any(what == loss["what"] and (text in wanted or wanted in text) for what, text in found)


def test_nothing_is_called_a_reprint_that_is_none(edges: list[dict[str, Any]]) -> None:
    """Quotes aside, every edge is in the gold."""
    rows = read_gold("reprints")

    extra = [edge for edge in edges if edge["kind"] != "quoted" and not any(is_same(row, edge) for row in rows)]

    assert extra == []
