"""A Markdown file as one item: YAML front matter gives its fields, the rest is its text.

The YAML is read safely, without aliases (an alias bomb is a few lines that unfold to gigabytes) and below a size and a
depth that no front matter needs. A front matter that cannot be read stays text, and METADATA `note` says why.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from dedup.corpus.charset import decode
from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.fields import draft_from_fields, map_fields
from dedup.corpus.readers.plain import BYTES_PER_CHAR, encoding_rows
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

MAX_HEAD_CHARS = 65_536
MAX_DEPTH = 20

_CLOSE = re.compile(r"^(?:---|\.\.\.)[ \t]*\r?$\n?", re.MULTILINE)
_OPEN = re.compile(r"---[ \t]*\r?\n")


def read_markdown(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    r"""Yield the one item of a Markdown file, or why it is none.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> file = io.BytesIO(b"---\ntitle: Rain\ndate: 2018-07-03\n---\nRain fell.")
    >>> draft = next(read_markdown(open_source("a.md", file), CorpusSettings()))
    >>> draft.title, draft.published, draft.text
    ('Rain', '2018-07-03', 'Rain fell.')
    """
    decoded = decode(source.read_all(BYTES_PER_CHAR * settings.max_item_chars))
    if decoded is None:
        yield Rejection(0, "binary: neither UTF-8 nor text in any known encoding")
        return
    draft = read_front_matter(decoded.text, settings)
    yield replace(draft, metadata=(*draft.metadata, *encoding_rows(decoded)))


def read_front_matter(text: str, settings: CorpusSettings) -> Draft:
    """Return the item that `text` holds, its fields from the front matter if there is one.

    METADATA `first_line` names the line of the file at which the text begins, where that is not the first; `copydesk`
    holds, as JSON, what the front matter says to the check under that name.
    """
    opening = _OPEN.match(text)
    closing = _CLOSE.search(text, opening.end(), opening.end() + MAX_HEAD_CHARS) if opening else None
    if not opening or not closing:
        return Draft(position=0, text=text, is_sole=True)
    fields = _load(text[opening.end() : closing.start()])
    if isinstance(fields, str):
        return Draft(position=0, text=text, is_sole=True, metadata=(("note", fields),))
    body = text[closing.end() :]
    own = [("first_line", str(text.count("\n", 0, closing.end()) + 1))]
    if "copydesk" in fields:
        own.append(("copydesk", json.dumps(fields["copydesk"], default=str)))
    field_map = map_fields(list(fields), replace(settings, text_field=None))
    columns = {column: name for column, name in field_map.columns.items() if column != "text"}
    draft = draft_from_fields(fields, 0, replace(field_map, columns=columns))
    return replace(draft, text=body, is_sole=True, metadata=(*draft.metadata, *own))


def _load(head: str) -> Mapping[str, object] | str:
    """Return the front matter's fields, or why they cannot be read."""
    import yaml

    try:
        depth = 0
        for event in yaml.parse(head, Loader=yaml.SafeLoader):
            if isinstance(event, yaml.AliasEvent):
                return "front matter not read: it holds a YAML alias, which is not followed"
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                return f"front matter not read: nested deeper than {MAX_DEPTH}"
        fields = yaml.load(head, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError, OverflowError) as error:
        return f"front matter not read: {' '.join(str(error).split())[:200]}"
    if not isinstance(fields, Mapping):
        return "front matter not read: expected `field: value` lines"
    return {str(name): value for name, value in fields.items()}
