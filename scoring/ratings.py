"""Ratings: what the signals of an item add up to.

A score is 100 x (points earned - points lost) / points that could be earned by the signals that could be judged, held
within 0 and 100, and null where none applies. Beside both scores stand the two axes of the Admiralty code (NATO
AJP-2.1), read from disjoint evidence: reliability of the outlet from the user's registry alone, credibility from
corroboration alone. No rating says whether an item is true.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import polars as pl

from scoring.settings import SignalSettings, default_weights
from scoring.tables import RATINGS

UNKNOWN_RELIABILITY = "F"
UNKNOWN_CREDIBILITY = 6
JUDGED = ("pass", "fail")
CONFLICTS = ("QUO402", "QUO403")  # the same utterance, turned round or given to somebody else
COVERAGE = "SRC206"  # unknown where the archive holds nothing on the story but copies of the item
UNVERIFIED, HEDGED = "SRC214", "SRC215"
BEST_UNVERIFIED = 3
NO_LETTERS: Mapping[str, str] = MappingProxyType({})


def rate_items(
    items: pl.DataFrame,
    signals: pl.DataFrame,
    stories: pl.DataFrame,
    settings: SignalSettings,
    letters: Mapping[str, str] = NO_LETTERS,
) -> pl.DataFrame:
    """Return RATINGS, one row for each of ITEMS in its order, from their SIGNALS and the STORIES of the whole corpus.

    `letters` gives the reliability, A to F, of the outlets that the user has judged.

    >>> from dedup.tables import ITEMS
    >>> from scoring.tables import SIGNALS, STORIES
    >>> items = pl.DataFrame([{"item": "a", "outlet": "Quay Herald"}], schema=ITEMS)
    >>> rated = rate_items(items, SIGNALS.to_frame(), STORIES.to_frame(), SignalSettings(), {"Quay Herald": "B"})
    >>> rated["reliability"].item(), rated["credibility"].item(), rated["sourcing_score"].item()
    ('B', 6, None)
    """
    origins = pl.DataFrame(
        list(_corroborate(signals, stories, set(items["item"]))),
        schema={name: RATINGS[name] for name in ("item", "credibility", "story", "n_origins")},
        orient="row",
    )
    rated = items.select("item", "outlet")
    for frame in (*_add_up(signals, settings), origins):
        rated = rated.join(frame, on="item", how="left", maintain_order="left")
    letter = pl.col("outlet").replace_strict(dict(letters), default=UNKNOWN_RELIABILITY, return_dtype=pl.String)
    return rated.with_columns(
        reliability=letter.fill_null(UNKNOWN_RELIABILITY),
        credibility=pl.col("credibility").fill_null(UNKNOWN_CREDIBILITY),
    ).select(pl.col(name).cast(kind) for name, kind in RATINGS.items())


def _add_up(signals: pl.DataFrame, settings: SignalSettings) -> Iterator[pl.DataFrame]:
    """Yield the attribution score, the sourcing score and the coverage by item."""
    weights = {code: settings.weight(code).points for code in default_weights()}
    once = (
        signals.filter(pl.col("outcome") != "not_applicable")
        .group_by("item", "code", "score", maintain_order=True)
        .agg(points=pl.col("points").cast(pl.Float64).sum(), is_judged=pl.col("outcome").is_in(JUDGED).any())
        .with_columns(weight=pl.col("code").replace_strict(weights, default=0.0, return_dtype=pl.Float64))
    )
    judged = once.filter("is_judged")
    for name in ("attribution", "sourcing"):
        sums = (
            judged.filter(pl.col("score") == name)
            .group_by("item")
            .agg(points=pl.col("points").sum(), possible=pl.col("weight").clip(lower_bound=0).sum())
        )
        share = 100 * pl.col("points") / pl.col("possible")
        lost_all = pl.when(pl.col("points") < 0).then(0.0)
        score = pl.when(pl.col("possible") > 0).then(share.clip(0, 100)).otherwise(lost_all)
        yield sums.select("item", score.alias(f"{name}_score"))
    size = pl.col("weight").abs()
    covered = pl.when(size.sum() > 0).then(size.filter(pl.col("is_judged")).sum() / size.sum())
    yield once.filter(pl.col("score") != "none").group_by("item").agg(coverage=covered.first())


def _corroborate(signals: pl.DataFrame, stories: pl.DataFrame, wanted: set[str]) -> Iterator[tuple[str, int, str, int]]:
    """Yield the credibility digit, the story and its number of origins for each wanted item of a story."""
    fired = signals.filter((pl.col("outcome") == "fail") & pl.col("code").is_in([*CONFLICTS, HEDGED]))
    told = signals.filter((pl.col("outcome") == "pass") & (pl.col("code") == UNVERIFIED))
    conflicting, hedged = _items_with(fired, *CONFLICTS), _items_with(fired, HEDGED)
    unverified = set(told["item"])
    covered = set(signals.filter(pl.col("outcome").is_in(JUDGED) & (pl.col("code") == COVERAGE))["item"])
    members: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for story, item, origin in stories.select("story", "item", "origin").sort("story", "item", "origin").iter_rows():
        members[story].append((item, origin))
    for story, rows in members.items():
        origins = {origin for _, origin in rows}
        for item in dict.fromkeys(item for item, _ in rows if item in wanted):
            own = {origin for member, origin in rows if member == item}
            doubt = (item in conflicting, item in unverified, item in hedged)
            digit = credibility(len(origins - own), doubt) if item in covered else UNKNOWN_CREDIBILITY
            yield item, digit, story, len(origins)


def _items_with(signals: pl.DataFrame, *codes: str) -> set[str]:
    return set(signals.filter(pl.col("code").is_in(codes))["item"])


def credibility(n_others: int, doubt: tuple[bool, bool, bool]) -> int:
    """Return the Admiralty digit, 1 to 5, of an item with other coverage.

    `n_others` counts the story's other origins that are not shown to depend on the item's own, so copies, shared relayers
    and shared owners cannot raise the digit. `doubt` tells whether the item conflicts with other coverage, says that
    it could not be verified, and hedges.

    >>> credibility(2, (False, False, False)), credibility(2, (False, True, False)), credibility(0, (False, False, True))
    (1, 3, 4)
    """
    is_conflicting, is_unverified, is_hedged = doubt
    if is_conflicting and n_others:
        return 5
    if not n_others:
        return 4 if is_unverified or is_hedged else 3
    digit = 1 if n_others > 1 else 2
    return max(digit, BEST_UNVERIFIED) if is_unverified else digit
