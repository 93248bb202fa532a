"""How many origins stand behind a story: everything starts as "not shown to be independent".

Items are one origin when one is a copy of the other, when most of their speech came through one relay, when one owner
publishes both, or when they rest on one occasion (a tweet, a press conference). What is left are distinct origins; each
item says which tests of independence it passed and which it failed. A test that cannot be made is in neither list:
topology can show that two accounts depend on each other, never that they do not.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dedup.names import fold_name, same_name
from dedup.provenance.outlets import canonical_name
from scoring.attribution.media import media_of
from scoring.tables import STORIES

HELD_KINDS = ("declared", "undeclared", "agency")
OWN_CHANNEL = "own_channel"
MIN_RELAYED = 0.5  # of an item's speech, from which it rests on the medium that relayed it


@dataclass(frozen=True, slots=True)
class _Account:
    """What one item of a story rests on; None where it cannot be told."""

    item: str
    text: str  # the origin of its words: an item's id or "origin:NAME"
    relay: str | None  # the medium through which at least half of its speech came
    owner: str | None
    occasion: frozenset[str]  # its utterances that others print too
    n_quotes: int  # stretches that it quotes, shared or not


def count_origins(
    story_of: Mapping[str, str],
    clusters: pl.DataFrame,
    reprints: pl.DataFrame,
    attributions: pl.DataFrame,
    quotes: pl.DataFrame,
    n_quotes: Mapping[str, int],
    owners: Mapping[str, str],
) -> pl.DataFrame:
    """Return STORIES: one row an item, its origin after collapsing, and the tests of independence.

    `story_of` maps items to stories, `n_quotes` items to the number of their quotes, shared or not, `owners` items to
    the owner of their outlet where the registry knows it.
    """
    roots = _roots(clusters, reprints)
    relays = _main_relays(attributions, reprints)
    said = _sets(quotes.select("item", "utterance").iter_rows())
    members: defaultdict[str, list[_Account]] = defaultdict(list)
    for item, story in sorted(story_of.items()):
        shared = frozenset(said.get(item, ()))
        root = roots.get(item, item)
        members[story].append(_Account(item, root, relays.get(item), owners.get(item), shared, n_quotes.get(item, 0)))
    for story, accounts in members.items():
        spelling = _one_spelling(account.relay for account in accounts if account.relay)
        members[story] = [replace(account, relay=spelling.get(account.relay or "")) for account in accounts]
    rows = [row for story in sorted(members) for row in _judge(story, members[story])]
    return pl.DataFrame(rows, schema=STORIES)


def _judge(story: str, accounts: list[_Account]) -> list[dict[str, object]]:
    """Return the rows of one story."""
    tests = {
        "text": _shared(accounts, "text"),
        "relay": _shared(accounts, "relay"),
        "owner": _shared(accounts, "owner"),
    }
    tests["occasion"] = _shared_occasions(accounts)
    origins = _collapse(accounts, tests)
    rows: list[dict[str, object]] = []
    for account in accounts:
        failed = [name for name, sharers in tests.items() if account.item in sharers]
        passed = [name for name in tests if name not in failed and _can_test(account, name)]
        rows.append(
            {
                "story": story,
                "item": account.item,
                "origin": origins[account.item],
                "tests_passed": passed,
                "tests_failed": failed,
            }
        )
    return rows


def _can_test(account: _Account, name: str) -> bool:
    """Return whether the item offers what the test compares."""
    if name == "occasion":
        return account.n_quotes > 0
    return name == "text" or bool(getattr(account, name))


def _shared(accounts: Iterable[_Account], name: str) -> dict[str, Hashable]:
    """Return the items that have the value of `name` in common with another item, each with that value."""
    carriers: defaultdict[Hashable, list[str]] = defaultdict(list)
    for account in accounts:
        value = getattr(account, name)
        if value:
            carriers[value].append(account.item)
    return {item: value for value, items in carriers.items() if len(items) > 1 for item in items}


def _shared_occasions(accounts: Iterable[_Account]) -> dict[str, Hashable]:
    """Return the items all of whose quotes another item of the story prints too, each with the first such item."""
    listed = [account for account in accounts if account.occasion]
    holders = {
        account.item: [other.item for other in listed if other is not account and account.occasion <= other.occasion]
        for account in listed
        if account.n_quotes <= len(account.occasion)
    }
    return {item: others[0] for item, others in holders.items() if others}


def _collapse(accounts: list[_Account], tests: Mapping[str, Mapping[str, Hashable]]) -> dict[str, str]:
    """Return the origin of each item once items that share a text, relay, owner or occasion are one."""
    parent = {account.item: account.item for account in accounts}

    def find(item: str) -> str:
        while parent[item] != item:
            item = parent[item]
        return item

    for name, sharers in tests.items():
        first: dict[Hashable, str] = {}
        for item, value in sharers.items():
            partner = str(value) if name == "occasion" else first.setdefault((name, value), item)
            one, other = find(item), find(partner)
            parent[max(one, other)] = min(one, other)
    named = {account.item: _name(account) for account in accounts}
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for account in accounts:
        groups[find(account.item)].append(named[account.item])
    best = {root: min(names, key=lambda name: (not name.startswith("origin:"), name)) for root, names in groups.items()}
    return {account.item: best[find(account.item)] for account in accounts}


def _name(account: _Account) -> str:
    """Return the origin that one item names: its text's, or else its only relay."""
    if account.text != account.item or not account.relay:
        return account.text
    return f"origin:{account.relay}"


def _roots(clusters: pl.DataFrame, reprints: pl.DataFrame) -> dict[str, str]:
    """Return for each copy the origin at the end of its chain of reprints: one for all items of a cluster.

    Of a cluster it is the end that most of its items lead to, its centre where as many lead to several.
    """
    known = reprints.filter(pl.col("kind").is_in(HELD_KINDS)).sort(
        "item", "held", "origin", descending=[False, True, False]
    )
    edges = dict(known.unique("item", keep="first", maintain_order=True).select("item", "origin").iter_rows())
    cluster_of = dict(clusters.select("item", "cluster").iter_rows())
    centres = set(clusters.filter(pl.col("role") == "centre")["item"])
    ends = {item: _end(item, edges) for item in sorted({*edges, *cluster_of})}
    votes: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, cluster in cluster_of.items():
        votes[cluster][ends[item]] += 1
    best = {
        cluster: min(counts, key=lambda end: (-counts[end], end not in centres, end))
        for cluster, counts in votes.items()
    }
    return {
        item: best[cluster_of.get(item) or cluster_of[end]] if item in cluster_of or end in cluster_of else end
        for item, end in ends.items()
    }


def _end(item: str, edges: Mapping[str, str]) -> str:
    """Return the end of an item's chain; a chain that returns ends at its least item."""
    seen, place = {item}, item
    while place in edges:
        place = edges[place]
        if place in seen:
            return min(seen)
        seen.add(place)
    return place


def _main_relays(attributions: pl.DataFrame, reprints: pl.DataFrame) -> dict[str, str]:
    """Return the medium through which each item heard at least half of its speech, where it names one.

    A medium that reports in its own name relays as well; the speaker's own channel is no relay.
    """
    speech = attributions.filter(pl.col("is_speech")).select("item", "relay", "relay_type")
    n_speech: Counter[str] = Counter(speech["item"])
    heard: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for item, relay, relay_type in speech.iter_rows():
        innermost = media_of(relay)[-1] if relay and relay_type != OWN_CHANNEL else ""
        if any(char.isupper() for char in innermost):
            heard[item][innermost] += 1
    for item, origin in reprints.filter(pl.col("kind") == "quoted").select("item", "origin").iter_rows():
        name = origin.removeprefix("origin:")
        if not any(same_name(name, known) for known in heard[item]):
            heard[item][name] = 1
    best = {item: min(counts, key=lambda name: (-counts[name], name)) for item, counts in heard.items() if counts}
    return {item: name for item, name in best.items() if MIN_RELAYED * n_speech[item] <= heard[item][name]}


def _one_spelling(relays: Iterable[str]) -> dict[str, str]:
    """Return each name with the longest name of the same medium: "KNA" with "Khorvan News Agency", without its article."""
    ordered = sorted(set(relays), key=lambda name: (-len(fold_name(name)), name))
    longest = {name: next(other for other in ordered if same_name(name, other)) for name in ordered}
    return {name: canonical_name(other, None) for name, other in longest.items()}


def _sets(pairs: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the second values gathered by the first."""
    gathered: defaultdict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        gathered[key].add(value)
    return gathered
