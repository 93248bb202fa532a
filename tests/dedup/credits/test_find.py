"""The credits of a batch, as a table."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.credits import credit_spans, find_credits
from dedup.credits.find import read_credits
from dedup.registry import Outlet, builtin, with_outlets
from dedup.tables import CREDITS, SPANS

BODY = "The harbour council met on Tuesday and said that the ferry would sail again within a week.\n"


def frame(*texts: str, lang: str = "en") -> pl.DataFrame:
    """Return a batch of items with these texts."""
    return pl.DataFrame(
        {"item": [f"item-{n}" for n in range(len(texts))], "text": texts, "lang": lang, "author": None},
        schema_overrides={"author": pl.String, "lang": pl.String},
    )


def found(text: str, lang: str = "en") -> set[tuple[str, str | None]]:
    """Return kind and name_id, or the name where it is unknown, of each credit."""
    return {(credit.kind, credit.name_id or credit.name) for credit in read_credits(text, lang, builtin())}


@pytest.mark.parametrize(
    "text",
    [
        "Senator Bob Casey (PA) and Senator Susan Collins (ME) wrote to the council.\n",
        "She told The Associated Press that the ferry would sail.\n",
        "According to the Tasnim news agency, the ferry sank.\n",
        "The rules were first published in Germany and were reported in May.\n",
        "Rising fuel prices contributed to the delay.\n",
        "The Environmental Protection Agency (EPA) set the limit.\n",
        "By the time the ferry sailed, the crew had left.\n",
        "The first reports appeared in March. It was originally built by hand.\n",
        "Twitter und Facebook sperren die Konten\n",
    ],
)
def test_what_only_mentions_a_name_is_no_credit(text: str) -> None:
    """A source in the text is an attribution, not where the item came from."""
    assert set() == found(BODY + text + BODY)


def test_an_unnamed_agency_has_no_name() -> None:
    """Thanks to "agencies" are a credit to nobody."""
    credited = find_credits(frame(BODY + "Agencies contributed to this report."), SPANS.to_frame())

    assert credited.select("kind", "name", "name_id").rows() == [("contribution", None, None)]


def test_an_authors_agency_is_evidence_beside_the_text() -> None:
    """Metadata has no span."""
    items = frame(BODY).with_columns(author=pl.lit("Ann Lee, Reuters"))

    assert find_credits(items, SPANS.to_frame()).select("kind", "name_id", "start").rows() == [
        ("byline", "reuters", None)
    ]


def test_the_users_outlets_are_read_like_ours() -> None:
    """A registry of one's own needs no code."""
    own = with_outlets((Outlet("lowland-wire", "Lowland Wire", kind="agency"),))
    credited = find_credits(frame("CORRIN (Lowland Wire) \u2014 " + BODY), SPANS.to_frame(), own)

    assert sorted(credited.select("kind", "name", "name_id").rows()) == [
        ("agency", "Lowland Wire", "lowland-wire"),
        ("dateline", "CORRIN", None),
    ]


def test_one_expression_is_one_span() -> None:
    """Names of one chain share their words, which are masked once."""
    items = frame(BODY + "The pier. (Ann Lee/AFP/Getty Images) " + BODY)
    credited = find_credits(items, SPANS.to_frame())

    assert credited.height == 3
    assert credit_spans(items, credited).select("kind").rows() == [("caption",)]


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200), max_size=5))
def test_any_text_gives_rows_inside_it(texts: list[str]) -> None:
    """Whatever a text holds, offsets lie in it and the schema holds."""
    items = frame(*texts) if texts else frame("")
    credited = find_credits(items, SPANS.to_frame())
    lengths = dict(zip(items["item"], items["text"].str.len_chars(), strict=True))

    assert credited.schema == CREDITS
    assert all(start < end <= lengths[item] for item, start, end in credited.select("item", "start", "end").iter_rows())


@given(
    st.permutations(
        [BODY, "By Ann Lee, Reuters\n", "KABUL (AP) \u2014 " + BODY, "Copyright 2018 The Associated Press."]
    )
)
def test_a_batch_is_the_sum_of_its_items(texts: list[str]) -> None:
    """Items do not see each other."""
    whole = find_credits(frame(*texts), SPANS.to_frame())
    parts = [find_credits(frame(text), SPANS.to_frame()).drop("item") for text in texts]

    assert whole.drop("item").equals(pl.concat(parts))
