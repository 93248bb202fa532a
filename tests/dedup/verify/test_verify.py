"""Pairs compared: the kernel against its twins, laws, and the relations of made-up news."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dedup.verify
from dedup.settings import PairDecisions, VerifySettings
from dedup.tables import MATCHES, PAIRS, SPANS
from dedup.verify import measure_pairs, nearest_pairs, reading_kernel, split_pairs, verify_pairs
from tests.strategies import NearCopy, near_copies, news_texts, texts

settings = st.builds(
    VerifySettings, n_words=st.integers(1, 6), max_gap=st.integers(1, 12), min_words=st.sampled_from((1, 5, 12))
)
STORY = (
    "The harbour master of Lind closed the northern basin on Tuesday after divers found cracks in the old sea wall. "
    "Ships bound for the basin were sent to the outer roads, where eleven of them lay at anchor by the evening. "
    "Engineers from the coastal office will inspect the wall at low tide and decide whether the basin can be opened. "
    "The wall was last repaired forty years ago, when a winter storm tore away part of its crown. "
)
OTHER = (
    "A choir from the hill villages won the autumn contest with a cycle of harvest songs that nobody had sung in public "
    "since the war. The jury praised the clear voices of the children and the courage of their conductor, a carpenter. "
)
SPEECH = (
    "“We have been patient for many years, and our patience has been taken for weakness by people who should know "
    "better. That ends today, here, in this room, with all of you as witnesses to what we have signed,” she said. "
)
BULLETIN = (
    "The water of the Esk stood at {} centimetres at {} this morning, {} more than the day before, the service said. "
)
SAILINGS = (
    "The {} ferry left with {} cars and {} lorries. Waves of {} centimetres, wind {} knots from the {}. "
    "Next sailing: {} o'clock, weather allowing."
)
bulletins = st.tuples(*[st.integers(0, 40)] * 7).map(lambda numbers: SAILINGS.format(*numbers))


def pair_of(a: str, b: str, decisions: PairDecisions | None = None) -> pl.DataFrame:
    """Return the MATCHES between two texts, items "a" and "b"."""
    items = pl.DataFrame({"item": ["a", "b"], "text": [a, b]})
    pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})
    return verify_pairs(pairs, items, SPANS.to_frame(), VerifySettings(), decisions or PairDecisions())


@given(
    st.lists(st.tuples(news_texts() | texts() | bulletins, news_texts() | texts() | bulletins), min_size=1, max_size=4),
    settings,
)
def test_the_kernel_agrees_with_its_twins(drawn: list[tuple[str, str]], chosen: VerifySettings) -> None:
    """Measures, places and similarities are the same, whichever computes them."""
    masked = pl.Series([text for a, b in drawn for text in (a, b, a + b, f"{b}\n{a}")])
    firsts = np.arange(0, len(masked), 4)
    rows = np.concatenate([firsts, firsts, firsts + 2]), np.concatenate([firsts + 1, firsts + 2, firsts + 3])
    few = dedup.verify._compare_few(masked, rows, chosen)
    many = dedup.verify._compare_many(masked, rows, chosen)

    for field in ("measures", "ends", "places", "similarity"):
        np.testing.assert_allclose(getattr(few, field), getattr(many, field), rtol=1e-6)


def test_texts_are_read_again_once_others_took_their_place() -> None:
    """The kernel keeps few texts at hand; what it says of a pair does not depend on the pairs before."""
    counted = [" ".join(f"w{700 * number + place}" for place in range(2_400)) for number in range(16)]
    masked = pl.Series([*counted, STORY, OTHER])
    rows = np.array([(i, j) for i in range(0, 16, 2) for j in (i + 1, 16, (i + 5) % 16, 17)]).T
    few = dedup.verify._compare_few(masked, (rows[0], rows[1]), VerifySettings())
    many = dedup.verify._compare_many(masked, (rows[0], rows[1]), VerifySettings())

    assert sum(len(text.split()) for text in counted) > 2 * reading_kernel.KEPT
    np.testing.assert_array_equal(few.measures, many.measures)
    np.testing.assert_array_equal(few.places, many.places)


@given(near_copies(), settings)
def test_measures_lie_in_range_and_passages_in_the_texts(copy: NearCopy, chosen: VerifySettings) -> None:
    """Shares lie in [0, 1]; passages quote both texts and do not overlap in a."""
    items = pl.DataFrame({"item": ["a", "b"], "text": [copy.original, copy.copy]})
    pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})
    (row,) = measure_pairs(pairs, items, SPANS.to_frame(), chosen).to_dicts()
    edges = [edge for passage in row["passages"] for edge in (passage["a_start"], passage["a_end"])]

    assert all(0 <= row[name] <= 1 for name in ("resemblance", "containment_a", "containment_b", "share"))
    assert edges == sorted(edges)
    assert all(passage["b_end"] <= len(copy.copy) for passage in row["passages"])


@given(near_copies())
def test_resemblance_is_the_exact_jaccard(copy: NearCopy) -> None:
    """The oracle is the textbook's definition over tuples of words."""
    a, b = (words.split() for words in (copy.original, copy.copy))
    width = min(5, len(a), len(b))
    left, right = (
        {tuple(side[i : i + width]) for i in range(len(side) - width + 1)} if width else set() for side in (a, b)
    )
    items = pl.DataFrame({"item": ["a", "b"], "text": [copy.original, copy.copy]})
    pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})
    (row,) = measure_pairs(pairs, items, SPANS.to_frame(), VerifySettings()).to_dicts()

    if width:
        assert row["resemblance"] == pytest.approx(len(left & right) / len(left | right), abs=1e-6)


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        (STORY, STORY, "duplicate"),
        (STORY, STORY.replace("Tuesday", "Monday").replace("eleven", "a dozen"), "duplicate"),
        (STORY, "LIND, June 4 - " + STORY, "duplicate"),
        (STORY, STORY + OTHER * 3, "contained"),
        (STORY + OTHER, STORY[: len(STORY) // 2] + SPEECH + "Nobody else was there to hear it. " * 4, "partial"),
        (SPEECH + OTHER, SPEECH + STORY, "quote_only"),
        (BULLETIN.format(212, "6.40", 15) * 1, BULLETIN.format(188, "7.15", 32), "template"),
        (STORY, OTHER, None),
        (STORY + OTHER, STORY[:100] + "And this is all that they have in common, since the rest is new. " * 3, None),
    ],
)
def test_relations_of_made_up_news(a: str, b: str, relation: str | None) -> None:
    """Copies, cuts, shared speech and bulletins are told apart."""
    assert pair_of(a, b)["relation"].to_list() == [relation] * (relation is not None)


def test_a_form_filled_in_twice_is_a_template_however_short_its_runs() -> None:
    """Two bulletins without a passage in common are told by their form; with the numbers of the other it is no template."""
    noon = SAILINGS.format("noon", 31, 4, 80, 12, "west", 15)
    night = SAILINGS.format("night", 9, 11, 145, 27, "north", 6)

    assert pair_of(noon, night)["relation"].to_list() == ["template"]
    assert pair_of(noon, SAILINGS.format("night", 31, 4, 80, 12, "north", 15))["relation"].to_list() != ["template"]
    assert pair_of(noon, BULLETIN.format(7, 8, 9)).is_empty()


def test_the_order_of_pairs_and_items_changes_nothing() -> None:
    """Shuffled pairs and items give the same bytes, whether few or many."""
    drawn = [STORY, STORY + OTHER, OTHER, STORY[:200], SPEECH + OTHER, BULLETIN.format(1, 2, 3)] * 2
    items = pl.DataFrame({"item": [f"{i:02}" for i in range(len(drawn))], "text": drawn})
    ids = items["item"].to_list()
    pairs = pl.DataFrame(
        [(a, b, "bands") for a in ids for b in ids if a < b], schema=["item_a", "item_b", "method"], orient="row"
    )
    expected = verify_pairs(pairs, items, SPANS.to_frame(), VerifySettings())
    shuffled = verify_pairs(pairs.reverse(), items.reverse(), SPANS.to_frame(), VerifySettings())
    few = [verify_pairs(pairs[i : i + 30], items, SPANS.to_frame(), VerifySettings()) for i in range(0, len(pairs), 30)]

    assert expected.equals(shuffled)
    assert expected.equals(pl.concat(few))


def test_masked_text_is_no_evidence() -> None:
    """Two unlike items under one long piece of furniture share nothing once it is masked."""
    items = pl.DataFrame({"item": ["a", "b"], "text": [STORY + OTHER, STORY + SPEECH]})
    spans = pl.DataFrame({"item": ["a", "b"], "start": [0, 0], "end": [len(STORY)] * 2})
    pairs = pl.DataFrame({"item_a": ["a"], "item_b": ["b"], "method": ["bands"]})

    assert verify_pairs(pairs, items, spans, VerifySettings()).is_empty()


def test_people_overrule() -> None:
    """A pair decided to be copies is a match whatever it shares; one decided to be none never is."""
    pair = frozenset({("a", "b")})

    assert pair_of(STORY, OTHER, PairDecisions(copies=pair))["relation"].to_list() == ["duplicate"]
    assert pair_of(STORY, STORY, PairDecisions(no_copies=pair)).is_empty()


def test_no_pairs_give_no_matches() -> None:
    """Nothing in, an empty table of the right schema out."""
    none = pl.DataFrame(schema={"item_a": pl.String, "item_b": pl.String, "method": pl.String})
    items = pl.DataFrame({"item": ["a"], "text": ["Alone."]})

    assert verify_pairs(none, items, SPANS.to_frame(), VerifySettings()).schema == MATCHES


def test_the_nearest_pairs_lie_on_both_sides() -> None:
    """As many that are none as are matches, those that share most and those that share least."""
    shares, relations = [0.0, 0.1, 0.2, 0.3, 0.5, 0.9], [None, None, None, "partial", "partial", "duplicate"]
    judged = pl.DataFrame({"item_a": list("abcdef"), "item_b": list("uvwxyz"), "share": shares, "relation": relations})

    assert nearest_pairs(judged, 2)["item_a"].to_list() == ["b", "c", "d", "e"]


def test_half_of_a_short_item_is_a_passage() -> None:
    """Nine words of fourteen are; of an item that long they are a turn of phrase."""
    notice = "The board of the ferry line will meet again in the old customs house"
    start = " ".join(notice.split()[:9])

    assert pair_of(notice, f"{start} at ten on Friday in Lind.")["relation"].to_list() == ["partial"]
    assert pair_of(notice + STORY, f"{start} at ten. {OTHER}").is_empty()


def test_items_do_not_hang_together_by_a_snippet() -> None:
    """What holds it may be read apart from the others, and takes it along."""
    pairs = pl.DataFrame([("a", "m", "held"), ("b", "m", "held"), ("c", "d", "bands")], schema=PAIRS, orient="row")
    sizes = pl.DataFrame({"item": list("abcdm"), "n_chars": [900, 900, 400, 400, 30]})
    portions = [portion.select("item_a", "item_b").rows() for portion in split_pairs(pairs, sizes, 1_000)]

    assert sorted(pair for portion in portions for pair in portion) == [("a", "m"), ("b", "m"), ("c", "d")]
    assert len(portions) > 1


def test_portions_come_in_the_order_in_which_their_items_are_read() -> None:
    """Whoever reads on has the last item of the first portion first."""
    pairs = pl.DataFrame([("a", "b", "bands"), ("c", "d", "bands"), ("e", "f", "bands")], schema=PAIRS, orient="row")
    sizes = pl.DataFrame({"item": list("acfedb"), "n_chars": [500] * 6})
    portions = [portion["item_a"].to_list() for portion in split_pairs(pairs, sizes, 1_000)]

    assert [item for portion in portions for item in portion] == ["e", "c", "a"]
