"""The steps that see whole tables, done in one process."""

from pathlib import Path

import polars as pl
import pytest

from dedup.engines.local import LocalEngine
from dedup.pipeline import Part, trace_items
from dedup.settings import Settings
from dedup.tables import ITEMS, METADATA
from tests.dedup.engines.clusters import snippet_pages


@pytest.mark.parametrize("only", ["copies", "provenance"])
def test_snippets_are_found_in_what_holds_them(tmp_path: Path, only: Part) -> None:
    """On both streets, whatever batches they come in; and nobody is clustered by it."""
    batches = [(pl.DataFrame([row], schema=ITEMS), METADATA.to_frame()) for row in snippet_pages()]
    traced = trace_items(batches, LocalEngine(tmp_path), Settings(), only)
    held = traced.matches.filter(method="held").select("item_a", "item_b", "relation").rows()

    assert held == [("snippet", name, "contained") for name in ("story-0", "story-1", "story-2")]
    assert traced.clusters.is_empty()
