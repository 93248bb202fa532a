"""Bylines in the head of an item."""

import pytest

from dedup.credits.bylines import find_bylines
from dedup.credits.find import head_lines
from dedup.registry import builtin

BODY = "\nThe harbour council met on Tuesday and said that the ferry would sail again within a week."


def read(head: str) -> list[tuple[str | None, str | None]]:
    """Return name and id of each byline above a body."""
    text = head + BODY
    return [(credit.name, credit.name_id) for credit in find_bylines(text, head_lines(text), builtin())]


@pytest.mark.parametrize(
    ("line", "people", "outlets"),
    [
        ("By Ann Lee", ["Ann Lee"], []),
        ("By Ann Lee and Bo Berg", ["Ann Lee", "Bo Berg"], []),
        ("By ANN LEE, BO BERG and VLADIMIR ISAKOV Associated Press", ["ANN LEE", "BO BERG", "VLADIMIR ISAKOV"], ["ap"]),
        ("By ANN LEE, AP Diplomatic Writer | on", ["ANN LEE"], ["ap"]),
        ("By Ann Lee, CNN Editor-at-large", ["Ann Lee"], ["cnn"]),
        ("By The Associated Press", [], ["ap"]),
        ("By Ann Lee, Lowland News Agency", ["Ann Lee", "Lowland News Agency"], []),
        ("Posted 6:08 am, July 16, 2018, by CNN Wires", [], ["cnn"]),
        ("The Associated Press \u2014 By ANN LEE - AP Business Writer", ["ANN LEE"], ["ap"]),
        ("Analysis by Ann Lee , CNN", ["Ann Lee"], ["cnn"]),
        ("Ann Lee, Bo Berg and Vladimir IsakovAssociated Press", ["Ann Lee", "Bo Berg", "Vladimir Isakov"], ["ap"]),
        ("ANN LEE, BO BERG and VLADIMIR ISAKOV / AP", ["ANN LEE", "BO BERG", "VLADIMIR ISAKOV"], ["ap"]),
        ("The Associated Press | Monday, July 16, 2018, 7:24 a.m.", [], ["ap"]),
        ("/ Source: Associated Press", [], ["ap"]),
        ("Von Ann Lee, dpa", ["Ann Lee"], ["dpa"]),
        ("Par Ann Lee", ["Ann Lee"], []),
        ("Par AFP le 3 janvier 2021 \u00e0 10h05", [], ["afp"]),
        ("Publi\u00e9 le 3 janvier 2021 \u00e0 10h05, par Ann Lee", ["Ann Lee"], []),
        ("De notre correspondante \u00e0 Lind, Ann Lee", ["Ann Lee"], []),
        ("La r\u00e9daction avec AFP", [], ["afp"]),
        ("Da Reda\u00e7\u00e3o, com Ag\u00eancia Brasil", [], ["agencia-brasil"]),
        ("di Ann Lee, ANSA", ["Ann Lee"], ["ansa"]),
        ("Source: Xinhua | 2021-01-03 10:05:12 | Editor: abc", [], ["xinhua"]),
    ],
)
def test_a_byline_gives_people_and_outlets(line: str, people: list[str], outlets: list[str]) -> None:
    """With "By" or without, roles and dates left out."""
    found = read("Ferry sails again\n" + line)

    assert people == [name for name, name_id in found if name_id is None]
    assert outlets == [name_id for _, name_id in found if name_id]


def test_a_staff_byline_names_nobody() -> None:
    """A byline of staff is a byline all the same."""
    assert read("Ferry sails again\nBy Staff Reporter") == [(None, None)]


@pytest.mark.parametrize(
    "line",
    [
        "By the time the ferry sailed, the crew had left.",
        "By Friday, the crew had left",
        "Photograph by Ann Lee / AFP / Getty",
        "Credit: Associated Press",
        "\u2014 CNN (@CNN) July 16, 2018",
        "The council told The Associated Press",
        "owned by Harbour Lines Inc.",
        "by Bo Berg.",
        "rated A-2 by Lind Ratings and A-plus by Corrin Credit",
        "Ferry 2.5 mln crowns by Harbour Lines and Navigation",
        "Cable News Network is owned by Harbour Lines",
        "Quay Herald: Storm Warnings Ignored by CNN Crew, Says Report by Lind",
        "Remarks by Senator Ann Lee on the Passing of Bo Berg",
        "What Is Next for Ann Lee at Fox News?",
        "von Auschwitz",
    ],
)
def test_a_sentence_or_a_picture_is_no_byline(line: str) -> None:
    """Not every "by" is somebody's."""
    assert read("Ferry sails again\n" + line) == []


def test_what_announces_a_quotation_is_no_byline() -> None:
    """The words of another outlet follow; the item is not by it."""
    assert read("Ferry sails again\nFrom Bloomberg:") == []
    assert read("Ferry sails again\nBaa-2 by Moody's and BBB by Standard and Poor's.") == []


def test_a_headline_that_names_an_outlet_is_no_byline() -> None:
    """The first line may be all capitals and names."""
    assert read("Reuters Briefing: Ferries and Fares") == []


def test_a_feeds_label_declares_the_origin() -> None:
    """Aggregators print whose story it is, known or not."""
    text = "Ferry sails again\nHarbour Sentinel\u2022\nMore" + BODY
    found = find_bylines(text, head_lines(text), builtin())

    assert [(credit.kind, credit.name) for credit in found] == [("notice", "Harbour Sentinel")]


def test_hundreds_of_spaces_hide_no_byline() -> None:
    """Scraping leaves the page's columns between two names."""
    found = read(
        "Ferry sails again\nBy"
        + " " * 90
        + "ANN LEE , BO BERG"
        + " " * 120
        + "and"
        + " " * 100
        + "CY DEE Associated Press"
    )

    assert [name for name, _ in found] == ["ANN LEE", "BO BERG", "CY DEE", "Associated Press"]
