"""Which phrases name a medium, and of what kind: agency, outlet or state media."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from dedup.lexicon import read_lines, read_table
from dedup.text.folding import fold_str

WORD = re.compile(r"[\w'’.&-]+")
SINGLE_MASTHEADS = frozenset("bbc cnn nbc cbs npr pbs msnbc cnbc politico newsweek buzzfeed".split())
MEDIA_AT_LARGE = frozenset("media medien medios médias".split())  # nobody in particular
NEWS_AGENCY = re.compile(r"\b(?:news agenc(?:y|ies)|nachrichtenagentur|agence de presse|agencia de noticias)\b")
OFFICES = frozenset(  # before a name, of somebody who may be called Post or Star
    """mr mrs ms dr prof mayor president senator sen congressman congresswoman rep gov governor minister chancellor
    ambassador councillor sheriff commissioner chairman chairwoman secretary spokesman spokeswoman""".split()
)
MAX_NAME_WORDS = 5


@cache
def _names() -> dict[str, str]:
    """Return the kind of each agency and outlet by folded name: agency or outlet."""
    found: dict[str, str] = {}
    for entry in read_table("agencies"):
        kind = {"agency": "agency", "syndicate": "agency", "broadcaster": "outlet", "newspaper": "outlet"}.get(
            str(entry["kind"])
        )
        variants, weak = entry.get("variants", []), entry.get("weak", [])
        if kind and isinstance(variants, list) and isinstance(weak, list):
            names = {str(entry["name"]), *variants} - set(weak)
            found.update(dict.fromkeys((fold_str(name) for name in names), kind))
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(read_lines(name))


def may_name_medium(word: str) -> bool:
    """Return whether a folded token may be the word by which `medium_kind` knows a medium.

    >>> [may_name_medium(word) for word in ("herald", "reuters/ipsos", "mayor")]
    [True, True, False]
    """
    if not (word.isascii() or word.isalnum()):
        return True  # an accent or a hidden sign by itself: folding joins what stands around it
    return not media_words().isdisjoint(map(_bare, WORD.findall(fold_str(word))))


@lru_cache(maxsize=1 << 14)
def medium_kind(phrase: str) -> str | None:
    """Return what kind of medium `phrase` names: agency, outlet or state_media, or None where it names none.

    >>> medium_kind("the Tasnim news agency"), medium_kind("Iranian state media"), medium_kind("the Quay Herald")
    ('agency', 'state_media', 'outlet')
    >>> medium_kind("the mayor of Ansel")
    """
    core = fold_str(phrase.partition(", which")[0])[:200]
    words = WORD.findall(core)
    if "." in core or "'" in core:
        words = [_bare(word) for word in words]
    if media_words().isdisjoint(words) or _is_own_page(words, phrase) or _is_somebody(words, phrase):
        return None
    head = _head(words)
    if head in _words("medium_heads") and _words("state_words") & set(words):
        return "state_media"
    return _known(words) or _described(phrase, words, head)


def _bare(word: str) -> str:
    """Return a word without full stops, possessive ending and elided article: "l'AFP"."""
    word = word.strip(".").removesuffix("'s")
    return word[2:] if word.startswith(("l'", "d'")) else word


@cache
def media_words() -> frozenset[str]:
    """Return words of which every phrase that names a medium has one."""
    ends = (name.split()[-1] for name in (*_names(), *_words("unnamed_media")) if name)
    return frozenset(ends) | _words("medium_heads") | _words("masthead_words") | SINGLE_MASTHEADS


def media_of(relay: str) -> list[str]:
    """Return the media of a chain of relays, outermost first, without the officials and others who stand between.

    >>> media_of("TASS > Russian officials"), media_of("KNA")
    (['TASS'], ['KNA'])
    """
    outermost, *others = relay.split(" > ")
    return [outermost, *(name for name in others if medium_kind(name))]


def _described(phrase: str, words: Sequence[str], head: str) -> str | None:
    """Return the kind of a medium whose words say that it is one: "the Quay News Agency", "a local newspaper"."""
    whole = " ".join(words)
    if NEWS_AGENCY.search(whole):
        return "agency"
    is_one = head in _words("medium_heads") and head not in MEDIA_AT_LARGE
    is_unnamed = words[0] in {"a", "an"} and whole in _words("unnamed_media")
    return "outlet" if is_one or is_unnamed or _is_masthead(phrase, words) else None


def _is_own_page(words: Sequence[str], phrase: str) -> bool:
    """Return whether the phrase is somebody's own place: "the regulator's website"."""
    return words[-1] in {"website", "blog", "page", "site", "account"} and ("'s " in phrase or "’s " in phrase)


def _is_somebody(words: Sequence[str], phrase: str) -> bool:
    """Return whether an office and a name that could be a newspaper's are a person's: "Mayor Post"."""
    return words[0].rstrip(".") in OFFICES and phrase.rsplit(maxsplit=1)[-1][0].isupper()


def _head(words: Sequence[str]) -> str:
    """Return the word before the first preposition."""
    for place, word in enumerate(words):
        if word in {"of", "in", "at", "for", "from", "which", "who", "close"} and place:
            return words[place - 1]
    return words[-1]


def _known(words: Sequence[str]) -> str | None:
    """Return the kind of the first agency or outlet that the words name."""
    names, openers = _names(), _name_openers()
    for start, word in enumerate(words[:8]):
        if word in openers:
            for end in range(min(len(words), start + MAX_NAME_WORDS), start, -1):
                kind = names.get(" ".join(words[start:end]))
                if kind:
                    return kind
    return None


@cache
def _name_openers() -> frozenset[str]:
    """Return the first words of the names of agencies and outlets."""
    return frozenset(name.split()[0] for name in _names() if name)


def _is_masthead(phrase: str, words: Sequence[str]) -> bool:
    """Return whether a capitalised name ends in a word of mastheads."""
    parts = phrase.split()
    if len(parts) == 1:
        return words[0] in SINGLE_MASTHEADS
    return words[-1] in _words("masthead_words") and parts[-1][:1].isupper()
