"""Is anything lost on the way in? Saved pages beside trafilatura's own output, and the named fields of IPTC's examples.

Both corpora belong to others and are fetched by whoever runs this: trafilatura's repository has pages in `tests/eval` and
what must and must not be read of them in `tests/evaldata.json`; IPTC's repositories newsinjson and newsml-g2 have
`examples`. A value is held when all its words stand in the item or in its rows of METADATA.

usage: python benchmarks/quality_formats.py [--pages FOLDER --gold FILE.json] [--examples FOLDER]
"""

import argparse
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree
from trafilatura import bare_extraction

from dedup.corpus import read_corpus
from dedup.corpus.draft import Draft
from dedup.corpus.readers.web_page import read_page
from dedup.errors import CorpusError

N = 5  # words of a shingle
WHOLE = 0.99  # of trafilatura's shingles: below it a page has lost text
MARKUP = re.compile(r"<[^>]{0,500}>|&\w{2,8};")
WORD = re.compile(r"\w+")
TIME = re.compile(r"\d{4}-\d\d-\d\dT")

NINJS = """headline headlines title byline by dateline firstcreated firstCreated contentcreated contentCreated
    versioncreated versionCreated copyrightholder copyrightHolder copyrightnotice copyrightNotice usageterms usageTerms
    ednote edNote infosources infoSources located altids altIds associations trustindicators trustIndicators pubstatus
    pubStatus digitalsourcetype digitalSourceType version creditline""".split()
NINJS_PARTS = ("value", "name", "rel", "uri", "href")  # of a named field, those that carry what it says
NEWSML = """headline by dateline creator infosource creditline located altid ednote firstcreated contentcreated
    versioncreated pubstatus copyrightholder copyrightnotice usageterms inlinedata""".split()


def words(text: str) -> list[str]:
    """Return the folded words of `text`, without markup."""
    return WORD.findall(MARKUP.sub(" ", text).lower())


def shingles(text: str) -> set[tuple[str, ...]]:
    """Return the runs of N words of `text`."""
    found = words(text)
    return set(zip(*(found[start:] for start in range(N)), strict=False))


def judge_pages(pages: Path, gold: Path) -> None:
    """Print, for both readers, what they hold of what must be read, and what of the other's text is lost."""
    counts: dict[str, Counter[str]] = {"copydesk": Counter(), "trafilatura": Counter()}
    n_pages = n_lost = 0
    for wanted in json.loads(gold.read_text(encoding="utf-8")).values():
        path = pages / wanted.get("file", "")
        if not path.is_file():
            continue
        raw = path.read_bytes()
        ours = read_page(raw)
        theirs: Any = bare_extraction(raw, include_comments=False, with_metadata=True)
        text, theirs_text = (ours.text if isinstance(ours, Draft) else ""), ((theirs and theirs.text) or "")
        n_pages += 1
        told = shingles(theirs_text)
        n_lost += len(told - shingles(text)) > (1 - WHOLE) * len(told)
        count_page(counts["copydesk"], wanted, text, ours.author if isinstance(ours, Draft) else None)
        count_page(counts["trafilatura"], wanted, theirs_text, theirs.author if theirs else None)
        counts["trafilatura"]["dated"] += bool(theirs and theirs.date)
        counts["copydesk"]["dated"] += isinstance(ours, Draft) and bool(ours.published)
    print(f"{n_pages} pages, {n_lost} of them with less than {WHOLE} of trafilatura's own text\n")
    print("| reader | must be read | must not be read | authors right | dated |\n|---|---|---|---|---|")
    for name, count in counts.items():
        parts = [f"{count[part]} of {count['all ' + part]}" for part in ("with", "without", "author")]
        print(f"| {name} | {' | '.join(parts)} | {count['dated']} |")


def count_page(count: Counter[str], wanted: Mapping[str, Any], text: str, author: str | None) -> None:
    """Count the passages and the author of one page."""
    flat = " ".join(text.split())
    for part in ("with", "without"):
        passages = wanted.get(part) or []
        count[f"all {part}"] += len(passages)
        count[part] += sum(" ".join(passage.split()) in flat for passage in passages)
    if names := wanted.get("author"):
        right = sorted(words(" ".join(names) if isinstance(names, list) else str(names)))
        count["all author"] += 1
        count["author"] += sorted(words(author or "")) == right


def judge_examples(folder: Path) -> None:
    """Print a row a named field: how many of its values are held, and which are not."""
    held: Counter[str] = Counter()
    lost: dict[str, list[str]] = defaultdict(list)
    n_files = 0
    for path in sorted([*folder.rglob("*.json"), *folder.rglob("*.xml")]):
        said = read_all(path)
        if said is None:
            continue
        n_files += 1
        for field, value in named_values(path):
            if set(words(value)) <= said or value in said:
                held[field] += 1
            else:
                lost[field].append(f"{path.name}: {value[:80]}")
    print(f"{n_files} files with text\n\n| field | held | lost |\n|---|---|---|")
    for field in sorted({*held, *lost}):
        print(f"| {field} | {held[field]} | {len(lost[field])} |")
    for field, values in sorted(lost.items()):
        for value in values:
            print(f"lost {field}: {value}")


def read_all(path: Path) -> set[str] | None:
    """Return every word of the items of `path` and of their METADATA; None where it holds no text."""
    said: list[str] = []
    days: set[str] = set()
    try:
        for batch in read_corpus([path]):
            for row in [*batch.items.iter_rows(), *batch.metadata.iter_rows()]:
                said += [str(cell) for cell in row if cell is not None]
                days |= {cell[:10] for cell in row if isinstance(cell, str) and TIME.match(cell)}
    except CorpusError:
        return None
    return {*words(" ".join(said)), *days} or None


def named_values(path: Path) -> Iterator[tuple[str, str]]:
    """Yield field and value of what an example says in the fields that an archive lives on."""
    if path.suffix == ".json":
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        for item in content if isinstance(content, list) else [content]:
            for name, cell in item.items():
                field = name.split("_")[0]
                if field in ("bodies", "body"):  # one text in several forms: the plainest is asked for
                    yield from (("body", value) for value in sorted(leaves(cell), key=len)[:1])
                elif field in NINJS:
                    yield from ((field.lower(), value) for value in leaves(cell))
        return
    for element in etree.parse(path, etree.XMLParser(resolve_entities=False, no_network=True)).iter():
        field = etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""
        if field in NEWSML and any(etree.QName(up).localname == "newsItem" for up in element.iterancestors()):
            value = " ".join("".join(element.itertext()).split()) or element.get("literal") or element.get("qcode")
            if value:
                yield field, value


def leaves(cell: object) -> Iterator[str]:
    """Yield what a property says: itself, or the parts of it that carry its meaning."""
    if isinstance(cell, str):
        yield day_of(cell)
    elif isinstance(cell, list):
        for part in cell:
            yield from leaves(part)
    elif isinstance(cell, Mapping):
        for name in NINJS_PARTS:
            if isinstance(value := cell.get(name), str):
                yield day_of(value)


def day_of(value: str) -> str:
    """Return a timestamp's day, which every reader keeps in this form, and anything else as it is."""
    return value[:10] if TIME.match(value) else value


def main() -> None:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, help="a folder of saved pages")
    parser.add_argument("--gold", type=Path, help="what must be read of them")
    parser.add_argument("--examples", type=Path, help="a folder of IPTC's examples")
    options = parser.parse_args()
    if options.pages and options.gold:
        judge_pages(options.pages, options.gold)
    if options.examples:
        judge_examples(options.examples)


if __name__ == "__main__":
    main()
