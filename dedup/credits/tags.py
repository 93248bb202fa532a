"""Agencies that sign a text: "... / ats-afp", "... abaissées. ATS", "Quelle: ntv.de, abc/dpa", "l'agence Havas mande".

A signature stands behind the last words of a text or a paragraph. Newspapers of the telegraph age signed in their prose.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain

from dedup.credits.credit import Credit, outlet_credit, split_names
from dedup.lexicon import read_lines
from dedup.registry import Outlet, Registry
from dedup.tables import Span

PROSE_LANGUAGES = frozenset({"de", "fr", "lb"})  # in English prose an agency is a source
MAX_SIGNATURE_CHARS = 60
MAX_SOURCES_CHARS = 80
MAX_LISTED_CHARS = 20  # of agencies in small letters on a line of their own

_SENTENCE_END = re.compile(r"[.!?,\u00bb\u201d\"'\u2019)][ \u00a0\n,\[]{0,3}$")
_SLASHED = re.compile(r"/ ?([A-Za-z]{2,8}(?:[-,/ ]{1,2}[A-Za-z]{2,8}){0,4})[ .]{0,2}(?=\n|$)")
_SOURCES = re.compile(r"\b(?:Quelle|Source|Fuente|Fonte)n? ?: ?([^\n:]{2,60}?)\s{0,4}$")
_SOURCE_LABELS = {
    "de": "Quelle",
    "es": "Fuente",
    "fr": "Source",
    "it": "Fonte",
    "pt": "Fonte",
}
_SOURCES_INSIDE = re.compile(
    r"[.!?\u00bb\u201c\u201d\"] (?P<whole>\w{5,7}: (?P<names>[\w.-]{2,16}(?:(?:/|, | / )[\w.-]{2,16}){0,5}))(?= [A-Z])"
)
_SIGNING_WORD = r"(?:(?:[A-Z]\.){2,4}|[A-Za-z]{2,12})"
_LAST_WORDS = re.compile(
    rf"(?:[.!?\u00bb\u201d\")] ?|\n[ \t\u00a0]{{0,4}}|(?<!\w)[\u2014\u2013-]{{1,2}} ?)/?(?P<names>{_SIGNING_WORD}(?:(?:[/ -]|, ){_SIGNING_WORD}){{0,5}})/?\.{{0,3}}\s{{0,4}}$"
)
_INITIALS = re.compile(r"[a-z]{2,4}|[A-Z]{2,4}")  # of those who edited, or of a desk: "vz/dpa", "AFP/fs", "dpa/lno"
_EDITED = re.compile(
    r"([A-Z]{3,5})(?: (?:[A-Z]{2,4}|[a-z]{2,4}(?:/[a-z]{2,4}){1,3})){1,5}"
)  # "PTI ABC DEF", "EFE abc/def"


def find_tags(text: str, lang: str | None, registry: Registry) -> list[Credit]:
    """Return the agencies that sign one text, kind `agency`.

    >>> from dedup.registry import builtin
    >>> [credit.name_id for credit in find_tags("La séance est levée. / ats-afp", "fr", builtin())]
    ['ats', 'afp']
    """
    return list(chain(_slashed(text, registry), _in_prose(text, lang, registry), _last_words(text, lang, registry)))


def _slashed(text: str, registry: Registry) -> Iterator[Credit]:
    """Yield agencies behind a slash at the end of a paragraph: "... / ats-afp"."""
    for match in _SLASHED.finditer(text) if "/" in text else ():
        if not _SENTENCE_END.search(text, max(0, match.start() - 4), match.start()):
            continue
        outlets = [registry.look_up(name) for name in split_names(match[1], registry)]
        if all(outlet and outlet.kind == "agency" for outlet in outlets):
            yield from (outlet_credit("agency", Span(*match.span()), outlet) for outlet in outlets if outlet)


def _in_prose(text: str, lang: str | None, registry: Registry) -> Iterator[Credit]:
    """Yield agencies of the telegraph age that French and German prose credits: "l'agence Havas", "Reuter-Meldung"."""
    names, pattern = _telegraph(registry)
    if lang not in PROSE_LANGUAGES or not any(name in text for name in names):
        return
    for match in pattern.finditer(text):
        outlet = registry.look_up(match[1] or match[2])
        if outlet:
            yield outlet_credit("agency", Span(*match.span()), outlet)


@lru_cache(maxsize=8)
def _telegraph(registry: Registry) -> tuple[tuple[str, ...], re.Pattern[str]]:
    """Return the one-word names of the agencies of the telegraph age, and the pattern of prose that credits them."""
    outlets = [registry.outlets[outlet_id] for outlet_id in read_lines("telegraph_agencies")]
    names = [
        name for outlet in outlets for name in (outlet.name, *outlet.variants) if name.isalpha() and name != "Reuters"
    ]
    known = "|".join(names)
    return tuple(names), re.compile(
        rf"(?:[Aa]gence|[Aa]gentur|[Aa]genzia|[Bb]ureau|[Bb]üro|correspondant de|[Kk]orrespondent(?:en)? (?:de[rs]|von))\s({known})\b(?! \(S)"
        rf"|\b({known})[ -]?(?:[Mm]eld|[Tt]elegr|[Dd]epesch|[Bb]üro\b|[Bb]ureau\b)"
    )


def _last_words(text: str, lang: str | None, registry: Registry) -> Iterator[Credit]:
    """Yield the agencies that sign the text with its last words: "... abaissées. ATS", "RND/dpa", "Quelle: ntv.de, dpa"."""
    sources = [*_last_sources(text, registry)]
    yield from sources or _sources_inside(text, lang, registry)
    match = None
    if not sources and _may_be_signed(text):
        match = _LAST_WORDS.search(text, max(0, len(text) - MAX_SIGNATURE_CHARS))
    if match:
        span = Span(*match.span("names"))
        yield from (outlet_credit("agency", span, outlet) for outlet in _signing(match["names"], registry))


def _last_sources(text: str, registry: Registry) -> Iterator[Credit]:
    """Yield the agencies of "Quelle: ntv.de, abc/dpa" at the very end."""
    tail = max(0, len(text) - MAX_SOURCES_CHARS)
    match = _SOURCES.search(text, tail) if text.find(":", tail) >= 0 else None
    for name in split_names(match[1], registry) if match else ():
        source = registry.look_up(name)
        if match and source and source.kind == "agency" and not _are_initials(name, source, registry):
            yield outlet_credit("agency", Span(*match.span()), source)


def _sources_inside(text: str, lang: str | None, registry: Registry) -> Iterator[Credit]:
    """Yield the agencies of "Quelle: dpa" behind the last sentence of a text that a page goes on behind.

    Pictures have theirs in the first half of a text.
    """
    label = _SOURCE_LABELS.get(lang or "")
    place = text.rfind(label, len(text) // 2) if label else -1
    match = _SOURCES_INSIDE.match(text, place - len(". ")) if place > 0 else None
    for name in split_names(match["names"], registry) if match else ():
        outlet = registry.look_up(name, weak=False)
        if match and outlet and outlet.kind == "agency":
            yield outlet_credit("agency", Span(*match.span("whole")), outlet)


def _may_be_signed(text: str) -> bool:
    """Return whether the last word of a text has a capital, or a slash or an end of line near it."""
    tail = text[-MAX_SIGNATURE_CHARS:].rstrip()
    last = tail.rsplit(None, 1)[-1] if tail else ""
    return (
        last.lstrip("\u2014\u2013-")[:1].isupper()
        or "/" in last
        or (last.isalpha() and "\n" in tail[-MAX_LISTED_CHARS:])
    )


def _signing(signature: str, registry: Registry) -> list[Outlet]:
    """Return the agencies that the last words of a text name, when they are all that these hold but for initials."""
    edited = _EDITED.fullmatch(signature)
    names = [edited[1]] if edited else split_names(signature, registry)
    known = {name: registry.look_up(name, weak=False) for name in names}
    outlets = [outlet for outlet in known.values() if outlet]
    others = [name for name, outlet in known.items() if not outlet]
    is_signed = "/" in signature or not others
    if not is_signed or not all(map(_INITIALS.fullmatch, others)):
        return []
    is_maker = all(outlet.kind in {"agency", "broadcaster"} for outlet in outlets)
    return outlets if is_maker and all(_is_written_so(name, outlet) for name, outlet in known.items()) else []


def _is_written_so(name: str, outlet: Outlet | None) -> bool:
    """Return whether a name in small letters is one in capitals elsewhere, "ats", or written so by its house, "dpa"."""
    return outlet is None or not name.islower() or not {name, name.upper()}.isdisjoint((outlet.name, *outlet.variants))


def _are_initials(name: str, outlet: Outlet, registry: Registry) -> bool:
    """Return whether three small letters are a writer's, "nan/AFP", and no way to write the agency that they recall."""
    is_short = name.islower() and len(name) <= len("afp")
    return is_short and name not in outlet.weak and registry.look_up(name, weak=False) is None
