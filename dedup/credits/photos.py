"""Who made and who spread a picture: "(Karim Jaafar/AFP/Getty Images/TNS)", "[Getty]", "(YouTube)", "AP Photo/A. B."."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from dedup.credits.credit import Credit, name_credit
from dedup.registry import Outlet, Registry
from dedup.tables import Span

MAX_CHAIN_CHARS = 120
MAX_LINKS = 6

_PICTURE_LABEL = re.compile(
    r"^(?:(?:file |crédits? )?(?:photo(?:graph)?|foto(?:graf\u00eda)?|image|imagen|picture|credit|bild(?:quelle)?|crédit)s?(?: credit| illustration)?(?: should read)?\s?(?::|by|von|de|par|-)\s?|credit (?=(?-i:[A-Z]))|courtesy (?:of )?|\u00a9 ?)",
    re.IGNORECASE,
)
_LABEL_INITIALS = frozenset("fFcCpPiIbB\u00a9")  # most lines begin otherwise
_AGENCY_PHOTO = re.compile(
    r"\b(AP|AFP|Reuters|EPA|UPI|dpa|PA|CP|AAP|Getty) (?:file )?(?:photo|foto|image)s? ?(?:/|:|by|via)? ?", re.IGNORECASE
)
_LINK = re.compile(r" ?(?:/|\||,| via | - | \u2013 ) ?")
_STOP = re.compile(r"(?<=\w)\.$")
_JOINT = re.compile(r"[/|]| via ")
_BEHIND_CAPTION = re.compile(r"[.!?)\"\u201d] {1,2}(?=[A-Z\u00a9\u00c0-\u00de])")
_SENTENCE_END = re.compile(r"[.!?][\"'\u2019\u201d\u00bb]? {0,2}$")
_FILE = re.compile(r"[,/]? ?(?:file(?: photo| picture)?(?: \d{4})?|handout|pool|archive|archiv)$", re.IGNORECASE)
_PERSON = re.compile(
    r"[A-Z\u00c0-\u00de][\w.'\u2019-]{0,24}(?: (?:[A-Z\u00c0-\u00de][\w.'\u2019-]{0,24}|de|da|van|von|der|al|bin)){0,4}"
)


def find_photos(
    text: str, lines: Sequence[Span], brackets: Sequence[re.Match[str]], registry: Registry
) -> list[Credit]:
    """Return the picture credits of one text, each chain in order; `lines` are its first ones.

    >>> from dedup.credits.credit import find_brackets
    >>> from dedup.registry import builtin
    >>> text = "Talks. (Karim Jaafar/AFP/Getty Images/TNS)"
    >>> [(c.name, c.place_in_chain) for c in find_photos(text, [], find_brackets(text), builtin())]
    [('Karim Jaafar', 0), ('Agence France-Presse', 1), ('Getty Images', 2), ('Tribune News Service', 3)]
    """
    found = [credit for bracket in brackets for credit in _bracketed(text, bracket, registry)]
    labels = [
        line for line in lines if line.n_chars <= MAX_CHAIN_CHARS and _is_credit_line(text[line.start : line.end])
    ]
    for span in (*labels, *_behind_captions(text, lines[-1].end if lines else 0)):
        if not any(credit.span.overlaps(span) for credit in found):
            links = _links(text[span.start : span.end].strip("()[] "), registry, is_bracketed=False)
            found += _chain(links, span, registry)
    return found


def _bracketed(text: str, bracket: re.Match[str], registry: Registry) -> Iterator[Credit]:
    """Return the credits of a chain in brackets; one that closes a caption needs no known house."""
    written = bracket[1].strip()
    links = _links(written, registry, is_bracketed=True)
    if not links and "/" in written and _closes(text, bracket):
        links = _unlisted_links(written)
    return _chain(links, Span(*bracket.span()), registry)


def _closes(text: str, bracket: re.Match[str]) -> bool:
    """Return whether a bracket stands between a sentence and the end of its line, as below a picture."""
    return bool(_SENTENCE_END.search(text, max(0, bracket.start() - 4), bracket.start())) and (
        text[bracket.end() : bracket.end() + 1] in {"", "\n"}
    )


def _behind_captions(text: str, end: int) -> Iterator[Span]:
    """Yield what stands behind the last sentence of a line up to `end` and holds a slash, as under pictures."""
    slash = text.find("/", 0, end)
    while slash >= 0:
        if text[slash + 1 : slash + 2].isdigit():  # "202/224-1122"
            slash = text.find("/", slash + 1, end)
            continue
        line_end = text.find("\n", slash)
        line_end = len(text) if line_end < 0 else line_end
        starts = [match.end() for match in _BEHIND_CAPTION.finditer(text, max(0, slash - MAX_CHAIN_CHARS), slash)]
        if starts and line_end - starts[-1] <= MAX_CHAIN_CHARS:
            yield Span(starts[-1], line_end)
        slash = text.find("/", line_end, end)


def _is_credit_line(line: str) -> bool:
    """Return whether a line has the marks of a picture's credit: joints between names, or a label."""
    return "/" in line or "|" in line or " via " in line or names_picture(line)


def names_picture(line: str) -> bool:
    """Return whether a line says that it credits a picture.

    >>> names_picture("AP Photo/Ann Lee"), names_picture("Photo: Ann Lee"), names_picture("Ann Lee, AP")
    (True, True, False)
    """
    lower = line.lower()
    has_photo = ("oto" in lower or "image" in lower) and bool(_AGENCY_PHOTO.search(line))
    return has_photo or (line[:1] in _LABEL_INITIALS and bool(_PICTURE_LABEL.match(line)))


def _chain(links: tuple[str, ...], span: Span, registry: Registry) -> Iterator[Credit]:
    """Yield the credits of a chain's links."""
    for place, link in enumerate(links):
        yield name_credit("photo", span, link, registry, place)


@lru_cache(maxsize=16_384)  # brackets and labels repeat: parties, states, agencies
def _links(written: str, registry: Registry, *, is_bracketed: bool) -> tuple[str, ...]:
    """Return the links of a chain, if it is one: a label, or a picture's house, or a person before a known name."""
    if len(written) > MAX_CHAIN_CHARS or not registry.may_name(written):
        return ()
    bare = _FILE.sub("", _PICTURE_LABEL.sub("", _AGENCY_PHOTO.sub(r"\1/", written)).rstrip("/ "))
    links = (
        [bare]
        if registry.look_up(bare)
        else [link.strip() for link in _LINK.split(_STOP.sub("", bare)) if link.strip()]
    )
    known = [registry.look_up(link, weak=len(links) > 1) for link in links]
    if len(links) > MAX_LINKS or not any(known) or not all(map(_fits, links, known)):
        return ()
    is_labelled = bare != written and not written.startswith("\u00a9 20")
    return tuple(links) if is_labelled or _is_chain(written, links, known, is_bracketed=is_bracketed) else ()


def _unlisted_links(written: str) -> tuple[str, ...]:
    """Return a person and the houses behind a slash, none of which the registry knows: "(Ann Lee/Quay Radio)"."""
    if len(written) > MAX_CHAIN_CHARS:
        return ()
    links = tuple(link.strip() for link in written.split("/"))
    is_chain = len(links) <= MAX_LINKS and all(" " in link and _PERSON.fullmatch(link) for link in links)
    return links if is_chain else ()


def _fits(link: str, outlet: Outlet | None) -> bool:
    """Return whether a link is a known house or looks like a person."""
    return outlet is not None or bool(_PERSON.fullmatch(link))


def _is_chain(written: str, links: list[str], known: list[Outlet | None], *, is_bracketed: bool) -> bool:
    """Return whether links without a label credit a picture: a house of pictures, or a maker and those who spread it.

    Platforms in a row, "(Facebook, YouTube)", are a list.
    """
    is_joined = bool(_JOINT.search(written))
    if any(outlet and outlet.kind in {"photo", "platform"} for outlet in known):
        return (is_bracketed and len(links) == 1) or is_joined or (is_bracketed and not all(known))
    person = links[0] if known[0] is None else links[-1] if is_bracketed and known[-1] is None else ""
    return " " in person and is_joined
