"""Where each item came from: matches, credits and dates -> the reprint graph.

    items ── sources ─┐
    matches ──────────┼─> direction ─> predecessors ─> verdicts ─> losses ─> REPRINTS ─> graph
    dates ── instants ┘

A node is an item, or a work that is named but not held (`origin:NAME`); an edge says that an item rests on a work, why
that is the likelier direction, whether its notice is right, and what was lost on the way.
"""

from dedup.provenance.alignment import Edit, align_texts
from dedup.provenance.edges import Reprint, read_edges
from dedup.provenance.graph import Chain, count_resting, find_loops, trace_chain
from dedup.provenance.instants import Instant, read_instant
from dedup.provenance.reprints import trace_reprints

__all__ = [
    "Chain",
    "Edit",
    "Instant",
    "Reprint",
    "align_texts",
    "count_resting",
    "find_loops",
    "read_edges",
    "read_instant",
    "trace_chain",
    "trace_reprints",
]
