import json
from pathlib import Path

from scoring.desk.export.admiralty import EPOCH, stable_id, timestamp
from scoring.desk.export.command import write_text
from scoring.desk.export.writers import Preference
from scoring.desk.results import open_results


def test_stix_gives_a_confidence_only_where_credibility_is_judged(scanned: Path) -> None:
    """A digit of six is no number on the scale."""
    bundle = json.loads(write_text(open_results(scanned), "stix", Preference()))
    notes = {
        note["external_references"][0]["external_id"]: note for note in bundle["objects"] if note["type"] == "note"
    }

    assert notes["a/wire.txt"]["confidence"] == 70
    assert "confidence" not in notes["b/copy.txt"]


def test_stix_links_held_reprints_and_every_reference_exists(scanned: Path) -> None:
    """A bundle refers to nothing outside itself."""
    bundle = json.loads(write_text(open_results(scanned), "stix", Preference()))
    ids = {one["id"] for one in bundle["objects"]}
    links = [one for one in bundle["objects"] if one["type"] == "relationship"]

    assert len(links) == 2
    assert all({link["source_ref"], link["target_ref"]} <= ids for link in links)
    assert all(set(one.get("object_refs", ())) <= ids for one in bundle["objects"])
    assert len(ids) == len(bundle["objects"])


def test_misp_tags_carry_the_letter_and_the_digit(scanned: Path) -> None:
    """Tags of the taxonomy admiralty-scale."""
    event = json.loads(write_text(open_results(scanned), "misp", Preference()))["Event"]
    tags = [tag["name"] for tag in event["Attribute"][0]["Tag"]]

    assert tags == ['admiralty-scale:source-reliability="f"', 'admiralty-scale:information-credibility="2"']
    assert event["Attribute"][2]["type"] == "link"


def test_an_unknown_date_is_the_epoch_since_no_clock_is_read() -> None:
    """The same results give the same bytes tomorrow."""
    assert timestamp(None) == EPOCH
    assert timestamp("no date") == EPOCH


def test_ids_depend_on_kind_and_name_alone() -> None:
    """Two exports can be merged."""
    assert stable_id("note", "a") == stable_id("note", "a")
    assert stable_id("note", "a") != stable_id("identity", "a")
