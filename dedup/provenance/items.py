"""An item as provenance sees it: its text, its outlet, its date and what it says about where it came from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

import polars as pl

from dedup.names import fold_name
from dedup.provenance.instants import Instant, read_instant
from dedup.provenance.outlets import canonical_name, gazetteer, is_wire, outlet_key, same_outlet
from dedup.provenance.triggers import Trigger, extract_names, locate_names
from dedup.tables import Span

PUBLICATION = "published"
NOWHERE = Span(0, 0)  # of what metadata says
SOURCE_RANKS = {"notice": 0, "agency": 1, "dateline": 2, "byline": 3, "copyright": 4, "contribution": 5}
CREDITING_KINDS = frozenset({"agency", "syndicate", "broadcaster", "newspaper"})
HELPED = re.compile(r"\((?:avec|with|mit|con) ")  # the outlet's own work, with an agency's
MIN_NAME_CHARS = 6  # of an outlet's folded name before it counts where it stands inside a notice


@dataclass(frozen=True, slots=True)
class Credit:
    """One row of CREDITS: what an item prints about its makers."""

    kind: str  # byline, dateline, agency, notice, contribution, copyright
    name: str | None
    name_id: str | None
    span: Span
    is_dated: bool = False  # it stands in a dateline

    @property
    def source_kind(self) -> str:
        """Return the kind of source that the credit names: a dateline speaks through the agency in it."""
        return "dateline" if self.is_dated else self.kind


@dataclass(frozen=True, slots=True)
class Source:
    """A work or an outlet that an item names as its own source."""

    name: str  # canonical
    kind: str  # the credit's: notice, agency, byline, copyright, contribution; `dateline` where it stands in one
    span: Span

    @property
    def is_notice(self) -> bool:
        """Return whether the item declares a reprint, where an agency's credit only says who wrote it."""
        return self.kind == "notice"

    @property
    def is_partial(self) -> bool:
        """Return whether the source only lent a hand, so that the text may have other origins too."""
        return self.kind == "contribution"


@dataclass(frozen=True, slots=True)
class Item:
    """One item with what bears on its descent; masks are sorted and do not overlap."""

    id: str
    text: str
    outlet: str | None
    author: str | None
    published: Instant | None
    credits: tuple[Credit, ...]
    sources: tuple[Source, ...]
    digested: tuple[Source, ...]  # agencies of an index page or a digest: each wrote a part
    masks: tuple[Span, ...]
    triggers: tuple[Trigger, ...] = ()  # where an outlet that it quotes may be named

    def words_of(self, span: Span) -> str:
        """Return the text that `span` covers, with single blanks."""
        return " ".join(self.text[span.start : span.end].split())

    @property
    def maker(self) -> str | None:
        """Return the outlet; where it is unknown, the agency that signs the text, whose own the item then may be."""
        if self.outlet is not None:
            return self.outlet
        return next((source.name for source in self.sources if source.kind in {"agency", "dateline"}), None)

    def names(self, other: "Item") -> Source | None:
        """Return the source of this item that made `other`, if it names it.

        A notice may mean an unsigned page with that agency's tag; a tag alone may not, since copies carry the same one.
        """
        for source in self.sources:
            maker = other.maker if source.is_notice else other.outlet
            if (maker and self._means(source, maker)) or (source.is_notice and other.carries(source.name)):
                return source
        return None

    def carries(self, name: str) -> bool:
        """Return whether the item's outlet is unknown and `name` stands in its furniture: "the Quay Herald newsletter"."""
        key = outlet_key(name)
        if self.outlet is not None or len(key) < MIN_NAME_CHARS:
            return False
        return any(key in fold_name(self.words_of(mask)) for mask in self.masks)

    def _means(self, source: Source, outlet: str) -> bool:
        """Return whether `source` is `outlet`, by its name or, in a notice, by the words round it."""
        if same_outlet(source.name, outlet):
            return True
        key = outlet_key(outlet)
        return source.is_notice and len(key) >= MIN_NAME_CHARS and key in fold_name(self.words_of(source.span))


def read_items(
    items: pl.DataFrame, spans: pl.DataFrame, credited: pl.DataFrame, dates: pl.DataFrame, related: Iterable[str]
) -> dict[str, Item]:
    """Return the items of ITEMS by id, with their SPANS, CREDITS and DATES.

    Those that name nobody are left out, unless they are `related` to others: nothing can be said of them.
    """
    naming = {*credited["item"], *related}
    columns = items.select("item", "text", "outlet", "author", "published", names=extract_names(pl.col("text")))
    is_naming = pl.col("item").is_in(pl.Series([*naming], dtype=pl.String).implode())
    may_tell = is_naming | pl.col("author").is_not_null() | (pl.col("names").list.len() > 0)
    told = [
        (row, triggers)
        for *row, names in columns.filter(may_tell).iter_rows()
        if (triggers := tuple(locate_names(row[1], names))) or row[0] in naming or row[3]
    ]
    ids = pl.Series([row[0] for row, _ in told], dtype=pl.String).implode()
    spans, credited, dates = (table.filter(pl.col("item").is_in(ids)) for table in (spans, credited, dates))
    masks, own_credits, dated = _masks(spans), _credits(credited), _publications(dates)
    found: dict[str, Item] = {}
    for (item, text, outlet, author, published), triggers in told:
        own = tuple(own_credits.get(item, ()))
        author_credit = Credit("byline", author, None, NOWHERE)
        named = read_sources((*_as_helpers(explicit(own, text), text), author_credit), outlet)
        sources, digested = split_digest(named)
        instant = read_instant(published) or read_instant(dated.get(item))
        found[item] = Item(
            item, text, outlet, author, instant, own, sources, digested, tuple(masks.get(item, ())), triggers
        )
    return found


def read_sources(credited: Iterable[Credit], outlet: str | None) -> tuple[Source, ...]:
    """Return the sources named by `credited`, one a name in its fullest form, the most explicit credit first; never the outlet itself.

    >>> credit = Credit("agency", "Reuters", None, Span(8, 15))
    >>> [source.name for source in read_sources([credit, credit], "The Harbour Gazette")]
    ['Reuters']
    """
    found: dict[str, Source] = {}
    ranked = (credit for credit in credited if credit.name and credit.kind in SOURCE_RANKS)
    for credit in sorted(ranked, key=lambda credit: (SOURCE_RANKS[credit.source_kind], credit.span)):
        if credit.kind in {"byline", "copyright", "contribution"} and not _is_crediting(credit):
            continue
        name = canonical_name(credit.name or "", credit.name_id)
        same = next((key for key, source in found.items() if same_outlet(source.name, name)), None)
        if same is not None:
            found[same] = replace(found[same], name=max(found[same].name, name, key=len))
        elif not same_outlet(name, outlet):
            found[outlet_key(name)] = Source(name, credit.source_kind, credit.span)
    return tuple(found.values())


def explicit(credited: tuple[Credit, ...], text: str) -> tuple[Credit, ...]:
    """Return the credits without those that only a house style implies, where another agency is named outright.

    "(Reporting by A; Editing by B)" is one agency's way to sign, and others imitate it.
    """
    wires = [credit for credit in credited if credit.kind in {"agency", "dateline"} and credit.name]
    printed = [credit for credit in wires if prints_name(credit, text)]
    implied = [credit for credit in wires if credit.kind == "agency" and credit not in printed]
    return tuple(credit for credit in credited if credit not in implied) if printed else credited


def _as_helpers(credited: Iterable[Credit], text: str) -> Iterator[Credit]:
    """Yield the credits, an agency that lent a hand, "(avec AFP)", as one that contributed."""
    for credit in credited:
        is_helper = credit.kind == "agency" and HELPED.search(text, credit.span.start, credit.span.end)
        yield replace(credit, kind="contribution") if is_helper else credit


def prints_name(credit: Credit, text: str) -> bool:
    """Return whether the words of a credit hold a spelling of its name; a sign-off only implies one."""
    entry = gazetteer().get(credit.name_id or "", {})
    variants = entry.get("variants", [])
    names = (credit.name or "", *(variants if isinstance(variants, list) else ()))
    words = fold_name(text[credit.span.start : credit.span.end])
    return any(fold_name(name) in words for name in names)


def split_digest(sources: tuple[Source, ...]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Return the sources of the item as a whole, and those that wrote a part of it.

    One story has one dateline: where datelines name several agencies, the page is a digest of theirs.
    """
    datelines = tuple(source for source in sources if source.kind == "dateline")
    if len(datelines) == 1:
        return sources, ()
    return tuple(source for source in sources if source.kind != "dateline"), datelines


def _is_crediting(credit: Credit) -> bool:
    """Return whether a byline, copyright or contribution line credits another outlet, not a person."""
    entry = gazetteer().get(credit.name_id or "")
    return is_wire(credit.name) if entry is None else entry.get("kind") in CREDITING_KINDS


def _masks(spans: pl.DataFrame) -> Mapping[str, list[Span]]:
    """Return the masked stretches of each item, merged and sorted."""
    found: dict[str, list[Span]] = defaultdict(list)
    for item, start, end in spans.select("item", "start", "end").sort("item", "start", "end").iter_rows():
        masks = found[item]
        if masks and start <= masks[-1].end:
            masks[-1] = Span(masks[-1].start, max(end, masks[-1].end))
        else:
            masks.append(Span(start, end))
    return found


def _credits(credited: pl.DataFrame) -> Mapping[str, list[Credit]]:
    """Return the credits of each item in the order of its text, photographs and the names of places left out."""
    found: dict[str, list[Credit]] = defaultdict(list)
    dateline_ends: dict[str, int] = {}
    rows = credited.filter(pl.col("kind") != "photo").sort(
        "item", "start", "end", "kind", "name", descending=[False, False, True, True, False]
    )
    for item, kind, name, name_id, start, end in rows.select(
        "item", "kind", "name", "name_id", "start", "end"
    ).iter_rows():
        span = NOWHERE if start is None else Span(start, end)
        is_dated = start is not None and start < dateline_ends.get(item, 0)
        if kind == "dateline":
            dateline_ends[item] = end
        maker = name if kind != "dateline" or name_id else None
        found[item].append(Credit(kind, maker, name_id, span, is_dated))
    return found


def _publications(dates: pl.DataFrame) -> Mapping[str, str]:
    """Return each item's best date of publication; when a crawler saw it decides nothing."""
    published = dates.filter(pl.col("kind") == PUBLICATION).sort("item", "rank", descending=[False, True])
    return dict(published.select("item", "date").iter_rows())
