"""What a signal sees: one item with its rows of every table, frozen. `gather` fills it."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from types import MappingProxyType
from typing import NamedTuple, Self

from dedup.tables import Span
from dedup.text.quotes import Quote, quotes
from dedup.text.sentences import sentences
from scoring.signals.kinds import Kind, item_kind
from scoring.signals.rows import (
    Affiliation,
    AttributionRow,
    CreditRow,
    DateRow,
    ItemRow,
    MatchRow,
    MetadataRow,
    QuoteRow,
    ReprintRow,
    SpanRow,
    StoryRow,
)

PLAIN: Mapping[str, str] = MappingProxyType(
    dict.fromkeys("\n\t\r\u00a0\u2007\u2009\u202f", " ")
    | dict.fromkeys("‘’‚‛′`´", "'")
    | dict.fromkeys("“”„‟″«»", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
)
WORD = re.compile(r"\w+")
SCRIPT_CHARS = 600  # by which the script of an item is told
FIRST_OTHER_SCRIPT = "\u0370"  # Latin letters stand before it, Greek and all later ones from it on
LANGUAGES = frozenset({"en", "de", "fr", "es"})  # for which the lexicons hold words


class Cover(NamedTuple):
    """The stretches of a text that some spans cover: where each begins, and how far those up to it reach."""

    starts: list[int]
    reaches: list[int]

    @classmethod
    def of(cls, spans: Iterable[tuple[int, int]]) -> Self:
        """Return what `spans`, in any order, cover together."""
        ordered = sorted(spans)
        return cls([start for start, _ in ordered], list(accumulate((end for _, end in ordered), max)))

    def holds(self, place: int) -> bool:
        """Return whether a span covers the character at `place`."""
        index = bisect_right(self.starts, place) - 1
        return index >= 0 and place < self.reaches[index]


def find_all(text: str, words: str) -> Iterator[int]:
    """Yield where `words` begin in `text`, in order. Quicker than a pattern, which would be compiled for each name.

    >>> list(find_all("Ana, Anatol and Ana Ruiz", "Ana"))
    [0, 5, 16]
    """
    place = text.find(words) if words else -1
    while place >= 0:
        yield place
        place = text.find(words, place + len(words))


def find_word(text: str, word: str) -> Iterator[int]:
    """Yield where `word` stands in `text` with no letter or digit beside it, in order.

    >>> list(find_word("Ana, Anatol and Ana Ruiz", "Ana"))
    [0, 16]
    """
    for place in find_all(text, word):
        if not WORD.match(text, place + len(word)) and not (place and WORD.match(text, place - 1)):
            yield place


def _lower(char: str) -> str:
    """Return a character in lower case where that is one character too."""
    lower = char.lower()
    return lower if len(lower) == 1 else char


@dataclass(frozen=True, eq=False)  # without slots: the views below are worked out at first use and kept
class Dossier:
    """One item with all its rows, and the views that several signals share; each dossier equals itself alone."""

    item: ItemRow
    spans: tuple[SpanRow, ...] = ()
    credits: tuple[CreditRow, ...] = ()
    dates: tuple[DateRow, ...] = ()
    attributions: tuple[AttributionRow, ...] = ()
    matches: tuple[MatchRow, ...] = ()
    reprints: tuple[ReprintRow, ...] = ()
    metadata: tuple[MetadataRow, ...] = ()  # what the file says of the item's origin
    loop: tuple[str, ...] = ()  # the items of the citation loop that this one stands in
    story: tuple[StoryRow, ...] = ()  # of all the story's items
    quotes: tuple[QuoteRow, ...] = ()  # of all items that carry one of its utterances
    others: Mapping[str, ItemRow] = field(default_factory=lambda: MappingProxyType({}))
    affiliations: Mapping[str, Affiliation] = field(default_factory=lambda: MappingProxyType({}))  # by folded name

    @property
    def text(self) -> str:
        """Return the item's text."""
        return self.item.text

    @cached_property
    def plain(self) -> str:
        """Return the text in lower case with one kind of space, quote mark and dash, character for character."""
        plain = self.text
        for char in set(plain).intersection(PLAIN):
            plain = plain.replace(char, PLAIN[char])
        lower = plain.lower()
        return lower if len(lower) == len(plain) else "".join(map(_lower, plain))

    @cached_property
    def words(self) -> frozenset[str]:
        """Return the distinct words of the plain text, and the empty one."""
        return frozenset(WORD.findall(self.plain)) | {""}

    def places(self, words: frozenset[str]) -> list[int]:
        """Return where one of `words`, in small letters, stands in the text, in order.

        A text holds few of them, so that a pattern that must begin with one need be tried at few places.
        """
        return sorted(place for word in self.words & words for place in find_word(self.plain, word))

    @cached_property
    def phrases(self) -> dict[str, list[Span]]:
        """Return what has been found of each lexicon's phrases so far; `phrases` fills it."""
        return {}

    @cached_property
    def kind(self) -> Kind:
        """Return the kind of item."""
        n_words = len(self.text.split()) if self.item.n_words is None else self.item.n_words
        return item_kind(self.text, self.item.title, n_words)

    @cached_property
    def is_readable(self) -> bool:
        """Return whether the lexicons hold words of the item's language; an unknown one is read in Latin letters."""
        if self.item.lang is None:
            letters = [char for char in self.text[:SCRIPT_CHARS] if char.isalpha()]
            return 2 * sum(char < FIRST_OTHER_SCRIPT for char in letters) >= len(letters)
        return self.item.lang in LANGUAGES

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Return the sentences in order."""
        return tuple(sentences(self.text))

    @cached_property
    def marked_quotes(self) -> tuple[Quote, ...]:
        """Return the stretches in quote marks, in order."""
        return tuple(quotes(self.text))

    @cached_property
    def speech(self) -> tuple[AttributionRow, ...]:
        """Return the attributions of something said that name or describe a source."""
        return tuple(row for row in self.attributions if row.is_speech and row.source)

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [span.start for span in self.sentences]

    @cached_property
    def _paragraph_breaks(self) -> list[int]:
        return [match.start() for match in re.finditer(r"\n[ \t]{0,80}(?=\S)", self.text)]

    @cached_property
    def _mask(self) -> Cover:
        return Cover.of((row.span.start, row.span.end) for row in self.spans)

    @cached_property
    def _quoted(self) -> Cover:
        return Cover.of((quote.start, quote.end) for quote in self.marked_quotes)

    def is_masked(self, place: int) -> bool:
        """Return whether the character at `place` belongs to furniture, a notice, a credit, a caption or a line above."""
        return self._mask.holds(place)

    def is_quoted(self, place: int) -> bool:
        """Return whether the character at `place` stands in quote marks."""
        return self._quoted.holds(place)

    def sentence_number(self, place: int) -> int:
        """Return the number, from 0, of the sentence at or before `place`."""
        number = bisect_right(self._sentence_starts, place)
        return number - 1 if number else 0

    def sentence(self, place: int) -> Span:
        """Return the sentence at or before `place`; the whole text where there is none."""
        return self.sentences[self.sentence_number(place)] if self.sentences else Span(0, len(self.text))

    def paragraph(self, place: int) -> int:
        """Return the number, from 1, of the non-empty line that holds `place`."""
        lead = 1 if self.text[:1].strip() else 0
        return bisect_right(self._paragraph_breaks, place - 1) + lead
