"""The Admiralty letter and digit in the words of MISP's taxonomy and on STIX' scale of confidence.

MISP taxonomy `admiralty-scale`, version 6; STIX 2.1, appendix A, table "Admiralty Credibility". A digit of 6 means that
nothing can be judged, so it has no confidence: STIX asks to leave the field out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from dedup.errors import OutputError
from scoring.desk.results import Results

if TYPE_CHECKING:
    import polars as pl

NAMESPACE = UUID("6f1e2a52-0f0b-5d0c-9d53-2b8f6a1c7e40")  # ours: the same item has the same id in every export
CONFIDENCE = {1: 90, 2: 70, 3: 50, 4: 30, 5: 10}
EPOCH = "1970-01-01T00:00:00.000Z"  # of an item without a date: an export reads no clock


@dataclass(frozen=True, slots=True)
class RatedItem:
    """An item with its rating, as the threat-sharing formats want it."""

    item: str
    title: str
    outlet: str
    url: str | None
    published: str  # RFC 3339 in UTC
    reliability: str  # A-F
    credibility: int  # 1-6
    scores: str  # both scores and their coverage, in words

    @property
    def tags(self) -> tuple[str, str]:
        """Return the MISP tags for letter and digit."""
        return (
            f'admiralty-scale:source-reliability="{self.reliability.lower()}"',
            f'admiralty-scale:information-credibility="{self.credibility}"',
        )

    @property
    def confidence(self) -> int | None:
        """Return the STIX confidence, 0-100."""
        return CONFIDENCE.get(self.credibility)


def rated_items(results: Results) -> Iterator[RatedItem]:
    """Yield the rated items of a scan, sorted by id.

    Raises:
        OutputError: the scan ended before the ratings.
    """
    if not results.path("ratings").exists():
        raise OutputError(f"{results.folder}: no ratings here; scan the corpus without --only first")
    columns = ("item", "title", "outlet", "canonical_url", "published", "captured")
    items = results.scan("items").select(columns)
    joined: pl.DataFrame = results.scan("ratings").join(items, on="item", how="left").sort("item").collect()
    for row in joined.iter_rows(named=True):
        yield RatedItem(
            item=row["item"],
            title=row["title"] or row["item"],
            outlet=row["outlet"] or "unknown outlet",
            url=row["canonical_url"],
            published=timestamp(row["published"] or row["captured"]),
            reliability=row["reliability"] or "F",
            credibility=row["credibility"] or 6,
            scores=_scores(row["attribution_score"], row["sourcing_score"], row["coverage"]),
        )


def timestamp(date: str | None) -> str:
    """Return an ISO 8601 date, of any precision, as RFC 3339 in UTC with milliseconds.

    >>> timestamp("2025-03-05T06:15:00+01:00"), timestamp("2025-03")
    ('2025-03-05T05:15:00.000Z', '2025-03-01T00:00:00.000Z')
    """
    from datetime import UTC

    from dedup.provenance import read_instant

    instant = read_instant(date)
    if instant is None:
        return EPOCH
    start = instant.start.replace(tzinfo=instant.start.tzinfo or UTC).astimezone(UTC)
    return start.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def stable_id(kind: str, name: str) -> str:
    """Return a UUID that depends on `kind` and `name` alone."""
    return str(uuid5(NAMESPACE, f"{kind}\n{name}"))


def _scores(attribution: float | None, sourcing: float | None, coverage: float | None) -> str:
    """Return the scores in words; one that does not apply is said to be unknown."""
    told = ["unknown" if score is None else f"{score:.0f} of 100" for score in (attribution, sourcing)]
    judged = "unknown" if coverage is None else f"{coverage:.0%}"
    return f"attribution {told[0]}, sourcing {told[1]}, coverage {judged}"
