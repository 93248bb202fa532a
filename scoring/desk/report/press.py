"""The press: Jinja2 templates, autoescaped, each given the archive and how much may be quoted."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from markupsafe import Markup

from scoring.desk.report.anchors import anchor, pair_anchor
from scoring.desk.report.archive import Archive, Card
from scoring.desk.report.visible import brief
from scoring.desk.report.weak_spots import Count, counts

if TYPE_CHECKING:
    from jinja2 import Environment

    from dedup.provenance import Reprint


@dataclass(frozen=True, slots=True)
class Press:
    """What every template is given."""

    archive: Archive
    excerpt: int  # characters of a text that may be quoted in one place

    def print(self, kind: str, **content: object) -> Markup:
        """Return the template of `kind`, filled."""
        template = environment(self.excerpt).get_template(f"{kind}.html")
        return Markup(template.render(archive=self.archive, **content))  # noqa: S704 - rendered with autoescape


@cache
def environment(excerpt: int) -> "Environment":
    """Return the templates: autoescaped, and strict about names."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("scoring.desk.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"anchor": anchor, "pair_anchor": pair_anchor, "excerpt": excerpt, "brief": brief}
    made.filters |= {"brief": brief, "card_of": card_of, "last_name": last_name}
    made.filters |= {"publishers": publishers, "tally": tally}
    return made


def card_of(item: str, archive: Archive) -> Card:
    """Return the card of `item`, for a template's `map`.

    >>> from types import SimpleNamespace
    >>> card_of("a", SimpleNamespace(cards={"a": Card("a")})).item
    'a'
    """
    return archive.cards[item]


def publishers(edges: "Iterable[Reprint]", end: str, archive: Archive) -> list[str]:
    """Return who stands behind the "item" or the "origin" of each edge, once for each item.

    >>> publishers([], "item", None)
    []
    """
    pairs = sorted({(edge.item, getattr(edge, end)) for edge in edges})
    return [archive.publisher(node) for _, node in pairs]


def last_name(path: str) -> str:
    """Return the last part of a path: a report is passed on, and where the corpus lies is nobody's business.

    >>> last_name("/home/me/archive/")
    'archive'
    """
    return path.replace("\\", "/").rstrip("/").rpartition("/")[2] or path


def tally(names: Iterable[str]) -> list[Count]:
    """Return how often each name stands among `names`, the most first.

    >>> [(count.name, count.count) for count in tally(["AP", "AFP", "AP"])]
    [('AP', 2), ('AFP', 1)]
    """
    return list(counts(Counter(names).items()))
