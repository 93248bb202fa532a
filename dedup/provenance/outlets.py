"""One name for one outlet: gazetteer names, plain names and web domains brought together.

A domain stands for a name when its stem is made of the name's words in order, each whole or cut to its first letter, as
in `nytimes.com` and `latimes.com`.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from dedup.lexicon import Field, read_lines, read_table
from dedup.names import fold_name, initials, same_word
from dedup.registry import is_agency_name

DOMAIN = re.compile(
    r"(?:https?://)?(?:www\d?\.|m\.|feeds\.)?([a-z0-9][a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,62}){1,4}(?:/\S{0,200})?"
)
ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "les", "l", "el", "los", "las", "il", "al"})
ARTICLE = re.compile(rf"(?:{'|'.join(sorted(ARTICLES - {'l'}))}) |l['’] ?", re.IGNORECASE)
MIN_STEM = 3
ACRONYM = range(2, 9)  # letters: AP to UNTERFAX
WIRE_KINDS = frozenset({"agency", "syndicate"})


@lru_cache(maxsize=1)
def gazetteer() -> Mapping[str, Mapping[str, Field]]:
    """Return the gazetteer's entries by id."""
    return {str(entry["id"]): entry for entry in read_table("agencies")}


def canonical_name(name: str, name_id: str | None) -> str:
    """Return the one name under which an origin is known: the gazetteer's, else `name` with single blanks.

    A newspaper's article is part of its name, an agency's is not.

    >>> canonical_name("The  Harbour Gazette", None), canonical_name("the Khorvan News Agency", None)
    ('The Harbour Gazette', 'Khorvan News Agency')
    """
    entry = gazetteer().get(name_id) if name_id else None
    if entry:
        return str(entry["name"])
    written = " ".join(name.split())
    article = ARTICLE.match(written) if is_agency_name(written) else None
    return written[article.end() :] if article else written


@lru_cache(maxsize=16_384)
def outlet_key(name: str) -> str:
    """Return what two spellings of one outlet share: its words folded, without a leading article, or its domain's stem.

    >>> outlet_key("The New Arab"), outlet_key("www.newarab.com")
    ('new arab', 'newarab')
    """
    domain = DOMAIN.fullmatch(name.strip().casefold())
    if domain:
        return domain[1].replace("-", "")
    words = fold_name(name).split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in ARTICLES else words)


@lru_cache(maxsize=65_536)
def same_outlet(one: str | None, other: str | None) -> bool:
    """Return whether both names are known and mean one outlet.

    >>> same_outlet("nytimes.com", "The New York Times"), same_outlet("cnn.com", "CNN"), same_outlet("AP", "AFP")
    (True, True, False)
    """
    if not one or not other:
        return False
    key, other_key = outlet_key(one), outlet_key(other)
    if key.replace(" ", "") == other_key.replace(" ", ""):
        return bool(key)
    if gazetteer_id(one) is not None and gazetteer_id(other) is not None:
        return gazetteer_id(one) == gazetteer_id(other)
    return _inflects(key, other_key) or any(_abbreviates(*pair) for pair in ((key, other_key), (other_key, key)))


@lru_cache(maxsize=16_384)
def gazetteer_id(name: str) -> str | None:
    """Return the gazetteer's id for `name`, under any of its variants; None when there is none."""
    return _ids().get(outlet_key(name))


def is_wire(name: str | None) -> bool:
    """Return whether `name` is an agency or a syndicate, by the gazetteer or by its own words.

    >>> is_wire("Lowland News Agency"), is_wire("The Harbour Gazette"), is_wire(None)
    (True, False, False)
    """
    if not name:
        return False
    entry = gazetteer().get(gazetteer_id(name) or "")
    if entry is not None:
        return entry.get("kind") in WIRE_KINDS
    return is_agency_name(name)


@lru_cache(maxsize=1)
def _ids() -> Mapping[str, str]:
    """Return the id for each folded name and variant; the first entry keeps a variant that two entries claim."""
    found: dict[str, str] = {}
    for entry_id, entry in gazetteer().items():
        variants = entry.get("variants", [])
        for name in (str(entry["name"]), *(variants if isinstance(variants, list) else ())):
            found.setdefault(outlet_key(name), entry_id)
    return found


def _abbreviates(short: str, long: str) -> bool:
    """Return whether the key `short` is a domain's stem, an acronym or a bare form of the key `long`."""
    if " " not in short and len(short) in ACRONYM and short == initials(long):
        return True
    return short == _bare(long) or _spells(short, long.split())


def _inflects(key: str, other_key: str) -> bool:
    """Return whether both keys are one word but for its ending or a slip, as in "im Küstenboten"."""
    return " " not in key and " " not in other_key and same_word(key, other_key)


def _bare(key: str) -> str:
    """Return `key` without "news agency" and the like."""
    return " ".join(word for word in key.split() if word not in read_lines("outlet_words"))


def _spells(stem: str, words: list[str]) -> bool:
    """Return whether `stem`, a domain's, is made of `words` in order, each whole or its first letter."""
    if " " in stem or len(stem) < MIN_STEM or len(words) == 1:
        return False
    rests = {stem}
    for word in words:
        rests = {rest[len(part) :] for rest in rests for part in (word, word[0]) if rest.startswith(part)}
    return "" in rests
