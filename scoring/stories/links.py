"""Which items speak of one event: the cosine of their terms, weighted by rarity, in a window of days.

An utterance in common brings two items closer, days that disagree keep them apart, and one term never decides alone.
Items are looked up by their rarest terms among neighbours in time: the cost grows with the number of items.
"""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator

import numpy as np
import polars as pl

from scoring.stories.accounts import Account, Accounts, days_apart, weigh_accounts
from scoring.stories.groups import MIN_LINK, group_accounts

MAX_TERM_SHARE = 0.03  # of one term in a cosine: two accounts that share one rare name need more in common
UTTERANCE_BONUS = 0.08  # for an utterance in common
NEAR_DAYS = 2  # between the nearest days of two accounts that were written together
NEAR_FACTOR = 1.15  # of the similarity of such accounts
FAR_DAYS = 10
MIDDLE_FACTOR = 0.85  # where the days are farther apart than near ones: one actor's next event
FAR_FACTOR = 0.7  # where they are farther than that
TOO_FAR_DAYS = 60
LANGUAGE_FACTOR = 2.2  # of the similarity of accounts in two languages, which share names, numbers and days alone
N_RARE_TERMS = 25  # by which an item is looked up
N_NEIGHBOURS = 15  # earlier carriers of a term that are looked at
MIN_SHARED_TERMS = 2


def link_stories(
    profiles: pl.DataFrame, quotes: pl.DataFrame, matches: pl.DataFrame, clusters: pl.DataFrame
) -> dict[str, str]:
    """Return the story of each item of PROFILES that shares one with another item; `quotes` are QUOTES.

    The centre of a cluster speaks for its copies, which tell what it tells. Items that MATCHES calls instances of one
    template tell of different events. A story's id is a short hash of its first item.
    """
    centre_of = _centres(clusters)
    spoken = quotes.with_columns(pl.col("item").replace(centre_of))
    copies = list(set(centre_of) - set(centre_of.values()))
    accounts = weigh_accounts(profiles.filter(~pl.col("item").is_in(copies)), spoken)
    apart = set(matches.filter(pl.col("relation") == "template").select("item_a", "item_b").iter_rows())
    items = [account.item for account in accounts.rows]
    links = {
        (left, right): similarity
        for left, right, similarity in _measure(accounts)
        if similarity >= MIN_LINK and (min(items[left], items[right]), max(items[left], items[right])) not in apart
    }
    named = {items[place]: _story_id(items[min(group)]) for group in group_accounts(links) for place in sorted(group)}
    return named | {item: named.get(centre, _story_id(centre)) for item, centre in sorted(centre_of.items())}


def _story_id(item: str) -> str:
    return hashlib.sha256(item.encode()).hexdigest()[:12]


def _centres(clusters: pl.DataFrame) -> dict[str, str]:
    """Return the centre of the cluster of each item in CLUSTERS."""
    centres = clusters.filter(pl.col("role") == "centre").select("cluster", centre="item")
    return dict(clusters.join(centres, on="cluster").select("item", "centre").sort("item").iter_rows())


def _measure(accounts: Accounts) -> Iterator[tuple[int, int, float]]:
    """Yield pairs of places, left before right, with their similarity, of all that could speak of one event."""
    values = np.zeros(accounts.n_terms, dtype=np.float32)  # of the right account, by term
    for right, candidates in enumerate(_candidates(accounts)):
        account = accounts.rows[right]
        values[account.terms] = account.values
        for left in candidates:
            other = accounts.rows[left]
            shared = values[other.terms] * other.values
            cosine = float(np.minimum(shared, MAX_TERM_SHARE).sum(dtype=np.float64))
            yield left, right, _similarity(cosine, other, account)
        values[account.terms] = 0.0


def _candidates(accounts: Accounts) -> Iterator[list[int]]:
    """Yield for each account the places of the earlier ones that share rare terms or an utterance with it."""
    carriers: defaultdict[Hashable, list[int]] = defaultdict(list)
    for place, account in enumerate(accounts.rows):
        shared: Counter[int] = Counter()
        for term in account.terms[:N_RARE_TERMS].tolist():
            _look_up(carriers[term], place, shared)
        for utterance in account.utterances:
            _look_up(carriers[utterance], place, shared)
            shared.update(dict.fromkeys(shared.keys() & set(carriers[utterance][:-1]), 1))
        yield [earlier for earlier in sorted(shared) if shared[earlier] >= MIN_SHARED_TERMS]


def _look_up(carriers: list[int], place: int, shared: Counter[int]) -> None:
    """Count the last carriers of a term, and make `place` one of them."""
    shared.update(carriers)
    carriers.append(place)
    del carriers[:-N_NEIGHBOURS]


def _similarity(cosine: float, left: Account, right: Account) -> float:
    """Return how like two accounts are, whose terms have the `cosine`; 0 where their days exclude one event."""
    apart = days_apart(left.days, right.days)
    if apart is None:
        factor = 1.0
    elif apart > TOO_FAR_DAYS:
        return 0.0
    else:
        factor = NEAR_FACTOR if apart <= NEAR_DAYS else MIDDLE_FACTOR if apart <= FAR_DAYS else FAR_FACTOR
    if left.lang and right.lang and left.lang != right.lang:
        factor *= LANGUAGE_FACTOR
    is_said = not set(left.utterances).isdisjoint(right.utterances)
    return cosine * factor + (UTTERANCE_BONUS if is_said else 0.0)
