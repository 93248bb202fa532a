"""Ratings as a STIX 2.1 bundle: a note for each item, an identity for each outlet, `derived-from` for each held reprint."""

import json
from pathlib import Path

from scoring.desk.export.admiralty import EPOCH, RatedItem, rated_items, stable_id
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results

Object = dict[str, object]


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one bundle.

    Raises:
        OutputError: the scan ended before the ratings.
    """
    rated = list(rated_items(results))
    notes = {item.item: _note(item) for item in rated}
    identities = [_identity(outlet) for outlet in sorted({item.outlet for item in rated})]
    pairs = (
        results.scan("reprints").filter(held=True).select("item", "origin").unique().sort("item", "origin").collect()
    )
    links = [
        _link(notes[item], notes[origin]) for item, origin in pairs.iter_rows() if item in notes and origin in notes
    ]
    objects = [*identities, *notes.values(), *links]
    name = "\n".join(str(one["id"]) for one in objects)
    bundle = {"type": "bundle", "id": f"bundle--{stable_id('bundle', name)}", "objects": objects}
    place.write_text(json.dumps(bundle, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _identity(outlet: str) -> Object:
    """Return the outlet's identity."""
    return {**_head("identity", outlet, EPOCH), "name": outlet, "identity_class": "organization"}


def _note(item: RatedItem) -> Object:
    """Return the note on an item; an item whose credibility cannot be judged has no confidence."""
    reference = {"source_name": "copydesk", "external_id": item.item} | ({"url": item.url} if item.url else {})
    rating = f"Reliability {item.reliability}, credibility {item.credibility}; {item.scores}."
    return {
        **_head("note", item.item, item.published),
        "abstract": item.title,
        "content": rating,
        "labels": list(item.tags),
        "object_refs": [f"identity--{stable_id('identity', item.outlet)}"],
        "external_references": [reference],
        **({} if item.confidence is None else {"confidence": item.confidence}),
    }


def _link(note: Object, origin: Object) -> Object:
    """Return the relationship from a reprint's note to its origin's."""
    head = _head("relationship", f"{note['id']}\n{origin['id']}", str(note["created"]))
    return {**head, "relationship_type": "derived-from", "source_ref": note["id"], "target_ref": origin["id"]}


def _head(kind: str, name: str, created: str) -> Object:
    """Return the properties that every object has."""
    identity = f"{kind}--{stable_id(kind, name)}"
    return {"type": kind, "spec_version": "2.1", "id": identity, "created": created, "modified": created}
