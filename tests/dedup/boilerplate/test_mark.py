import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from dedup.boilerplate import cut_units, keep_units, learn_lines, mark_lines, tally_lines
from dedup.settings import BoilerplateSettings
from dedup.tables import ITEMS, LINES, SPANS

SETTINGS = BoilerplateSettings()
ADVERT = "Ask the Post about your garden every Tuesday at noon!"
STORED = pl.DataFrame([(ADVERT, ADVERT.lower(), "furniture", "The Post", 9)], schema=LINES, orient="row")


def _mark(
    text: str, lines: pl.DataFrame | None = None, settings: BoilerplateSettings = SETTINGS
) -> list[tuple[str, str]]:
    """Return the words and kinds of the spans of one item."""
    items = pl.DataFrame([{"item": "a", "text": text}], schema=ITEMS)
    spans = mark_lines(items, LINES.to_frame() if lines is None else lines, settings)
    return [(text[start:end], kind) for start, end, kind in spans.select("start", "end", "kind").rows()]


def test_a_stored_line_is_found_in_one_item() -> None:
    """Lines learned earlier mask a single item, as its first line or at the end of a paragraph."""
    assert _mark(f"{ADVERT}\nIt rained.", STORED) == [(ADVERT, "furniture")]
    assert _mark(f"It rained on the garden. {ADVERT}", STORED) == [(ADVERT, "furniture")]


def test_a_near_equal_line_is_found() -> None:
    """Another wording of a learned line is the same line."""
    other = "Ask the Post about your garden each Tuesday at noon!"

    assert _mark(f"{other}\nIt rained.", STORED) == [(other, "furniture")]
    assert _mark("Ask the Post about its debts on a Tuesday in court.\nIt rained.", STORED) == []


def test_a_masthead_is_known_by_the_channel_of_that_name() -> None:
    """The first line is the outlet's name when a handle or an address repeats it."""
    text = "El Diario del Este\nIt rained.\nFollow us on Telegram: @eldiariodeleste"

    assert ("El Diario del Este", "furniture") in _mark(text)
    assert ("It rained.", "furniture") not in _mark(text.replace("El Diario", "A Diary"))
    assert _mark("Rain in the east\nFollow us on Telegram: @eldiariodeleste")[0][0].startswith("Follow")


def test_a_doubled_headline_is_marked_once() -> None:
    """The second printing is furniture, the first is the headline."""
    headline = "Harbour strike enters its third week"
    items = pl.DataFrame([{"item": "a", "text": f"{headline}\n\n{headline}\nIt rained."}], schema=ITEMS)

    assert mark_lines(items, LINES.to_frame(), SETTINGS).select("start", "kind").rows() == [
        (len(headline) + 2, "furniture")
    ]


def test_a_list_under_a_known_heading_is_marked() -> None:
    """Bullets belong to "Read also" above them; bullets of a story do not."""
    text = "It rained.\nRead also:\n- Ferry cancelled\n- Museum opens\nThe plan:\n- More dykes"

    assert [words for words, _ in _mark(text)] == ["Read also:", "- Ferry cancelled", "- Museum opens"]


def test_a_credit_inside_furniture_keeps_its_kind() -> None:
    """An agency's line and its copyright are credits, another's copyright is a notice."""
    text = "It rained.\nBy The Associated Press\nCopyright 2018 The Associated Press. All rights reserved.\n© 2018 Post"

    assert [kind for _, kind in _mark(text)] == ["credit", "credit", "notice"]


def test_the_users_phrases_are_marked() -> None:
    """A phrase in the settings is furniture."""
    settings = BoilerplateSettings(phrases=("From our partners",))

    assert _mark("From our PARTNERS\nIt rained.", settings=settings) == [("From our PARTNERS", "furniture")]


@given(
    st.lists(
        st.sampled_from(["Menu\n", "It rained. ", "\n", "Share this:", "•", "é\u00a0", ADVERT, "© 2024 Post\n"]),
        max_size=15,
    )
)
def test_spans_lie_in_the_text_and_do_not_overlap(pieces: list[str]) -> None:
    """Whatever the text, spans are in order, in range and apart."""
    items = pl.DataFrame([{"item": "a", "text": "".join(pieces)}], schema=ITEMS)
    spans = mark_lines(items, STORED, SETTINGS)
    edges = [edge for span in spans.select("start", "end").rows() for edge in span]

    assert spans.schema == SPANS
    assert edges == sorted(edges)
    assert not edges or edges[-1] <= len(items["text"][0])


@given(
    st.lists(
        st.sampled_from(
            ["Menu\n", "It rained on the garden. ", "\n", "   ", "Share this:", "é\u00a0", ADVERT, "x" * 900]
        ),
        max_size=15,
    )
)
def test_kept_units_mark_as_those_cut_anew(pieces: list[str]) -> None:
    """What the first pass kept spares the second its work, and changes nothing."""
    items = pl.DataFrame([{"item": "a", "text": "".join(pieces)}, {"item": "b", "text": ADVERT}], schema=ITEMS)
    kept = keep_units(cut_units(items))

    assert mark_lines(items, STORED, SETTINGS, kept).equals(mark_lines(items, STORED, SETTINGS))


def test_what_was_learned_marks_its_own_corpus() -> None:
    """Each carrier of a learned line gets a span that names the line."""
    items = pl.DataFrame(
        [{"item": f"{n}", "text": f"{ADVERT}\nStory {'abc'[n]} is quite another one."} for n in range(3)], schema=ITEMS
    )
    spans = mark_lines(items, learn_lines(tally_lines(items), SETTINGS), SETTINGS)

    assert spans["line"].to_list() == [ADVERT] * 3
