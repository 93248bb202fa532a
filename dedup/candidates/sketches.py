"""SKETCHES as the joins read them: in parts, column by column, from memory or from disk."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import polars as pl


class Sketches(Protocol):
    """SKETCHES in parts that are read column by column, as often as the joins need them."""

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yield a column, part by part."""
        ...


@dataclass(frozen=True, slots=True)
class Frames:
    """Sketches that are at hand."""

    frames: Sequence[pl.DataFrame]

    def column(self, name: str) -> Iterator[pl.Series]:
        """Yield a column, frame by frame."""
        return (frame[name] for frame in self.frames)


def as_parts(sketches: pl.DataFrame | Sequence[pl.DataFrame] | Sketches) -> Sketches:
    """Return sketches to be read by column.

    >>> [part.to_list() for part in as_parts(pl.DataFrame({"item": ["b", "a"]})).column("item")]
    [['b', 'a']]
    """
    if isinstance(sketches, pl.DataFrame):
        return Frames([sketches])
    return Frames(sketches) if isinstance(sketches, Sequence) else sketches
