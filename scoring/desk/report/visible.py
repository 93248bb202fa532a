"""Hostile text made harmless and visible: escaped, cut, and with direction and control characters as marks.

A direction override can make a page read otherwise than it is written ("Trojan Source", Boucher and Anderson 2021), so
each is shown by its code point. Marks that scripts need, such as the non-joiner of Persian, stay as they are.
"""

import re

from markupsafe import Markup, escape

HIDDEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
MAX_SHOWN = 20_000  # characters of one text in one place; a long feature has about as many


def show(text: str, limit: int = MAX_SHOWN) -> Markup:
    r"""Return `text` as HTML, cut after `limit` characters.

    >>> str(show("<b>\u202eevil"))
    '&lt;b&gt;<span class="hidden-char">U+202E</span>evil'
    >>> str(show("abcdef", 3))
    'abc<span class="cut">… 3 more characters</span>'
    """
    shown, rest = text[:limit], len(text) - limit
    parts: list[Markup] = []
    at = 0
    for found in HIDDEN.finditer(shown):
        parts += [
            escape(shown[at : found.start()]),
            Markup('<span class="hidden-char">U+{:04X}</span>').format(ord(found[0])),
        ]
        at = found.end()
    parts.append(escape(shown[at:]))
    if rest > 0:
        parts.append(cut_mark(rest))
    return Markup("").join(parts)


def cut_mark(n_chars: int) -> Markup:
    """Return the sign that `n_chars` characters are left out.

    >>> str(cut_mark(1200))
    '<span class="cut">… 1,200 more characters</span>'
    """
    return Markup('<span class="cut">… {:,} more characters</span>').format(n_chars)


def brief(text: str | None, limit: int = 120) -> str:
    """Return `text` on one line, cut to `limit` characters; still to be escaped.

    >>> brief("one  two three", 8)
    'one two…'
    """
    line = " ".join(HIDDEN.sub(" ", (text or "")[: 4 * limit]).split())
    return line if len(line) <= limit else line[: max(limit - 1, 0)].rstrip() + "…"
