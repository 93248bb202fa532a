"""Find the phrases of a lexicon in an item, outside furniture and notices.

In an entry `...` stands for up to four words, `a/b` for either word, and a final `*` for any ending.
"""

import re
from dataclasses import dataclass
from functools import cache

from dedup.lexicon import read_lines
from dedup.tables import Span
from scoring.signals.dossier import Dossier

GAP = r"(?:[ ,]{1,2}[\w'-]{1,30}){0,4}[ ,]{1,2}"
SPACE = r"[ \n]{1,3}"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: the whole words that a text must hold, and the pattern that decides."""

    words: frozenset[str]
    pattern: re.Pattern[str]


@cache
def read_phrases(name: str) -> tuple[Phrase, ...]:
    """Return the compiled entries of the lexicon `name`.

    Raises:
        FileNotFoundError: there is no such lexicon.
    """
    return tuple(compile_phrase(entry) for entry in read_lines(name))


def compile_phrase(entry: str) -> Phrase:
    """Return the phrase for one entry of a lexicon, which is matched against folded text.

    >>> bool(compile_phrase("did not ... respond").pattern.search("he did not at once respond."))
    True
    """
    patterns, words, is_joined = [], set[str](), False
    for piece in entry.lower().split():
        if piece == "...":
            patterns.append(GAP)
            is_joined = False
            continue
        patterns.append((SPACE if is_joined else "") + _piece_pattern(piece))
        is_joined = True
        if "/" not in piece and not piece.endswith("*"):
            words.update(re.findall(r"\w+", piece))
    return Phrase(frozenset(words), re.compile(rf"(?<!\w){''.join(patterns)}(?!\w)"))


def _piece_pattern(piece: str) -> str:
    options = [
        re.escape(option.removesuffix("*")) + (r"\w{0,20}" if option.endswith("*") else "")
        for option in piece.split("/")
    ]
    return options[0] if len(options) == 1 else f"(?:{'|'.join(options)})"


def find_phrases(dossier: Dossier, name: str) -> list[Span]:
    """Return where phrases of the lexicon `name` stand in the item's body, in order, the longest of overlapping ones."""
    found = []
    for phrase in read_phrases(name):
        if phrase.words <= dossier.words:
            found += [dossier.folded.span(*match.span()) for match in phrase.pattern.finditer(dossier.folded.text)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if not dossier.is_masked(span.start) and not (kept and span.start < kept[-1].end):
            kept.append(span)
    return kept


def holds_phrase(text: str, name: str) -> bool:
    """Return whether the folded `text` holds a phrase of the lexicon `name`."""
    words = frozenset(re.findall(r"\w+", text))
    return any(phrase.words <= words and phrase.pattern.search(text) for phrase in read_phrases(name))
