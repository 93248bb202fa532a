"""Word lists and gazetteers, data files beside this one; both floors read them.

A `.txt` file holds one entry a line, sorted; `#` begins a comment. A `.toml` file holds an array of tables named
`entry`, for entries with fields. They are read once and kept.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType

Field = str | int | bool | list[str]


@cache
def read_lines(name: str) -> tuple[str, ...]:
    """Return the entries of `name`.txt in the file's order.

    Raises:
        FileNotFoundError: no such list is part of the package.
    """
    text = resources.files(__name__).joinpath(f"{name}.txt").read_text(encoding="utf-8")
    entries = (line.partition("#")[0].strip() for line in text.splitlines())
    return tuple(entry for entry in entries if entry)


@cache
def read_table(name: str) -> tuple[Mapping[str, Field], ...]:
    """Return the entries of `name`.toml, each a mapping of field to value, in the file's order.

    Raises:
        FileNotFoundError: no such table is part of the package.
    """
    text = resources.files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tuple(MappingProxyType(entry) for entry in tomllib.loads(text)["entry"])
