"""`copydesk rules` and `copydesk explain`: the catalogue of signals, and one signal's page."""

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from dedup.errors import SettingsError
from scoring.desk.settings import FormatOption, SettingsOption
from scoring.desk.terminal import stdout

if TYPE_CHECKING:
    from scoring.settings import SignalSettings
    from scoring.signals.signal import Example, Signal

SCHEMA = "copydesk.rules/1"


def rules(form: FormatOption = "text", settings: SettingsOption = None) -> None:
    """List every signal with its points and severity."""
    from scoring.desk.config import load_config
    from scoring.signals import ALL

    weights = load_config(settings).settings.signals
    if form == "json":
        content = {"schema": SCHEMA, "rules": [describe(signal, weights) for signal in ALL]}
        sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        return
    for signal in ALL:
        weight = weights.weight(signal.code)
        points = "label" if weight.shown else _as_points(weight.points)
        stdout().print(f"{signal.code}  {points:>5}  {weight.severity:<8} {signal.title}")


def explain(
    code: Annotated[str, typer.Argument(help="A signal's code, as `copydesk rules` lists it.")],
    form: FormatOption = "text",
    settings: SettingsOption = None,
) -> None:
    """Show what a signal looks for, why, by which standard, and on what it fires."""
    from scoring.desk.config import load_config

    signal, weights = find_signal(code), load_config(settings).settings.signals
    if form == "json":
        content = {"schema": SCHEMA, "rules": [describe(signal, weights)]}
        sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
        return
    stdout().print(explain_signal(signal, weights))


def find_signal(code: str) -> "Signal":
    """Return the signal with `code`, whatever its case.

    Raises:
        SettingsError: there is none; the message names the nearest.
    """
    from rapidfuzz import process

    from scoring.signals import BY_CODE

    if code.upper() not in BY_CODE:
        nearest = process.extractOne(code.upper(), list(BY_CODE))
        raise SettingsError(f"{code}: no such signal; did you mean {nearest[0]}? `copydesk rules` lists them all")
    return BY_CODE[code.upper()]


def explain_signal(signal: "Signal", weights: "SignalSettings") -> str:
    """Return the page of a signal as plain text."""
    weight = weights.weight(signal.code)
    worth = "a label" if weight.shown else f"{_as_points(weight.points)} points{' each' if weight.each else ''}"
    head = f"{signal.code}: {signal.title}\n\n{signal.page}\n\n"
    facts = [f"Worth: {worth}, severity {weight.severity}", f"Standard: {signal.standard}"]
    if signal.remedy:
        facts.append(f"Remedy: {signal.remedy}")
    if signal.passes_over:
        facts.append(f"Not applied to: {', '.join(sorted(kind.replace('_', ' ') for kind in signal.passes_over))}")
    lists = (_as_list("Fires", signal.fires), _as_list("Stays silent", signal.silent))
    return head + "\n".join(facts) + "\n\n" + "\n\n".join(lists)


def _as_points(points: float) -> str:
    return f"{points:+g}" if points else "0"


def _as_list(title: str, examples: tuple["Example", ...]) -> str:
    return "\n".join([f"{title}:", *(_as_entry(example) for example in examples)])


def _as_entry(example: "Example") -> str:
    """Return an example as an indented block, with the other items of its archive below it."""
    fields = (f"{name}: {value}" for name, value in example.metadata)
    told = [value for value in (example.outlet, example.published, example.canonical_url, *fields) if value]
    head = f"  - [{', '.join(told)}]\n" if told else "  - "
    text = example.text.replace("\n", "\n    ")
    others = "".join(f"\n    beside {_as_entry(other).strip(' -')}" for other in example.others)
    return head + ("    " if told else "") + text + others


def describe(signal: "Signal", weights: "SignalSettings") -> dict[str, object]:
    """Return the signal's page as plain values."""
    return {
        "code": signal.code,
        "title": signal.title,
        "family": signal.family,
        "sense": signal.sense,
        "page": signal.page,
        "standard": signal.standard,
        "remedy": signal.remedy,
        "not_applied_to": sorted(signal.passes_over),
        "points": weights.weight(signal.code).points,
        "severity": weights.weight(signal.code).severity,
        "fires": [asdict(example) for example in signal.fires],
        "silent": [asdict(example) for example in signal.silent],
    }
