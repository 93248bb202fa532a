"""dedup finds: what is a copy, and where it came from.

    corpus -> boilerplate -> credits -> sketch -> candidates -> verify -> clusters -> provenance
    ITEMS     LINES SPANS    CREDITS    SKETCHES  PAIRS         MATCHES   CLUSTERS    REPRINTS

Each arrow is a pure function from tables to a table; `pipeline` walks the street, `tables` names what lies on it.
The names below stand in the street's order and are resolved at first use, so that `import dedup` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dedup.boilerplate import learn_lines, mark_lines, tally_lines
    from dedup.candidates import find_pairs
    from dedup.clusters import cluster_items
    from dedup.corpus import read_corpus
    from dedup.credits import find_credits
    from dedup.dates import find_dates
    from dedup.errors import ArchiveError
    from dedup.pipeline import trace_items
    from dedup.provenance import trace_reprints
    from dedup.settings import Settings
    from dedup.sketch import sketch_items
    from dedup.verify import verify_pairs

_ROOMS = {
    "read_corpus": "corpus",
    "tally_lines": "boilerplate",
    "learn_lines": "boilerplate",
    "mark_lines": "boilerplate",
    "find_credits": "credits",
    "find_dates": "dates",
    "sketch_items": "sketch",
    "find_pairs": "candidates",
    "verify_pairs": "verify",
    "cluster_items": "clusters",
    "trace_reprints": "provenance",
    "trace_items": "pipeline",
    "Settings": "settings",
    "ArchiveError": "errors",
}

__all__ = [  # noqa: RUF022 - in the street's order
    "read_corpus",
    "tally_lines",
    "learn_lines",
    "mark_lines",
    "find_credits",
    "find_dates",
    "sketch_items",
    "find_pairs",
    "verify_pairs",
    "cluster_items",
    "trace_reprints",
    "trace_items",
    "Settings",
    "ArchiveError",
]


def __getattr__(name: str) -> object:
    """Return the public `name` from its room."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'dedup' has no attribute {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"dedup.{_ROOMS[name]}"), name)
