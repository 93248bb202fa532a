"""NITF (News Industry Text Format 3.x), as agencies and corpora deliver it: one item a file, or inside NewsML-G2."""

from collections.abc import Iterator
from dataclasses import replace

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
    local_name,
    parse_xml,
)
from dedup.corpus.moments import normalise_date
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings


def read_nitf(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield the one item of an NITF file, or of any other XML that holds NITF.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> file = io.BytesIO(b"<nitf><body><body.content><p>Rain fell.</p></body.content></body></nitf>")
    >>> next(read_nitf(open_source("a.xml", file), CorpusSettings())).text
    'Rain fell.'
    """
    del settings  # the format names its own fields
    root, is_broken = parse_xml(source.read_all(MAX_XML_BYTES))
    nitf = next((element for element in root.iter() if local_name(element) == "nitf"), None)
    if nitf is None:
        yield Rejection(0, f"XML of no kind that is known: its root is <{local_name(root)[:60]}>")
        return
    draft = draft_from_nitf(nitf, 0)
    notes = (("note", "broken XML: what could be recovered was read"),) if is_broken else ()
    yield replace(draft, is_sole=True, metadata=(*draft.metadata, *notes))


def draft_from_nitf(root: Element, position: int) -> Draft:
    """Return the item of an `<nitf>` element."""
    head, docdata = child(root, "head"), child(root, "head", "docdata")
    body_head = child(root, "body", "body.head")
    issue = attribute(child(docdata, "date.issue"), "norm")
    publication = child(head, "pubdata")
    draft = Draft(
        position=position,
        text="\n".join(text for found in children(root, "body", "body.content") if (text := block_text(found))),
        id=attribute(child(docdata, "doc-id"), "id-string"),
        title=child_text(body_head, "hedline", "hl1") or child_text(head, "title"),
        author=", ".join(filter(None, map(_byline, children(body_head, "byline")))) or None,
        dateline=child_text(body_head, "dateline"),
        canonical_url=attribute(publication, "ex-ref"),
        modified=normalise_date(attribute(child(docdata, "date.release"), "norm") or ""),
        metadata=tuple(_metadata(root, head, docdata, body_head)),
    )
    draft = with_outlet(draft, attribute(publication, "name"), "NITF pubdata name")
    written = attribute(publication, "date.publication") or issue
    field = "NITF pubdata date.publication" if written and written != issue else "NITF date.issue"
    return with_date(draft, written, field)


def _byline(element: Element) -> str | None:
    return child_text(element, "person") or child_text(element) or None


def _metadata(
    root: Element, head: Element | None, docdata: Element | None, body_head: Element | None
) -> Iterator[tuple[str, str]]:
    """Yield the rows of METADATA: distributor, rights, editor's messages, versions, revisions."""
    copyright_ = child(docdata, "doc.copyright")
    named = [
        ("byline", child_text(body_head, "byline")),
        ("distributor", child_text(body_head, "distributor")),
        ("copyright", attribute(copyright_, "holder")),
        ("copyright_year", attribute(copyright_, "year")),
        ("copyright", child_text(body_head, "rights")),
        ("source", attribute(child(docdata, "doc-id"), "regsrc")),
        ("version", attribute(child(docdata, "du-key"), "version")),
        ("embargoed_until", attribute(child(docdata, "date.release"), "norm")),
        ("dateline_date", attribute(child(body_head, "dateline", "story.date"), "norm")),
        ("located", child_text(body_head, "dateline", "location")),
        ("subhead", child_text(body_head, "hedline", "hl2")),
        ("tagline", child_text(root, "body", "body.end", "tagline")),
    ]
    named += [("editor_note", attribute(found, "info")) for found in children(docdata, "ed-msg")]
    named += [("editor_note", child_text(found)) for found in children(body_head, "note")]
    named += [
        (
            "revision",
            " ".join(filter(None, (attribute(found, name) for name in ("norm", "name", "function", "comment")))),
        )
        for found in children(head, "revision-history")
    ]
    yield from ((field, value) for field, value in named if value)
