"""XML and HTML to trees and to text, safely: no external entities, no entity bombs, capped in size and depth.

Text keeps a line for each block, as a reader sees it; what never shows (scripts, styles) is left out.
"""

import re
from collections.abc import Iterator
from typing import Protocol

from dedup.corpus.extras import need
from dedup.corpus.streams import UnreadableError

MAX_XML_BYTES = 20_000_000  # an agency's day is one; more is no news item
MAX_DEPTH = 200  # libxml2's own limit is 256; a page of the wildest kind has 60

BLOCKS = frozenset(
    "address article aside blockquote body br caption dd div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5"
    " h6 header hl1 hl2 hr li main media nav nl nitf-table note ol p pre section table td tfoot th thead title tr ul".split()
)
HIDDEN = frozenset("script style noscript template head iframe svg object media-metadata media-object".split())

_SPACE = re.compile(r"[ \t\r\n\f]{1,10000}")
_DOCTYPE = re.compile(rb"<!ENTITY\s", re.IGNORECASE)


class Element(Protocol):
    """What is used of an lxml element."""

    tag: object
    text: str | None
    tail: str | None

    def __iter__(self) -> Iterator["Element"]:
        """Yield the children."""

    def get(self, name: str, /) -> str | None:
        """Return an attribute."""

    def iter(self, *tags: str) -> Iterator["Element"]:
        """Yield this element and all below it, in order, those of the given tags."""


def parse_xml(raw: bytes) -> tuple[Element, bool]:
    """Return the root of an XML file and whether it had to be recovered from broken markup.

    Raises:
        UnreadableError: it is too large, declares entities, or is no XML at all.
        ExtraMissingError: lxml is not installed.

    >>> root, is_broken = parse_xml(b"<item><title>Rain</title></item>")
    >>> child_text(root, "title"), is_broken
    ('Rain', False)
    """
    etree = need("lxml.etree", "XML")
    if len(raw) > MAX_XML_BYTES:
        raise UnreadableError(f"XML of more than {MAX_XML_BYTES} bytes: too large for one item")
    if _DOCTYPE.search(raw):
        raise UnreadableError("XML that declares entities: not read, since they can unfold without end")
    options = {
        "resolve_entities": False,
        "no_network": True,
        "huge_tree": False,
        "load_dtd": False,
        "remove_comments": True,
    }
    try:
        return etree.fromstring(raw, etree.XMLParser(remove_pis=True, **options)), False
    except (etree.XMLSyntaxError, ValueError) as error:
        try:
            root = etree.fromstring(raw, etree.XMLParser(remove_pis=True, recover=True, **options))
        except (etree.XMLSyntaxError, ValueError):
            root = None
        if root is None:
            raise UnreadableError(f"broken XML: {' '.join(str(error).split())[:200]}") from error
        return root, True


def local_name(element: Element) -> str:
    """Return an element's name without its namespace, empty for a comment or an entity."""
    return element.tag.rpartition("}")[2].lower() if isinstance(element.tag, str) else ""


def children(element: Element | None, *path: str) -> list[Element]:
    """Return the elements at `path` below `element`, a local name a step.

    >>> root, _ = parse_xml(b"<a><b><c>1</c></b><b><c>2</c></b></a>")
    >>> [flat_text(found) for found in children(root, "b", "c")]
    ['1', '2']
    """
    found = [] if element is None else [element]
    for name in path:
        found = [child for parent in found for child in parent if local_name(child) == name]
    return found


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element at `path`, or None."""
    return next(iter(children(element, *path)), None)


def child_text(element: Element | None, *path: str) -> str | None:
    """Return the first text at `path` on one line, or None where there is none."""
    return next((text for found in children(element, *path) if (text := flat_text(found))), None)


def attribute(element: Element | None, *names: str) -> str | None:
    """Return the first of the attributes `names` that says something."""
    if element is None:
        return None
    return next((value for name in names if (value := (element.get(name) or "").strip())), None)


def flat_text(element: Element) -> str:
    """Return an element's text on one line."""
    return " ".join(block_text(element).split())


def block_text(element: Element) -> str:
    r"""Return an element's text, a line for each block.

    >>> block_text(parse_xml(b"<body><p>Rain <em>fell</em>.</p><p>Then sun.</p></body>")[0])
    'Rain fell.\nThen sun.'
    """
    pieces: list[str] = []
    _collect(element, pieces, 0)
    lines = (_SPACE.sub(" ", line).strip() for line in "".join(pieces).split("\x00"))
    return "\n".join(line for line in lines if line)


def _collect(element: Element, pieces: list[str], depth: int) -> None:
    name = local_name(element)
    if name in HIDDEN or depth > MAX_DEPTH:
        return
    breaks = ["\x00"] if name in BLOCKS else []
    pieces += breaks
    if name:
        pieces.append(element.text or "")
    for part in element:
        _collect(part, pieces, depth + 1)
        pieces.append(part.tail or "")
    pieces += breaks


def html_text(markup: str | None) -> str:
    r"""Return the text of a piece of HTML, a line for each block.

    >>> html_text("<p>Rain &amp; sun.</p><p>Then wind.</p>"), html_text("Rain fell.")
    ('Rain & sun.\nThen wind.', 'Rain fell.')
    """
    if not markup or not markup.strip():
        return ""
    if "<" not in markup and "&" not in markup:
        return markup.strip()
    html, etree = need("lxml.html", "HTML"), need("lxml.etree", "HTML")
    try:
        return block_text(html.fragment_fromstring(markup, create_parent="div"))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
