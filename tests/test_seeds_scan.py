"""A scan of the seeds finds what their gold says."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl

from dedup.names import same_name
from dedup.registry import builtin
from dedup.text.folding import fold_str
from scoring.desk.results import Results
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings
from tests.seeds_gold import SEEDS, Row, find_words, read_gold, read_texts


def test_pairs_have_the_relation_of_the_gold(scanned_seeds: Results) -> None:
    """Copies, templates and shared quotes are told apart, and nothing else is a match."""
    found = {(a, b): relation for a, b, relation in _rows(scanned_seeds, "matches", "item_a", "item_b", "relation")}
    gold = {(row["item_a"], row["item_b"]): row for row in read_gold("pairs")}
    wrong = []
    for pair in sorted({*found, *gold}):
        row, relation = gold.get(pair, {"relation": "none"}), found.get(pair, "none")
        if relation not in {row["relation"], *row.get("also", [])}:
            wrong.append(f"{pair}: {relation}, gold {row['relation']}")

    assert wrong == []


def test_reprints_lead_to_the_origins_of_the_gold(scanned_seeds: Results) -> None:
    """Each edge has its origin, kind, direction and verdict; no other edge is claimed."""
    edges = list(scanned_seeds.read("reprints").iter_rows(named=True))
    gold = read_gold("reprints")
    missed = [
        f"missed {row['item']} -> {row['origin']} ({row['kind']})"
        for row in gold
        if not row.get("optional") and not any(_same_edge(row, edge) for edge in edges)
    ]
    attributed = {row["item"] for row in read_gold("attributions")}
    extra = [
        f"extra {edge['item']} -> {edge['origin']} ({edge['kind']})"
        for edge in edges
        if (edge["kind"] != "quoted" or edge["item"] in attributed)
        and not any(row["item"] == edge["item"] and _same_origin(row["origin"], edge["origin"]) for row in gold)
    ]

    assert missed + extra == []


def _same_edge(row: Row, edge: Row) -> bool:
    told = ("item", "held", "kind", "direction", "verdict")
    return all(row[name] == edge[name] for name in told if name in row) and _same_origin(row["origin"], edge["origin"])


def _same_origin(gold: str, found: str) -> bool:
    """Return whether two origins are one item, or one outlet as the gazetteer resolves its names."""
    if not gold.startswith("origin:") or not found.startswith("origin:"):
        return gold == found
    names = gold.removeprefix("origin:"), found.removeprefix("origin:")
    outlets = [builtin().look_up(name) for name in names]
    return same_name(*names) or (None not in outlets and outlets[0] == outlets[1])


def test_what_a_reprint_lost_is_told(scanned_seeds: Results) -> None:
    """Each loss of the gold is found with its words; what a later version mended, COR702 tells."""
    texts = read_texts()
    edges = list(scanned_seeds.read("reprints").iter_rows(named=True))
    mended = scanned_seeds.read("signals").filter(code="COR702", outcome="fail").select("item", "other", "other_start")
    missed = []
    for row in read_gold("reprints"):
        lost = [entry for edge in edges if edge["item"] == row["item"] for entry in edge["lost"] or ()]
        for entry in row.get("lost", ()):
            if "from" in entry:
                ((start, _),) = find_words(texts[entry["from"]], entry["text"])
                is_told = (row["item"], entry["from"], start) in set(mended.iter_rows())
            else:
                is_told = any(
                    entry["what"] == found["what"] and _share_words(entry["text"], found["text"]) for found in lost
                )
            if not is_told:
                missed.append(f"{row['item']}: {entry['what']} “{entry['text']}”")

    assert missed == []


def _share_words(one: str, other: str) -> bool:
    return fold_str(one) in fold_str(other) or fold_str(other) in fold_str(one)


def test_lines_are_masked_as_in_the_gold(scanned_seeds: Results) -> None:
    """Furniture, notices, credits and captions are masked where they stand; copied lines never are."""
    texts = read_texts()
    masked = {
        item: rows.select("start", "end", "kind").rows()
        for (item,), rows in scanned_seeds.read("spans").group_by("item")
    }
    wrong = []
    for row in read_gold("lines"):
        for item in row["items"]:
            places = find_words(texts[item], row["text"])
            start, end = places[row.get("nth", 1) - 1] if len(places) >= row.get("nth", 1) else places[0]
            covered = sum(max(0, min(end, stop) - max(start, begin)) for begin, stop, _ in masked.get(item, ()))
            is_masked = covered >= 0.5 * (end - start)
            if is_masked == (row["kind"] == "content"):
                wrong.append(f"{item}: {'masked' if is_masked else 'kept'} {row['kind']} “{row['text'][:60]}”")

    assert wrong == []


def test_credits_are_those_of_the_gold(scanned_seeds: Results) -> None:
    """Each credit is found with its kind and name at its words."""
    texts = read_texts()
    rows = list(scanned_seeds.read("credits").iter_rows(named=True))
    missed = [
        f"{row['item']}: {row['kind']} {row.get('name')}"
        for row in read_gold("credits")
        if not any(_same_credit(row, found, texts[row["item"]]) for found in rows)
    ]

    assert missed == []


def _same_credit(row: Row, found: Row, text: str) -> bool:
    if row["item"] != found["item"] or row["kind"] != found["kind"] or found["start"] is None:
        return False
    if (row.get("name") is None) != (found["name"] is None):
        return False
    named = row.get("name") is None or _same_origin(f"origin:{row['name']}", f"origin:{found['name']}")
    places = find_words(text, row["text"])
    return named and any(start < found["end"] and found["start"] < end for start, end in places)


def test_findings_are_printed_or_silent_as_in_the_gold(scanned_seeds: Results) -> None:
    """What must be said is said at its words; what must be silent costs, warns and labels nothing."""
    texts = read_texts()
    signals = scanned_seeds.read("signals")
    wrong = []
    for row in read_gold("findings"):
        rows = signals.filter((pl.col("item") == row["item"]) & (pl.col("code") == row["code"]))
        if row["outcome"] == "must" and not any(_tells(row, found, texts) for found in rows.iter_rows(named=True)):
            wrong.append(f"{row['item']}: {row['code']} not said of “{row.get('text', '')}”")
        elif row["outcome"] == "silent":
            loud = rows.filter((pl.col("severity") != "none") | (pl.col("points") < 0))
            wrong += [f"{row['item']}: {row['code']} said of “{text}”" for text in loud["evidence"]]

    assert wrong == []


def _tells(row: Row, found: Row, texts: dict[str, str]) -> bool:
    if found["outcome"] not in {"pass", "fail"}:
        return False
    if "text" not in row:
        return bool(found["severity"] != "none" or found["points"])
    places = find_words(texts[row["item"]], row["text"])
    return found["start"] is not None and any(start < found["end"] and found["start"] < end for start, end in places)


def test_utterances_are_gathered_as_in_the_gold(scanned_seeds: Results) -> None:
    """The wordings of one utterance stand in one group, in whatever language, each with its variant."""
    quotes = list(scanned_seeds.read("quotes").iter_rows(named=True))
    wrong = []
    for row in read_gold("quotes"):
        groups = [
            {
                found["utterance"]: found["variant"]
                for found in quotes
                if found["item"] == mention["item"] and _share_words(mention["text"].strip(",."), found["text"])
            }
            for mention in row["mentions"]
        ]
        common = set.intersection(*(set(group) for group in groups))
        if not common:
            wrong.append(f"{row['utterance']}: not one group {[sorted(group) for group in groups]}")
            continue
        variants = [group[min(common)] for group in groups]
        wrong += [
            f"{row['utterance']} in {mention['item']}: {variant}, gold {mention['variant']}"
            for mention, variant in zip(row["mentions"], variants, strict=True)
            if variant != mention["variant"]
        ]

    assert wrong == []


def test_stories_hold_the_items_of_the_gold(scanned_seeds: Results) -> None:
    """Each two items on one event share a story and no others do."""
    story_of = dict(_rows(scanned_seeds, "stories", "item", "story"))
    gold = {item: row["story"] for row in read_gold("stories") for origin in row["origins"] for item in origin["items"]}
    related = {
        frozenset((one, other))
        for row in read_gold("stories")
        for one in row.get("related", ())
        for origin in row["origins"]
        for other in origin["items"]
    }
    wrong = []
    for one, other in _pairs(sorted(read_texts())):
        together = one in story_of and story_of[one] == story_of.get(other)
        expected = one in gold and gold[one] == gold.get(other)
        is_open = frozenset((one, other)) in related and not expected
        if together != expected and not is_open:
            wrong.append(f"{one} and {other}: {'one story' if together else 'two stories'}")

    assert wrong == []


def test_stories_rest_on_the_origins_of_the_gold(scanned_seeds: Results) -> None:
    """Two items of one story are one origin where a careful reader says so, and nowhere else."""
    found = dict(_rows(scanned_seeds, "stories", "item", "origin"))
    wrong = []
    for row in read_gold("stories"):
        gold = {item: part["origin"] for part in row["origins"] for item in part["items"] if item in found}
        wrong += [
            f"{one} and {other}: {found[one]}, {found[other]}"
            for one, other in _pairs(sorted(gold))
            if (gold[one] == gold[other]) != (found[one] == found[other])
        ]

    assert wrong == []


def test_preferences_are_mostly_shared(scanned_seeds: Results) -> None:
    """Of forty pairs, thirty-six or more are ordered as an editor orders them."""
    ratings = {row["item"]: row for row in scanned_seeds.read("ratings").iter_rows(named=True)}
    wrong = [row for row in read_gold("preferences") if not _prefers(ratings, row)]

    assert len(wrong) <= 4, [f"{row['better']} over {row['worse']} on {row['on']}" for row in wrong]


def _prefers(ratings: dict[str, Row], row: Row) -> bool:
    names = ("attribution", "sourcing") if row["on"] == "both" else (row["on"],)
    better, worse = (sum(ratings[row[side]][f"{name}_score"] or 0 for name in names) for side in ("better", "worse"))
    return bool(better > worse)


def test_threads_and_order_change_no_byte(scanned_seeds: Results, tmp_path: Path) -> None:
    """The same files in another order and with more workers give the same tables, to the byte."""
    paths = sorted(str(path) for path in SEEDS.iterdir() if path.name != "gold")
    for name, given, n_workers in (("one", paths, 1), ("two", paths[::-1], 2)):
        scan_corpus(
            given, tmp_path / name, Settings(), "everything", Choice(n_workers=n_workers), lambda _step, _n_items: None
        )
    for path in sorted((tmp_path / "one").glob("*.parquet")):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name
    assert set(scanned_seeds.tables) >= {"items", "matches", "ratings"}


def _pairs(items: list[str]) -> Iterator[tuple[str, str]]:
    return ((one, other) for place, one in enumerate(items) for other in items[place + 1 :])


def _rows(results: Results, table: str, *columns: str) -> Iterator[Any]:
    return results.scan(table).select(columns).collect().iter_rows()
