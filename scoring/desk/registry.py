"""The archive's own registry of outlets, and which outlets of a scan have no entry yet.

The registry is `.copydesk/outlets.toml` at or above the archive: tables named `entry` with the fields of the package's
gazetteer and one more, `reliability`, the user's grade from A to F. An empty field is an unknown one. The outlets that
a scan found without an entry are printed in this form, to be filled in and kept.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.errors import SettingsError
from dedup.names import fold_name
from dedup.registry import Outlet, Registry, builtin, outlet_of, with_outlets
from scoring.desk.results import Results

if TYPE_CHECKING:
    import polars as pl

PLACE = Path(".copydesk") / "outlets.toml"
KINDS = ("agency", "broadcaster", "newspaper", "photo", "platform", "syndicate")
CONTROLS = ("cooperative", "party", "private", "public", "state", "unknown")
CITED = frozenset({"party", "public", "state"})
RELIABILITIES = ("A", "B", "C", "D", "E", "F")
MAX_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Unlisted:
    """An outlet without an entry: its spellings, the most common first, and the items that gave it."""

    id: str
    name: str
    variants: tuple[str, ...]
    n_items: int
    examples: tuple[str, ...]


def find_registry(paths: Iterable[str]) -> Path | None:
    """Return the registry of the nearest archive at or above the first of `paths`, or None."""
    start = next((Path(path).resolve() for path in paths if path != "-"), Path.cwd())
    return next((folder / PLACE for folder in (start, *start.parents) if (folder / PLACE).is_file()), None)


def known_outlets(path: Path | None) -> Registry:
    """Return the package's registry, with that of the file if there is one; raise SettingsError as `read_registry` does."""
    return with_outlets(read_registry(path)) if path else builtin()


def read_registry(path: Path) -> tuple[Outlet, ...]:
    """Return the outlets of a registry file.

    Raises:
        SettingsError: the file is missing or not TOML, a field is unknown or holds what it may not, or a link to a state
            or party is not cited and dated.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror}); give a registry of outlets") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}") from error
    if set(content) - {"entry"}:
        raise SettingsError(f"{path}: found {', '.join(sorted(content))}; expected only tables named [[entry]]")
    return tuple(_read_entry(path, number, entry) for number, entry in enumerate(content.get("entry", []), start=1))


def _read_entry(path: Path, number: int, entry: Mapping[str, str | list[str]]) -> Outlet:
    """Return one entry once its fields are known and hold what they may."""
    place = f"{path}: entry {number} ({entry.get('id', 'without id')})"
    known = [field.name for field in fields(Outlet)]
    unknown = sorted(set(entry) - set(known))
    if unknown:
        raise SettingsError(f"{place}: unknown field {unknown[0]}; expected {', '.join(known)}")
    given = {key: value for key, value in entry.items() if value not in ("", [])}
    if not {"id", "name"} <= set(given):
        raise SettingsError(f"{place}: id and name are needed")
    for key, allowed in (("kind", KINDS), ("control", CONTROLS), ("reliability", RELIABILITIES)):
        if given.get(key, allowed[0]) not in allowed:
            raise SettingsError(f"{place}: {key} is {given[key]!r}; expected one of {', '.join(allowed)}")
    if given.get("control") in CITED and not {"citation", "date"} <= set(given):
        raise SettingsError(f"{place}: control is {given['control']!r}, which needs a citation and its date")
    return outlet_of(given)


def unlisted(results: Results, registry: Registry) -> Iterator[Unlisted]:
    """Yield the outlets of a scan that the registry does not know, those of most items first."""
    spellings: dict[str, Counter[str]] = {}
    carriers: dict[str, set[str]] = {}
    for name, item in _named(results).iter_rows():
        key = fold_name(name)
        if key and not registry.look_up(name):
            spellings.setdefault(key, Counter())[name] += 1
            carriers.setdefault(key, set()).add(item)
    for key in sorted(spellings, key=lambda key: (-len(carriers[key]), key)):
        names = [name for name, _ in sorted(spellings[key].items(), key=lambda pair: (-pair[1], pair[0]))]
        items = sorted(carriers[key])
        yield Unlisted(key.replace(" ", "-"), names[0], tuple(names[1:]), len(items), tuple(items[:MAX_EXAMPLES]))


def _named(results: Results) -> "pl.DataFrame":
    """Return name, item: the outlets of items, and those that notices, copyrights and agency credits name."""
    import polars as pl

    own = results.scan("items").select(name="outlet", item="item")
    credited = (
        results.scan("credits").filter(pl.col("kind").is_in(["notice", "copyright", "agency"])).select("name", "item")
    )
    return pl.concat([own, credited]).drop_nulls("name").unique().sort("item", "name").collect()


def as_toml(found: list[Unlisted], path: Path | None) -> str:
    r"""Return the outlets as entries to fill in, with where each was found.

    >>> print(as_toml([], None), end="")
    # Every outlet of the scan has an entry.
    """
    if not found:
        return "# Every outlet of the scan has an entry.\n"
    head = (
        f"# {len(found):,} {'outlet has' if len(found) == 1 else 'outlets have'} no entry. Fill in what you know and add it to {path or PLACE}.\n"
        f"# kind: {', '.join(KINDS)}; control: {', '.join(CONTROLS)}.\n"
        f"# {', '.join(sorted(CITED))} need a citation and its date; reliability: {RELIABILITIES[0]} to {RELIABILITIES[-1]}.\n"
    )
    return head + "".join(_as_entry(outlet) for outlet in found)


def _as_entry(outlet: Unlisted) -> str:
    """Return one entry, what is unknown left empty."""
    where = f"{outlet.n_items:,} {'item' if outlet.n_items == 1 else 'items'}: {', '.join(outlet.examples)}"
    given = {"id": outlet.id, "name": outlet.name, "variants": list(outlet.variants)}
    empty = dict.fromkeys(("country", "kind", "owner", "control", "citation", "date", "reliability"), "")
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in (given | empty).items())
    return "\n".join(["", f"# {where.replace(chr(10), ' ')}", "[[entry]]", *lines, ""])
