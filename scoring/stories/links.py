"""Which items speak of one event: the cosine of their terms, weighted by rarity, in a window of days.

Rarity is smoothed as if a handful of unrelated items stood beside the corpus, so that five items on one conflict are
told apart as a thousand are. An utterance in common brings two items closer, days that disagree keep them apart.
Items are looked up by their rarest terms among neighbours in time: the cost grows with the number of items.
"""

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from heapq import nlargest

import polars as pl

MIN_SIMILARITY = 0.21  # cosine of two accounts of one event; other events of one beat stay below .2
UTTERANCE_BONUS = 0.08  # for an utterance in common
NEAR_DAYS = 2  # between the nearest days of two accounts that were written together
NEAR_FACTOR = 1.15  # of the similarity of such accounts
MAX_DAYS = 10  # between the nearest days of two accounts
FAR_FACTOR = 0.8  # of the similarity where the days are farther apart
TOO_FAR_DAYS = 60
LANGUAGE_FACTOR = 2.2  # of the similarity of accounts in two languages, which share names and numbers alone
BACKGROUND_ITEMS = 5
N_TERMS = 250  # of an item's vector: about 12 KB an item
N_RARE_TERMS = 25  # by which an item is looked up
N_NEIGHBOURS = 15  # earlier carriers of a term that are looked at
MIN_SHARED_TERMS = 2
MIN_LINKAGE = 0.8  # of MIN_SIMILARITY: the mean similarity at which two groups become one
DAYS_IN_YEAR = 365


@dataclass(frozen=True, slots=True)
class _Profile:
    """One item's place among the others: its days and its terms as a unit vector."""

    item: str
    lang: str | None
    days: tuple[str, ...]
    vector: Mapping[str, float]
    utterances: frozenset[str]


def link_stories(
    profiles: pl.DataFrame, quotes: pl.DataFrame, matches: pl.DataFrame, clusters: pl.DataFrame
) -> dict[str, str]:
    """Return the story of each item of PROFILES that shares one with another item; `quotes` are QUOTES.

    The centre of a cluster speaks for its copies, which tell what it tells. Items that MATCHES calls instances of one
    template tell of different events. A story's id is a short hash of its first item.
    """
    centre_of = _centres(clusters)
    spoken = quotes.with_columns(pl.col("item").replace(centre_of))
    weighed = _weigh(profiles.filter(~pl.col("item").is_in(list(set(centre_of) - set(centre_of.values())))), spoken)
    apart = set(matches.filter(pl.col("relation") == "template").select("item_a", "item_b").iter_rows())
    links = {}
    for left, right in _candidates(weighed):
        similarity = _similarity(weighed[left], weighed[right])
        items = weighed[left].item, weighed[right].item
        if similarity >= MIN_SIMILARITY and (min(items), max(items)) not in apart:
            links[left, right] = similarity
    named = {
        weighed[place].item: hashlib.sha256(weighed[min(group)].item.encode()).hexdigest()[:12]
        for group in _agglomerate(links)
        for place in sorted(group)
    }
    copies = {
        item: named.get(centre, hashlib.sha256(centre.encode()).hexdigest()[:12])
        for item, centre in sorted(centre_of.items())
    }
    return named | copies


def _centres(clusters: pl.DataFrame) -> dict[str, str]:
    """Return the centre of the cluster of each item in CLUSTERS."""
    centres = clusters.filter(pl.col("role") == "centre").select("cluster", centre="item")
    return dict(clusters.join(centres, on="cluster").select("item", "centre").sort("item").iter_rows())


def _weigh(profiles: pl.DataFrame, quotes: pl.DataFrame) -> list[_Profile]:
    """Return the profiles in order of time and id, terms weighed by rarity."""
    counts = Counter(term for terms in profiles["terms"] for term in terms)
    n_items = profiles.height + BACKGROUND_ITEMS
    said: defaultdict[str, set[str]] = defaultdict(set)
    for utterance, item in quotes.select("utterance", "item").iter_rows():
        said[item].add(utterance)
    rows = profiles.sort(pl.col("published").fill_null("9"), "item").select("item", "lang", "days", "terms", "weights")
    weighed = []
    words: dict[str, str] = {}  # each term once in memory
    for item, lang, days, terms, weights in rows.iter_rows():
        vector = {
            words.setdefault(term, term): weight * math.log((n_items + 1) / (counts[term] + 1))
            for term, weight in zip(terms, weights, strict=True)
        }
        norm = math.sqrt(sum(value * value for value in vector.values())) or 1.0
        telling = nlargest(N_TERMS, vector.items(), key=lambda pair: (pair[1], pair[0]))
        unit = {term: value / norm for term, value in telling}
        weighed.append(_Profile(item, lang, tuple(days), unit, frozenset(said[item])))
    return weighed


def _candidates(profiles: list[_Profile]) -> Iterator[tuple[int, int]]:
    """Yield pairs of places, left before right, that share rare terms or an utterance."""
    carriers: defaultdict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        shared: Counter[int] = Counter()
        for term in sorted(profile.vector, key=lambda term: (-profile.vector[term], term))[:N_RARE_TERMS]:
            shared.update(carriers[term][-N_NEIGHBOURS:])
            carriers[term].append(place)
        for utterance in sorted(profile.utterances):
            shared.update(2 * carriers[f"utterance:{utterance}"][-N_NEIGHBOURS:])
            carriers[f"utterance:{utterance}"].append(place)
        for earlier in sorted(shared):
            if shared[earlier] >= MIN_SHARED_TERMS:
                yield earlier, place


def _similarity(left: _Profile, right: _Profile) -> float:
    """Return how like two accounts are; 0 where their days exclude one event."""
    short, long = sorted((left.vector, right.vector), key=len)
    cosine = sum(value * long.get(term, 0.0) for term, value in short.items())
    apart = _days_apart(left.days, right.days)
    if apart > TOO_FAR_DAYS:
        return 0.0
    is_near = bool(left.days and right.days) and apart <= NEAR_DAYS
    factor = FAR_FACTOR if apart > MAX_DAYS else NEAR_FACTOR if is_near else 1.0
    if left.lang and right.lang and left.lang != right.lang:
        factor *= LANGUAGE_FACTOR
    return cosine * factor + (UTTERANCE_BONUS if left.utterances & right.utterances else 0.0)


def _days_apart(left: tuple[str, ...], right: tuple[str, ...]) -> int:
    """Return the days between the nearest days of two items; 0 where either offers none.

    >>> _days_apart(("--01-27",), ("2018-12-26", "2018-12-30"))
    28
    """
    return min((_gap(one, other) for one in left for other in right), default=0)


def _gap(one: str, other: str) -> int:
    """Return the days between two dates, round the year where one has no year."""
    if one[0] != "-" and other[0] != "-":
        return abs((date.fromisoformat(one) - date.fromisoformat(other)).days)
    days = [date.fromisoformat(f"2000{day[1:] if day[0] == '-' else day[4:]}") for day in (one, other)]
    gap = abs((days[0] - days[1]).days)
    return min(gap, DAYS_IN_YEAR + 1 - gap)


def _agglomerate(links: Mapping[tuple[int, int], float]) -> list[set[int]]:
    """Return the groups that average linkage makes of the links, strongest first (Sokal and Michener 1958).

    Of two groups the smaller is poured into the larger, and only links that there are add up: the cost is that of the
    links times the logarithm of the number of items.
    """
    neighbours: defaultdict[int, dict[int, float]] = defaultdict(dict)
    for (left, right), similarity in links.items():
        neighbours[left][right] = neighbours[right][left] = similarity
    group_of = {place: {place} for place in sorted(neighbours)}
    for left, right in sorted(links, key=lambda pair: (-links[pair], pair)):
        small, large = sorted((group_of[left], group_of[right]), key=lambda group: (len(group), min(group)))
        if small is large:
            continue
        total = sum(
            similarity for place in small for other, similarity in neighbours[place].items() if group_of[other] is large
        )
        if total / (len(small) * len(large)) >= MIN_LINKAGE * MIN_SIMILARITY:
            large |= small
            for place in small:
                group_of[place] = large
    distinct = {id(group): group for group in group_of.values() if len(group) > 1}
    return sorted(distinct.values(), key=min)
