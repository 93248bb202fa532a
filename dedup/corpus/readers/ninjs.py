"""ninjs 1.x to 3.x, IPTC's news in JSON: recognised among the objects of any JSON file."""

from collections.abc import Iterator, Mapping

from dedup.corpus.draft import Draft
from dedup.corpus.fields import all_values, date_of, language_code, one_value, with_date, with_outlet
from dedup.corpus.markup import html_text

_SIGNS = frozenset(
    "body_text body_xhtml bodies headlines pubstatus pubStatus versioncreated versionCreated infosources infoSources"
    " standard renditions associations".split()
)
_TITLES = ("headline", "headlines", "title", "titles")


def is_ninjs(fields: Mapping[str, object]) -> bool:
    """Return whether a JSON object is a ninjs item: it has a `uri`, and names that only ninjs uses.

    >>> is_ninjs({"uri": "u:1", "body_text": "Rain fell."}), is_ninjs({"url": "u:1", "text": "Rain fell."})
    (True, False)
    """
    return "uri" in fields and not _SIGNS.isdisjoint(fields)


def draft_from_ninjs(fields: Mapping[str, object], position: int) -> Draft:
    """Return the item of a ninjs object; its text is empty where it has no body.

    >>> fields = {"uri": "u:1", "bodies": [{"role": "main", "value": "<p>Rain fell.</p>"}], "by": "A. Bell"}
    >>> draft = draft_from_ninjs(fields, 0)
    >>> draft.text, draft.author
    ('Rain fell.', 'A. Bell')
    """
    draft = Draft(
        position=position,
        text=_body(fields),
        id=one_value(fields.get("uri")),
        title=next((title for name in _TITLES if (title := html_text(one_value(fields.get(name))))), None),
        author=one_value(fields.get("by")) or ", ".join(_people(fields, "creator")) or None,
        dateline=one_value(fields.get("dateline")),
        canonical_url=_either(fields, "url", "web_url", "canonicalUrl") or _canonical_link(fields),
        lang=language_code(one_value(fields.get("language"))),
        modified=date_of(fields.get("versioncreated") or fields.get("versionCreated")),
        metadata=tuple(_metadata(fields)),
    )
    draft = with_outlet(draft, next(iter(_people(fields, "publisher", "provider", "source")), None), "ninjs provider")
    dates = ("firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated")
    name = next((name for name in dates if one_value(fields.get(name))), "")
    return with_date(draft, one_value(fields.get(name)), f"ninjs {name}")


def _either(fields: Mapping[str, object], *names: str) -> str | None:
    return next((value for name in names if (value := one_value(fields.get(name)))), None)


def _body(fields: Mapping[str, object]) -> str:
    """Return the body: the XHTML or text of 1.x, the first of the bodies of 2.x and 3.x, the main one first."""
    bodies = [body for body in _mappings(fields.get("bodies")) if isinstance(body.get("value"), str)]
    bodies.sort(
        key=lambda body: (
            str(body.get("role") or "main").lower() not in {"main", "body"},
            body.get("role") == "caption",
        )
    )
    values = [str(body["value"]) for body in bodies]
    values += [value for name in ("body_text", "body_xhtml", "body_html") if isinstance(value := fields.get(name), str)]
    prefixed = [value for name, value in fields.items() if name.startswith("body_") and isinstance(value, str)]
    return next((text for value in [*values, *prefixed] if (text := html_text(value))), "")


def _mappings(cell: object) -> list[Mapping[str, object]]:
    cells = cell if isinstance(cell, list) else [cell]
    return [part for part in cells[:100] if isinstance(part, Mapping)]


def _people(fields: Mapping[str, object], *names: str) -> list[str]:
    """Return the names of persons and organisations; the role, if any, is left out."""
    return [value for name in names for value in all_values(fields.get(name))]


def _canonical_link(fields: Mapping[str, object]) -> str | None:
    links = _mappings(fields.get("links"))
    return next((one_value(link.get("href")) for link in links if "canonical" in str(link.get("rel"))), None)


def _metadata(fields: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield the rows of METADATA: sources with their roles, rights, notes, ids, associations, trust indicators."""
    for source in (*_mappings(fields.get("infosources")), *_mappings(fields.get("infoSources"))):
        if name := one_value(source):
            role, uri = one_value(source.get("role")), one_value(source.get("uri"))
            yield "info_source", name + (f" ({role})" if role else "") + (f" {uri}" if uri and uri != name else "")
    for field, names in _PLAIN.items():
        for name in names:
            yield from ((field, value) for value in all_values(fields.get(name)))
    for identifier in _mappings(fields.get("altids") or fields.get("altIds")):
        role = one_value(identifier.get("role"))
        if value := one_value(identifier.get("value")):
            yield "alternative_id", f"{value} ({role})" if role else value
    for indicator in _mappings(fields.get("trustindicators") or fields.get("trustIndicators")):
        parts = [value for name in ("role", "title", "href") if (value := one_value(indicator.get(name)))]
        yield "trust_indicator", " ".join(parts)
    for part in _associations(fields.get("associations")):
        if uri := one_value(part.get("uri")):
            relation = one_value(part.get("rel")) or one_value(part.get("name")) or "association"
            yield "association", f"{relation} {uri}"


_PLAIN = {
    "copyright": ("copyrightholder", "copyrightHolder", "copyrightnotice", "copyrightNotice"),
    "credit": ("creditline", "creditLine", "credit"),
    "usage_terms": ("usageterms", "usageTerms"),
    "editor_note": ("ednote", "edNote"),
    "located": ("located",),
    "version": ("version",),
    "status": ("pubstatus", "pubStatus"),
    "digital_source": ("digitalsourcetype", "digitalSourceType"),
    "embargoed_until": ("embargoed", "embargoedUntil"),
    "provider": ("provider",),
    "contributor": ("contributor", "contributors"),
}


def _associations(cell: object) -> list[Mapping[str, object]]:
    """Return the associated items: a list in 2.x and 3.x, a mapping of names in 1.x."""
    if isinstance(cell, Mapping):
        return [{"rel": name, **part} for name, part in list(cell.items())[:100] if isinstance(part, Mapping)]
    return _mappings(cell)
