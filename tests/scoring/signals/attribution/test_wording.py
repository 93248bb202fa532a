"""How sources are spoken of."""

from collections.abc import Callable

from scoring.signals import BY_CODE
from scoring.signals.dossier import Dossier
from scoring.signals.judge import find
from scoring.signals.signal import Example


def test_allegations_and_those_who_make_them_are_one_finding(open_example: Callable[[Example], Dossier]) -> None:
    """A crowd that a claim is said to come from is told of once, by its own name."""
    dossier = open_example(Example("There have been allegations, from Western sources, that the dam had cracks."))
    [finding] = find(BY_CODE["ATT107"], dossier)

    assert finding.reason == "nobody can ask “Western sources”"
