"""The deduplicated corpus: one item a cluster, with a list of what was left out and why.

`kept.jsonl` reads as a corpus again. Nothing is deleted anywhere: the archive keeps its copies, and `left_out.jsonl`
names for each of them the item that stands for it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.errors import OutputError
from scoring.desk.export.batches import batches
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results, name_nearest

if TYPE_CHECKING:
    import polars as pl

LATE = "~"  # sorts after every date: an item without one is not known to be early


@dataclass(frozen=True, slots=True)
class Choice:
    """Why an item of a cluster is left out, and for which one."""

    kept: str
    cluster: str
    reason: str


def write(results: Results, place: Path, preference: Preference) -> None:
    """Write a folder of `kept.jsonl` and `left_out.jsonl`, both in the order of the items.

    Raises:
        OutputError: a preferred outlet has no item.
    """
    _require_outlets(results, preference)
    left_out = choose(_members(results), preference)
    place.mkdir()
    with (
        (place / "kept.jsonl").open("w", encoding="utf-8") as kept,
        (place / "left_out.jsonl").open("w", encoding="utf-8") as out,
    ):
        for frame in batches(results.path("items")):
            for row in frame.iter_rows(named=True):
                choice = left_out.get(row["item"])
                if choice is None:
                    known = {name: value for name, value in row.items() if value is not None}
                    kept.write(json.dumps(known, ensure_ascii=False) + "\n")
                else:
                    why = {"item": row["item"], "kept": choice.kept, "cluster": choice.cluster, "reason": choice.reason}
                    out.write(json.dumps(why, ensure_ascii=False) + "\n")


def choose(members: "pl.DataFrame", preference: Preference) -> Mapping[str, Choice]:
    """Return the items that are left out, given the clusters' members with outlet, date and length."""
    found: dict[str, Choice] = {}
    for (cluster,), group in members.group_by("cluster", maintain_order=True):
        first, *others = sorted(group.iter_rows(named=True), key=lambda row: _rank(row, preference))
        for other in others:
            found[other["item"]] = Choice(first["item"], str(cluster), _reason(first, other, preference))
    return found


def _require_outlets(results: Results, preference: Preference) -> None:
    """Raise OutputError for the first preferred outlet that no item has, naming those most like it."""
    if not preference.outlets:
        return
    known = results.scan("items").select("outlet").unique().collect()["outlet"].drop_nulls().sort().to_list()
    for outlet in preference.outlets:
        if outlet not in known:
            hint = name_nearest(outlet, known, least=0.0)
            raise OutputError(f"--outlet {outlet}: no item of {results.folder} has this outlet{hint}")


def _members(results: Results) -> "pl.DataFrame":
    """Return the items of all clusters with what the choice depends on."""
    items = results.scan("items").select("item", "outlet", "published", "n_chars")
    return results.scan("clusters").join(items, on="item").sort("cluster", "item").collect()


def _rank(row: Mapping[str, object], preference: Preference) -> tuple[int, object, object, str]:
    """Return the sort key: preferred outlets in their order, then the fullest or the earliest, then the id."""
    outlets = preference.outlets
    place = outlets.index(str(row["outlet"])) if row["outlet"] in outlets else len(outlets)
    length, date = -_length(row), str(row["published"] or LATE)
    by_choice = (length, date) if preference.prefer == "fullest" else (date, length)
    return (place, *by_choice, str(row["item"]))


def _length(row: Mapping[str, object]) -> int:
    value = row["n_chars"]
    return value if isinstance(value, int) else 0


def _reason(first: Mapping[str, object], other: Mapping[str, object], preference: Preference) -> str:
    """Return why `first` stays rather than `other`."""
    outlets = preference.outlets
    if first["outlet"] in outlets and first["outlet"] != other["outlet"]:
        return f"preferred outlet: {first['outlet']}"
    dates = (first["published"], other["published"])
    if preference.prefer == "earliest" and dates[0] != dates[1]:
        return f"earliest: {dates[0]} against {dates[1] or 'no date'}"
    if _length(first) != _length(other):
        return f"fullest: {_length(first):,} characters against {_length(other):,}"
    return "equal: the earlier date, else the lower id"
