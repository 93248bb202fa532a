"""JSON-LD of a page: its schema.org article, wherever in the scripts it stands, and what it refers to by `@id`."""

import json
import re
from collections import deque
from collections.abc import Mapping

from dedup.corpus.fields import all_values
from dedup.corpus.markup import Element

MAX_SCRIPT_CHARS = 1_000_000
MAX_NODES = 2_000  # a page's graph has twenty

LINKED = {
    "sourceOrganization": "source_organization",
    "isBasedOn": "is_based_on",
    "isBasedOnUrl": "is_based_on",
    "citation": "citation",
    "creditText": "credit",
    "copyrightHolder": "copyright",
    "copyrightNotice": "copyright",
    "provider": "provider",
    "contributor": "contributor",
    "editor": "editor",
    "correction": "correction",
    "publishingPrinciples": "publishing_principles",
    "correctionsPolicy": "corrections_policy",
    "ethicsPolicy": "ethics_policy",
    "backstory": "backstory",
    "version": "version",
    "archivedAt": "archived_at",
    "translationOfWork": "translation_of",
    "isPartOf": "is_part_of",
    "locationCreated": "located",
    "contentLocation": "located",
}
"""Properties of a schema.org article that become METADATA."""

PROFILE = re.compile(r"^(?:https?://|www\.|@)", re.IGNORECASE)
"""How a link to a profile begins, which some sites give for an author's name."""

_ARTICLE = re.compile(r"(?:Article|Report|BlogPosting|LiveBlogPosting|PressRelease)$")


def read_linked(tree: Element) -> tuple[Mapping[str, object], Mapping[str, Mapping[str, object]]]:
    """Return the page's schema.org article, empty where it has none, and all its nodes by `@id`.

    >>> from dedup.corpus.markup import parse_xml
    >>> page = b'<html><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Rain"}</script></html>'
    >>> read_linked(parse_xml(page)[0])[0]["headline"]
    'Rain'
    """
    nodes: list[Mapping[str, object]] = []
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or "") and len(nodes) < MAX_NODES:
            nodes += _nodes(_load(script.text or ""))
    articles = [node for node in nodes if any(map(_ARTICLE.search, all_values(node.get("@type"))))]
    by_id = {str(node["@id"]): node for node in nodes if "@id" in node and len(node) > 1}
    return (max(articles, key=len) if articles else {}), by_id


def _load(text: str) -> object:
    """Return a script's JSON, None where it is broken; some pages wrap it in a comment or let line breaks in."""
    text = (
        text.strip().removeprefix("<!--").removesuffix("-->").strip().removeprefix("//<![CDATA[").removesuffix("//]]>")
    )
    try:
        return json.loads(text[:MAX_SCRIPT_CHARS].rstrip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _nodes(value: object) -> list[Mapping[str, object]]:
    """Return all nodes of a JSON-LD value: of lists, of `@graph`, and those that are properties of others."""
    found: list[Mapping[str, object]] = []
    waiting = deque([value])
    while waiting and len(found) < MAX_NODES:
        node = waiting.popleft()
        if isinstance(node, list):
            waiting += node[:MAX_NODES]
        elif isinstance(node, Mapping):
            if "@type" in node:
                found.append(node)
            waiting += [part for part in node.values() if isinstance(part, dict | list)]
    return found


def named(cell: object, nodes: Mapping[str, Mapping[str, object]]) -> str | None:
    """Return the first name of a property's values, or None."""
    return next(iter(all_named(cell, nodes)), None)


def all_named(cell: object, nodes: Mapping[str, Mapping[str, object]]) -> list[str]:
    """Return the names of a property's values, a reference by `@id` followed once.

    >>> all_named([{"@id": "#1"}, {"name": "C. Dorn"}], {"#1": {"@id": "#1", "name": "A. Bell"}})
    ['A. Bell', 'C. Dorn']
    """
    parts = cell if isinstance(cell, list) else [cell]
    known = [
        nodes.get(str(part.get("@id")), part) if isinstance(part, Mapping) and "name" not in part else part
        for part in parts
    ]
    return [value for part in known for value in (all_values(part) or _headline(part))]


def _headline(part: object) -> list[str]:
    return all_values(part.get("headline")) if isinstance(part, Mapping) else []


def authors(article: Mapping[str, object], nodes: Mapping[str, Mapping[str, object]]) -> str | None:
    """Return the names of an article's authors on one line, links to profiles left out, or None."""
    names = all_named(article.get("author") or article.get("creator"), nodes)
    return ", ".join(dict.fromkeys(name for name in names if not PROFILE.match(name))) or None
