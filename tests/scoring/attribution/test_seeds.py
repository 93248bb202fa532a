"""The attributions of the seeds, held row for row against what a careful reader found in them."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import pytest

from scoring.attribution import Attribution, attribute
from scoring.desk.results import Results
from tests.seeds_gold import AttributionSpans, Place, Row, find_attribution, read_gold

ARTICLES = Path(__file__).parents[4] / "shared" / "seeds"
MIN_SHARE = 0.5  # of the letters of two contents that are both's
MIN_WORDS = 3  # shorter contents, "that" or "the result", tell nothing that could be missed or added


@pytest.fixture(scope="module")
def found(scanned_seeds: Results) -> dict[str, list[Row]]:
    """Return the attributions of a scan of the seeds by item."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in scanned_seeds.read("attributions").iter_rows(named=True):
        rows[row["item"]].append(row)
    return rows


@pytest.fixture(scope="module")
def texts(scanned_seeds: Results) -> dict[str, str]:
    """Return the texts of the seeds by item, as they were scanned."""
    return dict(scanned_seeds.read("items").select("item", "text").iter_rows())


def gold() -> dict[str, list[Row]]:
    """Return the gold by item."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in read_gold("attributions"):
        rows[row["item"]].append(row)
    return rows


def letters(text: str, places: Iterable[Place]) -> set[int]:
    """Return the places of the letters and digits inside the spans."""
    return {place for start, end in places for place in range(start, end) if text[place].isalnum()}


def places(spans: list[Row]) -> list[Place]:
    """Return the spans of a row as pairs."""
    return [(span["start"], span["end"]) for span in spans]


def match(text: str, wanted: AttributionSpans, rows: list[Row]) -> Row | None:
    """Return the row that says most of the same; a quote without a cue may be joined to its speaker's other words."""
    content = letters(text, wanted.content)
    shares = []
    for number, row in enumerate(rows):
        got = letters(text, places(row["content_spans"]))
        share = len(content & got) / len(content | got)
        is_joined = wanted.cue is None and wanted.source is None and content <= got
        shares.append((1.0 if is_joined else share, -number))
    share, number = max(shares, default=(0.0, 0))
    return rows[-number] if share >= MIN_SHARE else None


def plain(words: str | None) -> str:
    """Return words without marks, capitals and a leading article."""
    return re.sub(r"^the ", "", " ".join(re.findall(r"\w+", words or "")).lower())


def differences(text: str, row: Row, spans: AttributionSpans, got: Row) -> list[str]:
    """Return in what the attribution found differs from the gold's row."""
    told: dict[str, bool] = {
        "source": spans.source is None or _agree(text, spans.source, got["source_spans"]),
        "cue": spans.cue is None or _agree(text, spans.cue, got["cue_spans"]),
        "source_type": row["source_type"] == got["source_type"],
        "name": "name" not in row or plain(row["name"]) == plain(got["source_name"]),
        "relay": _same_relay(text, row, got),
        "relay_type": row.get("relay_type") == got["relay_type"],
        "is_speech": row["is_speech"] == got["is_speech"],
    }
    return [name for name, is_right in told.items() if not is_right]


def _agree(text: str, place: Place, spans: list[Row]) -> bool:
    """Return whether the words are the same, but for an appositive or an auxiliary."""
    one, other = letters(text, [place]), letters(text, places(spans))
    return one <= other or (bool(other) and other <= one)


def _same_relay(text: str, row: Row, got: Row) -> bool:
    """Return whether the relays are the same: by name or by their words, those further off included."""
    wanted = [plain(name) for name in (row.get("relay"), *row.get("via", [])) if name]
    names = plain((got["relay"] or "").replace(">", " "))
    words = plain(" ".join(text[start:end] for start, end in places(got["relay_spans"])))
    return bool(wanted) == bool(names) and all(_holds(name, names) or _holds(name, words) for name in wanted)


def _holds(one: str, other: str) -> bool:
    return bool(other) and (one in other or other in one)


@pytest.mark.parametrize("item", gold())
def test_what_the_gold_tells_is_found(texts: dict[str, str], found: dict[str, list[Row]], item: str) -> None:
    """Each row that must be found is, with its source, cue, type, name and relays."""
    text, wrong = texts[item], []
    for row in gold()[item]:
        spans = find_attribution(text, row)
        got = match(text, spans, found[item])
        if got is None:
            wrong += [] if row.get("optional") else [("missed", row["content"])]
        elif not row.get("optional"):
            wrong += [(name, row["content"]) for name in differences(text, row, spans, got)]

    assert wrong == []


@pytest.mark.parametrize("item", gold())
def test_no_speech_is_found_beside_the_golds(texts: dict[str, str], found: dict[str, list[Row]], item: str) -> None:
    """Whatever is called speech stands in the gold, doubled headlines aside; what people think is not listed in full."""
    text = texts[item]
    known = [letters(text, find_attribution(text, row).content) for row in gold()[item]]
    extra = []
    for row in found[item]:
        got = letters(text, places(row["content_spans"]))
        words = " ".join(text[start:end] for start, end in places(row["content_spans"]))
        is_known = any(len(got & one) / len(got | one) >= MIN_SHARE for one in known) or text.count(words) > 1
        if row["is_speech"] and not is_known and len(words.split()) >= MIN_WORDS:
            extra.append((row["source"], row["cue"], words))

    assert extra == []


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
