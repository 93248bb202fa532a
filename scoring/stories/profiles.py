"""What an item is about: its terms with their weight, and the days that it speaks of.

A term counts more in the title and in the lead, and as part of a name; furniture, notices and credits do not count.
A day is a term of its own, "on Friday" resolved by the date of publication. Terms are kept as numbers, not as words.
"""

import datetime as dt
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from heapq import nlargest
from types import MappingProxyType
from zlib import crc32

import polars as pl

from dedup.dates import relative_days
from dedup.lexicon import read_lines
from dedup.tables import schema
from dedup.text.folding import fold_str

PROFILES = schema(
    {
        "item": pl.String,
        "lang": pl.String,
        "published": pl.String,  # ISO 8601 day, or null
        "days": pl.List(pl.String),  # "2018-12-26", or "--01-27" without a year; published first
        "terms": pl.List(pl.UInt32),  # CRC-32 of a folded word, or of "day:12-26" for a day
        "weights": pl.List(pl.Float32),  # 1 + log of the weighted count
    }
)

MAX_CHARS = 8_000  # what a story is about stands in its beginning
MAX_TERMS = 400  # of one item, the weightiest: about 3 KB
LEAD_WORDS = 150
LEAD_CHARS = 800  # in which a day of the week is that of the event
TITLE_WEIGHT = 3.0
NAME_BONUS = 1.0  # of a name of one word; the words of a long one all come or stay away together, and share it
DAY_WEIGHT = 3.0  # of a day as a term: two accounts that both speak of 26 December mean one event
TAIL_WEIGHT = 0.4
MIN_CHARS = 3  # shorter words tell nothing apart
MIN_DIGITS = 2
MAX_DAYS = 6
MAX_HEADLINE_CHARS = 150
N_DAY_CHARS = 10
N_MONTH_DAY_CHARS = 5

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+){0,4}")
_WORD_AND_SPACE = re.compile(rf"({_WORD.pattern})( (?=[^\W_]))?")
_THOUSANDS = re.compile(r"(?<=\d)[.,'’\u00a0\u202f](?=\d{3}(?!\d))")  # "2,300", "2.300" and "2300" are one number
_ENDINGS = ("ing", "ed", "es", "s")


def profile_items(items: pl.DataFrame, spans: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """Return PROFILES for a batch of ITEMS with its SPANS and DATES, in the order of the items."""
    masked = {key[0]: frame.select("start", "end").rows() for key, frame in spans.group_by("item")}
    exact = dates.filter(pl.col("precision").is_in(["day", "second"])).sort("rank", "start")
    written = {key[0]: frame["date"].to_list() for key, frame in exact.group_by("item", maintain_order=True)}
    rows = []
    for item, lang, published, title, text in items.select("item", "lang", "published", "title", "text").iter_rows():
        story = _unmask(text[:MAX_CHARS], masked.get(item, []))
        days = _days([published or "", *written.get(item, [])])
        weights = {term: _damp(count) for term, count in _count_terms(title or _headline(story), story).items()}
        weights |= {_term(f"day:{day}"): DAY_WEIGHT for day in _days_of_year(days, story[:LEAD_CHARS], published)}
        telling = dict(nlargest(MAX_TERMS, weights.items(), key=lambda pair: (pair[1], pair[0])))
        rows.append(
            {
                "item": item,
                "lang": lang,
                "published": published[:N_DAY_CHARS] if published and len(published) >= N_DAY_CHARS else None,
                "days": days,
                "terms": sorted(telling),
                "weights": [telling[term] for term in sorted(telling)],
            }
        )
    return pl.DataFrame(rows, schema=PROFILES)


def _headline(text: str) -> str:
    r"""Return the first line of `text` where it is short and no sentence.

    >>> _headline("  Ferry runs aground\nThe ferry ran aground."), _headline("The ferry ran aground.")
    ('Ferry runs aground', '')
    """
    line = text.strip().partition("\n")[0].strip()
    return line if len(line) <= MAX_HEADLINE_CHARS and not line.endswith((".", "”", '"')) else ""


def _damp(count: float) -> float:
    return 1 + math.log(count) if count >= 1 else count


def _count_terms(title: str, text: str) -> dict[int, float]:
    """Return the weighted count of each term."""
    counts: defaultdict[int, float] = defaultdict(float)
    for word in _WORD.findall(_THOUSANDS.sub("", title)):
        counts[_term_of(word)] += TITLE_WEIGHT
    for place, (word, n_in_name) in enumerate(_name_runs(_THOUSANDS.sub("", text))):
        weight = 1.0 + NAME_BONUS / n_in_name**2 if n_in_name else 1.0
        counts[_term_of(word)] += weight if place < LEAD_WORDS else weight * TAIL_WEIGHT
    counts.pop(0, None)
    return counts


def _name_runs(text: str) -> Iterator[tuple[str, int]]:
    """Yield each word with the number of words of the name that it is part of, 0 outside names.

    >>> list(_name_runs("He met Ana Ruiz."))
    [('He', 1), ('met', 0), ('Ana', 2), ('Ruiz', 2)]
    """
    run: list[str] = []
    for word, space in _WORD_AND_SPACE.findall(text):
        is_name = word[0].isupper()
        if is_name:
            run.append(word)
        if run and not (is_name and space):
            yield from [(name, len(run)) for name in run]
            run.clear()
        if not is_name:
            yield word, 0


@lru_cache(maxsize=131_072)
def _term_of(word: str) -> int:
    """Return the term that a word stands for; 0 where it tells nothing.

    >>> _term_of("Allemagne") == _term_of("Germany"), _term_of("talks") == _term_of("talked"), _term_of("the")
    (True, True, 0)
    """
    folded = fold_str(word).removesuffix("'s")
    stem = _stem(_exonyms().get(folded, folded))
    if stem in _stopwords() or len(stem) < (MIN_DIGITS if stem.isdigit() else MIN_CHARS):
        return 0
    return _term(stem)


def _term(word: str) -> int:
    """Return the number of a term: two words in four thousand million share one."""
    return crc32(word.encode())


@cache
def _stopwords() -> frozenset[str]:
    return frozenset(read_lines("stopwords"))


@cache
def _exonyms() -> Mapping[str, str]:
    """Return the English name of a place by its name in another language."""
    entries = (line.split() for line in read_lines("exonyms"))
    return MappingProxyType({name: names[0] for names in entries for name in names[1:]})


def _stem(word: str) -> str:
    """Return `word` without the commonest English endings, so that "talks" and "talked" meet."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > MIN_CHARS:
            return word[: -len(ending)]
    return word


def _unmask(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return `text` with blanks for the masked spans."""
    for start, end in spans:
        text = text[:start] + " " * (min(end, len(text)) - start) + text[end:] if start < len(text) else text
    return text


def _days(offered: Iterable[str]) -> list[str]:
    """Return the days among the dates that the item offers, in their order.

    >>> _days(["2018-12-26T08:00:00", "--01-27", "2018", "2018-02-30"])
    ['2018-12-26', '--01-27']
    """
    days = (date[:N_DAY_CHARS] for date in offered)
    return list(dict.fromkeys(day for day in days if _as_day(f"2000{day[1:]}" if day.startswith("--") else day)))[
        :MAX_DAYS
    ]


def _as_day(day: str) -> dt.date | None:
    """Return the day of the calendar that is meant; None where it is none."""
    try:
        return dt.date.fromisoformat(day) if len(day) == N_DAY_CHARS else None
    except ValueError:
        return None


def _days_of_year(days: Iterable[str], lead: str, published: str | None) -> set[str]:
    """Return the days that the item speaks of, those named relative to its publication resolved: "12-26".

    >>> sorted(_days_of_year(["2018-12-27"], "The hall burned on Wednesday.", "2018-12-27"))
    ['12-26', '12-27']
    """
    written = {day[-N_MONTH_DAY_CHARS:] for day in days}
    anchor = _as_day((published or "")[:N_DAY_CHARS])
    told = (day.date for day in relative_days(lead, anchor) if day.date) if anchor else ()
    return written | {day[-N_MONTH_DAY_CHARS:] for day in told if len(day) == N_DAY_CHARS}
