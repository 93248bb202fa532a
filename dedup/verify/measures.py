"""Measure a pair: what two readings share, in numbers, and their passages. The readable twin of `verify.kernel`."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Indel, LCSseq

from dedup.settings import VerifySettings
from dedup.text.words import hash_shingles
from dedup.verify.alignment import Passage, Run, find_runs, join_runs
from dedup.verify.reading import NUMBER, QUOTED, Reading

SLOT_GAP = 40  # words of a form, with its slots, between two stretches that stand in both texts
SLOT_SIMILARITY = 0.4  # of the words of a form filled in twice; two sentences on different things have .2 to .3
MAX_FORM_WORDS = 150  # of a bulletin: market closes and quakes are told in 40 to 100
FORM_NUMBERS = 3  # that a bulletin has at least


@dataclass(frozen=True, slots=True)
class Measure:
    """What two items share: distinct shingles, words in passages on each side, what these words are, and the form."""

    n_a: int  # words of a
    n_b: int
    unquoted_a: int  # words of a outside quotes
    unquoted_b: int
    shingles_a: int  # distinct shingles of a
    shingles_b: int
    common: int  # distinct shingles in both
    covered_a: int  # words of a in passages
    covered_b: int
    narration: int  # words that agree and are quoted on neither side
    agreeing: int  # numbers that agree
    differing: int  # numbers that another number replaces
    form: int  # of two bulletins: words that agree in order when all numbers are held to be one; else 0
    numbers: int  # of the bulletin that has fewer: words that are numbers
    renumbered: int  # of these words, those that the other bulletin lacks; the lower count of the two


def measure(a: Reading, b: Reading, settings: VerifySettings) -> tuple[Measure, list[Passage]]:
    """Return what `a` and `b` share, and their passages in order of a.

    >>> from dedup.verify.reading import read
    >>> a, b = read("The mayor of Lind resigned on Monday."), read("On Monday the mayor of Lind resigned.")
    >>> measured, passages = measure(a, b, VerifySettings(min_words=5))
    >>> measured.covered_a, measured.common, passages
    (5, 1, [Passage(a_start=0, a_end=5, b_start=2, b_end=7, n_equal=5)])
    """
    width = min(settings.n_words, len(a.hashes), len(b.hashes))
    shingles_a, shingles_b = set(hash_shingles(a.hashes, width or 1)), set(hash_shingles(b.hashes, width or 1))
    runs = find_runs(a.hashes, b.hashes, width) if width else []
    least = least_words(min(len(a.hashes), len(b.hashes)), settings.n_words, settings.min_words)
    passages = [
        passage
        for passage in join_runs(a.hashes, b.hashes, runs, settings.max_gap)
        if min(passage.a_end - passage.a_start, passage.b_end - passage.b_start) >= least
    ]
    kept = [run for run in runs if any(passage.a_start <= run.a < passage.a_end for passage in passages)]
    measured = Measure(
        n_a=len(a.hashes),
        n_b=len(b.hashes),
        unquoted_a=a.n_unquoted,
        unquoted_b=b.n_unquoted,
        shingles_a=len(shingles_a),
        shingles_b=len(shingles_b),
        common=len(shingles_a & shingles_b),
        covered_a=sum(passage.a_end - passage.a_start for passage in passages),
        covered_b=len({place for passage in passages for place in range(passage.b_start, passage.b_end)}),
        narration=_count_narration(a.flags, b.flags, kept),
        agreeing=sum(_count_numbers(a.flags[run.a : run.a + run.n_words]) for run in kept),
        differing=_count_differing(a, b, kept, settings.max_gap),
        **_measure_form(a, b),
    )
    return measured, passages


def least_words(n_shorter: int, n_words: int, min_words: int) -> int:
    """Return the words of the least passage; in a short item, those that hold half of its shingles.

    >>> [least_words(n_shorter, n_words=5, min_words=12) for n_shorter in (4, 6, 14, 300)]
    [4, 5, 9, 12]
    """
    return min(min_words, n_shorter, (n_shorter + n_words) // 2)


def _measure_form(a: Reading, b: Reading) -> dict[str, int]:
    """Return the last three fields of `Measure`: all 0 unless both are bulletins, short and with numbers enough."""
    numbers = min(sum(bool(flag & NUMBER) for flag in reading.flags) for reading in (a, b))
    if max(len(a.hashes), len(b.hashes)) > MAX_FORM_WORDS or numbers < FORM_NUMBERS:
        return {"form": 0, "numbers": 0, "renumbered": 0}
    blind_a, blind_b = (
        [0 if flag & NUMBER else value for value, flag in zip(reading.hashes, reading.flags, strict=True)]
        for reading in (a, b)
    )
    new_a = sum(bool(flag & NUMBER) for flag in _unlike(a.hashes, a.flags, b.hashes))
    new_b = sum(bool(flag & NUMBER) for flag in _unlike(b.hashes, b.flags, a.hashes))
    return {"form": LCSseq.similarity(blind_a, blind_b), "numbers": numbers, "renumbered": min(new_a, new_b)}


def _count_narration(a: Sequence[int], b: Sequence[int], runs: Sequence[Run]) -> int:
    """Return how many places of b agree with words of a, quoted in neither; each counts once, however often a repeats it."""
    return len({run.b + i for run in runs for i in range(run.n_words) if not (a[run.a + i] | b[run.b + i]) & QUOTED})


def _count_numbers(flags: Sequence[int]) -> int:
    """Return how many numbers stand in a stretch; words of digits that follow each other are one ("5.72")."""
    return sum(bool(flag & NUMBER) and not (i and flags[i - 1] & NUMBER) for i, flag in enumerate(flags))


def _count_differing(a: Reading, b: Reading, runs: Sequence[Run], max_gap: int) -> int:
    """Return how many numbers between runs stand where the other text has another number.

    Between runs further apart than `max_gap`, up to SLOT_GAP, the words must be alike: those of a form filled in anew.
    """
    total = 0
    ends = Run(len(a.hashes), len(b.hashes), 0)
    for run, following in pairwise([Run(0, 0, 0), *runs, ends]):
        a_gap, b_gap = slice(run.a + run.n_words, following.a), slice(run.b + run.n_words, following.b)
        longest = max(a_gap.stop - a_gap.start, b_gap.stop - b_gap.start)
        if b_gap.stop < b_gap.start or longest > SLOT_GAP:
            continue
        if longest > max_gap and Indel.normalized_similarity(a.hashes[a_gap], b.hashes[b_gap]) < SLOT_SIMILARITY:
            continue
        total += min(
            _count_numbers(_unlike(a.hashes[a_gap], a.flags[a_gap], b.hashes[b_gap])),
            _count_numbers(_unlike(b.hashes[b_gap], b.flags[b_gap], a.hashes[a_gap])),
        )
    return total


def _unlike(hashes: Sequence[int], flags: Sequence[int], others: Sequence[int]) -> list[int]:
    """Return the flags of the words that are not among `others`, no number taking the place of those that are."""
    return [0 if value in others else flag for value, flag in zip(hashes, flags, strict=True)]
