"""`copydesk compare`: two items side by side, what they share, what was dropped, added or altered."""

import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from scoring.desk.results import DEFAULT_FOLDER, InOption, Results, open_results
from scoring.desk.settings import FormatOption
from scoring.desk.terminal import shorten, stdout

if TYPE_CHECKING:
    import polars as pl

    from dedup.provenance import Edit
    from dedup.tables import Span

SCHEMA = "copydesk.compare/1"
SIGNS = {"same": "=", "dropped": "-", "added": "+", "altered": "~"}
MAX_CELL = 400  # characters of a shared passage that are printed


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
    """Print what is known of the pair, then both texts side by side, one row an edit."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

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
    styles = {"same": "dim", "dropped": "red", "added": "green", "altered": "yellow"}
    for edit in found.edits:
        cells = (found.text_a[edit.before.start : edit.before.end], found.text_b[edit.after.start : edit.after.end])
        table.add_row(SIGNS[edit.kind], *(Text(shorten(cell, MAX_CELL), styles[edit.kind]) for cell in cells))
    out.print(table)
    out.print("= shared   - only in the first   + only in the second   ~ altered")


def _relation(found: Comparison) -> str:
    """Return what the scan measured on the pair, in one line."""
    if found.match.is_empty():
        return "One item, compared with itself." if found.a == found.b else "The scan has no match of the two."
    match = found.match.row(0, named=True)
    shares = [f"{match[f'containment_{side}']:.0%} of {match[f'item_{side}']}" for side in ("a", "b")]
    return f"{match['relation']}: resemblance {match['resemblance']:.2f}; shared are {' and '.join(shares)}"


def _cut(text: str, span: "Span") -> dict[str, object]:
    return {"start": span.start, "end": span.end, "text": text[span.start : span.end]}
