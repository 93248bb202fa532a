"""The reach of a text: every held copy of an item, and which of them still print what it corrected.

What was corrected is read from the item's own earlier versions: the words that they have and the item has not. Where no
earlier version is held, as for a text that was withdrawn, every copy carries the old text.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from dedup.text.words import words
from scoring.desk.terminal import count, shorten, stdout

if TYPE_CHECKING:
    from scoring.desk.results import Results

SCHEMA = "copydesk.reach/1"
COPIES = ("duplicate", "contained", "partial")
N_CONTEXT = 3  # words on either side of what was changed, by which it is known in a copy


@dataclass(frozen=True, slots=True)
class Carrier:
    """A held copy: `share` in [0, 1] of the item's text found in it, and the old words that it still prints."""

    item: str
    outlet: str | None
    published: str | None
    share: float | None
    carries: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """All held copies of one item; `versions` are its own earlier or later ones, `changed` what they put otherwise."""

    item: str
    versions: tuple[str, ...]
    changed: tuple[str, ...]
    carriers: tuple[Carrier, ...]

    def as_json(self) -> dict[str, object]:
        """Return the reach as plain values with its schema's name."""
        return {"schema": SCHEMA, **asdict(self)}


def find_reach(results: "Results", item: str) -> Reach:
    """Return the reach of `item`, which is an item's id: its copies, and the copies of its versions."""
    shares = dict(_copies(results, item))
    near = results.rows_of("items", item, *shares).select("item", "outlet", "published", "text")
    rows = {row[0]: row for row in near.iter_rows()}
    outlet, text = rows[item][1], rows[item][3]
    versions = tuple(sorted(other for other in shares if outlet and rows[other][1] == outlet))
    for version in versions:
        shares |= {other: share for other, share in _copies(results, version) if other not in {*shares, item}}
    rows |= {row[0]: row for row in results.rows_of("items", *shares).select(near.columns).iter_rows()}
    changed = tuple(dict.fromkeys(run for version in versions for run in changed_runs(rows[version][3], text)))
    carriers = (
        Carrier(other, rows[other][1], rows[other][2], shares[other], tuple(_carried(changed, rows[other][3])))
        for other in sorted(set(shares) - set(versions))
    )
    return Reach(item, versions, changed, tuple(carriers))


def changed_runs(old: str, new: str) -> Iterator[str]:
    """Yield the stretches of `old` that `new` puts otherwise, each folded, with the words round it.

    >>> list(changed_runs("They found 140 cracks in the old wall.", "They found 14 cracks in the old wall."))
    ['they found 140 cracks in the']
    """
    before, after = ([word.folded for word in words(text)] for text in (old, new))
    for edit in Levenshtein.opcodes(before, after):
        if edit.tag == "replace" and edit.src_end - edit.src_start <= 2 * N_CONTEXT:
            run = " ".join(before[max(0, edit.src_start - N_CONTEXT) : edit.src_end + N_CONTEXT])
            if any(char.isalpha() for char in run):  # a time of publication is no text
                yield run


def print_reach(reach: Reach) -> None:
    """Print the copies of an item, those that still carry the old words first."""
    out = stdout()
    copies, versions = (
        count(len(reach.carriers), "held copy", "held copies"),
        count(len(reach.versions), "other version"),
    )
    out.print(f"{shorten(reach.item, 100)}: {copies}, {versions}")
    for run in reach.changed:
        out.print(f"  changed  “{shorten(run, 100)}”")
    for carrier in sorted(reach.carriers, key=lambda carrier: (not carrier.carries, carrier.item)):
        about = ", ".join(shorten(value, 60) for value in (carrier.outlet, (carrier.published or "")[:10]) if value)
        share = f", {carrier.share:.0%} of it" if carrier.share is not None else ""
        still = f", still prints “{shorten('”, “'.join(carrier.carries), 90)}”" if carrier.carries else ""
        out.print(f"  {shorten(carrier.item, 80)}" + (f" ({about})" if about else "") + share + still)


def _copies(results: "Results", item: str) -> Iterator[tuple[str, float | None]]:
    """Yield every held item that shares text with `item` or rests on it, with the share of `item` found in it."""
    import polars as pl

    matches = results.scan("matches").filter(pl.col("relation").is_in(COPIES)).collect()
    found = {}
    for a, b, share_a, share_b in matches.select("item_a", "item_b", "containment_a", "containment_b").iter_rows():
        if item in {a, b}:
            found[b if item == a else a] = share_a if item == a else share_b
    held = results.scan("reprints").filter(pl.col("held")).select("item", "origin").collect()
    front = {item}
    while front:
        front = set(held.filter(pl.col("origin").is_in(list(front)))["item"]) - set(found) - {item}
        found |= dict.fromkeys(front)
    yield from sorted(found.items())


def _carried(changed: tuple[str, ...], text: str) -> Iterator[str]:
    folded = f" {' '.join(word.folded for word in words(text))} "
    return (run for run in changed if f" {run} " in folded)
