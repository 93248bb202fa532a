"""A scan's folder made by hand: four items, a chain with a notice, an origin that is not held, ratings."""

from pathlib import Path
from typing import Any

import polars as pl
import pytest

from dedup.tables import CLUSTERS, ITEMS, MATCHES, REJECTED, REPRINTS
from scoring.desk.run import Run
from scoring.settings import Settings
from scoring.tables import RATINGS

STORY = 'The ferry to the islands was "late again" on Monday. Nobody was hurt. The captain reportedly blamed the fog.'


def _row(item: str, outlet: str | None, published: str | None, text: str, **fields: Any) -> dict[str, Any]:
    known = {"item": item, "outlet": outlet, "published": published, "text": text, "n_chars": len(text)}
    return known | {"sha256": "0" * 64, "title": f"Ferry late ({item})"} | fields


def _edge(item: str, origin: str, **fields: Any) -> dict[str, Any]:
    known = {"item": item, "origin": origin, "held": not origin.startswith("origin:"), "direction": "known"}
    empty: dict[str, Any] = {"passages": [], "lost": [], "direction_evidence": ["earlier date"]}
    return known | empty | fields


@pytest.fixture
def scanned(tmp_path: Path) -> Path:
    """Return the folder of a finished scan."""
    folder = tmp_path / "scan"
    folder.mkdir()
    items = [
        _row("a/wire.txt", "Lowland News Agency", "2025-03-04", STORY),
        _row(
            "b/copy.txt", "The Gazette", "2025-03-05T06:15:00+01:00", STORY.replace(" Nobody was hurt.", ""), lang="en"
        ),
        _row("c/third.txt", None, None, STORY.replace("Monday", "Tuesday"), canonical_url="https://third.example/1"),
        _row("d/alone.txt", "The Sentinel", "2025", 'A "<b>bold</b>" tale & more.\u0007'),
    ]
    passage = {"a_start": 0, "a_end": 52, "b_start": 0, "b_end": 52, "similarity": 1.0}
    lost = {"what": "passage", "text": "Nobody was hurt.", "start": 53, "end": 69}
    reprints = [
        _edge("a/wire.txt", "origin:Interfax", kind="quoted", verdict="unverifiable"),
        _edge(
            "b/copy.txt",
            "a/wire.txt",
            kind="declared",
            verdict="accurate",
            share=0.9,
            passages=[passage],
            lost=[lost],
            notice="First published by LNA.",
        ),
        _edge("c/third.txt", "b/copy.txt", kind="undeclared", verdict="missing", share=0.8, direction="unclear"),
    ]
    match = {"item_a": "a/wire.txt", "item_b": "b/copy.txt", "resemblance": 0.8, "containment_a": 0.85,
             "containment_b": 1.0, "relation": "duplicate", "passages": [passage], "method": "bands"}  # fmt: skip
    clusters = [
        {"item": item, "cluster": "c1", "role": role, "similarity": similarity}
        for item, role, similarity in (
            ("a/wire.txt", "centre", 1.0),
            ("b/copy.txt", "member", 0.9),
            ("c/third.txt", "member", 0.8),
        )
    ]
    ratings = [
        {"item": row["item"], "sourcing_score": 50.0, "coverage": 0.5, "reliability": "F", "credibility": digit}
        for row, digit in zip(items, (2, 6, 6, 6), strict=True)
    ]
    tables = {
        "items": pl.DataFrame(items, schema=ITEMS),
        "reprints": pl.DataFrame(reprints, schema=REPRINTS),
        "matches": pl.DataFrame([match], schema=MATCHES),
        "clusters": pl.DataFrame(clusters, schema=CLUSTERS),
        "ratings": pl.DataFrame(ratings, schema=RATINGS),
        "rejected": REJECTED.to_frame(),
    }
    for name, frame in tables.items():
        frame.write_parquet(folder / f"{name}.parquet")
    Run.of(folder, ["x"], Settings(), 0.1, {}).write(folder)
    return folder
