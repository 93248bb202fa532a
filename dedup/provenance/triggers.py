"""Where in a text a relay may be named at all: one pass of an automaton over a whole batch, before any pattern runs.

The automaton (polars runs one over an alternation of words) looks for the names of the gazetteer and for the few words
by which an unknown medium is told; what stands near neither is never opened.
"""

import re
from collections.abc import Iterator, Sequence
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


def extract_names(texts: pl.Expr) -> pl.Expr:
    """Return, for each text, the names and words that may tell a relay, in order and apart; the longest wins."""
    return texts.str.extract_all(_any_name())


def locate_names(text: str, names: Sequence[str]) -> Iterator[Trigger]:
    """Yield where the `names` that `extract_names` found stand in `text`, without those inside longer words.

    >>> [trigger.span for trigger in locate_names("Él lo dijo, according to Reuters.", ["Reuters"])]
    [Span(start=25, end=32)]
    """
    end = 0
    for words in names:
        start = text.find(words, end)
        end = start + len(words)
        if _is_whole(text, start, words):
            yield Trigger(words, Span(start, end))


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


def _is_whole(text: str, start: int, words: str) -> bool:
    """Return whether a name stands by itself, not inside a longer word."""
    if words in WORDS:
        return True
    end = start + len(words)
    return not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum())
