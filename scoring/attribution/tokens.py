"""Tokens of a text with one letter each for their part of speech: the ground on which phrases are read.

One regular expression cuts the text, one look-up tags each token, and a few substitutions over the string of tags
settle what depends on the neighbour ("the plan" against "they plan"). The tags: d determiner, q quantifier, p pronoun, o object
pronoun, w question word, h "that", t "to", i preposition, s subordinator, c "and", b "but", m modal, B form of "be",
a form of "have" or "do", x negation, r adverb, j adjective, # number, P name, n noun or unknown, v base verb, z third
person, e past or participle, g "-ing", ' possessive; punctuation stands for itself, and " for every quote mark.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache

from dedup.lexicon import read_lines, read_table
from dedup.tables import Span
from scoring.attribution.cues import single_cues
from scoring.attribution.inflection import verb_forms

TOKEN = re.compile(
    r"<[^<>\n]{1,400}>"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Prof|Rev|St|Jr|Sr)\."
    r"|(?:[^\W\d_]\.){2,9}|[A-Z]\.(?= [A-Z])|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec|vs|Inc|Corp|Co|Ltd|Gov)\.(?= )"
    r"|['’](?:s|re|ve|ll|d|m|S)(?!\w)"
    r"|[@#]?\w+(?:[-.&/,]\w+|['’](?!(?:s|re|ve|ll|d|m|S)(?!\w))\w+)*"
    r"|''|``|[^\w\s]"
)
MARKS = {mark: "#" for mark in "$€£¥"} | {mark: '"' for mark in ("“", "”", '"', "''", "``", "„", "«", "»", "‟")} | {
    "—": "-", "–": "-", "―": "-", "--": "-", "'s": "'", "’s": "'", "'": "'", "’": "'", "…": ".",
}  # fmt: skip
OPEN_TAGS = frozenset("nPjvzeg#")  # tags of words that name, describe or act
PLURAL_WORDS = frozenset("people police men women children media data".split())
TIME_OPENERS = frozenset("last next this that earlier later each every".split())
TIME_CLOSERS = frozenset("after before ago later earlier".split())
SUFFIXES = (("ly", "r"), ("ing", "g"), ("ed", "e"))
ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "ible", "able", "less", "ish")


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into words and marks; token i is `text[starts[i]:ends[i]]`, folded `words[i]`, tagged `tags[i]`."""

    text: str
    starts: list[int]
    ends: list[int]
    words: list[str]
    tags: str

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens `first` up to and without `last`."""
        return Span(self.starts[first], self.ends[last - 1])

    def at(self, offset: int) -> int:
        """Return the first token that starts at or after `offset`."""
        return bisect_left(self.starts, offset)


def tokenise(text: str, heads: list[int]) -> Tokens:
    """Return the tokens of `text`, whose sentences start at the offsets `heads`.

    >>> tokenise("The U.S. plan didn't fail, Mr. Osk’s aide says.", [0]).tags
    "dPnav,PP'nz."
    """
    matches = list(TOKEN.finditer(text))
    raw = [match[0] for match in matches]
    starts = [match.start() for match in matches]
    tags = [_tag(word) for word in raw]
    for head in heads:
        _tag_head(raw, tags, bisect_left(starts, head))
    words = [word.lower().replace("’", "'") for word in raw]
    _tag_times(words, tags)
    _tag_plain_nouns(words, tags)
    return Tokens(
        text,
        starts,
        [match.end() for match in matches],
        words,
        _settle("".join(tags)),
    )


def _tag_head(raw: list[str], tags: list[str], place: int) -> None:
    """Tag anew the first word of a sentence, whose capital says nothing."""
    while place < len(tags) and tags[place] in '"(-[*•':
        place += 1
    if place < len(tags) and tags[place] == "P":
        tags[place] = _tag_word(raw[place].lower(), "P")


def _tag_times(words: list[str], tags: list[str]) -> None:
    """Tag "last week" and its like as times, other nouns of time as nouns."""
    for place, tag in enumerate(tags):
        if tag == "Y":
            is_dated = place > 0 and words[place - 1] in TIME_OPENERS
            is_counted = words[place + 1 : place + 2] and words[place + 1] in TIME_CLOSERS
            tags[place] = "T" if is_dated or is_counted else "n"
            tags[place - 1] = "T" if is_dated else tags[place - 1]


def _tag_plain_nouns(words: list[str], tags: list[str]) -> None:
    """Tag as a noun what looks like a verb in the plural after a singular: "the Osk campaign" against "critics campaign"."""
    for place, tag in enumerate(tags):
        if tag == "v" and place > 0 and tags[place - 1] in "nP" and not is_plural(words[place - 1]):
            if place < 2 or tags[place - 2] != "c":
                tags[place] = "n"


def is_plural(word: str) -> bool:
    """Return whether a noun can be the subject of a verb without "-s".

    >>> is_plural("officials"), is_plural("people"), is_plural("mayor")
    (True, True, False)
    """
    return word in PLURAL_WORDS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


@cache
def _known() -> dict[str, str]:
    """Return the tag of every word that the lexicons know."""
    found: dict[str, str] = {}
    for base in read_lines("verbs_en"):
        found.update(verb_forms(base))
    for form, senses in single_cues().items():
        found.setdefault(form, "n" if "noun" in senses else "j")
    for entry in read_table("cues_en"):
        words = entry["words"]
        if entry["part"] == "verb" and isinstance(words, list):
            for word in words:
                found.update(verb_forms(word))
    for entry in read_table("grammar_en"):
        words = entry["words"]
        if isinstance(words, list):
            found.update(dict.fromkeys(words, str(entry["tag"])))
    return {word.replace("’", "'"): tag for word, tag in found.items()}


@lru_cache(maxsize=1 << 16)
def _tag(raw: str) -> str:
    """Return the tag of one token by itself."""
    first = raw[0]
    if not first.isalnum():
        return MARKS.get(raw) or (
            "P"
            if len(raw) > 1 and first in "@#"
            else "m"
            if raw[1:] in {"ll", "d"}
            else "B"
            if raw[1:] in {"re", "m"}
            else "a"
            if raw[1:] == "ve"
            else "<"
            if len(raw) > 1
            else first
        )
    if first.isdigit():
        return "#"
    word = raw.lower().replace("’", "'")
    if first.isupper():
        tag = _known().get(word.rstrip("."), "P")
        return tag if tag in "dqpowhtiscTY" and (word in {"i", "a"} or not raw.isupper()) else "P"
    return _tag_word(word, "n")


def _tag_word(word: str, unknown: str) -> str:
    """Return the tag of a word in lower case; a word without a telling ending is `unknown`."""
    word = word.replace("’", "'")
    if word in _known():
        return _known()[word]
    if unknown == "n" or word.endswith("ly"):
        for suffix, tag in SUFFIXES:
            if word.endswith(suffix) and len(word) > len(suffix) + 2:
                return tag
        if word.endswith(ADJECTIVE_ENDINGS):
            return "j"
    return unknown


SETTLING = (
    (re.compile(r"(?<=[dj'])[vz]|(?<=[q#])z|(?<=[ezig])v|(?<=,)v(?=i)"), "n"),  # the plan, both plans, made plans
    (re.compile(r"(?<=[d'])g"), "n"),  # his saying
    (re.compile(r"(?<=[d'#])e(?=[njPe])|(?<=[d'#]r)e(?=[njP])"), "j"),  # the alleged plan, its recently built port
    (re.compile(r"(?<=[pohwq])'"), "B"),  # he's
)


def _settle(tags: str) -> str:
    """Return `tags` with those that their neighbours show to be wrong put right."""
    for pattern, tag in SETTLING:
        tags = pattern.sub(tag, tags)
    return tags
