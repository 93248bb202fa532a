"""Two items side by side: shared passages aligned, small edits marked inside them, furniture greyed."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from scoring.desk.passages import group_edits, side_of
from scoring.desk.report.archive import Archive, Card, Match, rows_by
from scoring.desk.report.marks import Mark, mark_text

if TYPE_CHECKING:
    from dedup.provenance import Edit, Reprint

BATCH_PAIRS = 128  # pairs whose texts are held at a time
MAX_ONLY = 240  # characters shown of a stretch that the other item does not have
MAX_ALIKE = 480  # characters shown of a shared passage, where neither item rests on the other
EMPTY = Markup("")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the table: a shared passage with its small edits, or a stretch that only one item has."""

    kind: str  # shared, dropped, added, altered
    left: Markup
    right: Markup


@dataclass(frozen=True, slots=True)
class PairPage:
    """What the page of two items shows; `left` is the origin where one is known, else the earlier."""

    left: Card
    right: Card
    match: Match | None
    edges: tuple["Reprint", ...]
    rows: tuple[Row, ...]


def pair_keys(archive: Archive) -> list[tuple[str, str]]:
    """Return every pair of the archive, reprints before mere matches, the fullest first; each pair is sorted."""
    shares = {
        (min(edge.item, edge.origin), max(edge.item, edge.origin)): edge.share or 0.0
        for edges in archive.edges.values()
        for edge in edges
        if edge.is_held and edge.origin in archive.cards and edge.origin != edge.item
    }
    pairs = {*shares, *archive.matches}
    return sorted(pairs, key=lambda pair: (pair not in shares, -_fullness(archive, pair, shares.get(pair, 0.0)), pair))


def _fullness(archive: Archive, pair: tuple[str, str], share: float) -> float:
    match = archive.matches.get(pair)
    return max(share, match.containment_a, match.containment_b) if match else share


def pair_edges(archive: Archive, pair: tuple[str, str]) -> tuple["Reprint", ...]:
    """Return the edges between two items, either way."""
    return tuple(edge for item in pair for edge in archive.edges.get(item, ()) if edge.origin in pair)


def sides(archive: Archive, pair: tuple[str, str]) -> tuple[Card, Card]:
    """Return the two items of a pair: the origin before the reprint, or the earlier before the later."""
    edges = pair_edges(archive, pair)
    if edges:
        return archive.cards[edges[0].origin], archive.cards[edges[0].item]
    first, second = sorted((archive.cards[item] for item in pair), key=lambda card: (card.published or "9", card.item))
    return first, second


def pair_pages(archive: Archive, limit: int) -> Iterator[PairPage]:
    """Yield the page of each pair, quoting at most `limit` characters of either text."""
    keys = pair_keys(archive)
    for at in range(0, len(keys), BATCH_PAIRS):
        batch = keys[at : at + BATCH_PAIRS]
        items = sorted({item for pair in batch for item in pair})
        texts = dict(archive.results.rows_of("items", *items).select("item", "text").iter_rows())
        spans = rows_by(archive.results.rows_of("spans", *items))
        marks = {item: _furniture(spans[item].iter_rows(named=True)) for item in spans}
        for pair in batch:
            left, right = sides(archive, pair)
            texts_of = texts[left.item], texts[right.item]
            marks_of = marks.get(left.item, []), marks.get(right.item, [])
            edges = pair_edges(archive, pair)
            rows = tuple(_rows(texts_of, marks_of, limit, limit if edges else MAX_ALIKE))
            yield PairPage(left, right, archive.matches.get(pair), edges, rows)


def _furniture(rows: Iterable[dict[str, object]]) -> list[Mark]:
    return [Mark(row["start"], row["end"], "furniture") for row in rows]  # type: ignore[arg-type]


def _rows(texts: tuple[str, str], marks: tuple[list[Mark], list[Mark]], limit: int, limit_alike: int) -> Iterator[Row]:
    """Yield the rows of the table until `limit` characters of a side are quoted, `limit_alike` in one passage."""
    from dedup.provenance import align_texts

    groups = list(group_edits(texts, align_texts(*texts)))
    starts = [[side_of(group[0], side).start for _, group in groups] for side in (0, 1)]
    budgets = [limit, limit]
    for at, (kind, group) in enumerate(groups):
        cells = []
        for side in (0, 1):
            end = starts[side][at + 1] if at + 1 < len(groups) else len(texts[side])
            start, end = _trim(texts[side], starts[side][at] if at else 0, end)
            cap = min(budgets[side], limit_alike if kind == "shared" else MAX_ONLY)
            edited = _edited(group, side) if kind == "shared" else []
            cells.append(mark_text(texts[side], [*marks[side], *edited], cap, start, end) if end > start else EMPTY)
            budgets[side] -= min(cap, max(0, end - start))
        yield Row(kind, *cells)


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds of `text[start:end]` without the white space around it."""
    stretch = text[start:end]
    return start + len(stretch) - len(stretch.lstrip()), start + len(stretch.rstrip())


def _edited(group: "Sequence[Edit]", side: int) -> list[Mark]:
    """Return the marks of the small edits inside a passage, on one side."""
    spans = [side_of(edit, side) for edit in group if edit.kind != "same"]
    return [Mark(span.start, span.end, "edited") for span in spans]
