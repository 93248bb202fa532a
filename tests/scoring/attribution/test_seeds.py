"""The attributions of the seeds, held against what a careful reader found in them."""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from scoring.attribution import Attribution, attribute

SEEDS = Path(__file__).parents[3] / "seeds"
ARTICLES = Path(__file__).parents[4] / "shared" / "seeds"
FRONT_MATTER = re.compile(r"---\n.{0,2000}?\n---\n", re.DOTALL)
MIN_FOUND = 0.84  # of the attributions that must be found, over all languages
MIN_RIGHT = {"source_type": 0.80, "name": 0.80, "relay": 0.93}  # of those found


def items() -> Iterator[tuple[str, str | None, list[dict[str, object]]]]:
    """Yield text, language and gold of each item of plain text or Markdown."""
    gold = tomllib.loads((SEEDS / "gold" / "attributions.toml").read_text(encoding="utf-8"))["attribution"]
    known = tomllib.loads((SEEDS / "gold" / "items.toml").read_text(encoding="utf-8"))["item"]
    langs = {row["item"]: row.get("lang") for row in known}
    rows: dict[str, list[dict[str, object]]] = defaultdict(list)
    for row in gold:
        rows[row["item"]].append(row)
    for item, wanted in rows.items():
        if "#" not in item:
            text = FRONT_MATTER.sub("", (SEEDS / item).read_text(encoding="utf-8"), count=1)
            yield text, langs.get(item), wanted


def letters(text: str, spans: Iterator[tuple[int, int]]) -> set[int]:
    """Return the places of the letters and digits inside the spans."""
    return {place for start, end in spans for place in range(start, end) if text[place].isalnum()}


def best_match(text: str, row: dict[str, object], found: list[Attribution]) -> Attribution | None:
    """Return the attribution that shares at least half of its content with the row's."""
    contents = row["content"]
    assert isinstance(contents, list)
    plain = text.replace("\u00a0", " ")
    starts = [(plain.find(content), len(content)) for content in contents]
    wanted = letters(text, ((start, start + size) for start, size in starts if start >= 0))
    shares = []
    for number, one in enumerate(found):
        got = letters(text, ((span.start, span.end) for span in one.content_spans))
        shares.append((len(wanted & got) / max(1, len(wanted | got)), -number))
    share, place = max(shares, default=(0.0, 0))
    return found[-place] if share >= 0.5 else None


def test_the_seeds_attributions_are_found_and_described() -> None:
    """Most of what must be found is, and of that most is typed, named and relayed as a reader would."""
    n_wanted = n_found = 0
    right: dict[str, list[bool]] = defaultdict(list)
    for text, lang, rows in items():
        found = attribute(text, lang)
        for row in rows:
            match = best_match(text, row, found)
            n_wanted += not row.get("optional")
            n_found += match is not None and not row.get("optional")
            if match:
                right["source_type"].append(match.source_type == row.get("source_type"))
                right["relay"].append((match.relay is None) == (row.get("relay") is None))
                if "name" in row:
                    right["name"].append(match.source_name == row["name"])

    assert n_wanted > 180
    assert n_found >= MIN_FOUND * n_wanted
    for column, least in MIN_RIGHT.items():
        assert sum(right[column]) >= least * len(right[column]), column


@pytest.fixture(scope="module")
def articles() -> dict[str, list[Attribution]]:
    """Return the attributions of the five articles beside the project, by the first three digits of their names."""
    paths = sorted(ARTICLES.glob("*.txt"))
    if not paths:
        pytest.skip("the folder ../shared/seeds is absent")
    return {path.name[:3]: attribute(path.read_text(encoding="utf-8")) for path in paths}


@pytest.mark.parametrize(
    ("item", "source", "name", "relay"),
    [
        ("000", "Taliban spokesman Mohammad Naeem", "Mohammad Naeem", "tweeted"),
        ("000", "Shamkhani", "Ali Shamkhani", "Iranian state media"),
        ("000", "Baradar", "Abdul Ghani Baradar", None),
        ("000", "a number of experts", None, None),
        ("000", "U.S. President Joe Biden’s new administration", None, None),
        ("001", "Iran’s Foreign Ministry spokesperson", "Qassemi", None),
        ("001", "a high-ranking Iranian security official", "Ali Shamkhani", None),
        ("001", "Al-Monitor", None, "Al-Monitor"),
        ("001", "The United States", None, None),
        ("001", "Iran’s Ambassador to Afghanistan Mohammad Reza Bahrami", "Mohammad Reza Bahrami", None),
        ("002", "a top Iranian security official", "Ali Shamkhani", "the Tasnim news agency"),
        ("002", "he", "Ali Shamkhani", "Tasnim"),
        ("002", "The Taliban", None, None),
        ("002", "Abas Aslani, a reporter for Tasnim", "Abas Aslani", "tweeted"),
        ("002", "An American official", None, "AFP"),
        ("002", "foreign ministry spokesman Bahram Ghasemi", "Bahram Ghasemi", None),
        ("002", "Hawks in Washington", None, None),
        ("003", "Shamkhani", "Ali Shamkhani", "state media"),
        ("003", "Mullah Baradar", "Ghani Baradar", "Iran's state media"),
        ("003", "Taliban spokesman Mohammad Naeem", "Mohammad Naeem", None),
        ("003", "the new US administration", None, None),
        ("004", "Taliban militants", None, None),
        ("004", "he", "Mohammad Naeem", None),
        ("004", "Tajik authorities", None, None),
        ("004", "The Interfax news agency", None, "The Interfax news agency"),
        ("004", "TASS", None, "TASS"),
        ("004", "Tehran", None, None),
    ],
)
def test_the_five_articles_are_heard(
    articles: dict[str, list[Attribution]], item: str, source: str, name: str | None, relay: str | None
) -> None:
    """Each voice is found, under its name and through its medium; a body's name is its own words."""
    rows = [found for found in articles[item] if found.source == source and found.relay == relay]

    assert rows
    assert name is None or {row.source_name for row in rows} == {name}
