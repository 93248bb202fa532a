"""Attribute a few files in memory: each item with who said what in it, furniture and credits left out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dedup.tables import Span

if TYPE_CHECKING:
    import polars as pl

    from scoring.attribution import Attribution
    from scoring.settings import Settings

SCHEMA = "copydesk.attributions/1"


@dataclass(frozen=True, slots=True)
class AttributedItem:
    """One item with its attributions in order of their content."""

    item: str
    text: str
    attributions: tuple["Attribution", ...]

    def as_json(self) -> dict[str, object]:
        """Return the item as JSON: spans as pairs of code points into the text, and the words beside them."""
        return {"id": self.item, "attributions": [_as_json(found) for found in self.attributions]}


def attribute_files(paths: list[str], settings: "Settings") -> Iterator[AttributedItem]:
    """Yield every item of `paths` with its attributions, in the order of the corpus.

    Furniture is learned from the items given: what three of them share is nobody's speech.

    Raises:
        CorpusError: nothing readable is found in `paths`.
    """
    import polars as pl

    from dedup import boilerplate
    from dedup.corpus import read_corpus

    batches = [batch.items for batch in read_corpus(paths, settings.corpus)]
    tallies = pl.concat([boilerplate.tally_lines(items) for items in batches])
    lines = boilerplate.learn_lines(tallies, settings.boilerplate)
    for items in batches:
        yield from _attribute_batch(items, lines, settings)


def _attribute_batch(items: "pl.DataFrame", lines: "pl.DataFrame", settings: "Settings") -> Iterator[AttributedItem]:
    """Yield the items of one batch with their attributions."""
    import polars as pl

    from dedup import boilerplate
    from dedup.credits import credit_spans, find_credits
    from scoring.attribution import attribute, masked_spans

    marked = boilerplate.mark_lines(items, lines, settings.boilerplate)
    spans = pl.concat([marked, credit_spans(items, find_credits(items, marked))])
    masks = masked_spans(items, spans)
    for item, lang, outlet, text in items.select("item", "lang", "outlet", "text").iter_rows():
        cut = text[: settings.attribution.max_item_chars]
        yield AttributedItem(item, text, tuple(attribute(cut, lang, masks.get(item, ()), outlet)))


def _as_json(found: "Attribution") -> dict[str, object]:
    return {
        "kind": found.kind,
        "source": _pairs(found.source_spans),
        "source_text": found.source,
        "source_type": found.source_type,
        "source_name": found.source_name,
        "role": found.role,
        "affiliation": found.affiliation,
        "cue": _pairs(found.cue_spans),
        "cue_text": found.cue,
        "content": _pairs(found.content_spans),
        "relay": found.relay,
        "relay_spans": _pairs(found.relay_spans),
        "relay_type": found.relay_type,
        "is_speech": found.is_speech,
    }


def _pairs(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
