"""The report as people meet it: opened from disk in a browser, by mouse, by keyboard, on a phone."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

from scoring.desk.report.command import write_report
from scoring.desk.scan.engines import Choice
from scoring.desk.scan.walk import scan_corpus
from scoring.settings import Settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

SHOWN = ".view:target"
PAIR = "pair/river-poison/bexley-sentinel.md+river-poison/open-ledger.md"
ITEM = "item/border-clash/hnn.txt"
KEEP_ONE = "document.querySelectorAll('.view:not(:target)').forEach(view => view.remove())"


class Visit:
    """A page with everything that a report must never cause: errors, and requests for anything but itself."""

    def __init__(self, page: "Page") -> None:
        """Watch `page`."""
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", lambda dialog: self.complaints.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self._note(request.url))

    def _note(self, url: str) -> None:
        if not url.startswith("file:"):
            self.complaints.append(f"request: {url}")

    def open(self, place: Path, anchor: str = "") -> None:
        """Open the report at `place`, at a view of it."""
        self.page.goto("about:blank")
        self.page.goto(f"{place.as_uri()}#{anchor}" if anchor else place.as_uri())


@pytest.fixture
def visit(browser: "Browser") -> Iterator[Visit]:
    """Yield a fresh page; at the end it must have asked the network for nothing and complained of nothing."""
    page = browser.new_page()
    found = Visit(page)
    yield found
    page.close()

    assert found.complaints == []


def test_a_cluster_leads_to_a_pair_and_a_pair_to_an_item(visit: Visit, seeds_report: Path) -> None:
    """Three clicks from what is copied to how it is sourced."""
    visit.open(seeds_report)
    visit.page.locator("#copies h3 a").first.click()
    visit.page.locator(f"{SHOWN} .edges a[href^='#pair/']").first.click()

    assert visit.page.locator(f"{SHOWN} tr.shared").count() > 0

    visit.page.locator(f"{SHOWN} .sides thead a").first.click()

    assert visit.page.locator(f"{SHOWN} .waterfall").count() > 0


def test_evidence_shows_on_hover_and_on_focus(visit: Visit, seeds_report: Path) -> None:
    """What an edge rests on can be had without a mouse."""
    visit.open(seeds_report)
    row = visit.page.locator("#copies .branch:has(.evidence)").first
    row.hover()

    assert row.locator(".evidence").is_visible()

    visit.page.mouse.move(0, 0)
    assert not row.locator(".evidence").is_visible()

    row.locator(".edges a").focus()
    assert row.locator(".evidence").is_visible()


def test_filters_narrow_the_list(visit: Visit, seeds_report: Path) -> None:
    """By words, by outlet, by date, by code; the count is said."""
    visit.open(seeds_report, "sourcing")
    rows = visit.page.locator("#sourcing tbody tr:visible")
    n_rows = rows.count()
    visit.page.select_option("#sourcing select[name=outlet]", "The Corrin Post")
    n_of_outlet = rows.count()

    assert 0 < n_of_outlet < n_rows
    assert visit.page.locator("#sourcing output").inner_text() == f"{n_of_outlet} of {n_rows} shown"

    visit.page.fill("#sourcing input[name=from]", "2025-05-01")
    assert 0 < rows.count() < n_of_outlet

    visit.page.fill("#sourcing input[name=words]", "nowhere to be found")
    assert rows.count() == 0


def test_the_keyboard_alone_suffices(visit: Visit, seeds_report: Path) -> None:
    """Skip link, search and the way to an item, without a mouse."""
    visit.open(seeds_report)
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.className") == "skip"

    visit.page.keyboard.press("/")
    visit.page.keyboard.type("border-clash/hnn")
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(re.compile("#sourcing$"))
    assert visit.page.locator("#sourcing tbody tr:visible").count() == 1
    assert visit.page.evaluate("document.activeElement.tagName") == "H1"

    for _ in range(12):
        visit.page.keyboard.press("Tab")
        if visit.page.evaluate("document.activeElement.hash") == f"#{ITEM}":
            break
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(re.compile(re.escape(ITEM)))
    assert visit.page.locator(f"{SHOWN} .waterfall").count() == 2


def test_it_can_be_read_without_script(browser: "Browser", seeds_report: Path) -> None:
    """Views are links and style alone."""
    page = browser.new_page(java_script_enabled=False)
    page.goto(f"{seeds_report.as_uri()}#{PAIR}")

    assert page.locator(".sides:visible").count() == 1
    assert page.locator(".filters:visible").count() == 0
    page.close()


@pytest.mark.parametrize(
    "anchor",
    ["copies", "pairs", "sourcing", "weak", PAIR, ITEM, "origin/origin:Reuters", "cluster/", "story/", "outlet/"],
)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_keeps_people_out(browser: "Browser", seeds_report: Path, anchor: str, scheme: Any) -> None:
    """axe-core finds no serious or critical violation, contrast included."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    page = browser.new_page(color_scheme=scheme)
    page.goto(f"{seeds_report.as_uri()}#{anchor}")
    if anchor.endswith("/"):  # the first view of its kind
        first = page.locator(f'[id^="{anchor}"]').first.get_attribute("id")
        page.goto(f"{seeds_report.as_uri()}#{first}")
    page.evaluate(KEEP_ONE)
    found = axe.Axe().run(page).response["violations"]
    page.close()

    assert [rule["id"] for rule in found if rule["impact"] in {"serious", "critical"}] == []


@pytest.mark.parametrize("anchor", ["copies", "sourcing", "weak", PAIR, ITEM])
def test_a_phone_need_not_scroll_sideways(visit: Visit, seeds_report: Path, anchor: str) -> None:
    """The page is as wide as the screen; what is wider scrolls in a frame of its own."""
    visit.page.set_viewport_size({"width": 360, "height": 740})
    visit.open(seeds_report, anchor)

    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360


def test_hostile_items_do_no_harm(visit: Visit, scanned: Path, tmp_path: Path) -> None:
    """Script tags, direction overrides and a megabyte of one character are text like any other."""
    texts = ["<script>alert(1)</script><img src=x onerror=alert(2)>", "\u202eright to left", "x" * 1_000_000, "'\"--><"]
    hostile = pl.Series(texts)
    items = pl.read_parquet(scanned / "items.parquet").with_columns(text=hostile, title=hostile, outlet=hostile)
    items.write_parquet(scanned / "items.parquet")
    place = write_report(scanned, tmp_path / "hostile.html")
    anchors = re.findall(r'<section class="view" id="([^"]+)"', place.read_text(encoding="utf-8"))
    for anchor in anchors:
        visit.open(place, anchor)
        assert visit.page.locator(SHOWN).count() == 1

    assert place.stat().st_size < 1_000_000


@pytest.mark.long
def test_a_busy_day_of_news_opens_in_two_seconds(visit: Visit, shared: Path, tmp_path: Path) -> None:
    """Over 300 items, and the first view says who is copied most."""
    texts = shared / "data" / "reuse" / "helsinki_dev_texts.jsonl"
    scan_corpus([str(texts)], tmp_path / "out", Settings(), "everything", Choice(n_workers=1), lambda _step, _n: None)
    visit.open(write_report(tmp_path / "out", tmp_path / "report.html"))
    milliseconds = visit.page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")

    assert milliseconds < 2000
    assert "Associated Press" in visit.page.locator("#copies .lead").inner_text()
