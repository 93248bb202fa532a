"""`copydesk outlets`: the outlets of a scan that no registry knows yet, as entries to fill in."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from scoring.desk.results import DEFAULT_FOLDER, InOption, open_results
from scoring.desk.settings import FormatOption

SCHEMA = "copydesk.outlets/1"

RegistryOption = Annotated[
    Path | None, typer.Option("--registry", help="The archive's registry; default: the nearest .copydesk/outlets.toml.")
]


def outlets(folder: InOption = DEFAULT_FOLDER, registry: RegistryOption = None, form: FormatOption = "text") -> None:
    """List the outlets of a scan that no registry knows, as TOML to fill in."""
    from scoring.desk.registry import as_toml, find_registry, known_outlets, unlisted

    path = registry or find_registry([str(folder)])
    found = list(unlisted(open_results(folder), known_outlets(path)))
    if form == "json":
        rows = [asdict(outlet) for outlet in found]
        content = {"schema": SCHEMA, "registry": str(path) if path else None, "outlets": rows}
        sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(as_toml(found, path))
