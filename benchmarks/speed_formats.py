"""How fast are saved pages read from a WARC, and in how much memory, beside a loop of warcio that reads nothing?

Run: python benchmarks/speed_formats.py [--megabytes 50] [--pages 0.2] [--plain]
"""

import argparse
import hashlib
import io
import resource
import sys
import tempfile
import time
from pathlib import Path

from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from dedup.corpus import read_corpus

WORDS = (
    "ferry harbour county council bridge winter mayor school budget river storm market police union strike court"
    " library station doctor farmer village engine lantern ballot tunnel forest island border treaty museum"
).split()
PAGE_PARAGRAPHS = 14  # 700 words, with the furniture of a page round them
IMAGE_BYTES = 60_000
MEGABYTE = 1_000_000


def main() -> None:
    """Make a WARC, read it twice, print one line a reader."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("pages.warc" if options.plain else "pages.warc.gz")
        n_pages, n_bytes = make_warc(path, options.megabytes * MEGABYTE, options.pages, is_packed=not options.plain)
        size = f"{n_bytes / MEGABYTE:.0f} MB of records, {path.stat().st_size / MEGABYTE:.0f} MB on the disk, {n_pages} pages"
        print(f"{path.name}: {size}")
        for name, read in (("warcio, bare loop", count_with_warcio), ("copydesk", count_items)):
            before, began = time.process_time(), time.perf_counter()
            found = read(path)
            seconds, wall = time.process_time() - before, time.perf_counter() - began
            rate = f"{n_bytes / MEGABYTE / seconds:.1f} MB/s, {n_pages / seconds:.0f} pages/s"
            print(
                f"{name:18} {seconds:8.2f} CPU s {wall:8.2f} s {rate:>30}  found {found}, peak {peak_megabytes():.0f} MB"
            )


def make_warc(path: Path, n_bytes: int, page_share: float, *, is_packed: bool) -> tuple[int, int]:
    """Write records of about `n_bytes` in all, `page_share` of the bytes pages; return the pages and the bytes."""
    n_pages = n_written = n_page_bytes = 0
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=is_packed)
        for number in range(sys.maxsize):
            if n_written >= n_bytes:
                break
            is_page = n_page_bytes <= page_share * n_written
            kind, body = ("text/html", page(number)) if is_page else ("image/jpeg", noise(number, IMAGE_BYTES))
            headers = StatusAndHeaders("200 OK", [("Content-Type", kind)], protocol="HTTP/1.1")
            url = f"https://outlet.example/{number}"
            writer.write_record(
                writer.create_warc_record(url, "response", payload=io.BytesIO(body), http_headers=headers)
            )
            n_written += len(body)
            n_pages += is_page
            n_page_bytes += len(body) * is_page
    return n_pages, n_written


def page(number: int) -> bytes:
    """Return a page of its own: navigation, an article of 700 words, teasers, a script."""
    paragraphs = "".join(f"<p>{sentence(number, i)}</p>" for i in range(PAGE_PARAGRAPHS))
    links = "".join(f'<li><a href="/{i}">{sentence(number, i, 6)}</a></li>' for i in range(60))
    return (
        f"<!DOCTYPE html><html lang=en><head><title>{sentence(number, 0, 8)}</title>"
        f'<meta property="article:published_time" content="2025-06-07T08:15:00Z"><meta name=author content="A. Bell">'
        f"<script>{noise(number, 9_000).hex()}</script></head><body><nav><ul>{links}</ul></nav>"
        f"<article><h1>{sentence(number, 0, 8)}</h1>{paragraphs}</article><aside><ul>{links}</ul></aside></body></html>"
    ).encode()


def sentence(number: int, place: int, n_words: int = 50) -> str:
    """Return words that no other page has in this order."""
    chosen = noise(number * 1_000 + place, n_words)
    return " ".join(WORDS[byte % len(WORDS)] for byte in chosen).capitalize() + "."


def noise(number: int, n_bytes: int) -> bytes:
    """Return bytes that look random and are the same in every run."""
    return hashlib.shake_128(str(number).encode()).digest(n_bytes)


def count_with_warcio(path: Path) -> int:
    """Return the pages of a WARC, their payloads read and thrown away."""
    with path.open("rb") as file:
        return sum(_is_read_page(record) for record in ArchiveIterator(file))


def _is_read_page(record: object) -> bool:
    headers = getattr(record, "http_headers", None)
    is_page = headers is not None and headers.get_header("Content-Type") == "text/html"
    record.content_stream().read()  # type: ignore[attr-defined]
    return is_page


def count_items(path: Path) -> int:
    """Return the items that the corpus reader finds."""
    return sum(batch.items.height for batch in read_corpus([path], languages=False))


def peak_megabytes() -> float:
    """Return the largest resident size of this process so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=50, help="of records before compression")
    parser.add_argument("--pages", type=float, default=0.2, help="share of the bytes that are pages")
    parser.add_argument("--plain", action="store_true", help="without compression")
    return parser.parse_args()


if __name__ == "__main__":
    main()
