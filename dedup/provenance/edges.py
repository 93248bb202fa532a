"""The edges of the reprint graph, and the table they make."""

from dataclasses import dataclass
from typing import Literal

import polars as pl

from dedup.provenance.losses import Loss
from dedup.provenance.verdicts import Verdict
from dedup.tables import REPRINTS, Span

Kind = Literal["declared", "undeclared", "quoted", "agency"]
NOT_HELD = "origin:"


@dataclass(frozen=True, slots=True)
class Reprint:
    """One edge of the graph, a row of REPRINTS in the making."""

    item: str
    origin: str
    kind: Kind
    is_known: bool
    evidence: tuple[str, ...]
    verdict: Verdict
    share: float | None = None
    passages: tuple[tuple[Span, Span], ...] = ()
    losses: tuple[Loss, ...] = ()
    notice: str | None = None
    notice_span: Span | None = None


def as_frame(edges: list[Reprint]) -> pl.DataFrame:
    """Return `edges` as REPRINTS, sorted."""
    rows = [
        {
            "item": edge.item,
            "origin": edge.origin,
            "held": not edge.origin.startswith(NOT_HELD),
            "kind": edge.kind,
            "direction": "known" if edge.is_known else "unclear",
            "direction_evidence": list(edge.evidence),
            "verdict": edge.verdict,
            "share": edge.share,
            "passages": [_passage(*pair) for pair in edge.passages],
            "lost": [
                {"what": loss.what, "text": loss.text, "start": loss.span.start, "end": loss.span.end}
                for loss in edge.losses
            ],
            "notice": edge.notice,
            "notice_start": edge.notice_span.start if edge.notice_span and edge.notice else None,
            "notice_end": edge.notice_span.end if edge.notice_span and edge.notice else None,
        }
        for edge in edges
    ]
    return pl.DataFrame(rows, schema=REPRINTS).sort("item", "origin", "kind", "notice_start")


def _passage(later: Span, earlier: Span) -> dict[str, float]:
    return {
        "a_start": later.start,
        "a_end": later.end,
        "b_start": earlier.start,
        "b_end": earlier.end,
        "similarity": 1.0,
    }
