"""Standing features: headlines under which an agency sends the same kind of piece every day, and which name its house.

"10 Things to Know for Today" is printed by many papers with nothing else that tells whose it is.
"""

import re
from collections.abc import Iterator, Sequence

from dedup.credits.credit import Credit, outlet_credit
from dedup.registry import Registry
from dedup.tables import Span

MAX_HEADLINE_CHARS = 160

_DIGEST = re.compile(r"(?:10|Ten) Things to Know (?:for|in) (?:Today|\w{3,6}day)\b.{0,20}", re.IGNORECASE)
_DIGEST_HOUSE = "ap"
_LABELLED = re.compile(
    r"(?P<house>[A-Z]\w{1,20}) (?i:fact ?check|explains|explainer|exclusive|interview|news ?alert|news ?break|was there|poll)"
    r"\s?[:\u2014\u2013-](?=\s?\S)"
)


def find_features(text: str, head: Sequence[Span], registry: Registry) -> Iterator[Credit]:
    """Yield the agency whose feature the headline announces, kind `agency`; `head` are the first lines of the text.

    >>> from dedup.registry import builtin
    >>> [credit.name_id for credit in find_features("AP FACT CHECK: Ferries and fares", [Span(0, 32)], builtin())]
    ['ap']
    """
    span = head[0] if head else Span(0, 0)
    digest = _DIGEST.fullmatch(text, span.start, min(span.end, span.start + MAX_HEADLINE_CHARS))
    found = digest or _LABELLED.match(text, span.start, span.end)
    outlet = registry.look_up(_DIGEST_HOUSE if digest else found["house"], weak=False) if found else None
    if found and outlet and outlet.kind == "agency":
        yield outlet_credit("agency", Span(*found.span()), outlet)
