"""The outlets known by name."""

import pickle

import pytest

from dedup.lexicon import read_table
from dedup.registry import Outlet, builtin, with_outlets

KINDS = {"agency", "broadcaster", "syndicate", "photo", "platform", "newspaper"}
CONTROLS = {"state", "public", "party", "cooperative", "private", "unknown"}


def test_the_gazetteer_is_sorted_and_complete() -> None:
    """Every entry has a known kind and control, and the ids are sorted and unique."""
    entries = read_table("agencies")
    ids = [str(entry["id"]) for entry in entries]

    assert sorted(set(ids)) == ids
    assert {str(entry["kind"]) for entry in entries} <= KINDS
    assert {str(entry["control"]) for entry in entries} <= CONTROLS


def test_every_state_or_party_link_is_cited_and_dated() -> None:
    """Nobody is called state media without a place to look it up."""
    linked = [entry for entry in read_table("agencies") if entry["control"] in {"state", "public", "party"}]

    assert linked
    assert all(entry.get("citation") and entry.get("date") for entry in linked)


def test_all_continents_have_an_agency() -> None:
    """The world has more agencies than three."""
    countries = {entry.get("country") for entry in read_table("agencies") if entry["kind"] == "agency"}

    assert {"US", "DE", "JP", "AU", "ZA", "AR", "IR", "IN", "SN"} <= countries


@pytest.mark.parametrize(
    ("name", "outlet_id"),
    [
        ("The Associated Press", "ap"),
        ("A. F. P.", "afp"),
        ("United Preß", "upi"),
        ("Havàs", "havas"),
        ("新华社", "xinhua"),
        ("ТАСС", "tass"),
        ("Thomson/Reuters", "reuters"),
    ],
)
def test_a_name_is_found_in_every_spelling(name: str, outlet_id: str) -> None:
    """Case, accents, dots and scripts do not matter."""
    found = builtin().look_up(name)

    assert found is not None
    assert outlet_id == found.id


def test_what_ocr_damaged_is_recognised() -> None:
    """One wrong letter in five is forgiven, a short name is not guessed."""
    recognised = {
        name: builtin().recognise(name) for name in ("Reutei", "Hayas", "Exchange Tclcgrnpli", "AFQ", "Valais")
    }

    assert {name: outlet.id if outlet else None for name, outlet in recognised.items()} == {
        "Reutei": "reuters",
        "Hayas": "havas",
        "Exchange Tclcgrnpli": None,
        "AFQ": None,
        "Valais": None,
    }


def test_weak_names_are_found_only_when_asked_for() -> None:
    """PA is Pennsylvania more often than an agency."""
    assert builtin().mentions("Harrisburg, PA") == []
    assert [mention.outlet.id for mention in builtin().mentions("PA", weak=True)] == ["press-association"]


def test_a_lost_space_hides_no_name() -> None:
    """Scraping glues a name to the agency that follows."""
    assert builtin().mentions("IsachenkovAssociated Press") == []
    assert [mention.outlet.id for mention in builtin().mentions("IsachenkovAssociated Press", glued=True)] == ["ap"]


@pytest.mark.parametrize("outlet", builtin().outlets.values(), ids=lambda outlet: outlet.id)
def test_no_name_is_passed_over_by_the_quick_look(outlet: Outlet) -> None:
    """Whatever may be mentioned may also be named, also letter by letter."""
    spelt = [" ".join(f"{letter}." for letter in name) for name in outlet.variants if name.isupper() and len(name) <= 5]
    for name in (outlet.name, *outlet.variants, *spelt):
        assert builtin().may_name(f"Ann Lee, {name}.")


def test_words_that_names_begin_with_are_no_names() -> None:
    """Common words open many names, so that the next one must fit too."""
    assert not builtin().may_name("New Guard of National Parks")


def test_the_users_own_outlets_overrule_the_package() -> None:
    """An archive knows its neighbours better than we do."""
    own = with_outlets((Outlet("ap", "Associated Press", reliability="A"), Outlet("quay", "Quay Herald")))

    assert own.outlets["ap"].reliability == "A"
    assert own.look_up("Quay Herald") is not None
    assert builtin().look_up("Quay Herald") is None


def test_a_registry_travels_to_workers_once() -> None:
    """Two batches that carry it share one index."""
    first, second = (pickle.loads(pickle.dumps(builtin())) for _ in range(2))  # noqa: S301 - our own bytes

    assert first is second
    assert first.outlets == builtin().outlets
