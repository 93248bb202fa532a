"""Opens the examples of signals: one item, or a small archive, walked down the real street."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest

from dedup.engines.local import LocalEngine
from dedup.registry import builtin
from dedup.tables import ITEMS, METADATA
from scoring.pipeline import Rated, rate_corpus
from scoring.settings import Settings
from scoring.signals import Evidence, find_loops, gather_dossiers, read_affiliations
from scoring.signals.dossier import Dossier
from scoring.signals.signal import Example

FIRST = "item-0"


@pytest.fixture
def open_example() -> Callable[[Example], Dossier]:
    """Return a function from an example to the dossier of its item."""
    return _open


@cache
def _open(example: Example) -> Dossier:
    items = pl.DataFrame(list(_rows(example)), schema=ITEMS)
    with TemporaryDirectory() as folder:
        metadata = pl.DataFrame(list(_metadata(example)), schema=METADATA, orient="row")
        rated = rate_corpus([(items, metadata)], LocalEngine(Path(folder)), Settings())
        whole = rated.traced.items.whole()
        evidence = replace(_evidence(rated), others=whole)
        return next(iter(gather_dossiers(whole.filter(item=FIRST), evidence)))


def _rows(example: Example) -> Iterator[dict[str, object]]:
    for number, one in enumerate((example, *example.others)):
        yield {
            "item": f"item-{number}",
            "text": one.text,
            "sha256": hashlib.sha256(one.text.encode()).hexdigest(),
            "outlet": one.outlet,
            "published": one.published,
            "captured": one.captured,
            "canonical_url": one.canonical_url,
            "lang": "en",
            "n_words": len(one.text.split()),
            "n_chars": len(one.text),
        }


def _metadata(example: Example) -> Iterator[tuple[str, str, str]]:
    for number, one in enumerate((example, *example.others)):
        yield from ((f"item-{number}", field, value) for field, value in one.metadata)


def _evidence(rated: Rated) -> Evidence:
    traced = rated.traced
    assert rated.attributions is not None
    assert rated.stories is not None
    assert rated.quotes is not None
    return Evidence(
        spans=traced.spans.whole(),
        credits=traced.credits.whole(),
        dates=traced.dates.whole(),
        attributions=rated.attributions.whole(),
        matches=traced.matches,
        reprints=traced.reprints,
        metadata=traced.metadata.whole(),
        stories=rated.stories,
        quotes=rated.quotes,
        loops=find_loops(traced.reprints),
        affiliations=read_affiliations(builtin()),
    )
