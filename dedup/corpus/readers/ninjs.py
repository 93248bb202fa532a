"""ninjs 1.x to 3.x, IPTC's news in JSON: recognised among the objects of any JSON file."""

from collections.abc import Iterator, Mapping

from dedup.corpus.draft import Draft
from dedup.corpus.fields import all_values, date_of, language_code, one_value, with_date, with_outlet
from dedup.corpus.markup import html_text

_SIGNS = frozenset(
    "body_text body_xhtml bodies headlines pubstatus pubStatus versioncreated versionCreated infosources infoSources"
    " standard renditions associations".split()
)
_MAIN_ROLES = {"main", "body", "text"}


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
    text, text_from = _body(fields)
    is_described = text_from.startswith("description")
    draft = Draft(
        position=position,
        text=text,
        id=one_value(fields.get("uri")),
        title=_title(fields),
        author=_either(fields, "by", "byline") or ", ".join(_people(fields, "creator")) or None,
        dateline=one_value(fields.get("dateline")),
        canonical_url=_either(fields, "url", "web_url", "canonicalUrl") or _canonical_link(fields),
        lang=language_code(one_value(fields.get("language"))),
        modified=date_of(fields.get("versioncreated") or fields.get("versionCreated")),
        metadata=(*_metadata(fields), *((("text_from", f"ninjs {text_from}"),) if is_described else ())),
    )
    draft = with_outlet(draft, next(iter(_people(fields, "publisher", "provider", "source")), None), "ninjs provider")
    dates = ("firstcreated", "firstCreated", "contentcreated", "contentCreated", "versioncreated", "versionCreated")
    name = next((name for name in dates if one_value(fields.get(name))), "")
    return with_date(draft, one_value(fields.get(name)), f"ninjs {name}")


def _either(fields: Mapping[str, object], *names: str) -> str | None:
    return next((value for name in names if (value := one_value(fields.get(name)))), None)


def _title(fields: Mapping[str, object]) -> str | None:
    """Return the headline: of 2.x and 3.x the first of several, of 1.x the plain one or one with a suffix."""
    names = ["headlines", "headline", *(name for name in fields if name.startswith("headline_")), "title", "titles"]
    return next((title for name in names if (title := html_text(one_value(fields.get(name))))), None)


def _body(fields: Mapping[str, object]) -> tuple[str, str]:
    """Return the body and the property that holds it; of a text item without one, its description."""
    for name in ("bodies", "body", *_suffixed(fields, "body")):
        if text := _text(fields.get(name)):
            return text, name
    if fields.get("type") == "text":
        for name in ("descriptions", *_suffixed(fields, "description")):
            if text := _text(fields.get(name)):
                return text, name
    return "", ""


def _suffixed(fields: Mapping[str, object], prefix: str) -> list[str]:
    """Return the properties of 1.x that begin with `prefix`, `body_text` before `body_xhtml` before any other."""
    names = [name for name in fields if name.startswith(f"{prefix}_")]
    return sorted(names, key=lambda name: (not name.endswith("_text"), not name.endswith("_xhtml"), name))


def _text(cell: object) -> str:
    """Return a property's text: a string's, or of several roles the main one's."""
    if isinstance(cell, str):
        return html_text(cell)
    parts = sorted(_mappings(cell), key=lambda part: str(part.get("role") or "main").lower() not in _MAIN_ROLES)
    texts = (html_text(value) for part in parts if isinstance(value := part.get("value"), str))
    return next((text for text in texts if text), "")


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
