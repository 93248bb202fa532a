"""One item's page: its text with marks in place, and its receipt as a waterfall."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from scoring.desk.report.archive import Archive, Card, rows_by
from scoring.desk.report.marks import Mark, mark_text
from scoring.desk.score.receipts import SCORES

if TYPE_CHECKING:
    import polars as pl

    from dedup.provenance import Reprint
    from scoring.desk.score.receipts import Receipt, Step

TABLES = ("spans", "attributions", "signals", "quotes")
BATCH_ITEMS = 256  # texts held at a time
LEGEND = ("source", "cue", "relay", "quote", "said", "furniture", "credit")
FLAGGED = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Bar:
    """One step of a waterfall, in percent of its width."""

    step: "Step"
    left: float
    width: float


@dataclass(frozen=True, slots=True)
class Waterfall:
    """How one score came about, from nothing to its points."""

    score: str
    value: float | None
    bars: tuple[Bar, ...]
    points: float
    possible: float


@dataclass(frozen=True, slots=True)
class ItemPage:
    """What the page of one item shows."""

    card: Card
    text: Markup
    receipt: "Receipt | None"
    waterfalls: tuple[Waterfall, ...]
    others: tuple["Step", ...]  # what was found and moved no score
    edges: tuple["Reprint", ...]
    resting: tuple["Reprint", ...]
    quotes: tuple[dict[str, object], ...]
    codes: tuple[str, ...]


def item_pages(archive: Archive, limit: int) -> Iterator[ItemPage]:
    """Yield the page of each item, quoting at most `limit` characters of its text."""
    import polars as pl

    items = list(archive.cards)
    for at in range(0, len(items), BATCH_ITEMS):
        batch = items[at : at + BATCH_ITEMS]
        texts = dict(archive.results.rows_of("items", *batch).select("item", "text").iter_rows())
        tables = {name: rows_by(archive.results.rows_of(name, *batch)) for name in TABLES}
        for item in batch:
            rows = {name: table.get(item, pl.DataFrame()) for name, table in tables.items()}
            yield _page(archive, archive.cards[item], texts[item], rows, limit)


def _page(archive: Archive, card: Card, text: str, rows: "Mapping[str, pl.DataFrame]", limit: int) -> ItemPage:
    receipt = archive.receipts.get(card.item)
    steps = [step for step in receipt.steps if step.is_told] if receipt else []
    return ItemPage(
        card=card,
        text=mark_text(text, _marks(rows), limit),
        receipt=receipt,
        waterfalls=tuple(waterfall(receipt, score) for score in SCORES) if receipt else (),
        others=tuple(step for step in steps if step.score not in SCORES or not step.points),
        edges=tuple(archive.edges.get(card.item, ())),
        resting=tuple(archive.resting.get(card.item, ())),
        quotes=tuple(row for row in rows["quotes"].to_dicts() if row["variant"] != "verbatim"),
        codes=codes(receipt),
    )


def codes(receipt: "Receipt | None") -> tuple[str, ...]:
    """Return the codes that stand against an item, sorted."""
    steps = receipt.steps if receipt else ()
    return tuple(sorted({step.code for step in steps if step.outcome == "fail" and step.severity in FLAGGED}))


def waterfall(receipt: "Receipt", score: str) -> Waterfall:
    """Return how `score` came about: what was earned first, then what was lost."""
    steps = [step for step in receipt.steps if step.score == score and step.points]
    steps.sort(key=lambda step: (step.points < 0, step.code))
    possible = receipt.possible(score)
    levels = [0.0]
    for step in steps:
        levels.append(levels[-1] + step.points)
    low, high = min(levels), max(*levels, possible, 1.0)
    scale = 100 / (high - low)
    bars = tuple(
        Bar(step, round((min(before, after) - low) * scale, 2), round(abs(after - before) * scale, 2))
        for step, before, after in zip(steps, levels, levels[1:], strict=False)
    )
    return Waterfall(score, getattr(receipt, f"{score}_score"), bars, levels[-1], possible)


def _marks(rows: "Mapping[str, pl.DataFrame]") -> list[Mark]:
    """Return everything that is marked in an item's text."""
    marks = [Mark(row["start"], row["end"], _span_name(row["kind"])) for row in rows["spans"].to_dicts()]
    for row in rows["attributions"].to_dicts():
        said = "said" if row["kind"] == "indirect" else "quote"
        for column, name in (("source", "source"), ("cue", "cue"), ("relay", "relay"), ("content", said)):
            marks += [Mark(span["start"], span["end"], name) for span in row[f"{column}_spans"] or ()]
    for row in rows["signals"].to_dicts():
        if row["outcome"] == "fail" and row["severity"] in FLAGGED and row["start"] is not None:
            marks.append(Mark(row["start"], row["end"], "fired", row["code"]))
    return marks


def _span_name(kind: str) -> str:
    return "furniture" if kind in {"furniture", "caption"} else "credit"
