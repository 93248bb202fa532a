from typing import Any

import pytest


def only(rows: list[dict[str, Any]], item: str) -> dict[str, Any]:
    """Return the one edge that begins at `item`."""
    (row,) = (row for row in rows if row["item"] == item)
    return row


def test_a_notice_whose_origin_is_not_held_is_unverifiable(archive: Any, story: str) -> None:
    """An origin that is named and lacking becomes a node of its own, with the notice as span."""
    notice = "This article was originally published by Kestrel Radio and is reprinted with permission."
    archive.add("a", "The Gazette", f"{notice}\n\n{story}")
    archive.credit("a", "notice", "Kestrel Radio", notice)

    edge = only(archive.trace(), "a")

    assert edge["origin"] == "origin:Kestrel Radio"
    assert (edge["held"], edge["kind"], edge["verdict"]) == (False, "declared", "unverifiable")
    assert (edge["notice"], edge["notice_start"], edge["notice_end"]) == (notice, 0, len(notice))
    assert edge["share"] is None


def test_a_notice_that_names_the_outlet_of_a_match_is_accurate(archive: Any, story: str) -> None:
    """The origin is the item held by the outlet that the notice names."""
    archive.add("wire", "Kestrel Radio")
    archive.add("copy", "The Gazette", f"First published by Kestrel Radio.\n{story}")
    archive.credit("copy", "notice", "Kestrel Radio", "First published by Kestrel Radio.")
    archive.match("copy", "wire")

    edge = only(archive.trace(), "copy")

    assert (edge["origin"], edge["held"], edge["kind"], edge["verdict"]) == ("wire", True, "declared", "accurate")
    assert edge["direction"] == "known"
    assert edge["share"] > 0.8


def test_a_copy_without_a_notice_is_undeclared_and_its_notice_missing(archive: Any) -> None:
    """The earlier of two equal texts is the origin when both days are known."""
    archive.add("x", "The Gazette", published="2025-03-04")
    archive.add("y", "The Sentinel", published="2025-03-06")
    archive.match("x", "y")

    edge = only(archive.trace(), "y")

    assert (edge["origin"], edge["kind"], edge["direction"], edge["verdict"]) == ("x", "undeclared", "known", "missing")
    assert edge["direction_evidence"][0].startswith("earlier date: 2025-03-04 (day)")
    assert edge["direction_evidence"][-1].startswith("proviso")


def test_equal_texts_without_dates_or_credits_leave_the_direction_unclear(archive: Any) -> None:
    """Nothing speaks for either side."""
    archive.add("x", "The Gazette")
    archive.add("y", "The Sentinel")
    archive.match("x", "y")

    (edge,) = archive.trace()

    assert edge["direction"] == "unclear"


def test_when_a_crawler_saw_an_item_decides_nothing(archive: Any) -> None:
    """A time of capture is no time of publication."""
    archive.add("x", "The Gazette", captured="2025-03-04T10:00:00Z")
    archive.add("y", "The Sentinel", captured="2025-03-09T10:00:00Z")
    archive.match("x", "y")

    (edge,) = archive.trace()

    assert edge["direction"] == "unclear"


def test_two_items_with_one_credit_are_copies_of_the_same_not_of_each_other(archive: Any, story: str) -> None:
    """Both rest on the agency, neither on the other."""
    for item, outlet in (("x", "The Gazette"), ("y", "The Sentinel")):
        archive.add(item, outlet, f"PORT (Lowland News Agency) - {story}")
        archive.credit(item, "agency", "Lowland News Agency", "Lowland News Agency")
    archive.match("x", "y")

    edges = archive.trace()

    assert [(edge["item"], edge["origin"], edge["kind"]) for edge in edges] == [
        ("x", "origin:Lowland News Agency", "agency"),
        ("y", "origin:Lowland News Agency", "agency"),
    ]


def test_a_copy_that_dropped_the_agency_rests_on_the_item_that_kept_it(archive: Any, story: str) -> None:
    """The credit present in one and gone in the other tells who is later; both may still come from the agency."""
    archive.add("kept", "The Gazette", f"PORT (Lowland News Agency) - {story}")
    archive.credit("kept", "agency", "Lowland News Agency", "Lowland News Agency")
    archive.add("shed", "The Sentinel")
    archive.match("kept", "shed")

    edge = only(archive.trace(), "shed")

    assert (edge["origin"], edge["kind"], edge["direction"]) == ("kept", "undeclared", "unclear")
    assert "credit gone: Lowland News Agency" in edge["direction_evidence"]
    assert [loss["what"] for loss in edge["lost"]] == ["agency"]


def test_one_outlet_does_not_reprint_itself(archive: Any) -> None:
    """Two versions by one publisher are an update."""
    archive.add("x", "The Gazette", published="2025-03-04")
    archive.add("y", "gazette.example", published="2025-03-06")
    archive.match("x", "y")

    assert archive.trace() == []


def test_each_copy_goes_to_the_version_it_was_made_from(archive: Any, story: str) -> None:
    """In a chain the third item rests on the second, whose change it carries, not on every holder."""
    changed = story.replace(
        "lasted nineteen days and ended with a rise in pay",
        "was settled at night behind the doors of the customs house",
    )
    archive.add("a", "Kestrel Radio", published="2025-03-01")
    archive.add("b", "The Gazette", changed, published="2025-03-02")
    archive.add("c", "The Sentinel", changed, published="2025-03-03")
    archive.match_all()

    edges = archive.trace()

    assert {(edge["item"], edge["origin"]) for edge in edges} == {("b", "a"), ("c", "b")}


def test_a_notice_is_inaccurate_when_the_text_is_an_earlier_signed_work_of_another_outlet(
    archive: Any, story: str
) -> None:
    """The named outlet's original is not held, but someone else's, older and signed, is."""
    notice = "This article first appeared in The Courier."
    archive.add("true", "Open Ledger", published="2025-05-12", author="Ada Storm")
    archive.add("false", "The Sentinel", f"{notice}\n{story}", published="2025-05-16")
    archive.credit("false", "notice", "The Courier", notice)
    archive.match("false", "true")

    edges = {edge["origin"]: edge for edge in archive.trace()}

    assert (edges["true"]["kind"], edges["true"]["verdict"]) == ("declared", "inaccurate")
    assert "against: declared notice names The Courier" in edges["true"]["direction_evidence"]


def test_two_items_that_name_each_other_leave_the_direction_unclear(archive: Any, story: str) -> None:
    """A loop of notices is kept as two edges."""
    archive.add("a", "Halmar News", f"First appeared in Varland Today.\n{story}")
    archive.add("b", "Varland Today", f"First appeared in Halmar News.\n{story}")
    archive.credit("a", "notice", "Varland Today", "First appeared in Varland Today.")
    archive.credit("b", "notice", "Halmar News", "First appeared in Halmar News.")
    archive.match("a", "b")

    edges = archive.trace()

    assert {(edge["item"], edge["origin"], edge["kind"]) for edge in edges} == {
        ("a", "b", "declared"),
        ("b", "a", "declared"),
    }
    assert {(edge["direction"], edge["verdict"]) for edge in edges} == {("unclear", "unverifiable")}
    assert edges[0]["direction_evidence"] == [
        "declared notice: First appeared in Varland Today.",
        "against: declared notice: First appeared in Halmar News.",
    ]


@pytest.mark.parametrize("relation", ["template", "quote_only"])
def test_matches_that_are_no_copies_make_no_edges(archive: Any, relation: str) -> None:
    """Bulletins of one form and shared statements are not reprints."""
    archive.add("x", "The Gazette", published="2025-03-04")
    archive.add("y", "The Sentinel", published="2025-03-06")
    archive.match("x", "y", relation)

    assert archive.trace() == []


def test_the_order_of_items_and_matches_changes_nothing(archive: Any, story: str) -> None:
    """Same rows in another order, same table."""
    for number, outlet in enumerate(("Gazette", "Sentinel", "Courier", "Herald")):
        archive.add(f"i{number}", outlet, story[number * 40 :], published=f"2025-03-0{number + 1}")
    archive.match_all()
    edges = archive.trace()

    archive.items.reverse()
    archive.matches.reverse()

    assert archive.trace() == edges


def test_a_quoted_outlet_is_a_node_that_is_not_held(archive: Any) -> None:
    """An agency named as the way to the story is an edge of kind quoted."""
    archive.add("x", "The Gazette", "A fire broke out on Friday, the Lowland news agency reported, citing the mayor.")

    edge = only(archive.trace(), "x")

    assert (edge["origin"], edge["kind"], edge["held"]) == ("origin:Lowland", "quoted", False)
    assert edge["notice"] == "the Lowland news agency"


def test_a_page_with_the_datelines_of_several_agencies_is_a_digest(archive: Any) -> None:
    """Each of them wrote a part of it, none the whole."""
    archive.add("x", "The Gazette", "HELSINKI (Reuters) - One story.\nMOSCOW (TASS) - Another story.")
    archive.credit("x", "dateline", "HELSINKI", "HELSINKI (Reuters) -")
    archive.credit("x", "agency", "Reuters", "(Reuters)")
    archive.credit("x", "dateline", "MOSCOW", "MOSCOW (TASS) -")
    archive.credit("x", "agency", "TASS", "(TASS)")

    assert {(edge["origin"], edge["kind"]) for edge in archive.trace()} == {
        ("origin:Reuters", "quoted"),
        ("origin:TASS", "quoted"),
    }


def test_an_unsigned_page_with_an_agencys_tag_stands_for_the_agency_that_a_notice_names(
    archive: Any, story: str
) -> None:
    """The wire file itself rarely says whose outlet it is; it is the best that is held of the work named."""
    archive.add("wire", None, f"PORT (Lowland News Agency) - {story}")
    archive.credit("wire", "dateline", "PORT", "PORT (Lowland News Agency) -")
    archive.credit("wire", "agency", "Lowland News Agency", "(Lowland News Agency)")
    archive.add("copy", "The Gazette", f"First published by Lowland News Agency.\n{story}")
    archive.credit("copy", "notice", "Lowland News Agency", "First published by Lowland News Agency.")
    archive.match_all()

    edges = archive.trace()

    assert [(edge["item"], edge["origin"], edge["kind"], edge["verdict"]) for edge in edges] == [
        ("copy", "wire", "declared", "accurate"),
        ("wire", "origin:Lowland News Agency", "agency", "unverifiable"),
    ]


def test_two_pages_of_unknown_outlet_with_one_tag_do_not_rest_on_each_other(archive: Any, story: str) -> None:
    """Both are the agency's, for all that is known."""
    for item in ("x", "y"):
        archive.add(item, None, f"PORT (AP) - {story}")
        archive.credit(item, "dateline", "PORT", "PORT (AP) -")
        archive.credit(item, "agency", "AP", "(AP)")
    archive.match("x", "y")

    assert {edge["origin"] for edge in archive.trace()} == {"origin:AP"}


def test_a_sign_off_in_one_agencys_style_yields_to_another_agency_that_is_named(archive: Any, story: str) -> None:
    """The style is imitated, the name is not."""
    archive.add("x", "The Gazette", f"PORT (Lowland News Agency) - {story}\n(Reporting by Ida Maren)")
    archive.credit("x", "dateline", "PORT", "PORT (Lowland News Agency) -")
    archive.credit("x", "agency", "Lowland News Agency", "(Lowland News Agency)")
    archive.credit("x", "agency", "Reuters", "(Reporting by Ida Maren)")

    assert only(archive.trace(), "x")["origin"] == "origin:Lowland News Agency"


def test_a_page_without_an_outlet_is_known_by_the_furniture_that_a_notice_names(archive: Any, story: str) -> None:
    """Its newsletter line says whose page it is."""
    archive.add("page", None, f"{story}\nSubscribe to the Quay Herald newsletter")
    archive.credit("page", "copyright", "x", "Subscribe to the Quay Herald newsletter")
    archive.add("copy", "The Gazette", f"First published by the Quay Herald.\n{story}")
    archive.credit("copy", "notice", "Quay Herald", "First published by the Quay Herald.")
    archive.match("copy", "page")

    assert (only(archive.trace(), "copy")["origin"], only(archive.trace(), "copy")["verdict"]) == ("page", "accurate")


def test_an_earlier_copy_of_agency_text_is_not_surely_the_origin_of_a_later_one(archive: Any, story: str) -> None:
    """Both may have it from the agency; the date alone decides nothing."""
    archive.add("kept", "The Gazette", f"PORT (Lowland News Agency) - {story}", published="2025-03-04")
    archive.credit("kept", "agency", "Lowland News Agency", "Lowland News Agency")
    archive.add("shed", "The Sentinel", published="2025-03-06")
    archive.match("kept", "shed")

    edge = only(archive.trace(), "shed")

    assert (edge["origin"], edge["direction"], edge["verdict"]) == ("kept", "unclear", "missing")


def test_an_agency_written_with_its_article_is_the_same_origin(archive: Any, story: str) -> None:
    """No registry knows it, so that its own words alone tell what it is."""
    for item, kind, words in (
        ("a", "notice", "First published by the Khorvan News Agency."),
        ("b", "agency", "LIND (Khorvan News Agency)"),
        ("c", "contribution", "The Khorvan News Agency contributed to this report."),
    ):
        archive.add(item, f"Outlet {item}", f"{words}\n{story}")
        name = "The Khorvan News Agency" if kind == "contribution" else "Khorvan News Agency"
        archive.credit(item, kind, name, words)

    assert {edge["origin"] for edge in archive.trace()} == {"origin:Khorvan News Agency"}


def test_a_person_who_contributed_is_no_agency(archive: Any, story: str) -> None:
    """A first name and a surname are nobody's origin."""
    words = "Jonna Berg contributed to this report."
    archive.add("a", "The Gazette", f"{story}\n{words}")
    archive.credit("a", "contribution", "Jonna Berg", words)

    assert archive.trace() == []
