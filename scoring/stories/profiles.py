"""What an item is about: its terms with their weight, and the days that it speaks of.

A term counts more in the title and in the lead, and as part of a name; furniture, notices and credits do not count.
"""

import math
import re
from collections import defaultdict
from collections.abc import Iterable

import polars as pl

from dedup.lexicon import read_lines
from dedup.tables import schema
from dedup.text.folding import fold_str

PROFILES = schema(
    {
        "item": pl.String,
        "lang": pl.String,
        "published": pl.String,  # ISO 8601 day, or null
        "days": pl.List(pl.String),  # "2018-12-26", or "--01-27" without a year; published first
        "terms": pl.List(pl.String),  # folded words, and "day:12-26" for each day
        "weights": pl.List(pl.Float32),  # 1 + log of the weighted count
    }
)

MAX_CHARS = 8_000  # what a story is about stands in its beginning
LEAD_WORDS = 150
TITLE_WEIGHT = 3.0
NAME_WEIGHT = 3.0
DAY_WEIGHT = 2.0  # of a day as a term: two accounts that both speak of 26 December mean one event
TAIL_WEIGHT = 0.4
MIN_CHARS = 3  # shorter words tell nothing apart
MAX_DAYS = 6
MAX_HEADLINE_CHARS = 150
N_DAY_CHARS = 10
N_MONTH_DAY_CHARS = 5

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+){0,4}")
_ENDINGS = ("ing", "ed", "es", "s")


def profile_items(items: pl.DataFrame, spans: pl.DataFrame, dates: pl.DataFrame) -> pl.DataFrame:
    """Return PROFILES for a batch of ITEMS with its SPANS and DATES, in the order of the items."""
    masked = {key[0]: frame.select("start", "end").rows() for key, frame in spans.group_by("item")}
    by_item = {key[0]: frame for key, frame in dates.sort("rank", "start").group_by("item", maintain_order=True)}
    rows = []
    for item, lang, published, title, text in items.select("item", "lang", "published", "title", "text").iter_rows():
        story = _unmask(text[:MAX_CHARS], masked.get(item, []))
        days = _days(published, by_item.get(item))
        weights = {term: _damp(count) for term, count in _count_terms(title or _headline(story), story).items()}
        weights |= {f"day:{day[-N_MONTH_DAY_CHARS:]}": DAY_WEIGHT for day in days}
        rows.append(
            {
                "item": item,
                "lang": lang,
                "published": published[:N_DAY_CHARS] if published and len(published) >= N_DAY_CHARS else None,
                "days": days,
                "terms": sorted(weights),
                "weights": [weights[term] for term in sorted(weights)],
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


def _count_terms(title: str, text: str) -> dict[str, float]:
    """Return the weighted count of each term."""
    stop = frozenset(read_lines("stopwords"))
    counts: defaultdict[str, float] = defaultdict(float)
    for word in _WORD.findall(title):
        _count(counts, word, TITLE_WEIGHT, stop)
    for place, word in enumerate(_WORD.findall(text)):
        weight = NAME_WEIGHT if word[0].isupper() else 1.0
        _count(counts, word, weight if place < LEAD_WORDS else weight * TAIL_WEIGHT, stop)
    return counts


def _count(counts: dict[str, float], word: str, weight: float, stop: frozenset[str]) -> None:
    term = _stem(fold_str(word).removesuffix("'s"))
    if len(term) >= MIN_CHARS and term not in stop:
        counts[term] += weight


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


def _days(published: str | None, dates: pl.DataFrame | None) -> list[str]:
    """Return the days that the item offers, its publication first."""
    offered = [] if dates is None else dates.filter(pl.col("precision").is_in(["day", "second"]))["date"].to_list()
    known = [published] if published and len(published) >= N_DAY_CHARS else []
    return list(dict.fromkeys(day[:N_DAY_CHARS] for day in known + offered))[:MAX_DAYS]
