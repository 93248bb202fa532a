"""Where in a text a relay may be named at all: one pass of an automaton over a whole batch, before any pattern runs.

The automaton (polars runs one over an alternation of words) looks for the names of the gazetteer and for the few words
by which an unknown medium is told; what stands near neither is never opened.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import polars as pl

from dedup.provenance.outlets import gazetteer
from dedup.tables import Span

# Parts of words by which an outlet that the gazetteer lacks is told.
WORDS = (
    "ews agency", "ews Agency", "ress agency", "ress Agency", "nformation agency", "nformation Agency", "chrichtenagentur",
    "gence de presse", "gencia de noticias", "ed in a", "id in a", "te in a", "ed in its", "id in its", "te in its",
    "reported by", "revealed by", "disclosed by",
)  # fmt: skip
MIN_NAME_CHARS = 2


@dataclass(frozen=True, slots=True)
class Trigger:
    """A name of the gazetteer or a word that may tell a medium, as it stands in a text; offsets in code points."""

    words: str
    span: Span


def find_triggers(texts: pl.Series) -> list[tuple[Trigger, ...]]:
    """Return, for each text, the names and words that may tell a relay, in order and apart; the longest wins.

    >>> find_triggers(pl.Series(["Nothing of note.", "Él lo dijo, according to Reuters."]))[1][0].span
    Span(start=25, end=32)
    """
    hits = texts.str.extract_all(_any_name()).to_list()
    return [tuple(_locate(text, found)) if found else () for text, found in zip(texts, hits, strict=True)]


@lru_cache(maxsize=1)
def _any_name() -> str:
    """Return a pattern of what is looked for, the longest first; names begin with a capital, as they do in running text.

    Weak names, which mean other things as well, are left out.
    """
    names: set[str] = set()
    for entry in gazetteer().values():
        variants, weak = entry.get("variants", []), entry.get("weak", [])
        spelt = {str(entry["name"]), *(variants if isinstance(variants, list) else ())}
        names |= spelt - set(weak if isinstance(weak, list) else ())
    wanted = {name for name in names if len(name) >= MIN_NAME_CHARS and name[0].isupper()} | set(WORDS)
    return "|".join(map(re.escape, sorted(wanted, key=lambda name: (-len(name), name))))


def _locate(text: str, hits: list[str]) -> Iterator[Trigger]:
    """Yield what was found in `text`, in order."""
    end = 0
    for words in hits:
        start = text.find(words, end)
        end = start + len(words)
        if _is_whole(text, start, words):
            yield Trigger(words, Span(start, end))


def _is_whole(text: str, start: int, words: str) -> bool:
    """Return whether a name stands by itself, not inside a longer word."""
    if words in WORDS:
        return True
    end = start + len(words)
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
