"""`copydesk score`: the rating of each item with its receipt."""

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from scoring.desk.settings import FormatOption, SettingsOption
from scoring.desk.terminal import hang, shorten, stdout

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scoring.desk.score.receipts import Receipt, Step

EVIDENCE_CHARS = 90
REASON_CHARS = 400
ADVICE_SHOWN = 5
NAMES = {"attribution": "Attribution", "sourcing": "Sourcing", "none": "Dates and metadata"}


def score(
    files: Annotated[
        list[str], typer.Argument(help="Items to rate; together they are the archive they are judged in.")
    ],
    form: FormatOption = "text",
    settings: SettingsOption = None,
) -> None:
    """Rate how well items are sourced, and show what moved each score."""
    from scoring.desk.config import load_config
    from scoring.desk.score.rating import rate_files
    from scoring.desk.score.receipts import SCHEMA

    receipts = rate_files(files, load_config(settings).settings)
    if form == "json":
        content = {"schema": SCHEMA, "items": [receipt.as_json() for receipt in receipts]}
        sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        return
    for receipt in receipts:
        print_receipt(receipt)


def print_receipt(receipt: "Receipt") -> None:
    """Print one receipt: the rating, a waterfall for each score, the metadata, and what would raise the scores."""
    from rich.text import Text

    out = stdout()
    out.print(Text(shorten(receipt.item), "bold"), Text(_headline(receipt)))
    for name, title in NAMES.items():
        steps = [step for step in receipt.steps if step.score == name and step.is_told]
        if steps:
            out.print(Text(f"  {title}{_sum(receipt, name)}", "bold"))
            for head, words in _waterfall(steps):
                out.print(hang(head, words, out.width))
    if receipt.advice:
        out.print(Text("  What would raise it", "bold"))
        for advice in receipt.advice[:ADVICE_SHOWN]:
            out.print(hang(f"    +{advice.points:<4g}  ", f"{advice.advice}  ({advice.code})", out.width))
    out.print()


def _headline(receipt: "Receipt") -> str:
    scores = f"attribution {_as_score(receipt.attribution_score)}, sourcing {_as_score(receipt.sourcing_score)}"
    coverage = "-" if receipt.coverage is None else f"{receipt.coverage:.0%}"
    kind = receipt.kind.replace("_", " ")
    return f"{kind}: {scores}, coverage {coverage}, {receipt.reliability}{receipt.credibility}"


def _as_score(score: float | None) -> str:
    return "-" if score is None else f"{score:.0f}"


def _sum(receipt: "Receipt", name: str) -> str:
    """Return the arithmetic of a score, as its formula has it."""
    if name == "none":
        return ""
    earned = sum(step.points for step in receipt.steps if step.score == name)
    value = receipt.attribution_score if name == "attribution" else receipt.sourcing_score
    return f"  {earned:.1f} of {receipt.possible(name):g} points: {_as_score(value)}"


def _waterfall(steps: list["Step"]) -> "Iterator[tuple[str, str]]":
    """Yield for each step its points, the running total and the code; and the reason with the words it rests on."""
    total = 0.0
    for step in steps:
        total += step.points
        points = f"{step.points:+.1f}" if step.points else "·"
        reason, words = shorten(step.reason, REASON_CHARS), shorten(step.evidence or "", EVIDENCE_CHARS)
        place = f"  ¶{step.paragraph}" if words else ""
        quoted = f" “{words}”" if words and f"“{words}”" not in reason else ""
        yield f"    {points:>6} {total:>6.1f}  {step.code}  ", f"{reason}{place}{quoted}"
