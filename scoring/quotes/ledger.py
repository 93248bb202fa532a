"""Gather the wordings of one utterance across items, round its fullest wording.

Candidates share at least one of their rarest words, so the cost grows with the number of quotes, not of pairs. Each
quote joins the first fuller wording that it is a wording of: groups are built round a centre, never by chains.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import polars as pl

from dedup.names import same_name
from scoring.quotes.wording import MIN_SHARED_SHARE, Wording, compare_wordings, content_words, words_of
from scoring.tables import QUOTES

N_RARE_WORDS = 6  # by which a quote is looked up
MAX_COMPARED = 12  # centres that a quote is compared with
MAX_CARRIERS = 60  # centres looked at for one rare word: the earliest ones
MAX_DAYS = 10  # between two translations of one statement
MIN_MOVED_WORDS = 6  # shorter wordings are said by many
MIN_MOVED_SIMILARITY = 0.9


@dataclass(frozen=True, slots=True)
class _Said:
    """One row of SAID."""

    item: str
    speaker: str | None
    published: str | None
    start: int
    end: int
    text: str
    is_guess: bool | None = None  # who "he" is

    @property
    def content(self) -> frozenset[str]:
        """Return the words that tell it from others."""
        return content_words(self.text)


_Member = tuple[_Said, str, float]
"""A quote, its variant, and its similarity to the centre."""


def match_quotes(said: pl.DataFrame) -> pl.DataFrame:
    """Return QUOTES for SAID: every utterance with two wordings or more, sorted; `story` is left null."""
    columns = ("item", "speaker", "published", "start", "end", "text", "is_guess")
    quotes = [_Said(*row) for row in said.select(columns).iter_rows()]
    quotes.sort(key=lambda quote: (-len(words_of(quote.text)), quote.published or "9", quote.item, quote.start))
    groups: dict[_Said, list[_Member]] = {}
    for quote, centre, variant, similarity in _assign(quotes):
        groups.setdefault(centre, []).append((quote, variant, similarity))
    rows = [
        {
            "utterance": utterance_id(centre.text),
            "item": quote.item,
            "speaker": quote.speaker,
            "variant": variant,
            "start": quote.start,
            "end": quote.end,
            "text": quote.text,
            "similarity": similarity,
        }
        for centre, members in groups.items()
        for quote, variant, similarity in _once(members)
    ]
    return pl.DataFrame(rows, schema=QUOTES).sort("utterance", "item", "start")


def _once(members: list[_Member]) -> list[_Member]:
    """Return the members that do not overlap a better one of their item; none where only one is left."""
    kept: list[_Member] = []
    for member in sorted(members, key=lambda member: (-member[2], -len(member[0].text))):
        quote = member[0]
        if not any(
            quote.item == other.item and quote.start < other.end and other.start < quote.end for other, _, _ in kept
        ):
            kept.append(member)
    return kept if len(kept) > 1 else []


def _assign(quotes: list[_Said]) -> Iterator[tuple[_Said, _Said, str, float]]:
    """Yield each quote with its centre, its variant and its similarity; a centre comes first, with itself."""
    counts = Counter(word for quote in quotes for word in quote.content)
    centres: defaultdict[str, list[_Said]] = defaultdict(list)
    for quote in quotes:
        rare = sorted(quote.content, key=lambda word: (counts[word], word))
        found = ((centre, _relation(quote, centre)) for centre in _candidates(quote, rare, centres))
        best = max(
            ((centre, variant, wording) for centre, (variant, wording) in found if wording),
            key=lambda entry: (entry[1] != "moved", entry[2].similarity),
            default=None,
        )
        if best:
            yield quote, best[0], best[1], best[2].similarity
            continue
        for word in rare:
            if len(centres[word]) < MAX_CARRIERS:
                centres[word].append(quote)
        yield quote, quote, "verbatim", 1.0


def _candidates(quote: _Said, rare: list[str], centres: Mapping[str, list[_Said]]) -> Iterator[_Said]:
    """Yield the centres that share most of the quote's rarest words, those that share half of its words at the least."""
    shared = Counter(centre for word in rare[:N_RARE_WORDS] for centre in centres.get(word, ()))
    for centre, _ in shared.most_common(MAX_COMPARED):
        if len(quote.content & centre.content) >= MIN_SHARED_SHARE * min(len(quote.content), len(centre.content)):
            yield centre


def _relation(quote: _Said, centre: _Said) -> tuple[str, Wording | None]:
    """Return the variant of `quote` beside `centre`, with None where they are two utterances."""
    is_part = quote.item == centre.item and quote.start < centre.end and centre.start < quote.end
    wording = None if is_part else compare_wordings(quote.text, centre.text)
    if wording is None:
        return "", None
    if quote.speaker and centre.speaker and not same_name(quote.speaker, centre.speaker):
        is_one = (
            wording.variant != "retranslated"
            and wording.similarity >= MIN_MOVED_SIMILARITY
            and len(words_of(quote.text)) >= MIN_MOVED_WORDS
        )
        is_doubtful = quote.is_guess or centre.is_guess
        return (wording.variant if is_doubtful else "moved", wording) if is_one else ("", None)
    is_known = quote.speaker and centre.speaker and days_apart(quote.published, centre.published) <= MAX_DAYS
    if wording.variant == "retranslated" and not is_known:
        return "", None
    return wording.variant, wording


def days_apart(left: str | None, right: str | None) -> int:
    """Return the days between two ISO dates; 0 where one is unknown or not exact to the day.

    >>> days_apart("2025-03-04", "2025-03-06T10:00:00"), days_apart("2025-03-04", "--03-06")
    (2, 0)
    """
    if not left or not right or min(len(left), len(right)) < len("2000-01-01") or "-" in (left[0], right[0]):
        return 0
    return abs((date.fromisoformat(left[:10]) - date.fromisoformat(right[:10])).days)


def utterance_id(text: str) -> str:
    """Return the id of the utterance whose fullest wording is `text`: the same for all spellings of its words.

    >>> utterance_id("We will not sell.") == utterance_id("“We will not sell”")
    True
    """
    return hashlib.sha256(" ".join(words_of(text)).encode()).hexdigest()[:12]
