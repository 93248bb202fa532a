"""Sign-offs: "(Reporting by A; Editing by B)" names its writers, and by its form the house, unless another is named."""

import re
from collections.abc import Collection, Iterator, Sequence

from dedup.credits.credit import Credit, outlet_credit
from dedup.credits.people import read_names
from dedup.registry import Registry
from dedup.tables import Span

SIGN_OFF_CUES = frozenset({"editing by", "writing by"})
TAIL_CHARS = 800  # a sign-off stands below the text
HOUSE = "reuters"  # whose form it is
HOUSE_KINDS = frozenset({"agency", "byline", "copyright", "notice"})  # a contribution may be to anybody's copy

_SIGN_OFF = re.compile(
    r"(?:\(|^)(?P<more>Additional )?[Rr]eporting by (?P<names>[^()\n]{3,300}?)[;,.]? ?(?:[Ww]riting|[Ee]diting) by [^()\n]{3,200}\)?",
    re.MULTILINE,
)
_ADDITIONAL = re.compile(r"[Aa]dditional reporting by ")


def find_sign_offs(text: str, present: Collection[str], registry: Registry) -> list[Credit]:
    """Return who reported one text, as its last lines have it, kind `byline`; `present` are the cues that it holds.

    >>> from dedup.registry import builtin
    >>> found = find_sign_offs("(Reporting by Ann Lee in Oslo; Editing by Bo Berg)", {"editing by"}, builtin())
    >>> [(credit.kind, credit.name, credit.span.end) for credit in found]
    [('byline', 'Ann Lee', 50)]
    """
    match = _sign_off(text) if SIGN_OFF_CUES.intersection(present) else None
    if not match or match["more"]:
        return []
    span = Span(*match.span())
    people = read_names(_ADDITIONAL.sub("", match["names"]), registry).people
    return [Credit("byline", span, person) for person in people] or [Credit("byline", span)]


def imply_house(found: Sequence[Credit], text: str, present: Collection[str], registry: Registry) -> Iterator[Credit]:
    """Yield the agency whose form of sign-off the text has, kind `agency`, unless its credits name another house.

    >>> from dedup.registry import builtin
    >>> text = "(Reporting by Ann Lee; Editing by Bo Berg)"
    >>> signed = find_sign_offs(text, {"editing by"}, builtin())
    >>> [credit.name for credit in imply_house(signed, text, {"editing by"}, builtin())]
    ['Reuters']
    >>> named = [*signed, Credit("agency", Span(0, 5), "Lowland News Agency")]
    >>> list(imply_house(named, text, {"editing by"}, builtin()))
    []
    """
    match = _sign_off(text) if SIGN_OFF_CUES.intersection(present) else None
    if match and not any(_is_other_house(credit, registry) for credit in found):
        yield outlet_credit("agency", Span(*match.span()), registry.outlets[HOUSE])


def _sign_off(text: str) -> re.Match[str] | None:
    """Return the sign-off below a text."""
    return _SIGN_OFF.search(text, max(0, len(text) - TAIL_CHARS))


def _is_other_house(credit: Credit, registry: Registry) -> bool:
    """Return whether a credit names an agency that is not the house of the form."""
    if credit.kind not in HOUSE_KINDS or credit.name is None or credit.name_id == HOUSE:
        return False
    outlet = registry.outlets.get(credit.name_id or "")
    return outlet.kind == "agency" if outlet else credit.kind == "agency"
