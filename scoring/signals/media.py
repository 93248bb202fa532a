"""What is a medium, and when two wordings name the same one."""

import re

from dedup.lexicon import read_lines
from dedup.names import fold_name, same_name
from dedup.registry import builtin
from scoring.attribution.media import medium_kind

# What a medium finds out or thinks itself, and what is no hearsay.
OWN_WORK = frozenset(
    "analysis average count data editorial editorials headline poll polls survey surveys tally".split()
)
BODIES = (
    "government|company|campaign|candidate|group|team|city|county|school|university|department|committee|party|ministry"
)
NO_MEDIUM = re.compile(
    rf"(?i)\b(?:{BODIES})(?:['’]s)? (?:web ?site|web ?page|page|blog)\b|^(?:the|its|his|her|their) (?:web ?site|site|page)$"
    r"|^(?:live|national) (?:radio|television|tv)$|\b(?:discussion|new|policy|research|white|working) papers?$"
)
MEDIA_WORDS = frozenset((*read_lines("medium_heads"), *read_lines("masthead_words"))) - {"network"}
# Beside "network"; without one of them it is a network of people or towns.
NETWORKS = MEDIA_WORDS | frozenset("broadcasting cable sports".split())
MIN_FURTHER_WORDS = 2  # "CNN Politics" is CNN's own, "Bloomberg New Energy Finance" an institute
ROLES = frozenset(read_lines("roles"))
FULL_NAME_WORDS = range(2, 5)
COMMON_WORDS = frozenset({"news", "agency", "the", "network", "website", "newspaper", "daily"})
STEM_CHARS = 4  # "Iran" and "Iranian"


def is_medium(name: str) -> bool:
    """Return whether the words name a medium that can pass on what others say, and not its own work or another body.

    >>> is_medium("the Lowmere Post"), is_medium("a Lowmere Post survey"), is_medium("the company website")
    (True, False, False)
    >>> is_medium("Halmar News Network"), is_medium("the Clean Lake Network"), is_medium("Reuters Deep Sea Institute")
    (True, False, False)
    """
    is_work = not OWN_WORK.isdisjoint(fold_name(name).split())
    return not is_work and not NO_MEDIUM.search(name) and not _is_other_body(name)


def _is_other_body(name: str) -> bool:
    """Return whether more capitals follow an outlet's name that no medium's word ends, or it is a network of others."""
    words = fold_name(name).split()
    if words[-1:] == ["network"] and len(words) > 1:
        return NETWORKS.isdisjoint(words) and not builtin().look_up(name)
    mention = next(iter(builtin().mentions(name)), None)
    further = name[mention.span.end :].split() if mention else []
    is_longer = len(further) >= MIN_FURTHER_WORDS and all(word[0].isupper() for word in further)
    return is_longer and words[-1] not in MEDIA_WORDS


def is_person(name: str) -> bool:
    """Return whether the words name somebody who speaks for himself: "Lowmere Mayor Paul Guardian".

    >>> is_person("CNN's Ida Brandt"), is_person("Iran's Press TV")
    (True, False)
    """
    words = name.split()
    return any(
        (word.lower() in ROLES or (word.endswith(("'s", "’s")) and not medium_kind(" ".join(words[place:]))))
        and len(words) - place in FULL_NAME_WORDS
        and all(part[0].isupper() for part in words[place:])
        for place, word in enumerate(words, start=1)
    )


def same_relayer(a: str, b: str) -> bool:
    """Return whether two wordings name one medium: the words of one within the other, or two spellings of one.

    >>> same_relayer("the Tasnim news agency", "Tasnim"), same_relayer("state media", "Iran's state media")
    (True, True)
    >>> same_relayer("TASS", "Interfax")
    False
    """
    fewer, more = sorted((_telling_words(a), _telling_words(b)), key=len)
    if not fewer:
        return fold_name(a) == fold_name(b)
    return all(any(_same_word(word, other) for other in more) for word in fewer) or same_name(
        " ".join(fewer), " ".join(more)
    )


def _telling_words(name: str) -> list[str]:
    """Return the folded words of `name` without those that it shares with other media."""
    return [word for word in fold_name(re.sub(r"['’]s\b", "", name)).split() if word not in COMMON_WORDS]


def _same_word(word: str, other: str) -> bool:
    """Return whether two words are one, or a country and its adjective."""
    shorter = min(len(word), len(other))
    return word == other or (shorter >= STEM_CHARS and word[:STEM_CHARS] == other[:STEM_CHARS])
