"""Know one utterance in two languages, where no run of words tells it: by who said it, when, on what, and how long.

Both wordings must stand in one story within days of each other, have one speaker, be of like length, deny alike and
name the same numbers; and some of their longer words must be written alike, as names and learned words are in most
European languages: the more of them, the more that speaker is quoted, lest two sentences of one speech be joined.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

import polars as pl
from rapidfuzz import fuzz

from dedup.names import same_name
from scoring.quotes.ledger import days_apart, utterance_id
from scoring.quotes.wording import content_words, is_denied, numbers_of, words_of
from scoring.tables import QUOTES

MIN_WORDS = 8
MIN_LENGTH_RATIO = 0.7  # letters of the shorter in the longer
MIN_LETTERS = 5  # of a word that may be known again
MIN_RATIO = 75.0  # of two words written alike; of 1,234 unlike pairs of quotes in the seeds four hold such words
MIN_ALIKE = 0.08  # of the shorter wording's content words, for each pair of the speaker's quotes that might be the one
MAX_DAYS = 3
MAX_COMPARED = 500  # wordings of one story, the longest: beyond these it is a running subject, not an event


@dataclass(frozen=True, slots=True)
class _Wording:
    """One quote of a story that has several languages; `utterance` is that of QUOTES, or its own."""

    story: str
    utterance: str
    item: str
    lang: str
    speaker: str
    published: str | None
    start: int
    end: int
    text: str
    is_listed: bool


def join_translations(quotes: pl.DataFrame, said: pl.DataFrame, story_of: Mapping[str, str]) -> pl.DataFrame:
    """Return QUOTES with the story of each, in which utterances of SAID that are translations of each other are one."""
    story = pl.col("item").replace_strict(story_of, default=None, return_dtype=pl.String)
    told = quotes.with_columns(story=story)
    spoken = said.with_columns(story=story).drop_nulls(["story", "speaker", "lang"])
    spoken = spoken.filter(pl.col("lang").n_unique().over("story") > 1)
    wordings = list(_read_wordings(spoken, told))
    joined = _join(wordings)
    names = set(joined) | {key for key, _ in joined.values()}
    rows = [_row(wording, joined) for wording in wordings if wording.utterance in names and not wording.is_listed]
    likeness = {utterance: share for utterance, (_, share) in joined.items()}
    is_joined = pl.col("utterance").is_in(list(joined))
    moved = told.with_columns(
        variant=pl.when(is_joined).then(pl.lit("retranslated")).otherwise("variant"),
        similarity=pl.col("utterance").replace_strict(likeness, default=pl.col("similarity"), return_dtype=pl.Float32),
        utterance=pl.col("utterance").replace({utterance: key for utterance, (key, _) in joined.items()}),
    )
    return pl.concat([moved, pl.DataFrame(rows, schema=QUOTES)]).sort("utterance", "item", "start")


def _read_wordings(spoken: pl.DataFrame, told: pl.DataFrame) -> Iterator[_Wording]:
    """Yield the wordings that are long enough, a part of a longer one left out, the longest first."""
    places = ["item", "start", "end"]
    rows = spoken.join(told.select(*places, "utterance"), on=places, how="left").sort(
        pl.col("end") - pl.col("start"), "item", "start", descending=[True, False, False]
    )
    taken: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    columns = ("story", "utterance", "item", "lang", "speaker", "published", "start", "end", "text")
    for story, utterance, item, lang, speaker, published, start, end, text in rows.select(columns).iter_rows():
        is_part = any(start < stop and begin < end for begin, stop in taken[item])
        if not is_part and len(words_of(text)) >= MIN_WORDS:
            taken[item].append((start, end))
            key = utterance or utterance_id(f"{item} {text}")
            yield _Wording(story, key, item, lang, speaker, published, start, end, text, utterance is not None)


def _row(wording: _Wording, joined: Mapping[str, tuple[str, float]]) -> dict[str, object]:
    """Return the row of QUOTES of a wording that stood in no group before."""
    utterance, similarity = joined.get(wording.utterance, (wording.utterance, 1.0))
    return {
        "utterance": utterance,
        "item": wording.item,
        "speaker": wording.speaker,
        "story": wording.story,
        "variant": "retranslated" if wording.utterance in joined else "verbatim",
        "start": wording.start,
        "end": wording.end,
        "text": wording.text,
        "similarity": similarity,
    }


def _join(wordings: Iterable[_Wording]) -> dict[str, tuple[str, float]]:
    """Return for each utterance that is a translation the one that it joins, and how like they are.

    The utterance that more items print is joined by the other; where as many do, the one printed first.
    """
    members: defaultdict[str, list[_Wording]] = defaultdict(list)
    for wording in wordings:
        members[wording.utterance].append(wording)
    by_story: defaultdict[str, list[_Wording]] = defaultdict(list)
    for group in members.values():
        by_story[group[0].story].append(group[0])
    joined: dict[str, tuple[str, float]] = {}
    taken: set[str] = set()
    for story in sorted(by_story):
        for one, other, share in _translations(by_story[story]):
            standing = [(-len(members[key.utterance]), key.published or "9", key.item, key) for key in (one, other)]
            (*_, centre), (*_, joining) = sorted(standing, key=lambda entry: entry[:3])
            if joining.utterance not in taken and centre.utterance not in joined:
                joined[joining.utterance] = centre.utterance, share
                taken |= {joining.utterance, centre.utterance}
    return joined


def _translations(fullest: list[_Wording]) -> Iterator[tuple[_Wording, _Wording, float]]:
    """Yield the pairs of wordings that are translations of each other, the likest first."""
    compared = fullest[:MAX_COMPARED]
    likeness = {
        (one, other): share for one, other in combinations(compared, 2) if (share := _likeness(one, other)) >= MIN_ALIKE
    }
    for one, other in sorted(likeness, key=lambda pair: (-likeness[pair], pair[0].item, pair[1].item)):
        n_candidates = [
            sum(wording.lang == end.lang and same_name(wording.speaker, end.speaker) for wording in compared)
            for end in (one, other)
        ]
        if likeness[one, other] >= MIN_ALIKE * n_candidates[0] * n_candidates[1]:
            yield one, other, likeness[one, other]


def _likeness(one: _Wording, other: _Wording) -> float:
    """Return the share of the shorter wording's content words that the other writes alike; 0 for two utterances."""
    if one.lang == other.lang or not same_name(one.speaker, other.speaker):
        return 0.0
    lengths = sorted(sum(map(len, words_of(wording.text))) for wording in (one, other))
    if lengths[0] < MIN_LENGTH_RATIO * lengths[1] or days_apart(one.published, other.published) > MAX_DAYS:
        return 0.0
    if is_denied(one.text) != is_denied(other.text) or numbers_of(one.text) != numbers_of(other.text):
        return 0.0
    short, long = sorted((content_words(one.text), content_words(other.text)), key=len)
    telling = [word for word in long if len(word) >= MIN_LETTERS]
    n_alike = sum(
        any(fuzz.ratio(word, candidate) >= MIN_RATIO for candidate in telling)
        for word in short
        if len(word) >= MIN_LETTERS
    )
    return n_alike / len(short) if short else 0.0
