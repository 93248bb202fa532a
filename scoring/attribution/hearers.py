"""Who heard the speaker before others told of it: "officials" in "officials had received a pledge from the delegation that"."""

from scoring.attribution.draft import Run
from scoring.attribution.phrases import noun_phrase_before, verb_group_before
from scoring.attribution.reading import Reading
from scoring.attribution.sources import is_somebody, subject_before

RECEIVING = frozenset(
    """extracted get gets getting got gotten had has have heard obtain obtained obtaining obtains receive received receives
    receiving secure secured secures securing win wins winning won""".split()
)
GIVEN = frozenset("given handed offered sent shown".split())  # in the passive: "officials were given"
REFUSALS = frozenset("no never nor neither".split())
UNREAL = frozenset("mx")  # tags of what makes it not so: "would receive", "had not received"


def hearer_before(reading: Reading, noun: int, first: int) -> Run | None:
    """Return who received what the noun at `noun` names, in a sentence that begins at `first`, or None.

    >>> from scoring.attribution.reading import read
    >>> hearer_before(read("Port officials had received a written pledge from Osk that it would open."), 6, 0)
    (0, 2)
    >>> hearer_before(read("Port officials had made a written pledge that it would open."), 6, 0)
    """
    tags, words = reading.tokens.tags, reading.tokens.words
    verb = noun_phrase_before(reading.mirrored, noun + 1) - 1
    if verb <= first or words[verb] not in RECEIVING | GIVEN:
        return None
    group = max(verb_group_before(reading.mirrored, verb), first)
    is_received = (words[verb] in GIVEN) == ("B" in tags[group:verb] and tags[verb] != "g")
    if not is_received or not REFUSALS.isdisjoint(words[group:noun]) or not UNREAL.isdisjoint(tags[group:verb]):
        return None
    hearer = subject_before(reading, group, first)
    return hearer if hearer and is_somebody(reading, hearer) else None
