"""Words of a text, their hashes and the hashes of their n-grams (shingles): the readable twin of `text.kernel`.

A word is a run of letters and digits of any script, folded by `text.letters`. In a script without spaces each
character is a word, read together with the two before it: five such words cover seven characters, about what five
English words say. Shingles are hashed as polynomials over word hashes (Karp and Rabin 1987), so that one rolls into
the next.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from dedup.text.letters import BREAK, SILENT, UNSPACED_CLASS, fold_letter, is_unspaced

BITS = (1 << 64) - 1
MIX = 0x9E3779B97F4A7C15  # 2^64 / golden ratio: Knuth's multiplier
FINISH = 0xC2B2AE3D27D4EB4F  # xxHash64's second prime
SPREAD = 0xFF51AFD7ED558CCD  # MurmurHash3's first finaliser
CHUNK = 8  # bytes of a word that are hashed at a time
LOOK_BACK = 2  # characters before it that an unspaced character is read with
WORD = re.compile(f"[{UNSPACED_CLASS}]|[^{BREAK}{UNSPACED_CLASS}]+")


class Word(NamedTuple):
    """One word: as folded, and where it stands in the text, in code points; a tuple, since texts have many."""

    folded: str
    start: int
    end: int


class _Letters(dict[int, str]):
    """A table for `str.translate` that folds each character when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold_letter(chr(code))
        return self[code]


_LETTERS = _Letters()
_new_tuple = tuple.__new__  # what `Word` itself calls, twice as slowly


def words(text: str) -> list[Word]:
    """Return the words of `text` in order.

    >>> [word.folded for word in words("Café, 25\u00a0% –   don’t!")]
    ['cafe', '25', 'don', 't']
    >>> [word.folded for word in words("新华社电")]
    ['新', '新华', '新华社', '华社电']
    """
    folded = text.translate(_LETTERS)
    if folded.isascii():  # nothing silent and nothing unspaced
        return _split(folded)
    found: list[Word] = []
    before, end = "", 0
    for match in WORD.finditer(folded):
        written = match[0].replace(SILENT, "")
        if BREAK in folded[end : match.start()]:
            before = ""
        end = match.end()
        if not written:
            continue
        lone = is_unspaced(written)
        start = end - len(match[0].lstrip(SILENT))
        found.append(Word(before + written if lone else written, start, end))
        before = (before + written)[-LOOK_BACK:] if lone else ""
    return found


def _split(folded: str) -> list[Word]:
    """Return the words of a folded text with nothing between them but BREAK; three times as fast as by WORD."""
    found: list[Word] = []
    start = 0
    for run in folded.split(BREAK):
        end = start + len(run)
        if run:
            found.append(_new_tuple(Word, (run, start, end)))
        start = end + len(BREAK)
    return found


def hash_word(folded: str) -> int:
    """Return the 64-bit hash of a folded word, eight UTF-8 bytes at a time.

    >>> f"{hash_word('news'):016x}"
    '387bffd4009d9774'
    """
    encoded, value = folded.encode(), 0
    for place in range(0, len(encoded), CHUNK):
        value = ((value ^ int.from_bytes(encoded[place : place + CHUNK], "little")) * MIX) & BITS
        value ^= value >> 32
    return (value * FINISH) & BITS


def hash_shingles(word_hashes: Sequence[int], n_words: int) -> list[int]:
    """Return the 64-bit hash of each run of `n_words` words in order; of the whole where it is shorter, of none if empty.

    >>> len(hash_shingles([1, 2, 3, 4], 3)), len(hash_shingles([1, 2], 3)), hash_shingles([], 3)
    (2, 1, [])
    """
    if not word_hashes:
        return []
    n_shingles = max(1, len(word_hashes) - n_words + 1)
    return [_hash_run(word_hashes[place : place + n_words]) for place in range(n_shingles)]


def _hash_run(word_hashes: Sequence[int]) -> int:
    """Return the polynomial over the words, mixed."""
    value = 0
    for word_hash in word_hashes:
        value = (value * FINISH + word_hash) & BITS
    value ^= value >> 32
    value = (value * SPREAD) & BITS
    return value ^ (value >> 29)
