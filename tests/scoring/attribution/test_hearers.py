"""Officials inside an agency: who heard the speaker before a medium told of it is a relay behind that medium."""

import pytest

from scoring.attribution import attribute


def relays(text: str) -> dict[str | None, str | None]:
    """Return the relays of each source."""
    return {found.source: found.relay for found in attribute(text)}


@pytest.mark.parametrize(
    ("text", "speaker", "relay"),
    [
        (
            "Reuters reported that harbour officials had got a warning from the dockers that they would strike.",
            "the dockers",
            "Reuters > harbour officials",
        ),
        (
            "The mayor received the ferrymen's promise that the line would run, according to Interfax.",
            "the ferrymen",
            "Interfax > The mayor",
        ),
        (
            "Interfax said the ministry was given an assurance by the owners that the pit was dry.",
            "the owners",
            "Interfax > the ministry",
        ),
        (
            "AFP reported that Osk met the governor, who had received a pledge from the miners that the pit would stay open.",
            "the miners",
            "AFP > the governor",
        ),
        (
            "AFP reported that the coast guard quoted the captain as saying that the boat had turned over in the night.",
            "the captain",
            "AFP > the coast guard",
        ),
        ("AFP reported aides quoted Osk as saying that the bridge was safe.", "Osk", "AFP > aides"),
        ("AFP reported that Interfax quoted Osk as saying that the bridge was safe.", "Osk", "AFP > Interfax"),
        (
            "The bridge was not safe, AFP reported, citing engineers, citing a survey by the county.",
            "a survey by the county",
            "AFP > engineers",
        ),
    ],
)
def test_who_stands_between_a_medium_and_the_speaker_is_a_relay(text: str, speaker: str, relay: str) -> None:
    """The medium comes first, then who heard or cites the speaker; each stands where it is named."""
    assert relays(text)[speaker] == relay

    [found] = [one for one in attribute(text) if one.source == speaker]
    assert [text[span.start : span.end] for span in found.relay_spans] == relay.split(" > ")
    assert found.relay_type == "agency"


@pytest.mark.parametrize(
    ("text", "speaker", "relay"),
    [
        ("The ministry received a letter, it said.", "it", None),
        ("Officials had received a pledge from the miners that the pit would stay open.", "the miners", None),
        ("AFP said it had received a statement from the miners that the pit would close.", "the miners", "AFP"),
        (
            "AFP said the mayor would get an assurance from the miners that the pit would stay open.",
            "the miners",
            "AFP",
        ),
        ("AFP said the mayor had no assurance from the miners that the pit would stay open.", "the miners", "AFP"),
        (
            "AFP said the mayor had not received a pledge from the miners that the pit would stay open.",
            "the miners",
            "AFP",
        ),
        ("AFP said the mayor lost a pledge from the miners that the pit would stay open.", "the miners", "AFP"),
        ("AFP said the mill has had a pledge from the miners that the pit would stay open.", "the miners", "AFP"),
    ],
)
def test_what_nobody_heard_for_a_medium_gains_no_relay(text: str, speaker: str, relay: str | None) -> None:
    """No medium around, the medium itself, what is not yet or never received, and things that cannot hear."""
    assert relays(text)[speaker] == relay
    assert not any(" > " in found for found in relays(text).values() if found)


def test_a_medium_that_speaks_for_itself_has_nobody_before_it() -> None:
    """Who got an agency's own statement stands nearer to the item than the agency."""
    assert relays("The court received a statement from Interfax that its office would close.")["Interfax"] == "Interfax"


def test_the_items_own_outlet_leaves_nobody_behind() -> None:
    """What officials told the item's own outlet came through no other medium."""
    text = "The Quay Herald reported that officials got a pledge from the miners that the pit would stay open."
    found = attribute(text, outlet="The Quay Herald")

    assert {one.relay for one in found} == {None}
