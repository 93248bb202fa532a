"""What each word can be to the rules, noted in one look-up a word, so that they look only where they may find something."""

from collections.abc import Iterable, Mapping
from functools import cache

from dedup.lexicon import read_lines
from scoring.attribution.cues import read_cues
from scoring.attribution.media import media_words

IS_CUE = 1  # by itself
OPENS_CUE = 2  # with others
COUNTS = 4  # a poll
IS_AGENCY = 8  # the noun
NAMES_MEDIUM = 16  # a medium's name or description may have it
SPEAKS_FOR = 32  # the speaker's own channel: a post, the last word of a site, "through" a secretary
RARE = COUNTS  # from here on: what few words are

TELLING = frozenset({"told", "tells", "telling"})
ADDRESSING = {  # what stands before those whom somebody speaks to or is heard by, in other languages
    "en": frozenset[str](),
    "de": frozenset({"laut", "dem", "der", "gegenüber"}),
    "fr": frozenset({"à", "au", "auprès", "selon"}),
    "es": frozenset({"a", "al", "según"}),
}
ANNOUNCING = {  # what may stand before a medium
    lang: TELLING | {"by", "according", "as", "with", "on", "to"} | addressing
    for lang, addressing in ADDRESSING.items()
}
POLLS = frozenset(read_lines("polls"))
AGENCY_NOUNS = frozenset({"agency", "agentur", "nachrichtenagentur", "agencia", "agence", "l'agence"})
CHANNELS = frozenset(read_lines("own_channels"))
POSTING = frozenset("tweet tweets tweeted tweeting retweeted posted blogged".split())
THROUGH = frozenset({"through", "via"})


@cache
def notes_of(lang: str) -> Mapping[str, int]:
    """Return the notes on the words of a language, as sums of the numbers above; other words have none.

    >>> [notes_of("en").get(word) for word in ("said", "told", "poll", "harbour")]
    [1, 1, 4, None]
    """
    found: dict[str, int] = {}
    cues = read_cues(lang)
    noted: Iterable[tuple[int, Iterable[str]]] = (
        (IS_CUE, cues.singles),
        (OPENS_CUE, {first for first, _ in cues.phrases}),
        (COUNTS, POLLS),
        (IS_AGENCY, AGENCY_NOUNS),
        (NAMES_MEDIUM, media_words() | AGENCY_NOUNS),
        (SPEAKS_FOR, POSTING | THROUGH | {channel.split()[-1] for channel in CHANNELS}),
    )
    for note, words in noted:
        for word in words:
            found[word] = found.get(word, 0) | note
    return found
