"""The gold of the seeds is sound: it names items that exist, words that stand in them, and kinds that are known."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest

from tests.seeds_gold import SEEDS, Row, find_attribution, find_words, read_gold, read_texts

TEXTS = read_texts()
ITEMS = {row["item"]: row for row in read_gold("items")}
FILES = sorted(path.stem for path in (SEEDS / "gold").glob("*.toml"))
MASTHEADS = {"Hafenrundschau am Sonntag", "Le Messager de Corrin", "Diario del Estrecho", "کرانه"}

KINDS: dict[tuple[str, str], set[str | None]] = {
    ("items", "outlet_evidence"): {"field", "line", "dateline", "masthead", "none"},
    ("items", "lang"): {"en", "de", "fr", "es", "ar", "fa"},
    ("items", "form"): {
        "news", "feature", "bulletin", "brief", "opinion", "interview", "transcript", "live", "obituary",
    },
    ("lines", "kind"): {"furniture", "notice", "credit", "caption", "content"},
    ("pairs", "relation"): {"duplicate", "contained", "partial", "template", "quote_only", "none"},
    ("reprints", "kind"): {"declared", "undeclared", "quoted", "agency"},
    ("reprints", "direction"): {"known", "unclear"},
    ("reprints", "verdict"): {"accurate", "inaccurate", "missing", "unverifiable", None},
    ("credits", "kind"): {"byline", "dateline", "agency", "notice", "contribution", "photo", "copyright"},
    ("attributions", "source_type"): {
        "named_individual", "unnamed_individual", "named_group", "unnamed_group",
        "organisation", "document", "poll", "database",
    },
    ("attributions", "relay_type"): {"outlet", "agency", "state_media", "social_post", "document", "own_channel", None},
    ("findings", "outcome"): {"must", "silent"},
    ("preferences", "on"): {"attribution", "sourcing", "both"},
}  # fmt: skip
LOSSES = {"dateline", "byline", "agency", "passage", "number", "quote_end", "hedge", "correction", "disclosure"}
VARIANTS = {"verbatim", "trimmed", "retranslated", "altered", "moved"}


def items_named(value: object) -> Iterator[str]:
    """Yield every item that a row names, however deep."""
    if isinstance(value, dict):
        for part in value.values():
            yield from items_named(part)
    elif isinstance(value, list):
        for part in value:
            yield from items_named(part)
    elif isinstance(value, str) and value.partition("#")[0].endswith((".txt", ".md", ".jsonl", ".csv")):
        yield value


def test_gold_lists_every_item_once() -> None:
    """Every file of the seeds is an item of the gold, and the other way round."""
    assert sorted(TEXTS) == [row["item"] for row in read_gold("items")]


@pytest.mark.parametrize("name", FILES)
def test_gold_names_items_that_exist(name: str) -> None:
    """No row of any file points at an item that is not there."""
    named = set(items_named([{key: row[key] for key in row.keys() - {"text", "title"}} for row in read_gold(name)]))

    assert named
    assert named <= set(TEXTS)


@pytest.mark.parametrize(("name", "column"), list(KINDS))
def test_gold_uses_known_kinds(name: str, column: str) -> None:
    """Every value of a column with fixed kinds is one of them."""
    found = {row.get(column) for row in read_gold(name)}

    assert found <= KINDS[name, column]


@pytest.mark.parametrize("name", ["credits", "findings"])
def test_gold_words_stand_in_their_item(name: str) -> None:
    """The words of a row stand in its item, once, or the row counts which."""
    missing = [row for row in read_gold(name) if "text" in row and row["text"] not in TEXTS[row["item"]]]

    assert missing == []


def test_lines_stand_whole_in_all_their_items_and_in_no_other() -> None:
    """A line is carried by the items listed and by nobody else, as often as `nth` asks at least."""
    carriers = {item: Counter(text.split("\n")) for item, text in TEXTS.items()}
    for row in read_gold("lines"):
        times = row.get("nth", 1)
        found = [item for item, lines in carriers.items() if lines[row["text"]] >= times]

        assert found == row["items"], row["text"]


def test_a_line_has_one_owner() -> None:
    """The owner of a furniture line is the outlet of all its items."""
    owned = [row for row in read_gold("lines") if row["kind"] == "furniture"]

    assert all({ITEMS[item]["outlet"] for item in row["items"]} == {row["owner"]} for row in owned)


def test_pairs_are_ordered_and_listed_once() -> None:
    """`item_a` stands before `item_b`, the file is sorted, and `also` never repeats the relation."""
    rows = read_gold("pairs")
    keys = [(row["item_a"], row["item_b"]) for row in rows]

    assert all(a < b for a, b in keys)
    assert all(one < other for one, other in pairwise(keys))
    assert all(row["relation"] not in row.get("also", []) for row in rows)


def shingles(item: str) -> set[tuple[str, ...]]:
    """Return the word 5-grams of an item without its furniture, notices and credits."""
    masked = {row["text"] for row in read_gold("lines") if item in row["items"] and row["kind"] != "content"}
    kept = "\n".join(line for line in TEXTS[item].split("\n") if line not in masked)
    words = "".join(char if char.isalnum() else " " for char in kept.lower()).split()
    return {tuple(words[start : start + 5]) for start in range(len(words) - 4)}


def test_relations_of_pairs_agree_with_exact_overlap() -> None:
    """Counted word 5-grams bear out what the gold says of each pair, and no pair is missing."""
    grams = {item: shingles(item) for item in TEXTS}
    rows = {(row["item_a"], row["item_b"]): row for row in read_gold("pairs")}
    for a, b in combinations(sorted(TEXTS), 2):
        shared = len(grams[a] & grams[b])
        resemblance = shared / len(grams[a] | grams[b])
        containment = shared / min(len(grams[a]), len(grams[b]))
        relation = rows.get((a, b), {"relation": "none"})["relation"]

        if relation == "duplicate":
            assert resemblance >= 0.5, (a, b)
        elif relation == "contained":
            assert containment >= 0.8, (a, b)
        elif relation in {"partial", "template", "quote_only"}:
            assert containment >= 0.25, (a, b)
        else:
            assert containment < 0.15, (a, b)


def test_reprints_quote_their_notice_and_what_they_lost() -> None:
    """A notice stands in the item, a loss in its origin and, passages apart, not in the item."""
    for row in read_gold("reprints"):
        text = TEXTS[row["item"]]

        assert row.get("notice", "") in text
        assert row["held"] == (not row["origin"].startswith("origin:"))
        for loss in row.get("lost", []):
            assert loss["what"] in LOSSES
            assert loss["text"] in TEXTS[loss.get("from", row["origin"])], loss
            assert loss["text"] not in text, loss


def test_attribution_words_are_found_and_stand_near_each_other() -> None:
    """Content stands once in its item; source, cue and relay stand outside it, in the same or the next paragraph."""
    for row in read_gold("attributions"):
        text = TEXTS[row["item"]]
        spans = find_attribution(text, row)

        assert all(len(find_words(text, words)) == 1 for words in row["content"]), row
        for place in (spans.source, spans.cue, spans.relay):
            if place is not None:
                start = min(place[0], *(part[0] for part in spans.content))
                end = max(place[1], *(part[1] for part in spans.content))
                assert text[start:end].count("\n\n") <= 1, row


def test_quotes_stand_between_quote_marks() -> None:
    """Every mention of an utterance is quoted speech in its item, and an utterance has two mentions at least."""
    for row in read_gold("quotes"):
        assert len(row["mentions"]) >= 2
        for mention in row["mentions"]:
            text = TEXTS[mention["item"]]
            start = text.index(mention["text"])
            paragraph = text[text.rfind("\n", 0, start) + 1 : start]

            assert mention["variant"] in VARIANTS
            assert any(mark in paragraph for mark in '"„«'), mention


def test_stories_partition_their_items() -> None:
    """An item stands in one story and under one origin, and `items.toml` says the same."""
    told = [(row["story"], item) for row in read_gold("stories") for part in row["origins"] for item in part["items"]]

    assert len({item for _, item in told}) == len(told)
    assert {item: story for story, item in told} == {
        item: row["story"] for item, row in ITEMS.items() if "story" in row
    }


def unlike(items: list[str]) -> int:
    """Return how many stories the items come from, an item without one counting as its own."""
    return len({ITEMS[item].get("story", item) for item in items})


def test_every_scraped_outlet_leaves_a_line_in_three_stories() -> None:
    """The furniture of an outlet with several pages can be learned from lines alone."""
    learnable = {
        row["owner"]
        for row in read_gold("lines")
        if row["kind"] == "furniture" and len(row["items"]) >= 3 and unlike(row["items"]) >= 3
    }
    by_line = {row["outlet"] for row in ITEMS.values() if row["outlet_evidence"] == "line"}

    assert by_line <= learnable


def test_outlets_known_by_a_masthead_are_those_the_readme_counts() -> None:
    """Outlets whose lines nobody could learn are few, known, and carry one or two items."""
    n_items = Counter(row["outlet"] for row in ITEMS.values() if row["outlet_evidence"] == "masthead")

    assert set(n_items) == MASTHEADS
    assert max(n_items.values()) <= 2


def test_readme_counts_the_items() -> None:
    """The README's number is the number of items."""
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")

    assert len(TEXTS) == 97
    assert "Ninety-seven news items" in readme
    assert all(f"`{name}.toml`" in readme for name in FILES)


def test_preferences_are_forty_and_never_contradict() -> None:
    """Forty pairs, each of two items, none told both ways."""
    rows: list[Row] = read_gold("preferences")
    told = {(row["better"], row["worse"]) for row in rows}

    assert len(told) == 40
    assert not any((worse, better) in told for better, worse in told)
