"""A saved web page as one item: its main text by trafilatura, what its head declares as fields and METADATA.

Barbaresi 2021 (doi:10.18653/v1/2021.acl-demo.15) compares extractors of main text. Where the page declares nothing,
trafilatura's own guess at title, author and date stands in, named as such in the evidence.
"""

import logging
import re
from collections.abc import Iterator
from dataclasses import replace
from types import ModuleType

from dedup.corpus.charset import Decoded, decode
from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.extras import need
from dedup.corpus.fields import language_code, with_date
from dedup.corpus.markup import Element, block_text, flat_text, html_text
from dedup.corpus.moments import normalise_date
from dedup.corpus.page_head import Head, read_head
from dedup.corpus.readers.plain import encoding_rows
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

MAX_PAGE_BYTES = 5_000_000  # the median page has 0.1 MB of HTML (HTTP Archive); fifty times that is no article
MIN_CHARS = 200  # below it an extraction has missed the article: a brief has more
MAX_ELEMENTS = 50_000  # beyond it extraction takes seconds; a long article has 5,000
MAX_NUL_SHARE = 0.001  # of a page's bytes: so few are faults of the site, more are UTF-16 or no page

_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")  # control characters, which XML cannot hold and nobody sees
_CHARSET = re.compile(rb"""<meta[^>]{0,300}?charset\s{0,5}=\s{0,5}["']?\s{0,5}([\w.:-]{2,40})""", re.IGNORECASE)


def read_web_page(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield the one item of a saved page, or why it is none.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> page = b"<html><head><title>Ferry</title></head><body><p>The ferry runs again.</p></body></html>"
    >>> draft = next(read_web_page(open_source("a.html", io.BytesIO(page)), CorpusSettings()))
    >>> draft.title, draft.text
    ('Ferry', 'The ferry runs again.')
    """
    del settings  # a page names its own fields
    piece = read_page(source.read_all(MAX_PAGE_BYTES))
    yield replace(piece, is_sole=True) if isinstance(piece, Draft) else piece


def read_page(raw: bytes, declared: str | None = None, url: str | None = None, position: int = 0) -> Draft | Rejection:
    """Return the item of a page's bytes; `declared` is the charset of its HTTP header, `url` where it was found.

    Raises:
        ExtraMissingError: lxml or trafilatura is not installed.
    """
    if 0 < raw.count(b"\0") < MAX_NUL_SHARE * len(raw):
        raw = raw.replace(b"\0", b"")  # as the HTML standard has browsers do
    charset = _CHARSET.search(raw[:4096])
    decoded = decode(raw, declared or (charset[1].decode("ascii", "replace") if charset else None))
    if decoded is None:
        return Rejection(position, "binary: no HTML in any known encoding")
    tree = _parse(_UNSEEN.sub("", decoded.text))
    if tree is None:
        return Rejection(position, "no HTML: the parser found no element")
    if sum(1 for _ in zip(tree.iter(), range(MAX_ELEMENTS + 1), strict=False)) > MAX_ELEMENTS:
        return Rejection(position, f"a page of more than {MAX_ELEMENTS} elements: too large for one item")
    return _draft(tree, decoded, url, position)


def _parse(text: str) -> Element | None:
    """Return the root of a page's tree; the encoding that it declares no longer counts, it is decoded."""
    etree = need("lxml.etree", "HTML")
    parser = need("lxml.html", "HTML").HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True
    )
    try:
        root: Element | None = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, etree.ParserError, ValueError):
        return None
    return root


def _draft(tree: Element, decoded: Decoded, url: str | None, position: int) -> Draft | Rejection:
    head = read_head(tree)
    text, text_from = main_text(tree, head)
    if not text:
        return Rejection(position, "no text: the page shows none")
    if not (head.title and head.author and head.published):
        head = guess_missing(tree, head, url)
    draft = Draft(
        position=position,
        text=text,
        outlet=head.outlet,
        outlet_evidence=head.outlet_evidence,
        modified=normalise_date(head.modified or ""),
        title=head.title,
        author=head.author,
        dateline=head.dateline,
        canonical_url=head.canonical_url or url,
        lang=language_code(head.lang),
        metadata=(*head.metadata, ("text_from", text_from), *encoding_rows(decoded)),
    )
    return with_date(draft, head.published, head.published_evidence or "")


def main_text(tree: Element, head: Head) -> tuple[str, str]:
    """Return a page's main text and where it was read: trafilatura, JSON-LD `articleBody`, or all that shows."""
    extracted = _extracted(tree)
    body = html_text(head.article_body)
    if len(extracted) < MIN_CHARS and len(body) > len(extracted):
        return body, "JSON-LD articleBody"
    if extracted:
        return extracted, "trafilatura"
    paragraphs = "\n".join(text for element in tree.iter("p") if (text := flat_text(element)))
    return (paragraphs, "paragraphs") if paragraphs else (block_text(tree), "page")


def _extracted(tree: Element) -> str:
    trafilatura = _quiet_trafilatura()
    try:
        found = trafilatura.bare_extraction(tree, include_comments=False)
    except _FAULTS:
        return ""
    return (found.text or "").strip() if found else ""


def guess_missing(tree: Element, head: Head, url: str | None) -> Head:
    """Return `head` with trafilatura's guesses at what the page does not declare."""
    metadata = need("trafilatura.metadata", "HTML")
    _quiet_trafilatura()
    try:
        found = metadata.extract_metadata(tree, default_url=url)
    except _FAULTS:
        return head
    guessed = {"title": found.title, "author": (found.author or "").replace("; ", ", ") or None}
    missing = {name: value for name, value in guessed.items() if value and not getattr(head, name)}
    if found.date and not head.published:
        missing |= {"published": found.date, "published_evidence": "page, guessed"}
    if found.sitename and not head.outlet:
        missing |= {"outlet": found.sitename, "outlet_evidence": "page, guessed"}
    return replace(head, **missing)


def _quiet_trafilatura() -> ModuleType:
    """Return trafilatura, its warnings about pages without text kept from standard error: they become rows here."""
    for name in ("trafilatura", "htmldate", "courlan"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
    return need("trafilatura", "HTML")


# what extraction raises on pages that its authors did not foresee; such a page is still read by the plainer ways
_FAULTS = (ValueError, TypeError, AttributeError, LookupError, ArithmeticError, AssertionError, RecursionError)
