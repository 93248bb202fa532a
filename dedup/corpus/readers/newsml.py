"""NewsML-G2: news items, alone or many in a message, with inline text, XHTML or NITF."""

from collections.abc import Iterator
from dataclasses import replace

from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.fields import language_code, with_date, with_outlet
from dedup.corpus.markup import (
    MAX_XML_BYTES,
    Element,
    attribute,
    block_text,
    child,
    child_text,
    children,
    flat_text,
    html_text,
    local_name,
    parse_xml,
)
from dedup.corpus.moments import normalise_date
from dedup.corpus.readers.nitf import draft_from_nitf
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_newsml(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield one item a news item; one without text (a photo, a package) is rejected.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> item = b"<newsItem guid='u:1'><contentSet><inlineData>Rain fell.</inlineData></contentSet></newsItem>"
    >>> next(read_newsml(open_source("a.xml", io.BytesIO(item)), CorpusSettings())).text
    'Rain fell.'
    """
    del settings  # the format names its own fields
    root, is_broken = parse_xml(source.read_all(MAX_XML_BYTES))
    items = [element for element in root.iter() if local_name(element) == "newsitem"]
    notes = (("note", "broken XML: what could be recovered was read"),) if is_broken else ()
    for position, item in enumerate(items):
        draft = draft_from_newsml(item, position)
        if draft.text:
            yield replace(draft, is_sole=len(items) == 1, metadata=(*draft.metadata, *notes))
        else:
            yield Rejection(position, f"no text: the news item {draft.id or ''} has no inline text")
    if not items:
        yield Rejection(0, "no news item in this NewsML-G2 file")


def draft_from_newsml(item: Element, position: int) -> Draft:
    """Return the item of a `<newsItem>` element."""
    management, content = child(item, "itemmeta"), child(item, "contentmeta")
    inner = _content(item, position)
    draft = replace(
        inner,
        id=attribute(item, "guid") or inner.id,
        title=child_text(content, "headline") or child_text(management, "title") or inner.title,
        author=_authors(content) or inner.author,
        dateline=child_text(content, "dateline") or inner.dateline,
        canonical_url=_link(management) or inner.canonical_url,
        lang=language_code(attribute(child(content, "language"), "tag") or attribute(item, _XML_LANG)),
        modified=normalise_date(child_text(management, "versioncreated") or ""),
        metadata=(*_metadata(item, management, content), *inner.metadata),
    )
    provider = child(management, "provider")
    draft = with_outlet(draft, _name(provider) if provider is not None else None, "NewsML-G2 provider")
    dates = (
        ("firstCreated", child_text(management, "firstcreated")),
        ("contentCreated", child_text(content, "contentcreated")),
        ("versionCreated", child_text(management, "versioncreated")),
    )
    name, written = next(((name, date) for name, date in dates if date), ("", None))
    return with_date(draft, written, f"NewsML-G2 {name}")


def _content(item: Element, position: int) -> Draft:
    """Return what the content itself says: NITF its fields, XHTML and plain text the text."""
    for inline in children(item, "contentset", "inlinexml"):
        nitf = child(inline, "nitf")
        draft = draft_from_nitf(nitf, position) if nitf is not None else Draft(position=position, text=_body(inline))
        if draft.text:
            return draft
    texts = (html_text(flat) for found in children(item, "contentset", "inlinedata") if (flat := found.text))
    return Draft(position=position, text=next(texts, ""))


def _body(inline: Element) -> str:
    body = child(inline, "html", "body")
    return block_text(inline if body is None else body)


def _authors(content: Element | None) -> str | None:
    by = [flat_text(found) for found in children(content, "by")]
    return ", ".join(filter(None, by)) or ", ".join(filter(None, map(_name, children(content, "creator")))) or None


def _name(element: Element) -> str | None:
    return child_text(element, "name") or attribute(element, "literal", "qcode", "uri")


def _link(management: Element | None) -> str | None:
    return next(
        (
            href
            for link in children(management, "link")
            if "canonical" in (link.get("rel") or "") and (href := link.get("href"))
        ),
        None,
    )


def _metadata(item: Element, management: Element | None, content: Element | None) -> Iterator[tuple[str, str]]:
    """Yield the rows of METADATA: sources with their roles, creators, credits, notes, rights, ids, hops."""
    rights = child(item, "rightsinfo")
    named: list[tuple[str, str | None]] = [("version", attribute(item, "version"))]
    for field, name in (("info_source", "infosource"), ("creator", "creator"), ("contributor", "contributor")):
        named += [(field, _with_role(found)) for found in children(content, name)]
    named += [("credit", flat_text(found)) for found in children(content, "creditline")]
    named += [("located", _name(found)) for found in children(content, "located")]
    named += [("alternative_id", flat_text(found)) for found in children(content, "altid")]
    named += [("editor_note", flat_text(found)) for meta in (management, content) for found in children(meta, "ednote")]
    named += [("status", attribute(child(management, "pubstatus"), "qcode", "uri"))]
    named += [("embargoed_until", child_text(management, "embargoed"))]
    named += [("copyright", _name(found)) for found in children(rights, "copyrightholder")]
    named += [("copyright", flat_text(found)) for found in children(rights, "copyrightnotice")]
    named += [("usage_terms", flat_text(found)) for found in children(rights, "usageterms")]
    named += [("hop", _hop(found)) for found in children(item, "hophistory", "hop")]
    named += [(link.get("rel") or "link", attribute(link, "href", "residref")) for link in children(management, "link")]
    yield from ((field, value) for field, value in named if value)


def _with_role(element: Element) -> str | None:
    name, role = _name(element), attribute(element, "role")
    return f"{name} ({role})" if name and role else name


def _hop(element: Element) -> str:
    party = child(element, "party")
    acts = [
        f"{attribute(act, 'qcode', 'uri') or ''} {attribute(act, 'timestamp') or ''}"
        for act in children(element, "action")
    ]
    return " ".join(filter(None, [_name(party) if party is not None else None, *(act.strip() for act in acts)]))
