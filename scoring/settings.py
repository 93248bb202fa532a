"""Frozen settings of the upper floor; each default with its reason."""

from dataclasses import dataclass, field

from dedup import settings as lower


@dataclass(frozen=True, slots=True)
class AttributionSettings:
    """How attributions are found."""

    max_item_chars: int = 200_000  # a transcript of a day's hearing; the rest of a longer text is not attributed


@dataclass(frozen=True, slots=True)
class Settings(lower.Settings):
    """All settings of both streets."""

    attribution: AttributionSettings = field(default_factory=AttributionSettings)
