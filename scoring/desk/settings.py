"""`copydesk config` and `copydesk warm`: what is set, and making the first run quick."""

import dataclasses
import json
import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from scoring.desk.config import load_config

SettingsOption = Annotated[
    Path | None, typer.Option("--settings", help="TOML file of settings; default: the nearest one upwards.")
]
FormatOption = Annotated[Literal["text", "json"], typer.Option("--format", help="Form of the results.")]


def config(settings: SettingsOption = None, form: FormatOption = "text") -> None:
    """Show the settings in force and the file they came from."""
    found = load_config(settings)
    values = dataclasses.asdict(found.settings)
    if form == "json":
        content = {"schema": "copydesk.config/1", "path": str(found.path) if found.path else None, "settings": values}
        sys.stdout.write(json.dumps(content, indent=2, sort_keys=True) + "\n")
        return
    sys.stdout.write(f"# {found.path or 'defaults; no settings file was found'}\n")
    for name, table in values.items():
        sys.stdout.write(f"\n[{name}]\n")
        for key, value in table.items():
            sys.stdout.write(f"# {key} is not set\n" if value is None else f"{key} = {_as_toml(value)}\n")


def _as_toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_as_toml(entry)}" for key, entry in value.items()) + "}"
    return json.dumps(value, ensure_ascii=False)


def warm() -> None:
    """Compile and cache the kernels, so that the first scan need not."""
    from dedup.engines.kernels import compile_kernels

    seconds = compile_kernels()
    sys.stdout.write(f"kernels compiled and cached in {seconds:.1f} s\n")
