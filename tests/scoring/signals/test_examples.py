from collections.abc import Callable

import pytest

from scoring.signals import ALL, BY_CODE
from scoring.signals.dossier import Dossier
from scoring.signals.judge import find
from scoring.signals.signal import Example

Open = Callable[[Example], Dossier]
FIRES = [
    pytest.param(signal.code, example, id=f"{signal.code}-{n}")
    for signal in ALL
    for n, example in enumerate(signal.fires)
]
SILENT = [
    pytest.param(signal.code, example, id=f"{signal.code}-{n}")
    for signal in ALL
    for n, example in enumerate(signal.silent)
]


def _states(code: str, example: Example, open_example: Open) -> set[str]:
    """Return what the signal finds, whatever the kind of an item as short as an example."""
    signal = BY_CODE[code]
    dossier = open_example(example)
    return {finding.state for finding in (list(signal.judge(dossier)) or find(signal, dossier))}


@pytest.mark.parametrize(("code", "example"), FIRES)
def test_a_signal_fires_on_its_examples(code: str, example: Example, open_example: Open) -> None:
    """What the page shows as an example is found by the real street."""
    assert "present" in _states(code, example, open_example)


@pytest.mark.parametrize(("code", "example"), SILENT)
def test_a_signal_stays_silent_on_its_counterexamples(code: str, example: Example, open_example: Open) -> None:
    """What the page shows as a counterexample is not found."""
    assert "present" not in _states(code, example, open_example)
