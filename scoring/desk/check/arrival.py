"""Of two copies that nothing dates, the one that the archive held before is the earlier: it was here first."""

import polars as pl

from dedup.tables import REPRINTS

EVIDENCE = "held: the archive has it already"


def settle_by_arrival(reprints: pl.DataFrame, matches: pl.DataFrame, arrived: frozenset[str]) -> pl.DataFrame:
    """Return REPRINTS in which no direction is unclear between an item that `arrived` now and one held before.

    An edge that leads the other way is turned round, unless the item that arrived names its origin; the share is then
    that of MATCHES.

    >>> from dedup.tables import MATCHES
    >>> edge = {"item": "a", "origin": "b", "held": True, "kind": "undeclared", "direction": "unclear", "verdict": "missing"}
    >>> match = {"item_a": "a", "item_b": "b", "containment_a": 0.5, "containment_b": 0.75}
    >>> tables = pl.DataFrame([edge], schema=REPRINTS), pl.DataFrame([match], schema=MATCHES)
    >>> settle_by_arrival(*tables, frozenset("b")).select("item", "origin", "direction", "share").rows()
    [('b', 'a', 'known', 0.75)]
    """
    shares = {
        (one, other): share
        for a, b, share_a, share_b in matches.select("item_a", "item_b", "containment_a", "containment_b").iter_rows()
        for one, other, share in ((a, b, share_a), (b, a, share_b))
    }
    named = frozenset(reprints.filter(pl.col("kind").is_in(["declared", "agency"]))["item"])
    rows = [_settle(row, shares, arrived, named) for row in reprints.iter_rows(named=True)]
    return pl.DataFrame(rows, schema=REPRINTS).sort("item", "origin", "kind", "notice_start")


def _settle(
    row: dict[str, object], shares: dict[tuple[str, str], float], arrived: frozenset[str], named: frozenset[str]
) -> dict[str, object]:
    """Return an edge of REPRINTS, settled if it can be; items that are `named` say where their text comes from."""
    item, origin = str(row["item"]), str(row["origin"])
    is_open = row["held"] and row["direction"] == "unclear" and row["kind"] == "undeclared"
    if not is_open or (item in arrived) == (origin in arrived):
        return row
    if origin in arrived and origin in named:
        return row
    evidence = row["direction_evidence"]
    settled = row | {
        "direction": "known",
        "direction_evidence": [EVIDENCE, *(evidence if isinstance(evidence, list) else [])],
    }
    if item in arrived:
        return settled
    return settled | {
        "item": origin,
        "origin": item,
        "share": shares.get((origin, item), row["share"]),
        "passages": [_turn(passage) for passage in _list(row["passages"])],
        "lost": [],
    }


def _turn(passage: dict[str, float]) -> dict[str, float]:
    """Return a passage seen from the other item."""
    names = {"a_start": "b_start", "a_end": "b_end", "b_start": "a_start", "b_end": "a_end", "similarity": "similarity"}
    return {name: passage[other] for name, other in names.items()}


def _list(value: object) -> list[dict[str, float]]:
    return value if isinstance(value, list) else []
