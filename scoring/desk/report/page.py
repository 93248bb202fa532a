"""Views bound into pages: one file as long as it stays small, else a folder with the answers on its first page.

A page forbids everything but its own style and its own script, which it names by its hash: no text of an item could
ever run, even were it not escaped.
"""

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files

from markupsafe import Markup

from scoring.desk.report.archive import Archive
from scoring.desk.report.press import Press
from scoring.desk.report.views import View

MAX_FILE_BYTES = 15_000_000  # beyond, a browser on a phone no longer opens one file at ease
MAX_PAGE_BYTES = 4_000_000  # of a page in a folder
INDEX = "index.html"
LINK = re.compile(r'href="#([^"]{1,4096})"')
GENERATOR = "copydesk report"


@dataclass(frozen=True, slots=True)
class Page:
    """One file of HTML."""

    name: str
    html: str


def bind_views(archive: Archive, views: Iterable[View], max_bytes: int = MAX_FILE_BYTES) -> list[Page]:
    """Return the pages of a report: one, or several of which the first is the index."""
    made = list(views)
    if sum(_size(view) for view in made) <= max_bytes:
        return [Page(INDEX, _page(archive, made, INDEX))]
    bundles = dict(_bundles(made))
    places = {view.anchor: name for name, bundle in bundles.items() for view in bundle}
    return [Page(name, _linked(_page(archive, bundle, name), name, places)) for name, bundle in bundles.items()]


def _size(view: View) -> int:
    return len(view.html.encode())


def _bundles(views: list[View]) -> Iterator[tuple[str, list[View]]]:
    """Yield the name and the views of each page of a folder."""
    yield INDEX, [view for view in views if view.is_front]
    bundle: list[View] = []
    size, number = 0, 1
    for view in views:
        if view.is_front:
            continue
        if bundle and size + _size(view) > MAX_PAGE_BYTES:
            yield f"page-{number}.html", bundle
            bundle, size, number = [], 0, number + 1
        bundle.append(view)
        size += _size(view)
    yield f"page-{number}.html", bundle


def _linked(html: str, name: str, places: dict[str, str]) -> str:
    """Return `html` with every link to a view of another page naming that page."""

    def link(found: re.Match[str]) -> str:
        place = places.get(found[1], name)
        return found[0] if place == name else f'href="{place}#{found[1]}"'

    return LINK.sub(link, html)


def _page(archive: Archive, views: list[View], name: str) -> str:
    """Return a whole page of HTML."""
    style, script = _read("report.css"), _read("report.js")
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return Press(archive, 0).print(
        "page",
        views=views,
        is_index=name == INDEX,
        generator=GENERATOR,
        style=Markup(style),  # noqa: S704 - our own file
        script=Markup(script),  # noqa: S704 - our own file
        script_hash=f"sha256-{digest}",
    )


def _read(name: str) -> str:
    return files("scoring.desk.report").joinpath("templates", name).read_text(encoding="utf-8")
