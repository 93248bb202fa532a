"""Find the phrases of a lexicon in an item, outside furniture and notices.

In an entry `...` stands for up to four words, `a/b` for either word, and a final `*` for any ending.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from dedup.lexicon import read_lines
from dedup.tables import Span
from scoring.signals.dossier import Dossier

GAP = r"(?:[ ,]{1,2}[\w'-]{1,30}){0,4}[ ,]{1,2}"
SPACE = "[ \n]{1,3}"
REACH_CHARS = 200  # four words of a gap and the words of the entry, on either side of its longest run


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the longest run of words that a text must hold, its first word, and the pattern that decides near it.

    `is_led` tells that the entry begins with the run, so that the pattern is tried at one place only.
    """

    run: str
    word: str
    is_led: bool
    written: str  # the pattern, which most runs never need compiled

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled pattern."""
        return _compile(self.written)

    def find(self, plain: str) -> Iterator[Span]:
        """Yield where the phrase stands in `plain`; a place may come twice."""
        if not self.run:
            yield from (Span(*match.span()) for match in self.pattern.finditer(plain))
            return
        place = plain.find(self.run)
        while place >= 0:
            end = place + len(self.run)
            for match in self._near(plain, place, end):
                yield Span(*match.span())
            place = plain.find(self.run, end)

    def _near(self, plain: str, place: int, end: int) -> Iterable[re.Match[str]]:
        """Return the matches round the run that stands from `place` to `end`."""
        if self.is_led:
            match = self.pattern.match(plain, place, end + REACH_CHARS)
            return (match,) if match else ()
        return self.pattern.finditer(plain, max(0, place - REACH_CHARS), end + REACH_CHARS)


@cache
def read_phrases(name: str) -> tuple[Phrase, ...]:
    """Return the entries of the lexicon `name`.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tuple(compile_phrase(entry) for entry in read_lines(name))


@cache
def _phrases_by_word(name: str) -> Mapping[str, list[Phrase]]:
    """Return the entries of the lexicon `name` by the first word of their runs."""
    by_word = defaultdict(list)
    for phrase in read_phrases(name):
        by_word[phrase.word].append(phrase)
    return by_word


def compile_phrase(entry: str) -> Phrase:
    """Return the phrase for one entry of a lexicon, which is matched against a dossier's plain text.

    >>> bool(compile_phrase("did not ... respond").pattern.search("he did not at once respond."))
    True
    """
    patterns, runs, is_joined = [], [""], False
    for piece in entry.lower().split():
        if piece == "...":
            patterns.append(GAP)
            runs.append("")
            is_joined = False
            continue
        patterns.append((SPACE if is_joined else "") + _piece_pattern(piece))
        is_joined = True
        if "/" in piece or "*" in piece or "ss" in piece:
            runs.append("")
        else:
            runs[-1] = f"{runs[-1]} {piece}".strip()
    written = rf"(?<!\w){''.join(patterns)}(?!\w)"
    run = max(runs, key=len)
    word = re.match(r"\w*", run)
    return Phrase(run, word[0] if word else "", run == runs[0], written)


_compile = cache(re.compile)


def _piece_pattern(piece: str) -> str:
    """Return the pattern of one word; a double s may be written as one letter in German."""
    options = [
        re.escape(option.removesuffix("*")).replace("ss", "(?:ss|ß)") + (r"\w{0,20}" if option.endswith("*") else "")
        for option in piece.split("/")
    ]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def find_phrases(dossier: Dossier, name: str) -> list[Span]:
    """Return where phrases of the lexicon `name` stand in the item's body, in order, the longest of overlapping ones."""
    if name not in dossier.phrases:
        dossier.phrases[name] = list(_find(dossier, name))
    return dossier.phrases[name]


def _find(dossier: Dossier, name: str) -> Iterator[Span]:
    plain = dossier.plain
    by_word = _phrases_by_word(name)
    likely = [phrase for word in dossier.words & by_word.keys() for phrase in by_word[word] if phrase.run in plain]
    found = {span for phrase in likely for span in phrase.find(plain)}
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end and not dossier.is_masked(span.start):
            end = span.end
            yield span


@lru_cache(maxsize=16_384)
def holds_phrase(text: str, name: str) -> bool:
    """Return whether the folded `text` holds a phrase of the lexicon `name`."""
    return any(phrase.run in text and phrase.pattern.search(text) for phrase in read_phrases(name))
