"""Sidecars: what the check read of an item, written beside it. The item itself is evidence and stays as it is."""

import json
import re
import tomllib
from pathlib import Path

import polars as pl

from dedup.errors import OutputError
from scoring.desk.check.suppressions import SIDECAR

FOUND = re.compile(r"^\[found\][^\n]*\n(?:(?!\[)[^\n]*\n?){0,200}", re.MULTILINE)
FIELDS = ("outlet", "published", "author", "dateline")


def write_sidecars(root: Path, items: pl.DataFrame, reprints: pl.DataFrame) -> list[Path]:
    """Write `PATH.copydesk.toml` for each item that fills its file; return those that changed.

    The table `[found]` is replaced, whatever else a sidecar holds stays. An item of which nothing was read gets none.

    Raises:
        OutputError: a sidecar cannot be written, or is not TOML.
    """
    written = []
    for row in items.sort("item").iter_rows(named=True):
        if row["item"] != row["path"]:
            continue
        path = root / f"{row['path']}{SIDECAR}"
        found = {name: row[name] for name in FIELDS if row[name]}
        origins = reprints.filter(pl.col("item") == row["item"], pl.col("kind") != "quoted")["origin"].unique().sort()
        found |= {"origins": origins.to_list()} if len(origins) else {}
        if found and _write(path, found):
            written.append(path)
    return written


def _write(path: Path, found: dict[str, object]) -> bool:
    """Write one sidecar; return whether it is another than before."""
    before = path.read_text(encoding="utf-8") if path.is_file() else ""
    table = "".join(f"{name} = {json.dumps(value, ensure_ascii=False)}\n" for name, value in found.items())
    rest = FOUND.sub("", before).strip("\n")
    text = f"[found]\n{table}" + (f"\n{rest}\n" if rest else "")
    if text == before:
        return False
    try:
        tomllib.loads(text)
        path.write_text(text, encoding="utf-8")
    except (tomllib.TOMLDecodeError, OSError) as error:
        raise OutputError(f"{path}: the sidecar cannot be written: {error}") from error
    return True
