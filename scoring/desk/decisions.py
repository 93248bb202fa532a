"""What people have decided, in one committed file that scan, check and index obey: `.copydesk/decisions.toml`.

Each decision is a table with a reason, which is theirs and is never judged:

    [[no_copies]]   two items that are no copies of each other: a, b
    [[copies]]      two items that are: a, b
    [[owner]]       an outlet that belongs to an owner: outlet, owner
    [[content]]     a line that is content, though it repeats: line
"""

import dataclasses
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

import polars as pl

from dedup.errors import SettingsError
from dedup.names import fold_name
from dedup.registry import Outlet, Registry
from dedup.settings import PairDecisions
from dedup.text.folding import fold_str
from scoring.settings import Settings

FOLDER = ".copydesk"
FILE = "decisions.toml"
FIELDS = {"no_copies": ("a", "b"), "copies": ("a", "b"), "owner": ("outlet", "owner"), "content": ("line",)}
REASON = "reason"


@dataclass(frozen=True, slots=True)
class Decisions:
    """The decisions of one file; `path` is None where there is none."""

    path: Path | None = None
    copies: frozenset[tuple[str, str]] = frozenset()
    no_copies: frozenset[tuple[str, str]] = frozenset()
    owners: dict[str, str] = field(default_factory=dict)  # by outlet
    content: tuple[str, ...] = ()

    @property
    def pairs(self) -> PairDecisions:
        """Return what verification and clustering obey."""
        return PairDecisions(self.copies, self.no_copies)

    def override(self, settings: Settings) -> Settings:
        """Return `settings` in which the lines decided to be content are never masked."""
        boilerplate = dataclasses.replace(settings.boilerplate, content=(*settings.boilerplate.content, *self.content))
        return dataclasses.replace(settings, boilerplate=boilerplate)

    def registry(self, known: Registry) -> Registry:
        """Return `known` with the owners that were decided."""
        entries = (
            (known.look_up(outlet) or Outlet(fold_name(outlet), outlet), owner) for outlet, owner in self.owners.items()
        )
        changed = tuple(dataclasses.replace(entry, owner=owner) for entry, owner in entries)
        return Registry((*known.outlets.values(), *changed)) if changed else known

    def unused(self, items: Iterable[pl.DataFrame], *, has_texts: bool = True) -> Iterator[str]:
        """Yield a sentence for each decision that met nothing in the batches of ITEMS.

        Batches may lack the column `text`; where all do (`has_texts` is false), nothing is said of lines.
        """
        if not (self.copies or self.no_copies or self.owners or self.content):
            return
        present: set[str] = set()
        outlets = {fold_name(outlet): outlet for outlet in self.owners}
        lines = {fold_str(line): line for line in self.content} if has_texts else {}
        named = set(chain(*self.copies, *self.no_copies))
        for batch in items:
            present |= named & set(batch["item"])
            outlets = _without(outlets, {fold_name(outlet) for outlet in batch["outlet"].drop_nulls().unique()})
            for text in batch["text"] if lines and "text" in batch.columns else ():
                folded = fold_str(text)
                lines = {line: written for line, written in lines.items() if line not in folded}
        yield from self.unpaired(named, present.__contains__)
        for outlet in sorted(outlets.values()):
            yield f"{self.path}: no item is of the outlet {outlet}, whose owner was decided"
        for line in sorted(lines.values()):
            yield f"{self.path}: no item holds the line “{line}”"

    def unpaired(self, items: Collection[str], is_held: Callable[[str], bool]) -> Iterator[str]:
        """Yield a sentence for each decision on a pair, one of `items` in it, of which one is not held."""
        for pair in sorted(self.copies | self.no_copies):
            if any(item in items for item in pair) and not all(map(is_held, pair)):
                yield f"{self.path}: the decision on {pair[0]} and {pair[1]} names an item that is not there"


def _without(outlets: dict[str, str], found: set[str]) -> dict[str, str]:
    return {folded: outlet for folded, outlet in outlets.items() if folded not in found}


def find_decisions(paths: Iterable[str]) -> Decisions:
    """Return the decisions of the nearest archive at or above the first of `paths`.

    Raises:
        SettingsError: the file is not TOML, or holds an unknown table or field, or one twice decided.
    """
    starts = [Path(path).resolve() for path in paths if path != "-"] or [Path.cwd()]
    for folder in (starts[0], *starts[0].parents):
        path = folder / FOLDER / FILE
        if path.is_file():
            return read_decisions(path)
    return Decisions()


def read_decisions(path: Path) -> Decisions:
    """Return the decisions of one file; raise SettingsError as `find_decisions` does."""
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}") from error
    rows = {name: [_read(path, name, entry) for entry in entries] for name, entries in content.items()}
    decisions = Decisions(
        path,
        copies=frozenset((min(pair), max(pair)) for pair in _pairs(rows.get("copies", []))),
        no_copies=frozenset((min(pair), max(pair)) for pair in _pairs(rows.get("no_copies", []))),
        owners={row["outlet"]: row["owner"] for row in rows.get("owner", [])},
        content=tuple(row["line"] for row in rows.get("content", [])),
    )
    try:
        _ = decisions.pairs
    except SettingsError as error:
        raise SettingsError(f"{path}: {error}") from error
    return decisions


def _pairs(rows: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    return ((row["a"], row["b"]) for row in rows)


def _read(path: Path, name: str, entry: dict[str, str]) -> dict[str, str]:
    """Return one decision once its fields are the ones that its table has, and its reason is given."""
    if name not in FIELDS:
        raise SettingsError(f"{path}: unknown table [[{name}]]; expected one of {', '.join(FIELDS)}")
    expected = {*FIELDS[name], REASON}
    wrong = sorted(set(entry) ^ expected)
    if wrong:
        raise SettingsError(
            f"{path}: [[{name}]] has the fields {', '.join(sorted(expected))}; look at {', '.join(wrong)}"
        )
    return entry
