"""Who made and who spread a picture: "(Karim Jaafar/AFP/Getty Images/TNS)", "[Getty]", "(YouTube)", "AP Photo/A. B."."""

import re
from collections.abc import Iterator, Sequence

from dedup.credits.credit import Credit, name_credit, split_names
from dedup.registry import Registry
from dedup.tables import Span

MAX_CHAIN_CHARS = 120
MAX_LINKS = 6

PICTURE_LABEL = re.compile(
    r"^(?:(?:file )?(?:photo(?:graph)?|foto|image|picture|credit|bild|crédit)s?(?: credit| illustration)?(?: should read)?\s?(?::|by|von|de|par|-)\s?|courtesy (?:of )?|\u00a9 ?)",
    re.IGNORECASE,
)
_AGENCY_PHOTO = re.compile(
    r"\b(AP|AFP|Reuters|EPA|UPI|dpa|PA|CP|AAP|Getty) (?:file )?(?:photo|foto|image)s? ?(?:/|:|by|via)? ?", re.IGNORECASE
)
_LINK = re.compile(r" ?(?:/|\||,| via | - | \u2013 ) ?")
_FILE = re.compile(r",? ?(?:file(?: \d{4})?|handout|pool|archive|archiv)$", re.IGNORECASE)
_PERSON = re.compile(r"[A-Z\u00c0-\u00de][\w.'\u2019-]{0,24}(?: [\w.'\u2019-]{1,24}){0,4}")


def find_photos(
    text: str, lines: Sequence[Span], brackets: Sequence[re.Match[str]], registry: Registry
) -> list[Credit]:
    """Return the picture credits of one text, each chain in order; `lines` are those short enough to be nothing else.

    >>> from dedup.credits.credit import find_brackets
    >>> from dedup.registry import builtin
    >>> text = "Talks. (Karim Jaafar/AFP/Getty Images/TNS)"
    >>> [(c.name, c.place_in_chain) for c in find_photos(text, [], find_brackets(text), builtin())]
    [('Karim Jaafar', 0), ('Agence France-Presse', 1), ('Getty Images', 2), ('Tribune News Service', 3)]
    """
    found = [
        credit
        for match in brackets
        for credit in _chain(match[1].strip(), Span(*match.span()), registry, is_bracketed=True)
    ]
    for span in lines:
        line = text[span.start : span.end]
        if not any(credit.span.overlaps(span) for credit in found):
            found += _chain(line.strip("()[] "), span, registry, is_bracketed=False)
    return found


def _chain(written: str, span: Span, registry: Registry, *, is_bracketed: bool) -> Iterator[Credit]:
    """Yield the links of a chain, if it is one: a label, or a picture's house, or a person before a known name."""
    if len(written) > MAX_CHAIN_CHARS or written.isdigit():
        return
    bare = _FILE.sub("", PICTURE_LABEL.sub("", _AGENCY_PHOTO.sub(r"\1/", written)).rstrip("/ "))
    links = (
        [link for name in _LINK.split(bare) for link in split_names(name, registry)]
        if not registry.look_up(bare)
        else [bare]
    )
    known = [registry.look_up(link) for link in links]
    if (
        not 1 <= len(links) <= MAX_LINKS
        or not any(known)
        or not all(k or _PERSON.fullmatch(link) for k, link in zip(known, links, strict=True))
    ):
        return
    is_labelled = bare != written and not written.startswith("\u00a9 20")
    is_picture = any(outlet and outlet.kind in {"photo", "platform"} for outlet in known)
    has_maker = known[0] is None and len(links) > 1 and " " in links[0]
    if (
        is_labelled
        or (is_picture and (is_bracketed or len(links) > 1))
        or (has_maker and re.search(r"[/|]| via ", written))
    ):
        yield from (name_credit("photo", span, link, registry, place) for place, link in enumerate(links))
