"""Read a text for comparison: its words, where they stand, and which of them are numbers or stand in quotes.

Quotes are read by their double marks alone, curly, low, angled, straight or doubled apostrophes, and end with the
paragraph at the latest; so is a line of a transcript, which begins with its speaker in capitals and a colon. This is
the readable twin of `verify.reading_kernel`; `text.quotes` tells far more, for one text at a time.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dedup.text.words import Word, hash_word, words

NUMBER, QUOTED = 1, 2
DIGIT = re.compile("[0-9٠-٩۰-۹]")  # that a number begins with
MAX_SPEAKER_WORDS = 4  # "PRESIDENT OF THE COUNCIL:"
OPENING, CLOSING = "“„«", "”»"
BEFORE_OPENING = " \t\r\n\u00a0([–—"  # what may stand before a straight mark that opens a quote
CAPITAL, SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
MARK = re.compile(r"[“”„«»\"\n]|''")


@dataclass(frozen=True, slots=True)
class Reading:
    """A text's words: hash, place in code points, and the sum of NUMBER and QUOTED that holds for each."""

    hashes: Sequence[int]
    starts: Sequence[int]
    ends: Sequence[int]
    flags: Sequence[int]

    @property
    def n_unquoted(self) -> int:
        """Return the number of words outside quotes."""
        return sum(not flag & QUOTED for flag in self.flags)


def read(text: str) -> Reading:
    """Return the reading of `text`.

    >>> read("“No,” he said in 2018.").flags
    [2, 0, 0, 0, 1]
    >>> read("MS LEE: We won.").flags
    [0, 0, 2, 2]
    """
    found = words(text)
    return Reading(
        [hash_word(word.folded) for word in found],
        [word.start for word in found],
        [word.end for word in found],
        [
            QUOTED * is_quoted + NUMBER * (DIGIT.match(text, word.start) is not None)
            for word, is_quoted in zip(found, find_quoted(text, found), strict=True)
        ],
    )


def find_quoted(text: str, found: Sequence[Word]) -> list[bool]:
    """Return for each word of `text` whether it stands in a quote or in a line of a transcript."""
    quoted: list[bool] = []
    mark, is_line, end = "", False, 0
    for place, word in enumerate(found):
        gap = text[end : word.start]
        if place == 0 or "\n" in gap:
            mark, is_line = "", False
        mark = _last_open(gap, mark, is_first=place == 0)
        quoted.append(bool(mark) or is_line)
        end = word.end
        is_line = is_line or _ends_speaker(text, found, place)
    return quoted


def _last_open(gap: str, mark: str, *, is_first: bool) -> str:
    """Return the mark that stands open after the signs between two words, given the one open before them."""
    for match in MARK.finditer(gap):
        sign = match[0]
        if sign == "\n":
            mark = ""
        elif sign in OPENING:
            mark = "" if mark and (mark, sign) in {("„", "“"), ("»", "«")} else sign
        elif sign in CLOSING:
            mark = "»" if sign == "»" and not mark else ""
        else:
            opens = gap[match.start() - 1] in BEFORE_OPENING if match.start() else is_first
            mark = sign if opens else ""
    return mark


def _ends_speaker(text: str, found: Sequence[Word], place: int) -> bool:
    """Return whether a line begins with words in capitals, the word at `place` is the last of them, and a colon follows."""
    if text[found[place].end : found[place].end + 1] != ":":
        return False
    first = place
    while first > 0 and "\n" not in text[found[first - 1].end : found[first].start]:
        first -= 1
        if place - first >= MAX_SPEAKER_WORDS:
            return False
    return all(
        CAPITAL.search(text, word.start, word.end) and not SMALL.search(text, word.start, word.end)
        for word in found[first : place + 1]
    )
