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
    declared: str | None = None  # the source that the item names
    notice: str | None = None
    notice_span: Span | None = None

    @property
    def is_held(self) -> bool:
        """Return whether the origin is an item of the archive."""
        return not self.origin.startswith(NOT_HELD)

    @property
    def origin_name(self) -> str:
        """Return the origin's id, or its name where it is not held."""
        return self.origin.removeprefix(NOT_HELD)


def as_frame(edges: list[Reprint]) -> pl.DataFrame:
    """Return `edges` as REPRINTS, sorted."""
    rows = [
        {
            "item": edge.item,
            "origin": edge.origin,
            "held": edge.is_held,
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
            "declared": edge.declared,
            "notice": edge.notice,
            "notice_start": edge.notice_span.start if edge.notice_span and edge.notice else None,
            "notice_end": edge.notice_span.end if edge.notice_span and edge.notice else None,
        }
        for edge in edges
    ]
    return pl.DataFrame(rows, schema=REPRINTS).sort("item", "origin", "kind", "notice_start")


def read_edges(reprints: pl.DataFrame) -> list[Reprint]:
    """Return the rows of REPRINTS as edges, in their order.

    >>> read_edges(as_frame([Reprint("a", "origin:Reuters", "agency", True, ("agency credit",), "unverifiable")]))[0].origin
    'origin:Reuters'
    """
    return [
        Reprint(
            item=row["item"],
            origin=row["origin"],
            kind=row["kind"],
            is_known=row["direction"] == "known",
            evidence=tuple(row["direction_evidence"] or ()),
            verdict=row["verdict"],
            share=row["share"],
            passages=tuple(
                (Span(passage["a_start"], passage["a_end"]), Span(passage["b_start"], passage["b_end"]))
                for passage in row["passages"] or ()
            ),
            losses=tuple(
                Loss(loss["what"], loss["text"], Span(loss["start"], loss["end"])) for loss in row["lost"] or ()
            ),
            declared=row["declared"],
            notice=row["notice"],
            notice_span=Span(row["notice_start"], row["notice_end"]) if row["notice_start"] is not None else None,
        )
        for row in reprints.iter_rows(named=True)
    ]


def _passage(later: Span, earlier: Span) -> dict[str, float]:
    return {
        "a_start": later.start,
        "a_end": later.end,
        "b_start": earlier.start,
        "b_end": earlier.end,
        "similarity": 1.0,
    }
