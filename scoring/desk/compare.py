"""`copydesk compare`: two items side by side, what they share, what was dropped, added or altered."""

import json
import re
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from scoring.desk.passages import group_edits, side_of
from scoring.desk.results import DEFAULT_FOLDER, InOption, Results, open_results
from scoring.desk.settings import FormatOption
from scoring.desk.terminal import shorten, stdout

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from rich.text import Text

    from dedup.provenance import Edit
    from dedup.tables import Span

SCHEMA = "copydesk.compare/1"
SIGNS = {"shared": "=", "dropped": "-", "added": "+", "altered": "~"}
STYLES = {"same": "dim", "dropped": "red", "added": "green", "altered": "yellow"}
MAX_CELL = 1_200  # characters of one side of a row that are printed


def compare(
    a: Annotated[str, typer.Argument(help="An item's id, or a part of one: the earlier item.")],
    b: Annotated[str, typer.Argument(help="The later item.")],
    folder: InOption = DEFAULT_FOLDER,
    form: FormatOption = "text",
) -> None:
    """Show two items side by side: shared passages, what was dropped, what was altered."""
    results = open_results(folder)
    found = compare_items(results, results.find_item(a), results.find_item(b))
    if form == "json":
        sys.stdout.write(json.dumps(found.as_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        print_comparison(found)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two items, the edits that lead from one to the other, and what the scan says of the pair."""

    a: str
    b: str
    text_a: str
    text_b: str
    edits: tuple["Edit", ...]
    match: "pl.DataFrame"  # the row of MATCHES, or none
    reprints: "pl.DataFrame"  # the edges between the two, rows of REPRINTS

    def as_json(self) -> dict[str, object]:
        """Return the comparison as plain values with its schema's name."""
        edits = [
            {"kind": edit.kind, "a": _cut(self.text_a, edit.before), "b": _cut(self.text_b, edit.after)}
            for edit in self.edits
        ]
        match, reprints = next(iter(self.match.to_dicts()), None), self.reprints.to_dicts()
        return {"schema": SCHEMA, "a": self.a, "b": self.b, "match": match, "reprints": reprints, "edits": edits}


def compare_items(results: Results, a: str, b: str) -> Comparison:
    """Return the comparison of two items, given by their ids."""
    import polars as pl

    from dedup.provenance import align_texts

    texts = dict(results.rows_of("items", a, b).select("item", "text").iter_rows())
    first, second = sorted((a, b))
    match = results.scan("matches").filter((pl.col("item_a") == first) & (pl.col("item_b") == second)).collect()
    between = pl.col("item").is_in([a, b]) & pl.col("origin").is_in([a, b])
    reprints = results.scan("reprints").filter(between).collect()
    edits = tuple(align_texts(texts[a], texts[b]))
    return Comparison(a, b, texts[a], texts[b], edits, match, reprints)


def print_comparison(found: Comparison) -> None:
    """Print what is known of the pair, then both texts side by side, a row a passage or what stands between two."""
    from rich import box
    from rich.table import Table

    from dedup.provenance import read_edges

    out = stdout()
    out.print(_relation(found))
    for edge in read_edges(found.reprints):
        direction = "known" if edge.is_known else "unclear"
        out.print(f"{edge.item} rests on {edge.origin}: {edge.kind}, {edge.verdict}, direction {direction}")
        out.print(f"  {shorten('; '.join(edge.evidence), 220)}")
    table = Table(box=box.SIMPLE_HEAD, expand=True, show_lines=False)
    table.add_column("", width=1)
    table.add_column(shorten(found.a, 60), ratio=1)
    table.add_column(shorten(found.b, 60), ratio=1)
    texts = found.text_a, found.text_b
    for kind, edits in group_edits(texts, found.edits):
        table.add_row(SIGNS[kind], *(_cell(texts[side], edits, side) for side in (0, 1)))
    out.print(table)
    out.print("= shared, small edits coloured   - only in the first   + only in the second   ~ altered")


def _cell(text: str, edits: "Sequence[Edit]", side: int) -> "Text":
    """Return one side of a row, each edit in its colour, with single blanks, cut where it is long."""
    from rich.text import Text

    spans = [side_of(edit, side) for edit in edits]
    ends = [*(span.start for span in spans[1:]), spans[-1].end]  # up to the next edit, the blank between included
    pieces = (re.sub(r"\s+", " ", text[span.start : end]) for span, end in zip(spans, ends, strict=True))
    cell = Text.assemble(*((words, STYLES[edit.kind]) for edit, words in zip(edits, pieces, strict=True)))
    cell.truncate(MAX_CELL, overflow="ellipsis")
    return cell


def _relation(found: Comparison) -> str:
    """Return what the scan measured on the pair, in one line."""
    if found.match.is_empty():
        return "One item, compared with itself." if found.a == found.b else "The scan has no match of the two."
    match = found.match.row(0, named=True)
    shares = [f"{match[f'containment_{side}']:.0%} of {match[f'item_{side}']}" for side in ("a", "b")]
    return f"{match['relation']}: resemblance {match['resemblance']:.2f}; shared are {' and '.join(shares)}"


def _cut(text: str, span: "Span") -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
