"""What an item says in words about its origin: reprint notices, copyright lines, thanks to those who contributed.

The phrases are data (`lexicon/notices.toml`). Each is searched only near a word without which it cannot match.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import cache

from dedup.credits.credit import Credit, find_all, name_credit, outlet_credit, split_names
from dedup.credits.people import read_names
from dedup.credits.sign_offs import SIGN_OFF_CUES
from dedup.lexicon import read_lines, read_table
from dedup.names import fold_name
from dedup.registry import Registry
from dedup.tables import Span

REACH_CHARS = 300  # on either side of a cue: a notice is one sentence
MAX_NAME_WORDS = 9  # "Center for the Study of ..." may be long, a clause is longer
MAX_TAIL_CHARS = 400  # of a copyright paragraph behind its name

_NAME = r"(?:[^\n.;:|()\u00a9]|\.(?=\w)|(?<=\b[A-Za-z])\.){2,160}?"
_NAME_ENDS = (
    r"(?=\s{0,2}(?:[,;:|()\n\u2014\u201d\"\u00a9]|copyright\b|\.(?:\s|$)|$| and (?:is|was|has|are|appears|has been|re-?published)\b| y (?:se|fue|ha)\b| et (?:est|a|fut)\b| e (?:è|é|foi)\b| under | sous | unter | bajo | with | (?:le|el|am) \d| on (?:\w{3,9}day|[A-Z]\w{2,8}\.? \d)"
    r"| in (?:19|20)\d\d| here\b| as (?:part|a)\b| where | which | who | (?:and )?(?:erschienen|ver\u00f6ffentlicht|publiziert)|,? (?:also |all )?contributed|[.,]? ?all rights| (?:19|20)\d\d))"
)
_NAMES = r"(?:[^\n.;:()|]|\.(?=\w)|(?<=\b[A-Za-z])\.){2,200}"
_KNOWN = r"(?P<known>[\w.' ,/-]{2,60}?)(?=[ .]{0,2}(?:[)\n]|$))"
_SENTENCE_END = re.compile(r"[.!?]['\")\u201d]?(?= |\n|$)|\n|$")
_OWN_WRITERS = re.compile(
    r"(?:The )?(?:AP|Associated Press|AFP|Reuters|UPI) (?:[A-Z]\w+ )?(?:writer|reporter|correspondent|journalist|video journalist)s? ",
    re.IGNORECASE,
)
_GENERIC = re.compile(r"\b(?:agenc|wire|services?|staff|feed|agentur|redak)", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:the (?=[A-Z])|[\"'\u201c\u2018\u00ab ]{1,2}|our partners? (?:at )?|(?:the )?(?:website|web site|magazine|newspaper|site|blog|journal) (?:of )?"
    r"|(?:im |als )?Original (?:in |im |bei |auf )|(?:in |im |der |dem )?(?:\w{2,20})?(?:[Mm]agazin|[Zz]eitung|[Zz]eitschrift|[Pp]ortal)s? (?=[\"„“»A-Z]))"
)
_TRAILING = re.compile(
    r"(?:,? (?:inc|llc|ltd|gmbh|corp)\.?|[\"'\u201d\u2019\u00bb ]{1,2}|, (?:a|an|the) [a-z].{0,60}|['\u2019]s website)$",
    re.IGNORECASE,
)


_DOMAIN = re.compile(r"(?:[\w-]{2,40}\.){1,3}(?:com|org|net|info|news|tv|eu|de|fr|es|it|uk|ch|at|us|ca|au|ru|ir)\b")
_SMALL_WORDS = frozenset(
    "of the and for in on at de la le les du des der die das den dem f\u00fcr und et en y e del el los da do di am im von zu \u00e0 &".split()
)


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to say where an item came from."""

    kind: str
    cues: tuple[str, ...]
    pattern: str  # compiled when it is first tried


@cache
def phrases() -> tuple[Phrase, ...]:
    """Return the phrases of the lexicon."""
    return tuple(
        Phrase(
            str(entry["kind"]),
            tuple(entry["cues"]) if isinstance(entry["cues"], list) else (),
            str(entry["pattern"]),
        )
        for entry in read_table("notices")
    )


@cache
def _compile(pattern: str) -> re.Pattern[str]:
    """Return the pattern with its slots filled; a name that stands twice is one group a slot."""
    filled = pattern.replace("{known}", _KNOWN)
    for slot, words in (("{name}", _NAME), ("{names}", _NAMES)):
        ends = _NAME_ENDS if slot == "{name}" else ""
        filled = filled.replace(slot, f"(?P<name>{words}){ends}", 1).replace(slot, f"(?P<other>{words}){ends}")
    return re.compile(filled, re.IGNORECASE | re.MULTILINE)


@cache
def cues() -> tuple[str, ...]:
    """Return every cue, lower case: a text without any of them holds no notice.

    >>> "copyright" in cues()
    True
    """
    return tuple(sorted({cue for phrase in phrases() for cue in phrase.cues} | SIGN_OFF_CUES))


@cache
def _cued_by(cue: str) -> tuple[int, ...]:
    """Return the places in the lexicon of the phrases that a cue may announce."""
    return tuple(number for number, phrase in enumerate(phrases()) if cue in phrase.cues)


def find_notices(text: str, present: Collection[str], registry: Registry) -> list[Credit]:
    """Return the notices, copyrights and contributions of one text; `span` is the whole sentence.

    `present` are the cues that the text holds, so that only phrases that can match are searched.

    >>> from dedup.registry import builtin
    >>> notice = "This article was originally published by Quay Herald and is reprinted with permission."
    >>> [(c.kind, c.name, c.span.end) for c in find_notices(notice, {"originally"}, builtin())]
    [('notice', 'Quay Herald', 86)]
    """
    if not present:
        return []
    lower = text.lower()
    if len(lower) != len(text):  # offsets would shift
        lower = text
    found: list[Credit] = []
    for number in sorted({number for cue in present for number in _cued_by(cue)}):
        phrase = phrases()[number]
        for start, end in _windows(text, lower, [cue for cue in phrase.cues if cue in present]):
            for match in _compile(phrase.pattern).finditer(text, start, end):
                made = list(_read(phrase.kind, match, text, registry))
                if not any(
                    credit.span.overlaps(other.span) and _excludes(credit, other) for credit in made for other in found
                ):
                    found += made
    return found


def _excludes(credit: Credit, other: Credit) -> bool:
    """Return whether two credits of one place are two readings of it; a copyright line may thank or name others behind it."""
    kinds = {credit.kind, other.kind}
    return "copyright" not in kinds or len(kinds) == 1


def _windows(text: str, lower: str, cues: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the stretches of lines round the cues, each at most once."""
    seen = -1
    places = sorted(place for cue in cues for place in find_all(lower, cue))
    for place in places:
        if place < seen:
            continue
        start = max(text.rfind("\n", 0, place) + 1, place - REACH_CHARS, 0)
        line_end = text.find("\n", place)
        end = min(len(text) if line_end < 0 else line_end, place + REACH_CHARS)
        seen = end
        yield start, end


def _read(kind: str, match: re.Match[str], text: str, registry: Registry) -> Iterator[Credit]:
    """Yield the credits of one matched phrase."""
    groups = match.groupdict()
    if kind == "copyright" and not _is_copyright(match[0], groups["name"], registry):
        return
    if groups.get("known"):
        outlets = [registry.look_up(name) for name in split_names(groups["known"], registry)]
        if all(outlets):
            yield from (outlet_credit(kind, Span(*match.span()), outlet) for outlet in outlets if outlet)
        return
    name = groups.get("name") or groups.get("other") or ""
    span = _sentence(kind, match, text)
    if kind == "contribution":
        yield from _contributions(name, match[0], span, registry)
    else:
        clean = clean_name(name)
        if clean:
            yield _holder(_within(kind, span, clean, registry), match[0], registry)
        elif not name and kind == "notice":
            yield Credit(kind, span)


def _is_copyright(words: str, name: str, registry: Registry) -> bool:
    """Return whether a mark is one of copyright: with a year, the word, or a known holder, and no speck on a scan."""
    return bool(re.search(r"(?:19|20)\d\d|copyright", words, re.IGNORECASE)) or bool(registry.look_up(name.strip()))


def _holder(credit: Credit, words: str, registry: Registry) -> Credit:
    """Return the credit, which is a picture's when a house of pictures holds the copyright."""
    outlet = registry.outlets.get(credit.name_id or "")
    is_picture = credit.kind == "copyright" and outlet and outlet.kind == "photo" and "20" not in words
    return replace(credit, kind="photo", place_in_chain=0) if is_picture else credit


def _within(kind: str, span: Span, name: str, registry: Registry) -> Credit:
    """Return the credit for a name that is known or holds a known one, or for the name as written."""
    if registry.look_up(name):
        return name_credit(kind, span, name, registry)
    mentions = registry.mentions(name)
    if len(mentions) == 1 and mentions[0].span.n_chars * 2 >= len(name):
        return outlet_credit(kind, span, mentions[0].outlet)
    return Credit(kind, span, name)


def _contributions(name: str, words: str, span: Span, registry: Registry) -> Iterator[Credit]:
    """Yield who contributed: the outlets and people named, or nobody for "agencies".

    Only an agency's own story thanks its writers by name ("Associated Press writers A and B"): that signs it.
    """
    named = read_names(name, registry, weak=True)
    if not named.outlets and not named.unlisted and _GENERIC.search(name or words):
        yield Credit("contribution", span)
        return
    people = [person for person in named.people if " " in person]
    yield from (Credit("contribution", span, helper) for helper in (*people, *named.unlisted))
    house = "agency" if people and _OWN_WRITERS.match(name) else "contribution"
    yield from (outlet_credit(house, span, outlet) for outlet in named.outlets)


def _sentence(kind: str, match: re.Match[str], text: str) -> Span:
    """Return the sentence that a match opens; of a copyright line all that follows it."""
    if kind == "copyright":
        line_end = text.find("\n", match.end())
        return Span(match.start(), min(len(text) if line_end < 0 else line_end, match.end() + MAX_TAIL_CHARS))
    end = _SENTENCE_END.search(text, match.end(), match.end() + REACH_CHARS)
    return Span(
        match.start(),
        end.end() if end and text[end.start() : end.end()] != "\n" else end.start() if end else match.end(),
    )


def clean_name(name: str) -> str | None:
    """Return a name as a title would give it, or None when it is no name.

    >>> clean_name("the website of Quay Herald, a newspaper"), clean_name("a local paper"), clean_name("salon.com")
    ('Quay Herald', None, 'salon.com')
    """
    bare = _TRAILING.sub("", _LEADING.sub("", _LEADING.sub("", name.strip(" ,\u00a0"))))
    bare = _TRAILING.sub("", bare).strip(" ,.\u00a0")
    domain = _DOMAIN.match(bare)
    if domain:
        return domain[0]
    words = [word for word in bare.split() if not word.islower() or word in _SMALL_WORDS]
    if len(words) < len(bare.split()) or len(words) > MAX_NAME_WORDS or _is_no_name(words):
        words = []
    if words and words[-1] in _SMALL_WORDS:
        return None
    is_named = bare[:1].isupper() or bare[:1].isdigit()
    has_letters = sum(char.isalpha() for char in bare) >= len("AP")
    return bare if words and is_named and has_letters else None


def _is_no_name(words: Collection[str]) -> bool:
    """Return whether words are a date, "Mai 2020", or open what else than an outlet was first published."""
    folded = [fold_name(word) for word in words]
    return folded[:1] == ["titel"] or all(word.isdigit() or word in read_lines("months") for word in folded)
