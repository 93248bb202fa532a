"""`copydesk attributions`: who said what in each item, coloured in place, or as JSON."""

import json
import sys
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scoring.desk.settings import SettingsOption
from scoring.desk.terminal import safe, stdout

if TYPE_CHECKING:
    from rich.text import Text

    from scoring.attribution import Attribution
    from scoring.desk.attributions.attributing import AttributedItem

Form = Literal["text", "json", "jsonl"]
STYLES = {"content": "green", "source": "bold cyan", "cue": "yellow", "relay": "bold magenta"}


def attributions(
    files: Annotated[list[str], typer.Argument(help="Items to read: files, folders, or - for JSONL.")],
    form: Annotated[Form, typer.Option("--format", help="Form of the results.")] = "text",
    settings: SettingsOption = None,
) -> None:
    """Show who said what, through whom: source, cue, relay and content of every attribution."""
    from scoring.desk.attributions.attributing import SCHEMA, attribute_files
    from scoring.desk.config import load_config

    found = attribute_files(files, load_config(settings).settings)
    if form == "text":
        for item in found:
            _print_item(item)
    elif form == "jsonl":
        sys.stdout.writelines(json.dumps(item.as_json(), ensure_ascii=False) + "\n" for item in found)
    else:
        content = {"schema": SCHEMA, "items": [item.as_json() for item in found]}
        sys.stdout.write(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _print_item(item: "AttributedItem") -> None:
    """Print the text with its attributions in colour, and a line for each attribution below it."""
    from rich.text import Text

    out = stdout()
    legend = Text("  ").join(Text(name, style) for name, style in STYLES.items())
    out.print(Text(safe(item.item), "bold"), legend, sep="    ")
    out.print(_colour(item))
    out.print()
    for found in item.attributions:
        out.print(_line(found))
    out.print()


def _colour(item: "AttributedItem") -> "Text":
    """Return the item's text with every span in the colour of its part; parts inside contents keep their own."""
    from rich.text import Text

    text = Text("\n".join(safe(line) for line in item.text.split("\n")))
    for name, style in STYLES.items():
        for found in item.attributions:
            for span in getattr(found, f"{name}_spans"):
                text.stylize(style, span.start, span.end)
    return text


def _line(found: "Attribution") -> "Text":
    """Return one attribution as a line: source, what is known of it, relay, cue, and how it is told."""
    from rich.text import Text

    name = f" = {found.source_name}" if found.source_name and found.source_name != found.source else ""
    kind = (found.source_type or "nobody named").replace("_", " ")
    manner = found.kind if found.is_speech else f"{found.kind}, not speech"
    relay = Text(f" through {safe(found.relay)} ({found.relay_type})", STYLES["relay"]) if found.relay else Text()
    source = Text(safe((found.source or "-") + name), STYLES["source"])
    return Text.assemble("  ", source, f" ({kind}) ", Text(safe(found.cue), STYLES["cue"]), f" [{manner}]", relay)
