"""Frozen settings of the upper floor; each default with its reason."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from math import inf
from types import MappingProxyType

from dedup import settings as lower


@dataclass(frozen=True, slots=True)
class AttributionSettings:
    """How attributions are found."""

    max_item_chars: int = 200_000  # a transcript of a day's hearing; the rest of a longer text is not attributed


@dataclass(frozen=True, slots=True)
class Weight:
    """What one signal is worth; the fields are explained at the head of weights.toml."""

    points: float
    severity: str
    each: bool = False
    floor: float = -inf
    shown: bool = False


@cache
def default_weights() -> Mapping[str, Weight]:
    """Return the weight of each signal by its code, as weights.toml gives them.

    >>> default_weights()["ATT104"].points
    -4.0
    """
    text = resources.files("scoring").joinpath("weights.toml").read_text(encoding="utf-8")
    entries = tomllib.loads(text).items()
    return MappingProxyType({code: Weight(**(entry | {"points": float(entry["points"])})) for code, entry in entries})


@dataclass(frozen=True, slots=True)
class SignalSettings:
    """What the signals are worth."""

    points: Mapping[str, float] = field(default_factory=dict)  # by code, over the points of weights.toml

    def __post_init__(self) -> None:
        """Check that every code is one of ours and every value a number."""
        for code, value in self.points.items():
            lower.require(code in default_weights(), f"points: there is no signal {code}; `copydesk rules` lists them")
            lower.require(isinstance(value, int | float), f"points.{code} must be a number, not {value!r}")

    def weight(self, code: str) -> Weight:
        """Return the weight in force for `code`.

        >>> SignalSettings(points={"ATT104": -2}).weight("ATT104").points
        -2.0
        """
        weight = default_weights()[code]
        return replace(weight, points=float(self.points[code])) if code in self.points else weight


@dataclass(frozen=True, slots=True)
class Settings(lower.Settings):
    """All settings of both streets."""

    attribution: AttributionSettings = field(default_factory=AttributionSettings)
    signals: SignalSettings = field(default_factory=SignalSettings)
