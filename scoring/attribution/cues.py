"""The lexicon of cues as the finder reads it: from a word to what it can mean, and what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from dedup.lexicon import read_table
from scoring.attribution.inflection import verb_forms

PREPOSITIONS = frozenset("of about for on to in with against from as at over toward by".split())


@dataclass(frozen=True, slots=True)
class Sense:
    """One reading of a word: verb, noun, adjective or phrase, and the complements that it takes."""

    part: str
    takes: frozenset[str]
    is_speech: bool


Senses = Mapping[str, Sense]  # by part of speech


@cache
def single_cues() -> Mapping[str, Senses]:
    """Return the senses of every form of every cue of one word.

    >>> sorted(single_cues()["claims"])
    ['noun', 'verb']
    """
    return {form: senses for form, senses in _all_cues().items() if " " not in form}


@cache
def phrase_cues() -> Mapping[str, tuple[tuple[tuple[str, ...], Sense], ...]]:
    """Return, by first word, the cues of several words, longest first.

    >>> [" ".join(words) for words, sense in phrase_cues()["shrugged"]]
    ['shrugged off']
    """
    found: dict[str, list[tuple[tuple[str, ...], Sense]]] = {}
    for form, senses in _all_cues().items():
        words = tuple(form.split())
        if len(words) > 1:
            found.setdefault(words[0], []).extend((words, sense) for sense in senses.values())
    return {first: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for first, rows in found.items()}


def _all_cues() -> dict[str, dict[str, Sense]]:
    """Return the senses of every form in the lexicon; what several classes say of one word is joined."""
    found: dict[str, dict[str, Sense]] = {}
    for entry in read_table("cues_en"):
        part, takes, words = str(entry["part"]), entry["takes"], entry["words"]
        assert isinstance(takes, list) and isinstance(words, list)
        sense = Sense(part, frozenset(takes), bool(entry["is_speech"]))
        for word in words:
            for form in _forms(word, part):
                known = found.setdefault(form, {})
                known[part] = _join(known[part], sense) if part in known else sense
    return found


def _forms(word: str, part: str) -> list[str]:
    """Return the forms in which `word` is met."""
    if part == "verb":
        return list(verb_forms(word))
    if part == "noun":
        return [word, f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"]
    return [word]


def _join(first: Sense, second: Sense) -> Sense:
    """Return the sense that takes what either takes."""
    return Sense(first.part, first.takes | second.takes, first.is_speech or second.is_speech)
