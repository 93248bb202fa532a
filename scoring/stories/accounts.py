"""What tells one account from another: its terms weighed by rarity, as a unit vector, with its days and utterances.

Rarity is smoothed as if a handful of unrelated items stood beside the corpus, so that five items on one conflict are
told apart as a thousand are. A term that no other item has can join nothing: among many items, where it might have been
met again, it lengthens a vector less than among few.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import polars as pl

BACKGROUND_ITEMS = 5
LONE_ITEMS = 60  # in a corpus of so many items a term that one item has counts half in the length of its vector
MIN_LONE_SHARE = 0.4  # and never less than this, lest in a large archive all items of one beat be alike
N_TERMS = 250  # of an item's vector: 2 KB
DAYS_IN_YEAR = 365

Day: TypeAlias = tuple[int | None, int]
"""The ordinal of a day, None where no year is told, and that of the same day in the year 2000."""


@dataclass(frozen=True, slots=True)
class Account:
    """One item's place among the others; its terms stand by falling value."""

    item: str
    lang: str | None
    days: tuple[Day, ...]
    terms: npt.NDArray[np.int32]
    values: npt.NDArray[np.float32]
    utterances: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of a corpus in order of time and id, and the number of their distinct terms."""

    rows: tuple[Account, ...]
    n_terms: int


def weigh_accounts(profiles: pl.DataFrame, quotes: pl.DataFrame) -> Accounts:
    """Return the accounts of PROFILES; `quotes` are QUOTES, of which the utterances are taken."""
    rows = profiles.sort(pl.col("published").fill_null("9"), "item")
    lengths = rows["terms"].list.len().to_numpy()
    owner = np.repeat(np.arange(rows.height), lengths)
    distinct, term, counts = np.unique(
        rows["terms"].explode().drop_nulls().to_numpy(), return_inverse=True, return_counts=True
    )
    n_items = rows.height + BACKGROUND_ITEMS
    rarity = np.log((n_items + 1) / (counts[term] + 1))
    values = rows["weights"].explode().drop_nulls().to_numpy().astype(np.float64) * rarity
    is_lone = counts[term] == 1
    lone_share = max(MIN_LONE_SHARE, LONE_ITEMS / (LONE_ITEMS + rows.height))
    norms = np.sqrt(np.bincount(owner, np.where(is_lone, lone_share, 1.0) * values**2, rows.height))
    values /= np.where(norms > 0, norms, 1.0)[owner]
    order = np.lexsort((term, -values, owner))
    order = order[~is_lone[order]]
    starts = np.searchsorted(owner[order], np.arange(rows.height + 1))
    said = _utterances(quotes)
    accounts = []
    for place, (item, lang, days) in enumerate(rows.select("item", "lang", "days").iter_rows()):
        own = order[starts[place] : min(starts[place + 1], starts[place] + N_TERMS)]
        told = tuple(_read_day(day) for day in days)
        vector = term[own].astype(np.int32), values[own].astype(np.float32)
        accounts.append(Account(item, lang, told, *vector, said.get(item, ())))
    return Accounts(tuple(accounts), distinct.size)


def _utterances(quotes: pl.DataFrame) -> dict[str, tuple[str, ...]]:
    """Return the utterances of each item, sorted."""
    said: defaultdict[str, set[str]] = defaultdict(set)
    for item, utterance in quotes.select("item", "utterance").iter_rows():
        said[item].add(utterance)
    return {item: tuple(sorted(utterances)) for item, utterances in said.items()}


def days_apart(left: tuple[Day, ...], right: tuple[Day, ...]) -> int | None:
    """Return the days between the nearest days of two items, round the year where one has no year; None without days.

    >>> days_apart((_read_day("--01-27"),), (_read_day("2018-12-26"), _read_day("2018-12-30")))
    28
    """
    return min((_gap(one, other) for one in left for other in right), default=None)


def _gap(one: Day, other: Day) -> int:
    if one[0] is not None and other[0] is not None:
        return abs(one[0] - other[0])
    gap = abs(one[1] - other[1])
    return min(gap, DAYS_IN_YEAR + 1 - gap)


def _read_day(day: str) -> Day:
    """Return the ordinals of an ISO date.

    >>> _read_day("--01-01"), _read_day("2001-01-01")[0] - date(2000, 1, 1).toordinal()
    ((None, 730120), 366)
    """
    of_year = date.fromisoformat(f"2000-{day[-len('01-27') :]}").toordinal()
    return None if day.startswith("--") else date.fromisoformat(day).toordinal(), of_year
