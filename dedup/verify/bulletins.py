"""Short items that differ in a name or a number: one form filled in twice, and no copies.

A dividend, a listing or a central bank's operation is told in a few sentences that are the same every time; whom and how
much they are about is the news. In a longer item the same change is a correction, and so only short ones are asked. The
names of days and months are no names here: outlets write "today" or "on Tuesday" as it suits them. A number in words
differs from another in words alone, since one outlet's "three" is the next one's "3".
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import Indel

from dedup.lexicon import read_lines, read_table
from dedup.text.words import Word, words

NUMERALS = "#"  # the tag of numbers in words
GRAMMARS = ("grammar_de", "grammar_en", "grammar_es", "grammar_fr")
LOOSE = {"dozen", "dozens", "hundreds", "millions", "thousands"}  # that stand for many a number
MAX_KEPT = 4_096  # short texts, 2 MB
MAX_WORDS = 80  # of the longer item: listings and dividends have 15 to 70
NUMBER = re.compile(r"\d")
SENTENCE_END = re.compile(r"[.!?:\n]")


@dataclass(frozen=True, slots=True)
class _Reading:
    """The folded words of a text, and at which places names and numbers stand, and numbers in words."""

    folded: Sequence[str]
    telling: Collection[int]
    numerals: Collection[int]


def fills_anew(a: str, b: str) -> bool:
    """Return whether a name or a number of one text stands where the other has another one.

    >>> fills_anew("Lind Corp said its stock started trading.", "Bexley Inc said its stock started trading.")
    True
    >>> fills_anew("Lind Corp said its stock started trading.", "Lind Corp said that its shares started trading.")
    False
    """
    one, other = _read(a), _read(b)
    kinds = [
        kind for kind in zip((one.telling, one.numerals), (other.telling, other.numerals), strict=True) if all(kind)
    ]
    if not kinds:
        return False
    for gap_a, gap_b in _replaced(one.folded, other.folded):
        words_a, words_b = one.folded[gap_a.start : gap_a.stop], other.folded[gap_b.start : gap_b.stop]
        for places_a, places_b in kinds:
            if _is_new(words_a, gap_a, places_a, words_b) and _is_new(words_b, gap_b, places_b, words_a):
                return True
    return False


@lru_cache(maxsize=MAX_KEPT)
def _read(text: str) -> _Reading:
    """Return the reading of `text`; one item stands in many pairs."""
    found = words(text)
    folded = [word.folded for word in found]
    written_large = [place for place, word in enumerate(found) if not text[word.start].islower()]  # no number is small
    telling = frozenset(place for place in written_large if _is_telling(text, found, place))
    numerals = () if _numerals().isdisjoint(folded) else [i for i, word in enumerate(folded) if word in _numerals()]
    return _Reading(folded, telling, frozenset(numerals))


def _replaced(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[range, range]]:
    """Yield the stretches of a and b between words that are equal, where both have some."""
    place_a = place_b = 0
    for block in Indel.opcodes(a, b).as_matching_blocks():
        if place_a < block.a and place_b < block.b:
            yield range(place_a, block.a), range(place_b, block.b)
        place_a, place_b = block.a + block.size, block.b + block.size


def _is_new(found: Sequence[str], gap: range, places: Collection[int], others: Collection[str]) -> bool:
    """Return whether one of the words `found` in a gap stands at one of `places`, and is not among `others`."""
    return any(place in places and word not in others for place, word in zip(gap, found, strict=True))


def _is_telling(text: str, found: Sequence[Word], place: int) -> bool:
    """Return whether a word is a number, or a name: written with a capital where the grammar asks for none.

    A word that begins a sentence is one only where the next has a capital as well.
    """
    word = found[place]
    if NUMBER.match(word.folded):
        return True
    if not text[word.start].isupper() or word.folded in _days():
        return False
    is_first = place == 0 or SENTENCE_END.search(text, found[place - 1].end, word.start) is not None
    return not is_first or (place + 1 < len(found) and text[found[place + 1].start].isupper())


@cache
def _days() -> frozenset[str]:
    """Return the names of days and months, folded."""
    return frozenset(word.folded for line in read_lines("months") for word in words(line))


@cache
def _numerals() -> frozenset[str]:
    """Return the numbers in words of all languages that have a grammar, folded, without those told loosely."""
    groups = [entry["words"] for name in GRAMMARS for entry in read_table(name) if entry["tag"] == NUMERALS]
    listed = [line for group in groups if isinstance(group, list) for line in group]
    return frozenset(word.folded for line in listed for word in words(line)) - LOOSE
