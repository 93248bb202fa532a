"""What each format knows of an item arrives in its columns and in METADATA."""

import gzip
import io
import json
import tarfile
import zipfile
from pathlib import Path

import pytest

from dedup.corpus import Batch, read_corpus
from dedup.corpus.signed import WRAPPER
from dedup.errors import CorpusError, ExtraMissingError
from dedup.text.words import words
from tests.dedup.corpus import formats


def read(path: Path) -> Batch:
    """Return a corpus of less than one batch."""
    (batch,) = read_corpus([path], languages=False)
    return batch


def read_one(path: Path, name: str, content: bytes) -> tuple[dict[str, object], dict[str, list[str]]]:
    """Return the one item of a file and its METADATA by field."""
    (path / name).write_bytes(content)
    batch = read(path)
    metadata: dict[str, list[str]] = {}
    for _, field, value in batch.metadata.iter_rows():
        metadata.setdefault(field, []).append(value)

    assert batch.rejected.is_empty()
    return batch.items.row(0, named=True), metadata


def test_page_gives_its_text_and_what_its_head_declares(tmp_path: Path) -> None:
    """JSON-LD goes before meta tags; the navigation is no text."""
    item, metadata = read_one(tmp_path, "ferry.html", formats.PAGE)

    assert (item["title"], item["author"]) == ("Ferry runs again after three years", "Mara Quill, Tomas Berg")
    assert (item["outlet"], item["outlet_evidence"]) == ("The Quay Herald", "JSON-LD publisher")
    assert (item["published"], item["published_evidence"]) == ("2025-06-07T08:15:00+02:00", "JSON-LD datePublished")
    assert item["modified"] == "2025-06-08T10:00:00+02:00"
    assert (item["dateline"], item["lang"]) == ("SAINT-ORENS", "en")
    assert item["canonical_url"] == "https://quay-herald.example/ferry"
    assert item["item"] == "ferry.html"
    assert "The ferry to Saint-Orens ran again on Friday" in str(item["text"])
    assert "Subscribe" not in str(item["text"])
    assert {
        "source_organization": ["Lowland Wire"],
        "is_based_on": ["https://lowland-wire.example/1"],
        "citation": ["https://port.example/statement"],
        "credit": ["Lowland Wire/HNN"],
        "original_source": ["https://lowland-wire.example/1"],
        "syndication_source": ["https://lowland-wire.example/feed/1"],
        "robots": ["noindex"],
        "canonical": ["https://quay-herald.example/ferry"],
    }.items() <= metadata.items()


def test_page_with_a_stray_zero_byte_is_read_without_it(tmp_path: Path) -> None:
    """Browsers drop it too; a page full of them is none."""
    item, _ = read_one(tmp_path, "a.html", formats.PAGE.replace(b"The ferry", b"The\0 ferry"))

    assert "The ferry to Saint-Orens ran again on Friday" in str(item["text"])


def test_page_without_declarations_is_guessed_at_and_says_so(tmp_path: Path) -> None:
    """The evidence names a guess as a guess."""
    item, _ = read_one(tmp_path, "a.html", formats.BARE_PAGE)

    assert (item["published"], item["published_evidence"]) == ("2024-03-05", "page, guessed")


def test_page_in_an_old_encoding_is_read_as_declared(tmp_path: Path) -> None:
    """The meta tag names the charset."""
    page = "<html><head><meta charset=iso-8859-2><title>Łódź</title></head><body><p>Prom do Łodzi.</p></body></html>"
    item, metadata = read_one(tmp_path, "a.html", page.encode("iso8859-2"))

    assert item["title"] == "Łódź"
    assert metadata["encoding"] == ["iso8859-2"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_warc_pages_carry_their_capture(tmp_path: Path, pack: type) -> None:
    """Each page is an item named by its address; what is no page is counted."""
    records = [
        formats.warc_record("https://a.example/1", formats.PAGE),
        formats.warc_record("https://a.example/i", b"x", "image/png"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join(map(pack, records)))
    batch = read(tmp_path / "a.warc")
    item = batch.items.row(0, named=True)

    assert (item["item"], item["captured"]) == ("https://a.example/1", "2025-06-09T12:00:00Z")
    assert batch.rejected["reason"].to_list() == ["no pages, passed over: 1 image/png"]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_broken_warc_record_costs_only_itself(tmp_path: Path, pack: type) -> None:
    """Reading goes on at the next record that can be found."""
    packed = [pack(formats.warc_record(f"https://a.example/{i}", formats.PAGE)) for i in range(3)]
    broken = b"".join([packed[0], packed[1][:9], b"\x01junk" * 9, packed[1][60:], packed[2]])
    (tmp_path / "a.warc").write_bytes(broken)
    batch = read(tmp_path / "a.warc")

    assert {"https://a.example/0", "https://a.example/2"} <= set(batch.items["item"])
    assert any("broken record" in reason for reason in batch.rejected["reason"])


def test_feed_names_the_source_behind_the_aggregator(tmp_path: Path) -> None:
    """`<source>` is the publisher; the feed only gathers."""
    (tmp_path / "a.rss").write_bytes(formats.RSS)
    batch = read(tmp_path)
    first, second = batch.items.iter_rows(named=True)

    assert (first["outlet"], first["outlet_evidence"]) == ("Lowland Wire", "feed source")
    assert (second["outlet"], second["outlet_evidence"]) == ("News Gatherer", "feed title")
    assert first["published"] == "2025-06-07T08:15:00Z"
    assert first["text"] == "The ferry runs again.\nIt was away for three years."
    assert batch.rejected["position"].to_list() == [2]
    assert ("a.rss#https://a.example/1", "source", "https://lowland-wire.example/feed") in batch.metadata.rows()


def test_atom_entry_is_read_with_its_authors(tmp_path: Path) -> None:
    """Published, updated, several authors, XHTML content."""
    item, _ = read_one(tmp_path, "a.xml", formats.ATOM)

    assert (
        item["author"],
        item["published"],
        item["modified"],
    ) == ("A. Bell, C. Dorn", "2025-06-07T08:15:00Z", "2025-06-08")
    assert (item["title"], item["text"]) == ("Rain & wind", "Rain fell.\nWind blew.")


def test_nitf_keeps_dateline_distributor_and_rights(tmp_path: Path) -> None:
    """The body's head goes to columns, the rest to METADATA."""
    item, metadata = read_one(tmp_path, "a.xml", formats.NITF)

    assert (item["title"], item["author"]) == ("Ferry runs again", "Mara Quill")
    assert (item["dateline"], item["outlet"]) == ("SAINT-ORENS, June 7 (LW) -", "The Quay Herald")
    assert item["published"] == "2025-06-07"
    assert item["text"] == "The ferry runs again.\nIt was away for three years."
    assert (metadata["distributor"], metadata["copyright"]) == (["Lowland Wire"], ["Lowland Wire"])
    assert (metadata["editor_note"], metadata["version"]) == (["Corrects the year."], ["3"])


def test_newsml_keeps_sources_with_their_roles(tmp_path: Path) -> None:
    """Each news item of a message is an item; one without text is rejected."""
    (tmp_path / "a.xml").write_bytes(formats.NEWSML)
    batch = read(tmp_path)
    item = batch.items.row(0, named=True)

    assert (item["item"], item["outlet"], item["author"]) == ("a.xml#urn:lw:1", "Lowland Wire", "Mara Quill")
    assert (item["published"], item["modified"]) == ("2025-06-07T08:15:00Z", "2025-06-08T08:15:00Z")
    assert "no text" in batch.rejected["reason"][0]
    rows = {(field, value) for _, field, value in batch.metadata.iter_rows()}
    assert {
        ("info_source", "Port of Bexley (isrol:originfo)"),
        ("credit", "LW/HNN"),
        ("editor_note", "Corrects the year."),
        ("version", "2"),
        ("copyright", "Lowland Wire"),
        ("located", "Saint-Orens"),
    } <= rows


@pytest.mark.parametrize("fields", [formats.NINJS_1, formats.NINJS_3], ids=["1.x", "3.x"])
def test_ninjs_of_any_version_is_told_among_json(tmp_path: Path, fields: dict[str, object]) -> None:
    """Alone in a file, or as lines among other items."""
    item, metadata = read_one(tmp_path, "a.json", json.dumps(fields, indent=1).encode())

    assert (item["title"], item["author"]) == ("Ferry runs again", "Mara Quill")
    assert (item["published"], item["lang"]) == ("2025-06-07T08:15:00Z", "en")
    assert item["text"] == "The ferry runs again.\nIt was away for three years."
    assert (metadata["editor_note"], metadata["copyright"]) == (["Corrects the year."], ["Lowland Wire"])


def test_ninjs_sources_keep_role_and_uri(tmp_path: Path) -> None:
    """`infoSources` is declared provenance."""
    _, metadata = read_one(tmp_path, "a.json", json.dumps(formats.NINJS_3).encode())

    assert metadata["info_source"] == ["Port of Bexley (primary) https://port.example"]
    assert metadata["association"] == ["usedIn urn:lw:0"]


def test_message_gives_its_plain_text_and_sender(tmp_path: Path) -> None:
    """The plain part is preferred to the HTML one."""
    item, metadata = read_one(tmp_path, "a.eml", formats.MESSAGE)

    assert (item["title"], item["author"]) == ("Die Fähre fährt wieder", "Port of Bexley")
    assert (item["published"], item["published_evidence"]) == ("2025-06-07T08:15:00+02:00", "mail Date")
    assert item["text"] == "Die Fähre fährt wieder.\n"
    assert metadata["attachment"] == ["plan.pdf"]


def test_message_with_an_impossible_date_is_still_read(tmp_path: Path) -> None:
    """Its date stays unread, its words in the evidence."""
    year = b"9" * 20
    item, _ = read_one(tmp_path, "a.eml", formats.MESSAGE.replace(b"Jun 2025", b"Jun " + year))

    assert item["published"] is None
    assert year.decode() in str(item["published_evidence"])


def test_mailbox_holds_many_messages(tmp_path: Path) -> None:
    """Messages are told by their From lines, escaped ones in a body are text."""
    first = b"From a@b.example Sat Jun  7 08:15:00 2025\nSubject: One\nMessage-ID: <1@b>\n\nRain fell.\n>From here to the sea.\n\n"
    (tmp_path / "a.mbox").write_bytes(first + first.replace(b"One", b"Two").replace(b"<1@b>", b"<2@b>"))
    items = read(tmp_path / "a.mbox").items

    assert items["item"].to_list() == ["1@b", "2@b"]
    assert items["text"].unique().to_list() == ["Rain fell.\nFrom here to the sea.\n\n"]


def test_archives_of_files_are_read_in_place(tmp_path: Path) -> None:
    """Each member by the reader of its kind; its path names the item."""
    members = {"north/a.txt": b"Rain fell.", "b.jsonl": b'{"id": 1, "text": "Sun shone."}', "README.md": b"About."}
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    with tarfile.open(tmp_path / "b.tar.gz", "w:gz") as archive:
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    items = read(tmp_path).items

    assert {"a.zip/north/a.txt", "a.zip/b.jsonl#1", "b.tar.gz/north/a.txt", "b.tar.gz/b.jsonl#1"} == set(items["item"])
    assert str(tmp_path / "a.zip" / "b.jsonl") == items["path"][0]


def test_wacz_gives_the_pages_of_its_warc(tmp_path: Path) -> None:
    """Its indexes and page lists are no items."""
    with zipfile.ZipFile(tmp_path / "a.wacz", "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("pages/pages.jsonl", '{"id": "p", "text": "not an item"}')
        archive.writestr(
            "archive/data.warc.gz", gzip.compress(formats.warc_record("https://a.example/1", formats.PAGE))
        )
    items = read(tmp_path).items

    assert items["item"].to_list() == ["a.wacz/archive/data.warc.gz#https://a.example/1"]


def test_kind_is_told_by_content_before_the_name(tmp_path: Path) -> None:
    """A page saved as .txt is a page, a feed without a suffix a feed."""
    (tmp_path / "page.txt").write_bytes(formats.PAGE)
    (tmp_path / "feed").write_bytes(formats.RSS)
    (tmp_path / "list.txt").write_bytes(b'{"id": 1, "text": "Rain fell."}\n')
    items = read(tmp_path).items

    assert items["item"].to_list() == ["feed#https://a.example/1", "feed#https://a.example/2", "list.txt#1", "page.txt"]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("bomb.xml", formats.ENTITY_BOMB, "declares entities"),
        ("outside.xml", formats.OUTSIDE_ENTITY, "declares entities"),
        ("other.xml", b"<?xml version='1.0'?><invoice><line>1</line></invoice>", "XML of no kind that is known"),
        ("blank.html", b"<html><head><title>x</title></head><body></body></html>", "no text"),
        ("cut.zip", b"PK\x03\x04" + b"\x00" * 40, "damaged zip"),
        ("bomb.txt.gz", gzip.compress(b" " * 200_000_000), "too large"),
        ("bomb.zip", formats.zip_bomb(), "taken for a bomb"),
        ("photo.json", json.dumps({"uri": "u:1", "type": "picture", "renditions": []}).encode(), "has no body"),
        ("blank.eml", b"MIME-Version: 1.0\nSubject: x\n\n", "no text"),
    ],
)
def test_hostile_and_empty_files_are_rejected(tmp_path: Path, name: str, content: bytes, reason: str) -> None:
    """Nothing is unfolded, fetched or kept in memory whole."""
    (tmp_path / name).write_bytes(content)

    with pytest.raises(CorpusError, match=reason):
        list(read_corpus([tmp_path], languages=False))


@pytest.mark.parametrize("name", ["a.txt", "a.csv"])
def test_a_signed_manifest_is_reported_and_is_no_word(tmp_path: Path, name: str) -> None:
    """The copy that was signed and the one that was not have the same words."""
    text = f"The ferry ran again on Friday.{WRAPPER}{WRAPPER[-1] * 40}"
    content = text if name == "a.txt" else f"id,text\n1,{text}\n"
    (tmp_path / name).write_text(content, encoding="utf-8")
    (batch,) = read_corpus([tmp_path / name])

    assert batch.metadata["value"].to_list() == ["c2pa: the text carries a signed manifest, which was not validated"]
    assert [word.folded for word in words(batch.items["text"][0])] == "the ferry ran again on friday".split()


def test_mojibake_is_reported_and_left_as_it_is(tmp_path: Path) -> None:
    """Ftfy judges; the item's text stays."""
    (tmp_path / "a.txt").write_text("Der Minister Ã¤uÃŸerte sich in KÃ¶ln Ã¼ber die BrÃ¼cken.")
    (batch,) = read_corpus([tmp_path])

    assert "KÃ¶ln" in batch.items["text"][0]
    assert batch.metadata["value"][0].startswith("mojibake:")


def test_missing_library_is_a_row_in_a_folder_and_an_error_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The message says what to install."""
    monkeypatch.setitem(__import__("sys").modules, "lxml.etree", None)
    (tmp_path / "a.html").write_bytes(formats.PAGE)

    with pytest.raises(ExtraMissingError, match=r"pip install 'copydesk\[formats\]'"):
        list(read_corpus([tmp_path], languages=False))
    (tmp_path / "b.txt").write_text("Rain fell.")
    assert "copydesk[formats]" in read(tmp_path).rejected["reason"][0]
