"""scoring judges: who said what through whom, and how well an item is sourced.

    reprints -> attribution -> stories, quotes -> signals -> ratings -> desk
    REPRINTS    ATTRIBUTIONS   STORIES QUOTES     SIGNALS    RATINGS    page, check, export

`pipeline` walks the whole street, dedup's part first; `desk` is where people come in.
The names below stand in the street's order and are resolved at first use.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.attribution import find_attributions
    from scoring.pipeline import rate_corpus
    from scoring.settings import Settings

_ROOMS = {
    "find_attributions": "attribution",
    "rate_corpus": "pipeline",
    "Settings": "settings",
}

__all__ = [  # noqa: RUF022 - in the street's order
    "find_attributions",
    "rate_corpus",
    "Settings",
]


def __getattr__(name: str) -> object:
    """Return the public `name` from its room."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'scoring' has no attribute {name!r}; it offers {', '.join(__all__)}")
    return getattr(import_module(f"scoring.{_ROOMS[name]}"), name)
