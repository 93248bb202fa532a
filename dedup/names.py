"""Names of people and outlets under several spellings: folding, romanisation, initials, and whether two are one.

One name is written many ways once it crosses scripts (Qassemi, Ghasemi; Muhammad, Mohammed). Each word is read into a
*sound*: consonants that romanisations exchange fall together, and a run of vowels becomes one of four: a, i, u, and e,
which is written for a as often as for i. So Ahmed is Ahmad, but Hassan and Hussein stay two, Khamenei and Khomeini also.
"""

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz

from dedup.lexicon import read_lines, read_table

MIN_TYPO_RATIO = 88.0  # one slip in a word of eight letters
MIN_TYPO_CHARS = 7  # in shorter words one letter is often another name
MIN_WORD_CHARS = 4  # a shorter word has no room for another spelling
MAX_ACRONYM_CHARS = 8
MIN_ABJAD_CONSONANTS = 3  # of a script without vowels; two consonants fit too many names

_SMALL_WORDS = frozenset({"the", "of", "and", "for", "in", "a", "la", "le", "les", "l", "el", "al", "de", "des", "du",
                          "del", "der", "die", "das", "fur", "et", "und", "y", "di", "do", "da"})  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
_DOTTED = re.compile(r"\b(?:[A-Za-z]\. ?){2,6}")
# Longest first: a digraph is one sound. Classes hold what romanisations of one letter exchange.
_CONSONANTS = (
    (re.compile("shch|schtsch|chtch"), "s"),
    (re.compile("tsch|tch|cz|(?<!s)ch(?=[eiy])|^ch"), "c"),
    (re.compile("sch|sh"), "s"),
    (re.compile("dj|zh|^y(?=[aeou])|j"), "j"),
    (re.compile("kh|ch|ck"), "k"),
    (re.compile("gh"), "g"),
    (re.compile("ph"), "f"),
    (re.compile("th"), "t"),
    (re.compile("dh"), "d"),
    (re.compile("w"), "v"),
    (re.compile("x"), "ks"),
    (re.compile("ts|tz|z"), "s"),
    (re.compile("c(?=[aouklrt]|$)"), "k"),
    (re.compile("(?<=[aeiou])h(?![aeiou])"), ""),
)
_SHORT_END = re.compile("yj$|iy$|yy$|ij$")
_SILENT_END = re.compile("(?<=[^aeiouy])e$")
_EXCHANGED = frozenset({"ea", "ae", "ei", "ie"})
_VOWELS = re.compile("[aeiouy]+")
_DOUBLED = re.compile(r"(.)\1+")


@cache
def _letters() -> dict[int, str]:
    """Return the table from letters of other scripts to their Latin readings."""
    pairs = (pair.split("=") for entry in read_table("romanisation") for pair in _list(entry["letters"]))
    return {ord(letter): reading for letter, reading in pairs}


@cache
def _abjad() -> frozenset[str]:
    """Return the letters of the scripts that leave their short vowels out."""
    tables = (entry["letters"] for entry in read_table("romanisation") if not entry["vowels"])
    return frozenset(pair[0] for letters in tables for pair in _list(letters))


def _list(field: object) -> list[str]:
    """Return a field of a table that is a list of strings."""
    return [str(value) for value in field] if isinstance(field, list) else []


@lru_cache(maxsize=16_384)
def fold_name(name: str) -> str:
    """Return the name's words in plain Latin letters: lower case, no accents, no punctuation, no articles in front.

    Other scripts are romanised letter by letter; letters with dots ("D. N. B.") become one word.

    >>> fold_name("The Associated Press"), fold_name("D. N. B."), fold_name("Müller-Lüdenscheidt"), fold_name("Шойгу")
    ('associated press', 'dnb', 'muller ludenscheidt', 'shoygu')
    """
    joined = _DOTTED.sub(lambda match: match[0].replace(".", "").replace(" ", "") + " ", name) if "." in name else name
    plain = joined.lower() if joined.isascii() else _fold_letters(joined)
    words = _WORD.findall(plain.replace("'s ", " ").replace("\u2019s ", " "))
    if len(words) > 1 and words[0] == "the":
        del words[0]
    return " ".join(words)


def _fold_letters(name: str) -> str:
    """Return a name in small Latin letters without accents."""
    latin = unicodedata.normalize("NFKC", name).casefold().translate(_letters())
    return "".join(char for char in unicodedata.normalize("NFKD", latin) if not unicodedata.combining(char))


@lru_cache(maxsize=16_384)
def sound(word: str) -> str:
    """Return one folded word as it sounds: the same for the spellings of one name in most romanisations.

    >>> sound("qassemi"), sound("ghasemi"), sound("zelensky"), sound("selenskyj")
    ('gasemi', 'gasemi', 'selenski', 'selenski')
    """
    heard = _SILENT_END.sub("", _SHORT_END.sub("i", word)).replace("q", "g")
    for pattern, reading in _CONSONANTS:
        heard = pattern.sub(reading, heard)
    return _DOUBLED.sub(r"\1", _VOWELS.sub(_vowel, heard))


def _vowel(run: re.Match[str]) -> str:
    """Return the class of a run of vowels: a lone e is its own, else front before back before open."""
    letters = set(run[0])
    if letters == {"e"}:
        return "e" if len(run[0]) == 1 else "i"
    return "i" if letters & set("eiy") else "u" if letters & set("ou") else "a"


def same_word(left: str, right: str) -> bool:
    """Return whether two folded words are spellings of one name.

    >>> same_word("mohammed", "muhammad"), same_word("qaddafi", "kadhafi"), same_word("hassan", "hussein")
    (True, True, False)
    """
    if left == right:
        return True
    if min(len(left), len(right)) < MIN_WORD_CHARS:
        return False
    if _alike(sound(left), sound(right)):
        return True
    if "q" in left + right and _alike(sound(left.replace("q", "k")), sound(right.replace("q", "k"))):
        return True
    return min(len(left), len(right)) >= MIN_TYPO_CHARS and fuzz.ratio(left, right) >= MIN_TYPO_RATIO


def _alike(left: str, right: str) -> bool:
    """Return whether two sounds are equal but for an e that stands for an a or an i."""
    return len(left) == len(right) and all(a == b or a + b in _EXCHANGED for a, b in zip(left, right, strict=True))


def initials(name: str) -> str:
    """Return the first letters of the name's words, small words left out.

    >>> initials("Radio Free Europe/Radio Liberty"), initials("Agence France-Presse")
    ('rferl', 'afp')
    """
    return "".join(word[0] for word in fold_name(name).split() if word not in _SMALL_WORDS)


def same_name(left: str, right: str) -> bool:
    """Return whether two names, of people or of outlets, are one under several spellings.

    A surname stands for the whole name, an initial for a given name, an acronym for the words it is made of.

    >>> same_name("Bahram Ghasemi", "Qassemi"), same_name("RFE/RL", "Radio Free Europe/Radio Liberty")
    (True, True)
    >>> same_name("Tasnim", "the Tasnim news agency"), same_name("J. Smith", "John Smith"), same_name("Jane Smith", "John Smith")
    (True, True, False)
    """
    one, other = fold_name(left), fold_name(right)
    if not one or not other:
        return False
    if one.replace(" ", "") == other.replace(" ", ""):
        return True
    if " " in one + other and (_is_acronym(left, right) or _is_acronym(right, left)):
        return True
    short, long = sorted((_content_words(left), _content_words(right)), key=len)
    if _is_abjad(left) or _is_abjad(right):
        return _same_consonants(short, long)
    return _same_ending(short, long)


def _is_acronym(short: str, long: str) -> bool:
    """Return whether `short` is made of the initials of `long`."""
    letters = fold_name(short).replace(" ", "")
    words = fold_name(long).split()
    if len(words) < max(len(letters), 2) or len(letters) > MAX_ACRONYM_CHARS:
        return False
    return len(letters) > 1 and letters in {initials(long), "".join(word[0] for word in words)}


@lru_cache(maxsize=16_384)
def _content_words(name: str) -> tuple[str, ...]:
    """Return the folded words that tell a name from others: no titles, no "news agency"."""
    words = tuple(word for word in fold_name(name).split() if word not in _left_out() and word not in _SMALL_WORDS)
    return words or tuple(fold_name(name).split())


@cache
def _left_out() -> frozenset[str]:
    """Return the words that short forms of names leave out."""
    return frozenset(read_lines("titles")) | frozenset(read_lines("outlet_words"))


def _is_abjad(name: str) -> bool:
    """Return whether the name is written without its short vowels."""
    return not _abjad().isdisjoint(name)


def _same_consonants(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether the last words agree in their consonants, as far as a script without vowels can tell."""
    left, right = (re.sub("[aeiu]", "", sound(words[-1])) for words in (short, long))
    return len(left) >= MIN_ABJAD_CONSONANTS and left == right


def _same_ending(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether `short` is `long`, or its last words, word by word, initials for given names allowed."""
    if not same_word(short[-1], long[-1]):
        return False
    if len(short) == 1:
        return len(short[0]) >= MIN_WORD_CHARS or len(long) == 1
    rest = iter(long[:-1])
    # `rest` is walked once: given names must stand in the same order.
    return all(any(_same_given(word, other) for other in rest) for word in short[:-1])


def _same_given(left: str, right: str) -> bool:
    """Return whether two given names agree; an initial agrees with every name that begins with it."""
    if 1 in {len(left), len(right)}:
        return left[0] == right[0]
    return same_word(left, right)
