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
    """One entry: the words of which a text must hold one, and the pattern that decides near it.

    The `anchors` are the spellings of the entry's most telling words; none where each may end in any way. `is_led` tells
    that the entry begins with its anchor, so that the pattern is tried at one place only.
    """

    anchors: tuple[str, ...]
    is_led: bool
    written: str  # the pattern, compiled when it is first tried: the check of one item tries few of three hundred

    @property
    def pattern(self) -> re.Pattern[str]:
        """Return the compiled pattern."""
        return _compile(self.written)

    def find(self, plain: str, anchor: str) -> Iterator[Span]:
        """Yield where the phrase stands in `plain` round an `anchor`, "" for anywhere; a place may come twice."""
        if not anchor:
            yield from (Span(*match.span()) for match in self.pattern.finditer(plain))
            return
        place = plain.find(anchor)
        while place >= 0:
            end = place + len(anchor)
            for match in self._near(plain, place, end):
                yield Span(*match.span())
            place = plain.find(anchor, end)

    def _near(self, plain: str, place: int, end: int) -> Iterable[re.Match[str]]:
        """Return the matches round the anchor that stands from `place` to `end`."""
        if self.is_led:
            match = self.pattern.match(plain, place, end + REACH_CHARS)
            return (match,) if match else ()
        return self.pattern.finditer(plain, max(0, place - REACH_CHARS), end + REACH_CHARS)

    def is_in(self, text: str) -> bool:
        """Return whether the folded `text` holds the phrase."""
        is_likely = not self.anchors or any(anchor in text for anchor in self.anchors)
        return is_likely and self.pattern.search(text) is not None


@cache
def read_phrases(name: str) -> tuple[Phrase, ...]:
    """Return the entries of the lexicon `name`.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tuple(compile_phrase(entry) for entry in read_lines(name))


@cache
def _phrases_by_word(name: str) -> Mapping[str, list[tuple[Phrase, str]]]:
    """Return the entries of the lexicon `name`, each with its anchor, by the anchor's longest word."""
    by_word = defaultdict(list)
    for phrase in read_phrases(name):
        for anchor in phrase.anchors or ("",):
            by_word[max(re.findall(r"\w+", anchor), key=len, default="")].append((phrase, anchor))
    return by_word


def compile_phrase(entry: str) -> Phrase:
    """Return the phrase for one entry of a lexicon, which is matched against a dossier's plain text.

    >>> phrase = compile_phrase("did not ... respond")
    >>> phrase.anchors, bool(phrase.pattern.search("he did not at once respond."))
    (('respond',), True)
    """
    pieces = entry.lower().split()
    pattern = "".join(
        GAP if piece == "..." else (SPACE if place and pieces[place - 1] != "..." else "") + _piece_pattern(piece)
        for place, piece in enumerate(pieces)
    )
    first, anchors = _anchors(pieces)
    return Phrase(anchors, first == 0, rf"(?<!\w){pattern}(?!\w)")


_compile = cache(re.compile)


def _anchors(pieces: list[str]) -> tuple[int, tuple[str, ...]]:
    """Return where the most telling word of an entry stands, with the sure words beside it, and its spellings.

    >>> _anchors(["was/were", "said", "to", "..."]), _anchors(["rumour*"])
    ((1, ('said to',)), (0, ()))
    """
    lengths = [0 if "*" in piece or piece == "..." else min(map(len, piece.split("/"))) for piece in pieces]
    place = lengths.index(max(lengths))
    if not lengths[place]:
        return 0, ()
    start, end = place, place + 1
    while start and _is_sure(pieces[start - 1]):
        start -= 1
    while end < len(pieces) and _is_sure(pieces[end]):
        end += 1
    runs = [" ".join([*pieces[start:place], word, *pieces[place + 1 : end]]) for word in pieces[place].split("/")]
    return start, tuple(sorted({spelling for run in runs for spelling in (run, run.replace("ss", "ß"))}))


def _is_sure(piece: str) -> bool:
    """Return whether a piece of an entry can be written in one way only."""
    return piece != "..." and not any(mark in piece for mark in ("/", "*", "ss"))


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
    likely = [pair for word in dossier.words.intersection(by_word) for pair in by_word[word]]
    found = {span for phrase, anchor in likely for span in phrase.find(plain, anchor)}
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end and not dossier.is_masked(span.start):
            end = span.end
            yield span


@lru_cache(maxsize=16_384)
def holds_phrase(text: str, name: str) -> bool:
    """Return whether the folded `text` holds a phrase of the lexicon `name`."""
    return any(phrase.is_in(text) for phrase in read_phrases(name))
