"""What kind of source a phrase names: a person or a group, named or not, a body, a paper, a poll, a database."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from dedup.lexicon import read_lines
from dedup.text.folding import fold_str
from scoring.attribution.media import medium_kind

WORD = re.compile(r"[^\W_](?:[\w.'’&-]*[^\W_])?")
HEAD_END = frozenset(
    "of in at from with who whom which that for on near close familiar inside within at and by to".split()
)
DETERMINERS = frozenset(
    "a an one another some many several most few other both two three four five dozens hundreds".split()
)


@cache
def _lexicon(name: str) -> frozenset[str]:
    return frozenset(read_lines(name))


@lru_cache(maxsize=1 << 14)
def judge_source(phrase: str) -> str | None:
    """Return the source type of `phrase` by its head and its capitals, or None for a pronoun.

    >>> [judge_source(p) for p in ("Lennart Osk, the union's chairman", "a senior official", "many experts", "the BBC")]
    ['named_individual', 'unnamed_individual', 'unnamed_group', 'organisation']
    """
    core = phrase.split(",")[0]
    words = WORD.findall(core)
    folded = [re.sub(r"['’]s$", "", fold_str(word)) for word in words]
    if not words:
        return None
    end = next((k for k, word in enumerate(folded) if k and word in HEAD_END), len(words))
    head, name = folded[end - 1], _name_words(words[:end])
    return _by_head(head, folded[:end], name, words[:end], phrase)


def _name_words(words: Sequence[str]) -> list[str]:
    """Return the capitalised words at the end of a noun phrase."""
    name: list[str] = []
    for word in reversed(words):
        if not (word[0].isupper() or word.lower() in {"de", "van", "von", "der", "al", "bin", "del", "la"}):
            break
        name.insert(0, word)
    return name


def _by_head(head: str, folded: Sequence[str], name: Sequence[str], words: Sequence[str], phrase: str) -> str | None:
    """Return the type that the head word tells."""
    for kind in ("polls", "databases", "documents"):
        if head in _lexicon(kind) and not (len(name) > 1 and kind == "documents"):
            return {"polls": "poll", "databases": "database", "documents": "document"}[kind]
    if head in _lexicon("people"):
        return _group(folded, words)
    if medium_kind(" ".join(words)) or head in _lexicon("organisations") or _is_power(head, folded):
        return "organisation"
    if head in _lexicon("roles"):
        return "unnamed_individual"
    if name:
        return _named(name, folded, words)
    return (
        "unnamed_group"
        if head.endswith("s") and not head.endswith("ss")
        else "unnamed_individual"
        if _is_person(folded)
        else "organisation"
    )


def _is_person(folded: Sequence[str]) -> bool:
    return bool(set(folded) & (_lexicon("roles") | {"man", "woman", "someone", "who", "one"})) or folded[-1].endswith(
        ("er", "or", "ist", "man", "ian")
    )


def _is_power(head: str, folded: Sequence[str]) -> bool:
    return head in _lexicon("powers") or folded[-2:] in (
        ["united", "states"],
        ["white", "house"],
        ["supreme", "court"],
        ["united", "nations"],
    )


def _group(folded: Sequence[str], words: Sequence[str]) -> str:
    """Return whether a plural names its group: "Taliban militants", "Republicans", but not "Western sources"."""
    return (
        "named_group"
        if words[-1][0].isupper()
        and len(folded) > 0
        and folded[-1] not in _lexicon("weasel_heads")
        and len(words) == 1
        and folded[-1] in {"democrats", "republicans", "americans"}
        else "unnamed_group"
    )


def _named(name: Sequence[str], folded: Sequence[str], words: Sequence[str]) -> str:
    """Return the type of a phrase that ends in a name."""
    last = re.sub(r"['’]s$", "", name[-1])
    if last.isupper() and len(last) > 1 and not set(folded[:-1]) & _lexicon("roles"):
        return "organisation"
    before = folded[: len(folded) - len(name)]
    if before and before[0] == "the" and not set(before) & _lexicon("roles"):
        return "organisation" if not last.endswith("s") else "named_group"
    return "named_individual"
