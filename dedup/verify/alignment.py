"""Align two items on their words: what they share exactly, in runs, and the passages that the runs make up.

A run is a maximal stretch of equal words at least one shingle long. Runs that follow each other in both texts over a
small edit make one passage; its similarity is the share of its words that agree in order, edits included, which is
rapidfuzz's normalised Indel similarity over words. This is the readable twin of `verify.kernel`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

MAX_PLACES = 8  # places of one shingle in a text that are tried; more often it is a refrain


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of `n_words` equal words: from word `a` of the one text, word `b` of the other."""

    a: int
    b: int
    n_words: int


@dataclass(frozen=True, slots=True)
class Passage:
    """Runs joined over small edits: words [a_start, a_end) of the one, [b_start, b_end) of the other; `n_equal` agree."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int
    n_equal: int

    @property
    def similarity(self) -> float:
        """Return twice the words that agree, by the words of both sides."""
        return 2 * self.n_equal / (self.a_end - self.a_start + self.b_end - self.b_start)


def find_runs(a: Sequence[int], b: Sequence[int], n_words: int) -> list[Run]:
    """Return the runs that the words (hashes) of `a` share with those of `b`, in order of a; they do not overlap there.

    Where a stretch stands in several places of b, the longest run is taken, then the one that goes on from the last.
    What a repeats, such as the caption of a picture shown twice, is taken once.

    >>> find_runs([1, 2, 3, 4, 9, 5, 6, 7, 9, 1, 2, 3], [5, 6, 7, 1, 2, 3, 4], 3)
    [Run(a=0, b=3, n_words=4), Run(a=5, b=0, n_words=3)]
    """
    places: dict[tuple[int, ...], list[int]] = {}
    for j in range(len(b) - n_words + 1):
        places.setdefault(tuple(b[j : j + n_words]), []).append(j)
    runs: list[Run] = []
    taken: set[tuple[int, ...]] = set()
    i, next_b = 0, 0
    while i <= len(a) - n_words:
        shingle = tuple(a[i : i + n_words])
        found = places.get(shingle, ())[:MAX_PLACES]
        if not found or shingle in taken:
            i += 1
            continue
        lengths = [_extend(a, b, i, j) for j in found]
        length, _, j = max((length, -abs(j - next_b), j) for length, j in zip(lengths, found, strict=True))
        runs.append(Run(i, j, length))
        taken.update(tuple(a[k : k + n_words]) for k in range(i, i + length - n_words + 1))
        i, next_b = i + length, j + length
    return runs


def _extend(a: Sequence[int], b: Sequence[int], i: int, j: int) -> int:
    """Return how many words agree from place `i` of a and `j` of b on."""
    length = 0
    while i + length < len(a) and j + length < len(b) and a[i + length] == b[j + length]:
        length += 1
    return length


def join_runs(a: Sequence[int], b: Sequence[int], runs: Iterable[Run], max_gap: int) -> list[Passage]:
    """Return the passages that `runs` make up; runs are joined where at most `max_gap` words lie between them, on both sides.

    >>> a, b = [1, 2, 3, 4, 9, 5, 6, 7], [1, 2, 3, 4, 8, 8, 5, 6, 7]
    >>> join_runs(a, b, find_runs(a, b, 3), max_gap=2)
    [Passage(a_start=0, a_end=8, b_start=0, b_end=9, n_equal=7)]
    """
    passages: list[Passage] = []
    for run in runs:
        last = passages[-1] if passages else None
        if last and 0 <= run.a - last.a_end <= max_gap and 0 <= run.b - last.b_end <= max_gap:
            n_equal = last.n_equal + run.n_words
            n_equal += LCSseq.similarity(a[last.a_end : run.a], b[last.b_end : run.b])
            passages[-1] = Passage(last.a_start, run.a + run.n_words, last.b_start, run.b + run.n_words, n_equal)
        else:
            passages.append(Passage(run.a, run.a + run.n_words, run.b, run.b + run.n_words, run.n_words))
    return passages


def covered(spans: Iterable[tuple[int, int]]) -> int:
    """Return how many places the spans cover together.

    >>> covered([(0, 4), (2, 6), (8, 9)])
    7
    """
    total, end = 0, 0
    for first, last in sorted(spans):
        total += max(0, last - max(first, end))
        end = max(end, last)
    return total
