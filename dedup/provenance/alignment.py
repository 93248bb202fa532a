"""Two texts word by word: what stands in both, what one dropped, added or altered.

The longest common subsequence of the folded words (rapidfuzz's bit-parallel Indel opcodes), where a common run counts
only from `MIN_RUN` words on: "of the" stands in every text.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from rapidfuzz.distance import Indel

from dedup.tables import Span

WORD = re.compile(r"\w{1,64}(?:['’.,-]\w{1,64}){0,8}")
_PARTED = re.compile(f"({WORD.pattern})")  # splits a text into what stands between words, and words, by turns
MAX_WORDS = 8_000  # beyond a long feature the alignment's square grows too dear; the rest is left out
MIN_RUN = 3

EditKind = Literal["same", "dropped", "added", "altered"]
Bounds = Sequence[int]  # where words begin and end, by turns


@dataclass(frozen=True, slots=True)
class Edit:
    """A stretch of both texts, covering whole words; one side is empty where words were dropped or added."""

    kind: EditKind
    before: Span  # in the earlier text
    after: Span  # in the later text


@dataclass(frozen=True, slots=True)
class _Run:
    """Words [start, end) of one text against [other, other_end) of the other."""

    start: int
    end: int
    other: int
    other_end: int


def align_texts(before: str, after: str) -> list[Edit]:
    """Return the edits that lead from `before` to `after`, in order; together they cover all words of both.

    >>> [edit.kind for edit in align_texts("He will not go home today.", "He will not go out today, she said.")]
    ['same', 'altered']
    """
    bounds, folded = _words(before)
    other_bounds, other_folded = _words(after)
    edits: list[Edit] = []
    for is_same, run in _runs(folded, other_folded):
        edit = Edit(
            _kind(is_same, run), _cover(bounds, run.start, run.end), _cover(other_bounds, run.other, run.other_end)
        )
        edits.append(edit)
    return edits


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[Bounds, Sequence[str]]:
    """Return where the words of `text` stand, up to the cap, and how they read; an origin of many reprints is read once."""
    *parts, _ = _PARTED.split(text, MAX_WORDS)
    return [*accumulate(map(len, parts))], [*map(str.casefold, parts[1::2])]


def _runs(words: Sequence[str], other_words: Sequence[str]) -> Iterator[tuple[bool, _Run]]:
    """Yield common runs and the gaps between them, in order, until both texts are used up."""
    at = other_at = 0
    opcodes = Indel.opcodes(words, other_words)
    kept = [
        _Run(code.src_start, code.src_end, code.dest_start, code.dest_end)
        for code in opcodes
        if code.tag == "equal" and code.src_end - code.src_start >= MIN_RUN
    ]
    for run in (*kept, _Run(len(words), len(words), len(other_words), len(other_words))):
        if run.start > at or run.other > other_at:
            yield False, _Run(at, run.start, other_at, run.other)
        if run.end > run.start:
            yield True, run
        at, other_at = run.end, run.other_end


def _kind(is_same: bool, run: _Run) -> EditKind:
    """Return what happened to the words of `run`."""
    if is_same:
        return "same"
    if run.start == run.end:
        return "added"
    return "dropped" if run.other == run.other_end else "altered"


def _cover(bounds: Bounds, start: int, end: int) -> Span:
    """Return the stretch of text from word `start` to word `end`; an empty one stands before word `start`."""
    if start < end:
        return Span(bounds[2 * start], bounds[2 * end - 1])
    at = bounds[2 * start] if 2 * start < len(bounds) else (bounds[-1] if bounds else 0)
    return Span(at, at)
