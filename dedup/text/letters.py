"""What one character is to the words around it: part of a word and under which letter, a word's end, or nothing.

Letters and digits of every script count. Case, accents, width and the digits' script are folded away, so that a text
agrees with its copy in another encoding; vowel signs of the Indic scripts are kept, since they tell words apart.
Characters, classes and decompositions are those of the Unicode Character Database.
"""

import re
import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

BREAK = " "  # what ends a word
SILENT = "\u00ad"  # what stands inside a word and is not read: accents, joiners, soft hyphens
UNSPACED = (  # scripts that are written without spaces between words; first and last of each block
    "\u0e00\u0eff"  # Thai, Lao
    "\u1000\u109f"  # Myanmar
    "\u1780\u17ff"  # Khmer
    "\u3005\u30ff"  # Hiragana, Katakana, the marks of repetition
    "\u3400\u4dbf\u4e00\u9fff\uf900\ufaff\U00020000\U0003ffff"  # Han
)
UNSPACED_CLASS = "".join(f"{UNSPACED[i]}-{UNSPACED[i + 1]}" for i in range(0, len(UNSPACED), 2))
UNSPACED_LETTER = re.compile(f"[{UNSPACED_CLASS}]")
SILENT_CATEGORIES = frozenset({"Mn", "Mc", "Me", "Cf"})  # that may be silent
APOSTROPHES = frozenset("\u02bb\u02bc")  # letters to Unicode, quote marks to whoever types them
TATWEEL = "\u0640"
HANGUL = range(0xAC00, 0xD7A4)  # syllables: their decomposition would lose all but the first sound
HAN = range(0x4E00, 0xA000)  # the most common block, each its own letter
SELECTORS = range(0xFE00, 0xFE10)  # choose a glyph, say nothing
VOWEL_CLASSES = frozenset({0, 9})  # canonical combining classes of vowel signs and viramas
ONE_LETTER = {"ي": "ی", "ى": "ی", "ك": "ک", "ς": "σ"}  # one letter on two keyboards
N_FOLDED = 0x20000  # code points with an entry in the table
HAN_END = 0x40000  # all between it and the table are Han
TAGS = range(0xE0000, 0xE0200)  # invisible tags and selectors; whatever else stands so high is no letter
WORDLESS, UNREAD, LONE = np.uint32(0), np.uint32(1), np.uint32(1 << 31)  # LONE is added to a code point


def fold_letter(char: str) -> str:
    r"""Return the letter that stands for `char`, BREAK, or SILENT: always one character.

    >>> [fold_letter(char) for char in "Éß٣字-\u0301"]
    ['e', 's', '3', '字', ' ', '\xad']
    """
    if ord(char) >= N_FOLDED:
        return char if ord(char) < HAN_END else SILENT if ord(char) in TAGS else BREAK
    category = unicodedata.category(char)
    if category[0] == "M":
        is_vowel = unicodedata.combining(char) in VOWEL_CLASSES and category != "Me" and ord(char) not in SELECTORS
        return char if is_vowel else SILENT
    if category == "Cf" or char == TATWEEL:
        return SILENT
    if not char.isalnum() or char in APOSTROPHES:
        return BREAK
    return _fold_alnum(char)


def _fold_alnum(char: str) -> str:
    """Return the letter or digit under case, accents, width and script."""
    if ord(char) in HANGUL:
        return char
    digit = unicodedata.decimal(char, None)
    if digit is not None:
        return str(digit)
    parts = unicodedata.normalize("NFKD", char.casefold()).casefold()
    letter = next((part for part in parts if part.isalnum()), char)
    return ONE_LETTER.get(letter, letter)


def is_unspaced(char: str) -> bool:
    """Return whether `char` belongs to a script without spaces between words.

    >>> is_unspaced("字"), is_unspaced("한")
    (True, False)
    """
    return UNSPACED_LETTER.match(char) is not None


@cache
def letter_table() -> NDArray[np.uint32]:
    """Return `fold_letter` as a table by code point: WORDLESS, UNREAD, or the letter, plus LONE where unspaced.

    Shape (N_FOLDED,). For the compiled kernels; read-only.
    """
    table = np.zeros(N_FOLDED, np.uint32)
    for code in range(N_FOLDED):
        char = chr(code)
        if code in HANGUL:
            table[code] = code
        elif code in HAN:
            table[code] = code | LONE
        elif char.isalnum() or unicodedata.category(char) in SILENT_CATEGORIES:
            table[code] = _entry(fold_letter(char))
    table.setflags(write=False)
    return table


def _entry(letter: str) -> int:
    """Return the table's entry for a folded letter."""
    if letter in {BREAK, SILENT}:
        return int(WORDLESS if letter == BREAK else UNREAD)
    return ord(letter) | int(LONE) * is_unspaced(letter)
