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
class CheckSettings:
    """What `copydesk check` tells, and when it fails."""

    select: tuple[str, ...] = ()  # codes or families; none: all
    ignore: tuple[str, ...] = ()
    fail_on: str = "error"
    show: str = "warning"  # a note is a thing to know of an item, and a good archive has hundreds
    baseline: str = ".copydesk/baseline.jsonl"  # below the archive's root
    severity: Mapping[str, str] = field(default_factory=dict)  # by code, over those of weights.toml
    ignore_in: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # codes or families by pattern of paths

    def __post_init__(self) -> None:
        """Check codes and severities."""
        levels = ("none", "note", "warning", "error")
        for name in ("fail_on", "show"):
            value = getattr(self, name)
            lower.require(value in levels[1:], f"{name} must be one of {', '.join(levels[1:])}, not {value!r}")
        for code, value in self.severity.items():
            lower.require(code in default_weights(), f"severity: there is no rule {code}; `copydesk rules` lists them")
            lower.require(value in levels, f"severity.{code} must be one of {', '.join(levels)}, not {value!r}")
        for code in (*self.select, *self.ignore, *(code for codes in self.ignore_in.values() for code in codes)):
            is_known = any(known.startswith(code) for known in default_weights())
            lower.require(is_known, f"there is no rule or family {code}; `copydesk rules` lists them")


@dataclass(frozen=True, slots=True)
class Settings(lower.Settings):
    """All settings of both streets."""

    attribution: AttributionSettings = field(default_factory=AttributionSettings)
    signals: SignalSettings = field(default_factory=SignalSettings)
    check: CheckSettings = field(default_factory=CheckSettings)
