"""The nouns of the finder: a draft is an attribution in tokens, before its words are looked at.

Like the other nouns made by the dozen for each text they are not frozen, since a frozen field is set by a call of its own.
"""

from dataclasses import dataclass

Run = tuple[int, int]  # tokens, half open


@dataclass(slots=True)
class Complement:
    """What follows a cue: where the cue's own words end, and the content; `is_quote` when the content is a quote."""

    cue_end: int
    content: Run
    is_quote: bool = False


@dataclass(slots=True)
class Draft:
    """One attribution in tokens: runs of the source (or None), the cue and the contents.

    `through` are those between the source and the item whom the cue names, outermost first: "TASS quoted an officer as
    saying", "officials had received a pledge from the delegation that".
    """

    cue: Run
    source: Run | None
    contents: tuple[Run, ...]
    is_speech: bool
    through: tuple[Run, ...] = ()
