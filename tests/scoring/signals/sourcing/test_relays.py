"""What came through others, and through whom."""

from collections.abc import Callable

from scoring.signals import BY_CODE
from scoring.signals.dossier import Dossier
from scoring.signals.judge import find
from scoring.signals.relaying import own_relayers
from scoring.signals.signal import Example

STACKED = (
    "Interfax reported that port officials had received a pledge from the harbour union that the pier would stay open."
)


def test_officials_inside_an_agency_are_a_second_relay(open_example: Callable[[Example], Dossier]) -> None:
    """Who heard the speaker for the agency is told of beside it."""
    reasons = [finding.reason for finding in find(BY_CODE["SRC202"], open_example(Example(STACKED)))]

    assert len(reasons) == 2
    assert reasons[1] == "what the harbour union says came through port officials"


def test_an_item_rests_on_media_and_not_on_those_who_spoke_to_them(open_example: Callable[[Example], Dossier]) -> None:
    """Only the agency counts among the media an item rests on."""
    assert own_relayers(open_example(Example(STACKED))) == ["Interfax"]
