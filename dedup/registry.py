"""The outlets known by name: the gazetteer of the package and what users add to it.

Names are looked up folded and exact first; only what OCR or a slip may have damaged is compared letter by letter. A
name of few letters that means other things as well ("PA", "Trend") is *weak*: found only by those who ask for it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from rapidfuzz import fuzz, process

from dedup.lexicon import Field, read_lines, read_table
from dedup.names import fold_name
from dedup.tables import Span

MIN_RATIO = 80.0  # one wrong letter in five: what OCR does to "Havas"
MIN_FUZZY_CHARS = 5  # in a shorter name one wrong letter is another name
MAX_SPELT = 5  # letters of a name that is read letter by letter
MAX_WORDS = 7  # of a name: "Agence de presse internationale catholique" has five

_WORD = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W_]+?(?=[A-Z]|\b)")
_ACRONYM = re.compile(rf"(?:[A-Z]\.?){{2,{MAX_SPELT}}}$")
_ARTICLE = re.compile("the ", re.IGNORECASE)
_AGENCY = re.compile(
    r"\b(?:(?:news|press) (?:agency|service)|newswire|(?:nachrichten|presse)agentur|agence de presse|agencia de (?:noticias|prensa))\b"
)
_ARTICLES = frozenset({"the", "l", "la", "le", "der", "die", "das"})


@dataclass(frozen=True, slots=True)
class Outlet:
    """One that makes or spreads news: an agency, broadcaster, syndicate, photo agency, platform or newspaper.

    `control` is state, public, party, cooperative, private or unknown; the first three come with a citation and its date.
    `reliability` is the user's own grade, A to F.
    """

    id: str
    name: str
    variants: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    country: str | None = None
    kind: str = "newspaper"
    owner: str | None = None
    control: str = "unknown"
    citation: str | None = None
    date: str | None = None
    reliability: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """An outlet's name in a text."""

    span: Span
    outlet: Outlet


class Registry:
    """Outlets by id and by name; of two with one id or one name, the later holds."""

    def __init__(self, outlets: tuple[Outlet, ...]) -> None:
        """Index the outlets by every spelling."""
        self._by_id = {outlet.id: outlet for outlet in outlets}
        self._strong: dict[str, Outlet] = {}
        self._weak: dict[str, Outlet] = {}
        for outlet in self._by_id.values():
            self._strong |= {_key(name): outlet for name in (outlet.name, *outlet.variants) if name not in outlet.weak}
            self._weak |= {_key(name): outlet for name in outlet.weak}
        names = {name for outlet in outlets for name in (outlet.name, *outlet.variants)}
        self._small = frozenset(name for name in names if name.islower())  # written so: "dpa", "epd"
        self._strong.pop("", None)
        self._weak.pop("", None)
        self._fuzzy = [
            key for key, outlet in self._strong.items() if len(key) >= MIN_FUZZY_CHARS and outlet.kind == "agency"
        ]
        self._first_words: dict[str, int] = {}
        for key, n_words in self._lengths():
            first = key.split(" ", 1)[0]
            self._first_words[first] = max(n_words, self._first_words.get(first, 0))
        spelt = {" ".join(key[:2]) for key in (*self._strong, *self._weak) if len(key) <= MAX_SPELT}  # "D. N. B."
        opened = {tuple(_fold_words(name, _WORD)[:2]) for name in (*names, *self._strong, *self._weak, *spelt)}
        self._one_word = frozenset(words[0] for words in opened if len(words) == 1)
        self._two_words = frozenset(words for words in opened if len(words) > 1)

    def _lengths(self) -> Iterator[tuple[str, int]]:
        """Yield each spelling as words, acronyms also letter by letter ("A. F. P.")."""
        for key, outlet in [*self._strong.items(), *self._weak.items()]:
            yield key, key.count(" ") + 1
            if any(_ACRONYM.fullmatch(name) and fold_name(name) == key for name in (outlet.name, *outlet.variants)):
                yield " ".join(key), len(key)

    def __reduce__(self) -> tuple[Callable[[tuple[Outlet, ...]], "Registry"], tuple[tuple[Outlet, ...]]]:
        """Travel as outlets, so that a worker builds the index once and not once a batch."""
        return _registry_of, (tuple(self._by_id.values()),)

    @property
    def outlets(self) -> Mapping[str, Outlet]:
        """Return the outlets by id."""
        return self._by_id

    def look_up(self, name: str, *, weak: bool = True) -> Outlet | None:
        """Return the outlet that bears this name exactly, folded; weak names only when asked for.

        >>> builtin().look_up("The Associated Press").id, builtin().look_up("D. N. B.").id
        ('ap', 'dnb')
        """
        for key in (fold_name(name), _key(name)):
            found = self._strong.get(key) or (self._weak.get(key) if weak else None)
            if found:
                return found
        return None

    def recognise(self, name: str) -> Outlet | None:
        """Return the agency whose name this is, a damaged letter or two allowed.

        >>> builtin().recognise("Reutei").id, builtin().recognise("rAgenoe Havas").id, builtin().recognise("Valais")
        ('reuters', 'havas', None)
        >>> builtin().recognise("Lowland News Agency") is None  # shares all but the telling word with Oman's
        True
        """
        exact = self.look_up(name)
        key = fold_name(name)
        if exact or len(key) < MIN_FUZZY_CHARS:
            return exact
        best = process.extractOne(key, self._fuzzy, scorer=fuzz.ratio, score_cutoff=MIN_RATIO)
        return self._strong[best[0]] if best and _is_like(key, best[0]) else None

    def mentions(self, text: str, *, weak: bool = False, glued: bool = False) -> list[Mention]:
        """Return the outlets named in a short text, in order, the longest name at each place.

        With `glued`, words that lost the space between them are cut at their capitals ("IsachenkovAssociated Press").

        >>> [mention.outlet.id for mention in builtin().mentions("JEREMY DIAMOND, CNN, AP")]
        ['cnn', 'ap']
        """
        pattern = _GLUED if glued else _WORD
        words = _fold_words(text, pattern)
        if not self._may_open(words):
            return []
        matches = list(pattern.finditer(text))
        found: list[Mention] = []
        taken = 0
        for at, word in enumerate(words):
            if at < taken or word not in self._first_words:
                continue
            longest = min(self._first_words[word], MAX_WORDS, len(words) - at)
            for n_words in range(longest, 0, -1):
                span = Span(matches[at].start(), matches[at + n_words - 1].end())
                outlet = self._named(words[at : at + n_words], text[span.start : span.end], weak=weak)
                if outlet:
                    found.append(Mention(span, outlet))
                    taken = at + n_words
                    break
        return found

    def may_name(self, text: str) -> bool:
        """Return whether `text` holds a name, strong or weak, or the beginning of one; a quick no for most texts.

        >>> builtin().may_name("It rained in Lind."), builtin().may_name("Ann Lee, Reuters")
        (False, True)
        """
        return self._may_open(_fold_words(text, _WORD))

    def _may_open(self, words: list[str]) -> bool:
        """Return whether one of these folded words is a name, or two of them begin one."""
        return not (self._one_word.isdisjoint(words) and self._two_words.isdisjoint(pairwise(words)))

    def _named(self, words: list[str], written: str, *, weak: bool) -> Outlet | None:
        """Return the outlet that folded words name; names in small letters only if `written` so."""
        key = " ".join(words)
        if len(words) > 1 and len(key) == 2 * len(words) - 1:  # letters with dots
            key = key.replace(" ", "")
        outlet = self._strong.get(key) or (self._weak.get(key) if weak else None)
        if not outlet or key in _ARTICLES:
            return None
        is_small = written.islower() or (len(key) <= len("afp") and not written.isupper())
        return None if is_small and written not in self._small else outlet


def _fold_words(text: str, word: re.Pattern[str]) -> list[str]:
    """Return the words of a text, folded one by one; what cuts at capitals must see them."""
    if word is _WORD and text.isascii():
        return word.findall(text.lower())
    return [*map(str.lower if text.isascii() else fold_name, word.findall(text))]


def _key(name: str) -> str:
    """Return the folded name by which an outlet is filed; one word keeps its article, since a hill is not The Hill."""
    key = fold_name(name)
    return f"the {key}" if " " not in key and _ARTICLE.match(name) else key


def is_agency_name(name: str) -> bool:
    """Return whether a name says by its own words that it is an agency's.

    >>> is_agency_name("The Khorvan News Agency"), is_agency_name("Khorvan Presseagentur"), is_agency_name("Ann Lee")
    (True, True, False)
    """
    return bool(_AGENCY.search(fold_name(name)))


@lru_cache(maxsize=8)
def _registry_of(outlets: tuple[Outlet, ...]) -> Registry:
    """Return the registry of these outlets, the same one each time."""
    return Registry(outlets)


def _is_like(key: str, other: str) -> bool:
    """Return whether two folded names are alike in more than the "news agency" that both end in."""
    shared = set(key.split()) & set(other.split()) & set(read_lines("outlet_words"))
    telling = [" ".join(word for word in name.split() if word not in shared) for name in (key, other)]
    return fuzz.ratio(*telling) >= MIN_RATIO


@cache
def builtin() -> Registry:
    """Return the registry of the package.

    >>> builtin().outlets["tass"].control
    'state'
    """
    return Registry(tuple(outlet_of(entry) for entry in read_table("agencies")))


@lru_cache(maxsize=8)
def with_outlets(own: tuple[Outlet, ...]) -> Registry:
    """Return the package's registry and the user's own outlets, which overrule it.

    >>> with_outlets((Outlet("quay-herald", "Quay Herald"),)).look_up("the quay herald").id
    'quay-herald'
    """
    return Registry((*builtin().outlets.values(), *own)) if own else builtin()


def outlet_of(entry: Mapping[str, Field]) -> Outlet:
    """Return the outlet that an entry of a table describes; unknown fields raise TypeError.

    >>> outlet_of({"id": "quay", "name": "Quay Herald", "variants": ["Herald"]}).variants
    ('Herald',)
    """
    return Outlet(**{key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()})  # type: ignore[arg-type]
