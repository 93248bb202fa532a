"""The lexicon of cues as the finder reads it: from a word to what it can mean, and what it takes."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from string import ascii_letters
from typing import NamedTuple

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
Phrases = tuple[tuple[list[str], Sense], ...]  # cues of several words, longest first
LANGUAGES = ("en", "de", "fr", "es")
TAGS = {
    "verb": "vzeg",
    "noun": "n",
    "adjective": "j",
    "phrase": ascii_letters,
}  # that a word has as this part of speech


class Opener(NamedTuple):
    """What a word opens: by itself, by its tag and as a `state`, "is determined"; with others, by the second word."""

    by_tag: Mapping[str, Sense]
    state: Sense | None
    phrases: Mapping[str, Phrases]


@dataclass(frozen=True, slots=True)
class Cues:
    """The cues of one language: those of one word by form, those of several by their first two words.

    `verbs` has the forms that can be verbs, `openers` all cues by their first word.
    """

    singles: Mapping[str, Senses]
    verbs: Mapping[str, Sense]
    phrases: Mapping[tuple[str, str], Phrases]
    openers: Mapping[str, Opener]


@cache
def read_cues(lang: str) -> Cues:
    """Return the cues of a language, one of LANGUAGES.

    >>> sorted(read_cues("en").singles["claims"]), [words for words, _ in read_cues("en").phrases["shrugged", "off"]]
    (['noun', 'verb'], [['shrugged', 'off']])
    """
    forms = _all_forms(lang)
    singles = {form: senses for form, senses in forms.items() if " " not in form}
    phrases: dict[tuple[str, str], list[tuple[list[str], Sense]]] = {}
    for form, senses in forms.items():
        words = form.split()
        if len(words) > 1:
            phrases.setdefault((words[0], words[1]), []).extend((words, sense) for sense in senses.values())
    ordered = {begin: tuple(sorted(rows, key=lambda row: (-len(row[0]), row[0]))) for begin, rows in phrases.items()}
    seconds: dict[str, dict[str, Phrases]] = {form: {} for form in singles}
    for (first, second), rows in ordered.items():
        seconds.setdefault(first, {})[second] = rows
    verbs = {form: senses["verb"] for form, senses in singles.items() if "verb" in senses}
    openers = {first: _opener(singles.get(first, {}), rows) for first, rows in seconds.items()}
    return Cues(singles, verbs, ordered, openers)


def _opener(senses: Senses, phrases: Mapping[str, Phrases]) -> Opener:
    """Return what a word opens: by itself in one of its `senses`, and with others."""
    by_tag = {tag: senses[part] for part, tags in TAGS.items() if part in senses for tag in tags}
    return Opener(by_tag, None if "phrase" in senses else senses.get("adjective"), phrases)


def _all_forms(lang: str) -> dict[str, dict[str, Sense]]:
    """Return the senses of every form in the lexicon; what several classes say of one word is joined."""
    found: dict[str, dict[str, Sense]] = {}
    for entry in read_table(f"cues_{lang}"):
        part, takes, words = str(entry["part"]), entry["takes"], entry["words"]
        if isinstance(takes, list) and isinstance(words, list):
            sense = Sense(part, frozenset(takes), bool(entry["is_speech"]))
            for form in (form for word in words for form in _forms(word, part, lang)):
                known = found.setdefault(form, {})
                known[part] = _join(known[part], sense) if part in known else sense
    return found


def _forms(word: str, part: str, lang: str) -> list[str]:
    """Return the forms in which `word` is met; other lexicons than the English list them all."""
    if lang != "en" or part not in {"verb", "noun"}:
        return [word]
    if part == "verb":
        return list(verb_forms(word))
    return [word, f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"]


def _join(first: Sense, second: Sense) -> Sense:
    """Return the sense that takes what either takes."""
    return Sense(first.part, first.takes | second.takes, first.is_speech or second.is_speech)
