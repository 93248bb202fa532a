"""Items as ninjs 3.1, one a line, with `infoSources` filled from the credits and the reprint graph."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote

from dedup.provenance import Reprint, read_edges, read_instant
from scoring.desk.export.admiralty import timestamp
from scoring.desk.export.batches import batches
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results

STANDARD = {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"}
ROLES = {"declared": "originator", "undeclared": "possible originator", "agency": "agency", "quoted": "quoted source"}
Row = Mapping[str, str | None]


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one object a line."""
    edges: dict[str, list[Reprint]] = defaultdict(list)
    for edge in read_edges(results.read("reprints")):
        edges[edge.item].append(edge)
    outlets = _outlets(results)
    with place.open("w", encoding="utf-8") as file:
        for frame in batches(results.path("items")):
            for row in frame.iter_rows(named=True):
                ninjs = as_ninjs(row, _info_sources(row, edges.get(row["item"], []), outlets))
                file.write(json.dumps(ninjs, ensure_ascii=False) + "\n")


def as_ninjs(row: Row, info_sources: list[dict[str, str]]) -> dict[str, object]:
    """Return one row of ITEMS as ninjs; what is unknown is left out."""
    item = row["item"] or ""
    created, changed = _moment(row["published"]), _moment(row["modified"])
    known = {
        "firstCreated": created,
        "versionCreated": changed or created,
        "contentCreated": row["published"] if not created else None,  # the one date that may lack its day
        "language": row["lang"],
        "by": row["author"],
        "located": row["dateline"],
        "headlines": [{"role": "main", "value": row["title"]}] if row["title"] else None,
        "bodies": [{"role": "main", "contentType": "text/plain", "value": row["text"]}],
        "infoSources": info_sources or None,
        "altIds": [{"role": "copydesk", "value": item}, {"role": "sha256", "value": row["sha256"]}],
        "standard": STANDARD,
    }
    uri = row["canonical_url"] or f"urn:copydesk:item:{quote(item, safe='')}"
    return {"uri": uri, "type": "text", **{name: value for name, value in known.items() if value}}


def _moment(date: str | None) -> str | None:
    """Return a date as a moment; None for one that is not known to the day, which ninjs has no moment for."""
    instant = read_instant(date)
    return timestamp(date) if instant is not None and instant.precision in {"second", "day"} else None


def _info_sources(row: Row, edges: list[Reprint], outlets: Mapping[str, str]) -> list[dict[str, str]]:
    """Return the publisher, then the origins in the order of the graph."""
    return [{"name": name, "role": role} for name, role in dict.fromkeys(_parties(row, edges, outlets))]


def _parties(row: Row, edges: list[Reprint], outlets: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield who had a hand in an item, with the role; a held origin is named by its outlet."""
    if row["outlet"]:
        yield row["outlet"], "publisher"
    for edge in edges:
        yield (outlets.get(edge.origin, edge.origin) if edge.is_held else edge.origin_name), ROLES[edge.kind]


def _outlets(results: Results) -> Mapping[str, str]:
    """Return the outlet of each item that something rests on."""
    origins = results.scan("reprints").filter(held=True).select(item="origin").unique()
    named = results.scan("items").join(origins, on="item", how="semi").select("item", "outlet").drop_nulls()
    return dict(named.collect().iter_rows())
