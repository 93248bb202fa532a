"""RSS 0.9 to 2.0 and Atom: one item an entry, published by its `<source>` where the feed only gathers."""

from collections.abc import Iterator

from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.fields import with_date, with_outlet
from dedup.corpus.markup import (
    MAX_XML_BYTES,
    Element,
    attribute,
    block_text,
    child,
    child_text,
    children,
    html_text,
    local_name,
    parse_xml,
)
from dedup.corpus.moments import normalise_date
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

_TEXTS = ("encoded", "content", "description", "summary")  # the whole text before its summary
_DATES = ("pubdate", "published", "date", "issued", "created")


def read_feed(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield one item an entry; an entry without text is rejected.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> feed = b"<rss><channel><title>HNN</title><item><description>Rain fell.</description></item></channel></rss>"
    >>> draft = next(read_feed(open_source("a.xml", io.BytesIO(feed)), CorpusSettings()))
    >>> draft.text, draft.outlet
    ('Rain fell.', 'HNN')
    """
    del settings  # a feed names its own fields
    root, is_broken = parse_xml(source.read_all(MAX_XML_BYTES))
    feed_title = child_text(root, "channel", "title") or child_text(root, "title")
    entries = [entry for entry in root.iter() if local_name(entry) in {"item", "entry"}]
    notes = (("note", "broken XML: what could be recovered was read"),) if is_broken else ()
    for position, entry in enumerate(entries):
        draft = read_entry(entry, position, feed_title, notes)
        yield draft if draft.text else Rejection(position, "no text: the entry has neither content nor description")


def read_entry(entry: Element, position: int, feed_title: str | None, notes: tuple[tuple[str, str], ...]) -> Draft:
    """Return the item that an entry of a feed holds."""
    source = child(entry, "source")
    source_title = (child_text(source, "title") or (source.text or "").strip() or None) if source is not None else None
    source_link = attribute(source, "url") or _link(source)
    rows = [("source", value) for value in (source_title, source_link) if value]
    rows += [("copyright", value) for value in (child_text(entry, "rights"), child_text(entry, "copyright")) if value]
    rows += [("credit", value) for value in map(_text, children(entry, "credit")) if value]
    rows += [("contributor", value) for found in children(entry, "contributor") if (value := _person(found))]
    draft = Draft(
        position=position,
        text=next((text for name in _TEXTS for found in children(entry, name) if (text := _text(found))), ""),
        id=child_text(entry, "guid") or child_text(entry, "id") or _link(entry),
        title=html_text(child_text(entry, "title")) or None,
        author=", ".join(_authors(entry)) or None,
        canonical_url=_link(entry),
        modified=normalise_date(child_text(entry, "updated") or child_text(entry, "modified") or ""),
        metadata=(*rows, *notes),
    )
    draft = with_outlet(draft, source_title or feed_title, "feed source" if source_title else "feed title")
    name, written = next(((name, date) for name in _DATES if (date := child_text(entry, name))), ("", None))
    return with_date(draft, written, f"feed {name}")


def _text(element: Element) -> str:
    """Return an element's text: of the elements inside it, or of the HTML that it holds as text."""
    return block_text(element) if any(True for _ in element) else html_text(element.text)


def _authors(entry: Element) -> list[str]:
    names = (_person(found) for name in ("creator", "author") for found in children(entry, name))
    return list(dict.fromkeys(name for name in names if name))


def _person(element: Element) -> str | None:
    return child_text(element, "name") or child_text(element, "email") or (element.text or "").strip() or None


def _link(element: Element | None) -> str | None:
    links = children(element, "link")
    hrefs = [href for link in links if link.get("rel") in {None, "alternate"} and (href := attribute(link, "href"))]
    return next(iter(hrefs), None) or next((text for link in links if (text := (link.text or "").strip())), None)
