"""Snippets are found in what holds them: the kernel against its twin, both against brute force, and what is furniture."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.candidates import snippets as room
from dedup.candidates.snippets import add_holders, find_holders, find_snippets, pair_holders
from dedup.settings import CandidateSettings, SketchSettings
from dedup.sketch import sketch_items
from dedup.tables import PAIRS, SPANS
from dedup.text.words import hash_shingles, hash_word, words
from tests.strategies import texts

SKETCHING, SETTINGS = SketchSettings(n_words=3, window=4), CandidateSettings(max_holders=4)
LIMIT = SETTINGS.min_shared * SKETCHING.window  # shingles of the shortest item that is no snippet
MENU = "Originating site number and filter"

repeating = st.lists(st.sampled_from("abc"), max_size=24).map(" ".join)
corpora = st.lists(repeating | texts(max_words=20), min_size=1, max_size=10)


def items_of(found: list[str]) -> pl.DataFrame:
    """Return items "00", "01", ... with these texts."""
    return pl.DataFrame({"item": [f"{i:02}" for i in range(len(found))], "text": found})


def shingles_of(text: str) -> list[int]:
    """Return the shingles of a text."""
    return hash_shingles([hash_word(word.folded) for word in words(text)], SKETCHING.n_words)


def held_in(parts: list[pl.DataFrame], spans: pl.DataFrame, settings: CandidateSettings) -> pl.DataFrame:
    """Return the PAIRS of snippets and holders among items given in parts."""
    sketches = [sketch_items(part, spans, SKETCHING) for part in parts]
    found = find_snippets(sketches, SKETCHING, settings)
    return pair_holders(found, [find_holders(part, spans, found, SKETCHING, settings) for part in parts], settings)


def held_by_force(found: list[str], settings: CandidateSettings) -> set[tuple[str, str, str]]:
    """Return the same by comparing every item with every other."""
    sizes = {f"{i:02}": len(shingles_of(text)) for i, text in enumerate(found)}
    shingles = {f"{i:02}": set(shingles_of(text)) for i, text in enumerate(found)}
    carriers = [key for keys in shingles.values() for key in keys]
    telling = {key for key in carriers if carriers.count(key) <= settings.max_holders}
    return {
        (min(one, other), max(one, other), "held")
        for one in shingles
        for other in shingles
        if 0 < sizes[one] < LIMIT <= sizes[other]
        and len(shingles[one] & shingles[other] & telling) >= min(settings.min_shared, len(shingles[one]))
    }


@given(corpora, st.integers(2, 5))
def test_what_holds_a_snippet_is_what_brute_force_finds(drawn: list[str], max_holders: int) -> None:
    """Whatever the texts are, and however they are cut into parts."""
    items, settings = items_of(drawn), CandidateSettings(max_holders=max_holders)
    whole = held_in([items], SPANS.to_frame(), settings)

    assert set(whole.rows()) == held_by_force(drawn, settings)
    assert whole.equals(held_in([items[i : i + 1] for i in range(len(items))], SPANS.to_frame(), settings))


@given(corpora, st.integers(1, 3))
def test_the_kernel_seeks_as_its_twin_does(drawn: list[str], max_carriers: int) -> None:
    """Both find the same keys in the same texts, of each key the first carriers, in the same order."""
    keys = pl.Series(sorted(set().union(*map(shingles_of, drawn[::2]))), dtype=pl.UInt64).to_numpy()
    asked = pl.Series(drawn, dtype=pl.String), keys, SKETCHING.n_words, max_carriers
    few, many = room._seek_in_few(*asked), room._seek_in_many(*asked)

    assert [part.tolist() for part in few] == [part.tolist() for part in many]


def test_many_items_take_the_kernel() -> None:
    """A snippet at the end of more items than the twin takes."""
    stories = [" ".join(f"w{i}x{number}" for number in range(20)) + " " + MENU for i in range(room.FEW + 3)]
    settings = CandidateSettings(max_holders=len(stories) + 1)

    assert held_in([items_of([*stories, MENU])], SPANS.to_frame(), settings).height == len(stories)


@pytest.mark.parametrize(("n_stories", "n_held"), [(3, 3), (4, 0)])
def test_what_more_than_so_many_carry_is_furniture(n_stories: int, n_held: int) -> None:
    """The snippet itself counts among the carriers."""
    stories = [" ".join(f"w{i}x{number}" for number in range(20)) + " " + MENU for i in range(n_stories)]

    assert held_in([items_of([*stories, MENU])], SPANS.to_frame(), SETTINGS).height == n_held


def test_masked_words_hold_nothing() -> None:
    """A menu that is known as furniture is no longer part of the story."""
    story = " ".join(f"word{number}" for number in range(20)) + " " + MENU
    spans = pl.DataFrame([{"item": "00", "start": len(story) - len(MENU), "end": len(story)}], schema=SPANS)

    assert held_in([items_of([story, MENU])], spans, SETTINGS).is_empty()
    assert held_in([items_of([story, MENU])], SPANS.to_frame(), SETTINGS).rows() == [("00", "01", "held")]


def test_without_snippets_no_fingerprint_is_read() -> None:
    """The counts of shingles alone tell that there is nothing to seek."""
    sketches = pl.DataFrame({"item": ["a", "b"], "n_shingles": [0, LIMIT]})

    assert find_snippets(sketches, SKETCHING, SETTINGS).is_empty()


def test_a_pair_that_a_join_proposed_stays_as_it_is() -> None:
    """It is proposed once, and by the join."""
    stories = [" ".join(f"word{number}" for number in range(20)) + " " + MENU, MENU]
    items = items_of(stories)
    found = find_snippets(sketch_items(items, SPANS.to_frame(), SKETCHING), SKETCHING, SETTINGS)
    holders = find_holders(items, SPANS.to_frame(), found, SKETCHING, SETTINGS)
    pairs = pl.DataFrame([("00", "01", "bands")], schema=PAIRS, orient="row")

    assert add_holders(pairs, found, [holders], SETTINGS).equals(pairs)
    assert add_holders(pairs.clear(), found, [holders], SETTINGS).rows() == [("00", "01", "held")]
