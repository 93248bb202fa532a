import importlib
import pkgutil
import re

import pytest

import scoring.signals
from scoring.settings import default_weights
from scoring.signals import ALL, BY_CODE
from scoring.signals.signal import Signal

VERDICTS = {"confirmed", "credible", "fake", "false", "misinformation", "reliable", "true", "trustworthy", "truth"}
FAMILIES = ["ATT", "SRC", "PRV", "QUO", "DAT", "MET", "COR"]
each_signal = pytest.mark.parametrize("signal", ALL, ids=lambda signal: signal.code)


def test_nobody_is_missing() -> None:
    """Every signal that a module of the package defines stands in the list."""
    modules = pkgutil.walk_packages(scoring.signals.__path__, "scoring.signals.")
    defined = {
        value.code
        for module in modules
        for value in vars(importlib.import_module(module.name)).values()
        if isinstance(value, Signal)
    }

    assert defined == set(BY_CODE)


def test_codes_are_unique_and_stand_in_the_order_of_reports() -> None:
    """Families follow each other, and codes within a family rise."""
    codes = [signal.code for signal in ALL]

    assert sorted(codes, key=lambda code: (FAMILIES.index(code[:3]), code)) == codes
    assert len(set(codes)) == len(codes)


def test_every_signal_has_a_weight_and_every_weight_a_signal() -> None:
    """The one file of weights lists the codes in the order of reports."""
    assert [signal.code for signal in ALL] == list(default_weights())


@each_signal
def test_a_weight_agrees_with_the_sense_of_its_signal(signal: Signal) -> None:
    """A virtue earns, a fault costs, a label does neither."""
    weight = default_weights()[signal.code]

    assert weight.shown == (signal.sense == "label")
    assert weight.points >= 0 if signal.sense == "virtue" else weight.points <= 0
    assert weight.severity in {"error", "warning", "note", "none"}


@each_signal
def test_every_signal_has_a_page_a_standard_and_examples_of_both_kinds(signal: Signal) -> None:
    """What a rule is must be readable without its code."""
    assert signal.page
    assert signal.standard
    assert signal.fires
    assert signal.silent
    assert signal.remedy or signal.sense == "label"


@each_signal
def test_no_page_passes_a_verdict_on_truth(signal: Signal) -> None:
    """A signal tells how an item is sourced, never whether it is right."""
    said = f"{signal.title} {signal.page} {signal.remedy}".lower()

    assert VERDICTS.isdisjoint(re.findall(r"\w+", said))
