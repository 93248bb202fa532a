"""What a page says of itself: JSON-LD, meta tags, links. Declared, so to be weighed, not trusted."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dedup.corpus.fields import one_value
from dedup.corpus.linked_data import LINKED, PROFILE, all_named, authors, named, read_linked
from dedup.corpus.markup import Element
from dedup.corpus.moments import normalise_date

META_ROWS = {
    "original-source": "original_source",
    "syndication-source": "syndication_source",
    "robots": "robots",
    "googlebot": "robots",
    "googlebot-news": "robots",
    "copyright": "copyright",
    "rights": "copyright",
    "dc.rights": "copyright",
    "dcterms.rights": "copyright",
    "dc.source": "source",
    "dcterms.source": "source",
    "source": "source",
    "article:publisher": "publisher_url",
    "article:section": "section",
    "og:url": "og_url",
    "og:site_name": "site_name",
    "twitter:site": "site_handle",
    "wire": "agency",
    "news_agency": "agency",
}
"""Meta tags that become METADATA, by folded name."""

META_DATES = (
    "article:published_time", "datepublished", "og:published_time", "dc.date.issued", "dcterms.issued", "dc.date.created",
    "dcterms.created", "dc.date", "dcterms.date", "sailthru.date", "parsely-pub-date", "cxenseparse:recs:publishtime",
    "publish-date", "publish_date", "publishdate", "pubdate", "publication_date", "date.published", "article.published",
    "rnews:datepublished", "date",
)  # fmt: skip
META_MODIFIED = (
    "article:modified_time", "datemodified", "og:updated_time", "dcterms.modified", "dc.date.modified", "last-modified",
)  # fmt: skip
META_AUTHORS = ("author", "article:author", "byl", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author")
META_TITLES = ("og:title", "dc.title", "dcterms.title", "twitter:title", "headline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The declared fields of a page, as written."""

    title: str | None = None
    author: str | None = None
    outlet: str | None = None
    outlet_evidence: str | None = None
    published: str | None = None
    published_evidence: str | None = None
    modified: str | None = None
    dateline: str | None = None
    canonical_url: str | None = None
    lang: str | None = None
    article_body: str | None = None
    metadata: tuple[tuple[str, str], ...] = ()


def read_head(tree: Element) -> Head:
    """Return what a page declares: JSON-LD before meta tags, meta tags before the title.

    >>> from dedup.corpus.markup import parse_xml
    >>> page = b'<html><head><meta name="syndication-source" content="https://hnn.example/1"/></head></html>'
    >>> read_head(parse_xml(page)[0]).metadata
    (('syndication_source', 'https://hnn.example/1'),)
    """
    article, nodes = read_linked(tree)
    metas = _metas(tree)
    canonical = _links(tree, "canonical")
    published, published_evidence = _first_named(
        [("JSON-LD datePublished", _date(one_value(article.get("datePublished"))))]
        + [(f"meta {name}", _date(value)) for name in META_DATES for value in metas.get(name, ())]
        + [("time datetime", _date(value)) for value in _times(tree)]
    )
    outlet, outlet_evidence = _first_named(
        [("JSON-LD publisher", named(article.get("publisher"), nodes))]
        + [(f"meta {name}", value) for name in ("og:site_name", "dc.publisher") for value in metas.get(name, ())]
    )
    declared = [authors(article, nodes), ", ".join(_meta_authors(metas))]
    author = next((name for name in declared if name and name.casefold() != (outlet or "").casefold()), None)
    return Head(
        title=_plain(one_value(article.get("headline")) or _first(metas, META_TITLES)) or _title(tree),
        author=_plain(author),
        outlet=_plain(outlet),
        outlet_evidence=outlet_evidence,
        published=published,
        published_evidence=published_evidence,
        modified=one_value(article.get("dateModified")) or _first(metas, META_MODIFIED),
        dateline=one_value(article.get("dateline")),
        canonical_url=canonical or _first(metas, ("og:url",)) or one_value(article.get("url")),
        lang=one_value(article.get("inLanguage")) or tree.get("lang") or tree.get("xml:lang"),
        article_body=one_value(article.get("articleBody")),
        metadata=tuple(_rows(article, nodes, metas, canonical)),
    )


def _meta_authors(metas: Mapping[str, list[str]]) -> list[str]:
    for name in META_AUTHORS:
        found = [value for value in metas.get(name, ()) if not PROFILE.match(value)]
        if found:
            return list(dict.fromkeys(found))
    return []


def _metas(tree: Element) -> dict[str, list[str]]:
    """Return the contents of the meta tags by folded name, and of elements that carry an `itemprop` with content."""
    found: dict[str, list[str]] = {}
    for meta in tree.iter("meta"):
        content = (meta.get("content") or "").strip()
        name = meta.get("property") or meta.get("name") or meta.get("itemprop") or meta.get("http-equiv")
        if name and content:
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _rows(
    article: Mapping[str, object],
    nodes: Mapping[str, Mapping[str, object]],
    metas: Mapping[str, list[str]],
    canonical: str | None,
) -> Iterator[tuple[str, str]]:
    for name, field in LINKED.items():
        yield from ((field, value) for value in all_named(article.get(name), nodes))
    for name, field in META_ROWS.items():
        yield from ((field, value) for value in metas.get(name, ()))
    if canonical:
        yield "canonical", canonical


def _links(tree: Element, relation: str) -> str | None:
    hrefs = ((link.get("rel") or "", (link.get("href") or "").strip()) for link in tree.iter("link"))
    return next((href for rel, href in hrefs if relation in rel.lower().split() and href), None)


def _times(tree: Element) -> list[str]:
    """Return the times that are marked as the publication."""
    times = [time for time in tree.iter("time") if time.get("datetime")]
    marked = [t for t in times if t.get("itemprop") == "datePublished" or t.get("pubdate") is not None]
    return [str(time.get("datetime")) for time in marked]


def _title(tree: Element) -> str | None:
    return next((" ".join((title.text or "").split()) or None for title in tree.iter("title")), None)


def _date(written: str | None) -> str | None:
    """Return a date that can be read; the epoch's first day stands for a missing one."""
    read = normalise_date(written or "")
    return None if read is None or read.startswith("1970-01-01") else read


def _plain(written: str | None) -> str | None:
    """Return a name or title without the HTML entities that some pages leave in JSON-LD."""
    return " ".join(html.unescape(written).split()) or None if written else None


def _first(metas: Mapping[str, list[str]], names: tuple[str, ...]) -> str | None:
    return next((metas[name][0] for name in names if name in metas), None)


def _first_named(candidates: list[tuple[str, str | None]]) -> tuple[str | None, str | None]:
    """Return the first candidate that says something and where it was read."""
    return next(((value, name) for name, value in candidates if value), (None, None))
