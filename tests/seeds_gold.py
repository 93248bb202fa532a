"""Read the seeds and their gold: texts by id, gold files as rows, and spans found from words.

The reading is deliberately plain and shares no code with the packages, so that it can be held against theirs.
"""

import csv
import json
import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

SEEDS = Path(__file__).parent.parent / "seeds"
SUFFIXES = {".txt", ".md", ".jsonl", ".csv"}

Row: TypeAlias = dict[str, Any]
Place: TypeAlias = tuple[int, int]  # start and end in code points, half open


@dataclass(frozen=True, slots=True)
class AttributionSpans:
    """Where the words of one row of attributions.toml stand; None where the row has no such words."""

    source: Place | None
    cue: Place | None
    content: list[Place]
    relay: Place | None


def read_gold(name: str) -> list[Row]:
    """Return the rows of one gold file, in its order.

    >>> len(read_gold("preferences"))
    40
    """
    (rows,) = tomllib.loads((SEEDS / "gold" / f"{name}.toml").read_text(encoding="utf-8")).values()
    return list(rows)


def read_texts() -> dict[str, str]:
    """Return the text of every seed item by id, sorted by id.

    >>> read_texts()["unsigned/bridge-toll.txt"][:34]
    'A toll will be charged on the Kess'
    """
    paths = (path for path in SEEDS.glob("[!.]*/*") if path.suffix in SUFFIXES)
    return dict(sorted(pair for path in paths for pair in _texts_of(path)))


def _texts_of(path: Path) -> Iterator[tuple[str, str]]:
    """Yield id and text of each item in one file."""
    name = path.relative_to(SEEDS).as_posix()
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        rows = map(json.loads, text.splitlines())
        yield from ((f"{name}#{row['id']}", row["text"]) for row in rows)
    elif path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as lines:
            yield from ((f"{name}#{row['id']}", row["text"]) for row in csv.DictReader(lines))
    elif path.suffix == ".md":
        yield name, text.split("\n---\n", 1)[1].lstrip("\n")
    else:
        yield name, text


def find_words(text: str, words: str) -> list[Place]:
    """Return every place where `words` stand whole, in order.

    >>> find_words("He said they said it.", "said")
    [(3, 7), (13, 17)]
    """
    left = r"(?<!\w)" if words[0].isalnum() else ""
    right = r"(?!\w)" if words[-1].isalnum() else ""
    return [match.span() for match in re.finditer(left + re.escape(words) + right, text)]


def find_attribution(text: str, row: Row) -> AttributionSpans:
    """Return where the words of a row of attributions.toml stand in its item's text.

    >>> spans = find_attribution("She said no. He said yes.", {"source": "He", "cue": "said", "content": ["yes"]})
    >>> spans.source, spans.cue, spans.content
    ((13, 15), (16, 20), [(21, 24)])
    """
    content = [find_words(text, words)[0] for words in row["content"]]
    found = {part: _nearest(text, row.get(part), content) for part in ("source", "cue", "relay")}
    return AttributionSpans(content=content, **found)


def _nearest(text: str, words: str | None, content: Sequence[Place]) -> Place | None:
    """Return the place of `words` nearest to a stretch of content, outside all content.

    A place in the paragraph of the first stretch goes before any other; of two equally near, the later is taken.
    """
    if words is None:
        return None
    places = [place for place in find_words(text, words) if all(_gap(place, part) >= 0 for part in content)]
    start, end = text.rfind("\n", 0, content[0][0]), text.find("\n", content[0][1])

    def rank(place: Place) -> tuple[bool, int, int]:
        is_elsewhere = not start < place[0] < (end if end >= 0 else len(text))
        return is_elsewhere, min(_gap(place, part) for part in content), -place[0]

    return min(places, key=rank)


def _gap(one: Place, other: Place) -> int:
    """Return the code points between two places; negative where they overlap."""
    return max(one[0] - other[1], other[0] - one[1])
