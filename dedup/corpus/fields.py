"""From a file's own field names to ours: the usual ones are known, any can be set.

Names are compared without case, spaces and punctuation, so `publishDate`, `publish_date` and `Publish-Date` are one.
What says something about an item's origin but has no column of ITEMS is kept as METADATA.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from dedup.corpus.draft import Draft
from dedup.corpus.moments import normalise_date
from dedup.settings import CorpusSettings

USUAL = {
    "id": "id uid itemid articleid storyid docid documentid guid uuid identifier urlid url link uri",
    "text": "text body content article maintext articlebody bodytext fulltext articletext storytext plaintext"
    " cleanedtext rawtext texte textbody story document",
    "published": "published date publishdate publicationdate datepublished publishedat publisheddate pubdate datetime"
    " publicationtime publishtime time timestamp issued firstcreated versioncreated created createdat",
    "outlet": "outlet publisher newspaper source series publication sitename site sourcename media medium journal"
    " provider domain sourcedomain",
    "title": "title headline heading titre headlinemain",
    "author": "author authors byline by creator writer journalist",
    "canonical_url": "canonicalurl canonical url link permalink articleurl sourceurl uri weburl",
    "lang": "lang language languagecode inlanguage",
    "dateline": "dateline",
    "modified": "modified datemodified modifiedat lastmodified lastmod updated updatedat dateupdated",
    "captured": "captured capturedat capturetime datedownload crawled crawldate crawledat scraped scrapedat scrapedate"
    " fetched fetchedat retrieved retrievedat dateaccessed",
}
"""The usual names of each column, the likeliest first, as `fold_name` gives them."""

KEPT = {
    "agency": "agency wire wireservice newsagency",
    "citation": "citation citations",
    "contributor": "contributor contributors",
    "copyright": "copyright copyrightholder copyrightnotice rights",
    "correction": "correction corrections",
    "credit": "credit credits credittext creditline",
    "distributor": "distributor",
    "editor_note": "editornote editorsnote ednote",
    "info_source": "infosource infosources",
    "is_based_on": "isbasedon isbasedonurl",
    "original_source": "originalsource originalurl original",
    "provider": "provider",
    "publisher": "publisher",
    "source": "source",
    "source_organization": "sourceorganization",
    "syndication_source": "syndicationsource syndicatedfrom",
    "version": "version revision",
}
"""The fields of METADATA that a file of rows can hold, and their usual names."""

NOTHING = frozenset({"", "none", "null", "nan", "nat", "n/a", "na", "-", "unknown"})
LINK = r"^https?://\S{1,2000}$"  # an outlet that is but a link is no name
_LINK = re.compile(LINK)
MAX_EVIDENCE_CHARS = 200  # of a date that cannot be read
MAX_VALUES = 50  # of one field; more authors than that are no byline


def fold_name(name: str) -> str:
    """Return `name` without case, spaces and punctuation.

    >>> fold_name("Publish-Date"), fold_name("publishDate")
    ('publishdate', 'publishdate')
    """
    return "".join(character for character in name.casefold() if character.isalnum())


@dataclass(frozen=True, slots=True)
class FieldMap:
    """Which of a file's fields fills which column; null where none does."""

    columns: Mapping[str, str]  # our column -> the file's field
    metadata: Mapping[str, tuple[str, ...]]  # field of METADATA -> the file's fields

    def names(self) -> list[str]:
        """Return the file's fields that are read, each once, sorted."""
        return sorted({*self.columns.values(), *(name for names in self.metadata.values() for name in names)})


def map_fields(names: Sequence[str], settings: CorpusSettings) -> FieldMap:
    """Return which of `names` fills which column: the one that is set, else the first of the usual names.

    >>> map_fields(["uid", "Body", "source"], CorpusSettings()).columns
    {'id': 'uid', 'text': 'Body', 'outlet': 'source'}
    """
    by_folded: dict[str, str] = {}
    for name in names:
        by_folded.setdefault(fold_name(name), name)
    set_names = {
        "id": settings.id_field,
        "text": settings.text_field,
        "published": settings.date_field,
        "outlet": settings.outlet_field,
        "title": settings.title_field,
    }
    columns: dict[str, str] = {}
    for column, usual in USUAL.items():
        wanted = set_names.get(column)
        if wanted is not None:
            found = wanted if wanted in names else None
        else:
            taken = columns.get("text")
            found = next((by_folded[n] for n in usual.split() if n in by_folded and by_folded[n] != taken), None)
        if found is not None:
            columns[column] = found
    used = {name for column, name in columns.items() if column != "canonical_url"}
    metadata = {
        field: tuple(by_folded[name] for name in usual.split() if name in by_folded and by_folded[name] not in used)
        for field, usual in KEPT.items()
    }
    return FieldMap(columns, {field: found for field, found in metadata.items() if found})


def draft_from_fields(fields: Mapping[str, object], position: int, field_map: FieldMap) -> Draft:
    """Return the item that a row of `fields` holds; its text is empty where the row has none.

    >>> row = {"id": 7, "text": "Rain fell.", "date": "2018-07-03", "authors": ["A. Bell", "C. Dorn"]}
    >>> draft = draft_from_fields(row, 0, map_fields(list(row), CorpusSettings()))
    >>> draft.id, draft.published, draft.author
    ('7', '2018-07-03', 'A. Bell, C. Dorn')
    """
    cells = {column: fields.get(name) for column, name in field_map.columns.items()}
    metadata = [
        (field, value)
        for field, names in field_map.metadata.items()
        for name in names
        for value in all_values(fields.get(name))
    ]
    draft = Draft(
        position=position,
        text=plain_text(cells.get("text")),
        id=one_value(cells.get("id")),
        title=one_value(cells.get("title")),
        author=", ".join(all_values(cells.get("author"))) or None,
        dateline=one_value(cells.get("dateline")),
        canonical_url=one_value(cells.get("canonical_url")),
        lang=language_code(one_value(cells.get("lang"))),
        modified=date_of(cells.get("modified")),
        captured=date_of(cells.get("captured")),
        metadata=tuple(metadata),
    )
    draft = with_outlet(draft, one_value(cells.get("outlet")), field_map.columns.get("outlet", ""))
    return with_date(draft, one_value(cells.get("published")), field_map.columns.get("published", ""))


def with_outlet(draft: Draft, outlet: str | None, field: str) -> Draft:
    """Return `draft` published by `outlet`; a link is no name, and is kept as METADATA `source`."""
    if outlet is None:
        return draft
    if _LINK.fullmatch(outlet):
        return replace(draft, metadata=(*draft.metadata, ("source", outlet)))
    return replace(draft, outlet=outlet, outlet_evidence=field)


def with_date(draft: Draft, written: str | None, field: str) -> Draft:
    """Return `draft` published at `written`; an unreadable date stays null, its words in the evidence."""
    if written is None:
        return draft
    published = normalise_date(written)
    return replace(
        draft,
        published=published,
        published_evidence=field if published else f"{field}: {written[:MAX_EVIDENCE_CHARS]}",
    )


def date_of(cell: object) -> str | None:
    """Return a cell's date as ISO 8601, or None."""
    written = one_value(cell)
    return normalise_date(written) if written else None


def one_value(cell: object) -> str | None:
    """Return a cell's first value as text, None where it is empty or says "none".

    >>> one_value({"@type": "Person", "name": "A. Bell"}), one_value("N/A"), one_value(12)
    ('A. Bell', None, '12')
    """
    return next(iter(all_values(cell)), None)


def all_values(cell: object) -> list[str]:
    """Return a cell's values as texts: of a list each, of a mapping its name, value, text or link."""
    if isinstance(cell, Iterable) and not isinstance(cell, str | bytes | Mapping):
        return [value for part in islice(cell, MAX_VALUES) for value in _of_one(part)]
    return _of_one(cell)


def _of_one(cell: object) -> list[str]:
    if isinstance(cell, Mapping):
        named = (_flat(cell.get(key)) for key in ("name", "value", "text", "url", "uri", "@id"))
        return next((values for values in named if values), [])
    return _flat(cell)


def _flat(cell: object) -> list[str]:
    if cell is None or isinstance(cell, bool | bytes | Mapping | list | tuple | set):
        return []
    value = str(cell).strip()
    return [] if value.casefold() in NOTHING else [value]


def plain_text(cell: object) -> str:
    """Return a cell's text unchanged, of a list of paragraphs one a line, and nothing of any other kind."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, list) and all(isinstance(part, str) for part in cell):
        return "\n".join(cell)
    return ""


def language_code(name: str | None) -> str | None:
    """Return a language tag's ISO 639-1 code, None where it has none.

    >>> language_code("en-US"), language_code("English")
    ('en', None)
    """
    code = (name or "").replace("_", "-").partition("-")[0].lower()
    return code if len(code) == 2 and code.isascii() and code.isalpha() else None  # noqa: PLR2004 - ISO 639-1
