"""Settings from files: `[tool.copydesk]` of a pyproject.toml, a copydesk.toml, or the file that `--settings` names.

The nearest file wins, upwards from where the command runs; command-line options override single fields of it.
"""

import dataclasses
import json
import tomllib
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from rapidfuzz import process

from dedup.errors import SettingsError
from scoring.settings import Settings

OWN_NAME = "copydesk.toml"
PROJECT_NAME = "pyproject.toml"
WORDS = {  # one and many of what a setting holds
    str: ("a string", "strings"),
    int: ("a whole number", "whole numbers"),
    float: ("a number", "numbers"),
    bool: ("true or false", "truth values"),
}


@dataclass(frozen=True, slots=True)
class Config:
    """Settings, and the file they were read from (None: defaults alone)."""

    settings: Settings
    path: Path | None


def load_config(path: Path | None = None, start: Path | None = None) -> Config:
    """Return the settings of `path`, or of the nearest settings file at or above `start`.

    Raises:
        SettingsError: the file is missing, is not TOML, or holds an unknown key or a wrong value.
    """
    found = path or find_file(start or Path.cwd())
    if found is None:
        return Config(Settings(), None)
    return Config(build_settings(_read_section(found), found), found)


def find_file(start: Path) -> Path | None:
    """Return the nearest settings file at or above the folder `start`, or None."""
    for folder in (start.resolve(), *start.resolve().parents):
        if (folder / OWN_NAME).is_file():
            return folder / OWN_NAME
        project = folder / PROJECT_NAME
        if project.is_file() and "copydesk" in _parse(project).get("tool", {}):
            return project
    return None


def build_settings(section: dict[str, Any], path: Path) -> Settings:
    """Return Settings with the tables of `section` over the defaults.

    Raises:
        SettingsError: a key is unknown or a value is of the wrong kind; the message names the nearest valid key.
    """
    parts = {field.name: getattr(Settings(), field.name) for field in dataclasses.fields(Settings)}
    for name, table in section.items():
        _require_known(name, parts, path, "")
        if not isinstance(table, dict):
            raise SettingsError(f"{path}: `{name}` must be a table, found {table!r}; write [{name}] and its keys below")
        parts[name] = _override(parts[name], table, path, name)
    return Settings(**parts)


def _override(part: Any, table: dict[str, Any], path: Path, name: str) -> Any:  # noqa: ANN401 - one settings class
    hints = get_type_hints(type(part))
    for key, value in table.items():
        _require_known(key, hints, path, f"{name}.")
        if not _fits(value, hints[key]):
            raise SettingsError(
                f"{path}: `{name}.{key}` must be {_in_words(hints[key])}, found {json.dumps(value, default=str)}"
            )
    try:
        return dataclasses.replace(part, **{key: _freeze(value) for key, value in table.items()})
    except SettingsError as error:
        raise SettingsError(f"{path}: [{name}] {error}") from error


def _fits(value: object, expected: Any) -> bool:  # noqa: ANN401 - a type
    """Return whether a value as TOML gives it can stand where a type is expected."""
    inner = get_args(expected)
    match get_origin(expected):
        case None:
            kind = int | float if expected is float else expected
            return isinstance(value, kind) and isinstance(value, bool) == (expected is bool)
        case types.UnionType:
            return any(_fits(value, one) for one in inner)
        case origin if origin is tuple:
            return isinstance(value, list) and all(_fits(one, inner[0]) for one in value)
        case _:
            return isinstance(value, dict) and all(_fits(one, inner[1]) for one in value.values())


def _in_words(expected: Any, *, many: bool = False) -> str:  # noqa: ANN401 - a type
    """Return what a type asks for.

    >>> from collections.abc import Mapping
    >>> _in_words(str | None), _in_words(Mapping[str, tuple[str, ...]])
    ('a string', 'a table of lists of strings')
    """
    inner = get_args(expected)
    match get_origin(expected):
        case None:
            return WORDS[expected][many]
        case types.UnionType:
            return _in_words(inner[0], many=many)
        case origin if origin is tuple:
            return ("lists of " if many else "a list of ") + _in_words(inner[0], many=True)
        case _:
            return ("tables of " if many else "a table of ") + _in_words(inner[1], many=True)


def _freeze(value: object) -> object:
    """Return a value as TOML gives it with tuples for lists."""
    if isinstance(value, dict):
        return {key: _freeze(one) for key, one in value.items()}
    return tuple(value) if isinstance(value, list) else value


def _require_known(key: str, known: dict[str, Any], path: Path, prefix: str) -> None:
    if key in known:
        return
    nearest = process.extractOne(key, list(known))
    hint = f"; did you mean `{prefix}{nearest[0]}`?" if nearest else ""
    raise SettingsError(f"{path}: unknown setting `{prefix}{key}`{hint}")


def _read_section(path: Path) -> dict[str, Any]:
    content = _parse(path)
    section = content.get("tool", {}).get("copydesk") if path.name == PROJECT_NAME or "tool" in content else content
    return dict(section or {})


def _parse(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise SettingsError(f"{path}: no such settings file") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not readable as TOML: {error}") from error
