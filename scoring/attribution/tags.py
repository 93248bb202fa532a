"""The tag of a word by itself, from the lexicons of its language, its ending and its capital."""

from functools import cache

from dedup.lexicon import read_lines, read_table
from scoring.attribution.cues import read_cues
from scoring.attribution.inflection import irregular_pasts, verb_forms

MARKS = (
    dict.fromkeys("$€£¥", "#")
    | dict.fromkeys(("“", "”", '"', "''", "``", "„", "«", "»", "‟"), '"')
    | dict.fromkeys(("—", "–", "―", "--"), "-")
    | dict.fromkeys(("'s", "’s", "'S", "’S", "'", "’"), "'")
    | dict.fromkeys(("'ll", "’ll", "'d", "’d"), "m")
    | dict.fromkeys(("'re", "’re", "'m", "’m"), "B")
    | {"'ve": "a", "’ve": "a", "…": "."}
)
IN_SMALL_LETTERS = {"sat": "e", "sun": "n", "wed": "e", "march": "v", "mar": "v"}  # English days and months else
KEPT_IN_CAPITALS = frozenset("dqpowhtiscTY")  # what a capital in mid-sentence does not turn into a name
SUFFIXES = {
    "en": (("ly", "r"), ("ing", "g"), ("ed", "e")),
    "de": (),
    "fr": (("ment", "r"),),
    "es": (("mente", "r"), ("ando", "g"), ("iendo", "g")),
}
ADJECTIVE_ENDINGS = ("ous", "ful", "ive", "ible", "able", "less", "ish")
TELLING_ENDINGS = {
    lang: (*(suffix for suffix, _ in rules), *(ADJECTIVE_ENDINGS if lang == "en" else ()))
    for lang, rules in SUFFIXES.items()
}
MIN_STEM_CHARS = 3  # before an ending that tells


def tag_of(raw: str, word: str, lang: str) -> str:
    """Return the tag of one token by itself, as written and as the folded `word`; the letters are those of `tokens`.

    >>> [tag_of(raw, raw.lower(), "en") for raw in ("the", "Osk", "quickly", "says", "harbour")]
    ['d', 'P', 'r', 'z', 'n']
    """
    first = raw[0]
    if first.islower():
        return _small_tags(lang).get(word) or _tag_by_ending(word, "n", lang)
    if first.isupper():
        known = word_tags(lang).get(word.rstrip("."), "P")
        if known == "P":
            return known
        is_kept = known in KEPT_IN_CAPITALS and (len(word) == 1 or not raw.isupper())
        return known if is_kept else "P"
    if raw in MARKS:
        return MARKS[raw]
    if not first.isalnum():
        return "P" if len(raw) > 1 and first in "@#" else "<" if len(raw) > 1 else first
    return "#" if first.isdigit() else tag_word(word, "n", lang)


def tag_word(word: str, unknown: str, lang: str) -> str:
    """Return the tag of a word in lower case; a word without a telling ending is `unknown`."""
    return word_tags(lang).get(word) or _tag_by_ending(word, unknown, lang)


def _tag_by_ending(word: str, unknown: str, lang: str) -> str:
    """Return the tag of a word that no lexicon has."""
    if not word.endswith(TELLING_ENDINGS[lang]):  # most
        return unknown
    for suffix, kind in SUFFIXES[lang]:
        if word.endswith(suffix) and len(word) >= len(suffix) + MIN_STEM_CHARS and (unknown == "n" or kind == "r"):
            return kind
    return "j" if lang == "en" and unknown == "n" and word.endswith(ADJECTIVE_ENDINGS) else unknown


@cache
def word_tags(lang: str) -> dict[str, str]:
    """Return the tag of every word that the lexicons of the language know; closed classes outdo cues, cues other verbs."""
    found: dict[str, str] = {}
    if lang == "en":
        found.update(dict.fromkeys(irregular_pasts(), "e"))
        for base in read_lines("verbs_en"):
            found.update(verb_forms(base))
    for form, senses in read_cues(lang).singles.items():
        if "verb" not in senses:
            found.setdefault(form, "n" if "noun" in senses else "j")
    found.update(_verb_tags(lang))
    for entry in read_table(f"grammar_{lang}"):
        words = entry["words"]
        if isinstance(words, list):
            found.update(dict.fromkeys(words, str(entry["tag"])))
    return {word.replace("’", "'"): kind for word, kind in found.items()}


@cache
def _small_tags(lang: str) -> dict[str, str]:
    """Return the tags of words that no capital begins."""
    return word_tags(lang) | (IN_SMALL_LETTERS if lang == "en" else {})


def _verb_tags(lang: str) -> dict[str, str]:
    """Return the tag of each form of the verbs that are cues."""
    found: dict[str, str] = {}
    for entry in read_table(f"cues_{lang}"):
        words = entry["words"]
        if entry["part"] == "verb" and isinstance(words, list):
            for word in words:
                found.update(verb_forms(word) if lang == "en" else {word: str(entry.get("form", "e"))})
    return found
