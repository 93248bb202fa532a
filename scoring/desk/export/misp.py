"""Ratings as a MISP event: an attribute for each item, tagged with the Admiralty scale."""

import json
from pathlib import Path

from scoring.desk.export.admiralty import RatedItem, rated_items, stable_id
from scoring.desk.export.writers import Preference
from scoring.desk.results import Results


def write(results: Results, place: Path, _preference: Preference) -> None:
    """Write one event, which MISP imports as it is.

    Raises:
        OutputError: the scan ended before the ratings.
    """
    rated = list(rated_items(results))
    event = {
        "uuid": stable_id("event", "\n".join(item.item for item in rated)),
        "info": "Sourcing of news items, rated by copydesk",
        "date": max((item.published[:10] for item in rated), default="1970-01-01"),
        "threat_level_id": "4",  # undefined
        "analysis": "2",  # completed
        "distribution": "0",  # this organisation only
        "Attribute": [_attribute(item) for item in rated],
    }
    place.write_text(json.dumps({"Event": event}, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _attribute(item: RatedItem) -> dict[str, object]:
    """Return the attribute of an item: its link, else its id as text."""
    return {
        "uuid": stable_id("attribute", item.item),
        "type": "link" if item.url else "text",
        "category": "External analysis",
        "value": item.url or item.item,
        "comment": f"{item.outlet}: {item.title} ({item.scores})",
        "to_ids": False,
        "Tag": [{"name": tag} for tag in item.tags],
    }
