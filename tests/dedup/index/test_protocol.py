"""Every index gives the same answers, and they are those of a scan."""

from itertools import cycle, islice
from pathlib import Path

import polars as pl
import pytest

from dedup.candidates import find_pairs
from dedup.sketch import sketch_items
from dedup.tables import ITEMS, SPANS
from tests.dedup.index import worlds

STORY = (
    "The council of Lowmere closed its only swimming pool on Friday after divers had found cracks in the basin and said "
    "the repair would take two summers and cost more than the town earns in a whole year of taxes and fees"
)
OTHER = (
    "Rain is forecast for all of the coming week along the northern coast where farmers wait with the harvest of barley "
    "until the ground has dried enough to carry the heavy machines that were ordered from abroad last winter"
)
TEXTS = {
    "a.txt": STORY,
    "b.txt": OTHER,
    "c.txt": f"{OTHER}. {STORY}.",
    "d.txt": " ".join(islice(cycle(["one", "two", "three"]), 30)),
    "e.jsonl#1": STORY.replace("Friday", "Monday"),
    "e.jsonl#2": "",
    "f.txt": "two words",
}


@pytest.fixture(params=worlds.KINDS, ids=lambda kind: kind.__name__)
def build(request: pytest.FixtureRequest) -> worlds.Build:
    """Return each way to make an index."""
    kind: worlds.Build = request.param
    return kind


def test_copies_are_neighbours_and_strangers_are_not(build: worlds.Build, tmp_path: Path) -> None:
    """A copy is found by bands, a longer item that holds it by fingerprints, and nothing else."""
    (query,) = worlds.entries({"new.txt": STORY})
    with build(tmp_path, TEXTS) as index:
        found = {near.item: near.method for near in index.look_up(query.bands, query.fingerprints)}

    assert found == {"a.txt": "bands", "e.jsonl#1": "bands", "c.txt": "fingerprints"}


def test_every_kind_gives_the_same_answers(build: worlds.Build, tmp_path: Path) -> None:
    """Order, counts and all: an answer does not depend on how the index came to be."""
    (tmp_path / "own").mkdir()
    with build(tmp_path / "own", TEXTS) as index, worlds.in_memory(tmp_path, TEXTS) as twin:
        for query in worlds.entries(TEXTS | {"new.txt": f"{STORY} {OTHER}"}):
            expected = twin.look_up(query.bands, query.fingerprints, without=query.item)

            assert index.look_up(query.bands, query.fingerprints, without=query.item) == expected


def test_what_a_scan_pairs_the_index_finds(build: worlds.Build, tmp_path: Path) -> None:
    """Each pair that a scan of archive and new item proposes for the new item is among its neighbours."""
    new = {"new.txt": f"By our correspondent. {STORY}"}
    rows = [{"item": item, "text": text} for item, text in (TEXTS | new).items() if text]
    items = pl.DataFrame(rows, schema=ITEMS)
    sketches = sketch_items(items, SPANS.to_frame(), worlds.SETTINGS.sketch)
    pairs = find_pairs(sketches, worlds.SETTINGS.candidates)
    paired = {a if b == "new.txt" else b for a, b, _ in pairs.iter_rows() if "new.txt" in {a, b}}
    (query,) = worlds.entries(new)
    with build(tmp_path, TEXTS) as index:
        found = {near.item for near in index.look_up(query.bands, query.fingerprints)}

    assert paired
    assert paired <= found


def test_a_key_that_all_carry_costs_no_more_than_its_first_carriers(build: worlds.Build, tmp_path: Path) -> None:
    """Of a text that a hundred items hold, the first few are found, as many as a key may have."""
    texts = {f"{n:03}.txt": STORY for n in range(40)}
    (query,) = worlds.entries({"new.txt": STORY})
    with build(tmp_path, texts) as index:
        found = index.look_up(query.bands, query.fingerprints)

    assert [near.item for near in found] == ["000.txt", "001.txt", "002.txt"]


def test_files_and_hashes_are_kept(build: worlds.Build, tmp_path: Path) -> None:
    """An index knows every file, and the hash of every item, empty ones too."""
    with build(tmp_path, TEXTS) as index:
        assert sorted(index.files()) == sorted({item.partition("#")[0] for item in TEXTS})
        assert index.hashes() == {item: worlds.hash_of(text) for item, text in TEXTS.items()}
