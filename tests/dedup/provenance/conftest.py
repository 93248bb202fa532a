"""A small archive made by hand: items, what they credit, and which of them match."""

from dataclasses import dataclass, field
from typing import Any

import polars as pl
import pytest

from dedup.provenance import align_texts, trace_reprints
from dedup.settings import ProvenanceSettings
from dedup.tables import CLUSTERS, CREDITS, DATES, ITEMS, MATCHES, SPANS

STORY = (
    "Dockworkers walked off the job at the northern port on Tuesday, leaving 14 ships at anchor. "
    "The union said that about 2,300 members had joined the stoppage by the early afternoon. "
    '"We will stay out until the night crews are paid like the day crews," its chairman told a rally. '
    "The operator reportedly offered to keep every employee on the payroll until 2029. "
    "The last strike at the port lasted nineteen days and ended with a rise in pay."
)


@dataclass(slots=True)
class Archive:
    """Rows of the tables that provenance reads, added one by one."""

    items: list[dict[str, Any]] = field(default_factory=list)
    credits: list[dict[str, Any]] = field(default_factory=list)
    matches: list[dict[str, Any]] = field(default_factory=list)

    def add(self, item: str, outlet: str | None, text: str = STORY, **fields: str) -> None:
        """Add an item; `fields` are columns of ITEMS."""
        self.items.append({"item": item, "outlet": outlet, "text": text, **fields})

    def credit(self, item: str, kind: str, name: str, words: str | None = None) -> None:
        """Add a credit whose `words` stand in the item's text; without them it comes from metadata."""
        text = next(row["text"] for row in self.items if row["item"] == item)
        start = text.index(words) if words else None
        end = start + len(words) if words is not None and start is not None else None
        self.credits.append({"item": item, "kind": kind, "name": name, "start": start, "end": end})

    def match(self, item_a: str, item_b: str, relation: str = "duplicate") -> None:
        """Add the match of two items, aligned by their words."""
        text_a, text_b = (next(row["text"] for row in self.items if row["item"] == item) for item in (item_a, item_b))
        same = [edit for edit in align_texts(text_a, text_b) if edit.kind == "same"]
        passages = [
            {
                "a_start": edit.before.start,
                "a_end": edit.before.end,
                "b_start": edit.after.start,
                "b_end": edit.after.end,
            }
            for edit in same
        ]
        share_a = sum(edit.before.n_chars for edit in same) / len(text_a)
        share_b = sum(edit.after.n_chars for edit in same) / len(text_b)
        self.matches.append({
            "item_a": item_a, "item_b": item_b, "relation": relation, "passages": passages,
            "containment_a": min(1.0, share_a), "containment_b": min(1.0, share_b),
        })  # fmt: skip

    def match_all(self) -> None:
        """Match every pair of items."""
        names = sorted(row["item"] for row in self.items)
        for number, item in enumerate(names):
            for other in names[number + 1 :]:
                self.match(item, other)

    def trace(self) -> list[dict[str, Any]]:
        """Return the rows of REPRINTS."""
        spans = [
            {"item": row["item"], "start": row["start"], "end": row["end"], "kind": "notice"}
            for row in self.credits
            if row["start"] is not None
        ]
        reprints = trace_reprints(
            pl.DataFrame(self.items, schema=ITEMS),
            pl.DataFrame(spans, schema=SPANS),
            pl.DataFrame(self.credits, schema=CREDITS),
            DATES.to_frame(),
            pl.DataFrame(self.matches, schema=MATCHES),
            CLUSTERS.to_frame(),
            ProvenanceSettings(),
        )
        return reprints.to_dicts()


@pytest.fixture
def archive() -> Archive:
    """Return an empty archive."""
    return Archive()


@pytest.fixture
def story() -> str:
    """Return a short news story of five sentences."""
    return STORY
