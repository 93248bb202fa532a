"""How one wording of a quote differs from another.

Plain edit similarity finds trimmed and altered wordings; two translations of one statement share words, not their
order, and are found by the similarity of their sets of words (rapidfuzz's token_set_ratio).
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from rapidfuzz import fuzz

from dedup.lexicon import read_lines
from dedup.text.folding import fold_str

Variant = Literal["verbatim", "trimmed", "retranslated", "altered"]

# token_set_ratio of two translations of one statement; unrelated quotes of one speaker reach about 55
MIN_LIKENESS = 62.0
MIN_SHARED_WORDS = 3  # content words in common, below which likeness is chance
MIN_SHARED_SHARE = 0.4  # of the shorter wording's content words
SAME_LANGUAGE_EDIT = 88.0  # ratio from which the words were edited rather than translated anew
POLAR_EDIT = 75.0  # ratio from which a lost "not" is an alteration, not another translation's way to negate

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_NUMBER = re.compile(r"\d[\d.,]*")
_MARK = re.compile(r"[.,]")


@dataclass(frozen=True, slots=True)
class Wording:
    """A variant and how like the other wording it is, in [0, 1]; `changed` names what was altered, or is empty."""

    variant: Variant
    similarity: float
    changed: str


def compare_wordings(text: str, fullest: str) -> Wording | None:
    """Return how `text` differs from `fullest`, or None when they are not one utterance.

    >>> compare_wordings("We will sell the port.", "We will not sell the port.").changed
    'a negation'
    >>> compare_wordings("The port is closed.", "Rain is expected in the north.") is None
    True
    """
    left, right = words_of(text), words_of(fullest)
    ratio = fuzz.ratio(" ".join(left), " ".join(right))
    if left == right:
        return Wording("verbatim", 1.0, "")
    if ratio >= POLAR_EDIT and (changed := _polarity_change(left, right)):
        return Wording("altered", ratio / 100, changed)
    if _stands_in(left, right):
        return Wording("trimmed", ratio / 100, "")
    if ratio >= SAME_LANGUAGE_EDIT:
        return Wording("altered", ratio / 100, "the words")
    shared = content_words(text) & content_words(fullest)
    shorter = min(len(content_words(text)), len(content_words(fullest)))
    if len(shared) < MIN_SHARED_WORDS or len(shared) < MIN_SHARED_SHARE * shorter:
        return None
    likeness = fuzz.token_set_ratio(_in_singular(text), _in_singular(fullest))
    return Wording("retranslated", likeness / 100, "") if likeness >= MIN_LIKENESS else None


@lru_cache(maxsize=262_144)
def words_of(text: str) -> tuple[str, ...]:
    """Return the folded words of `text`, punctuation left out.

    >>> words_of("“No, we don’t!”")
    ('no', 'we', "don't")
    """
    return tuple(_WORD.findall(fold_str(text)))


@lru_cache(maxsize=262_144)
def content_words(text: str) -> frozenset[str]:
    """Return the words of `text` that are no stopwords, plural and singular as one.

    >>> sorted(content_words("the talks with the Taliban"))
    ['taliban', 'talk']
    """
    stop = frozenset(read_lines("stopwords"))
    return frozenset(_singular(word) for word in words_of(text) if word not in stop)


@lru_cache(maxsize=4_096)
def _in_singular(text: str) -> str:
    """Return the words of `text`, plural and singular as one."""
    return " ".join(map(_singular, words_of(text)))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word  # noqa: PLR2004


def is_denied(text: str) -> bool:
    """Return whether `text` holds a negation.

    >>> is_denied("We will not sell."), is_denied("Wir verkaufen nicht."), is_denied("We sell.")
    (True, True, False)
    """
    return _n_negations(words_of(text)) > 0


def numbers_of(text: str) -> frozenset[str]:
    """Return the numbers of `text` that are written in digits, without the marks of their thousands.

    >>> sorted(numbers_of("2,300 men and 14 ships")) == sorted(numbers_of("2.300 Mann, 14 Schiffe"))
    True
    """
    return frozenset(_MARK.sub("", number) for number in _NUMBER.findall(text))


def _polarity_change(left: tuple[str, ...], right: tuple[str, ...]) -> str:
    """Return "a negation" or "a number" when the wordings differ in one, else nothing."""
    if _n_negations(left) != _n_negations(right) and not _stands_in(left, right):
        affirmed = [" ".join(word for word in words if not _is_negation(word)) for words in (left, right)]
        if fuzz.ratio(*affirmed) >= SAME_LANGUAGE_EDIT:  # else it was said in other words, which deny elsewhere
            return "a negation"
    numbers = [{number for word in words for number in _NUMBER.findall(word)} for words in (left, right)]
    if numbers[0] - numbers[1]:
        return "a number"
    return ""


def _n_negations(words: tuple[str, ...]) -> int:
    return sum(map(_is_negation, words))


def _is_negation(word: str) -> bool:
    return word in _negations() or word.endswith("n't")


@cache
def _negations() -> frozenset[str]:
    return frozenset(read_lines("negations"))


def _stands_in(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Return whether `short` is a run of `long`'s words."""
    return f" {' '.join(short)} " in f" {' '.join(long)} "
