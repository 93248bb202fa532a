"""What an item says in words about its origin."""

import pytest

from dedup.credits.notices import clean_name, cues, find_notices, phrases
from dedup.registry import builtin


def read(text: str) -> list[tuple[str, str | None]]:
    """Return kind and name of each notice in a text."""
    return [
        (credit.kind, credit.name)
        for credit in find_notices(text, [cue for cue in cues() if cue in text.lower()], builtin())
    ]


@pytest.mark.parametrize(
    ("notice", "name"),
    [
        ("This article was originally published by Quay Herald and is reprinted with permission.", "Quay Herald"),
        ("This story first appeared in the Quay Herald.", "Quay Herald"),
        ("This story was first published on July 3, 2019 by Quay Herald.", "Quay Herald"),
        ("Originally published by The Conversation under a Creative Commons licence.", "The Conversation"),
        ("Republished from Global Voices under a Creative Commons license.", "Global Voices"),
        ("Reprinted with permission from Quay Herald.", "Quay Herald"),
        ("Republished by permission of Quay Herald, a newspaper of the coast.", "Quay Herald"),
        ("Courtesy of Quay Herald.", "Quay Herald"),
        ("This story was produced in partnership with ProPublica.", "ProPublica"),
        ("Read the original article on The Conversation.", "The Conversation"),
        ("Dieser Artikel erschien zuerst im K\u00fcstenboten.", "K\u00fcstenboten"),
        ("Dieser Beitrag ist zuerst bei Hafenrundschau erschienen.", "Hafenrundschau"),
        ("Mit freundlicher Genehmigung der Hafenrundschau.", "Hafenrundschau"),
        ("Cet article a \u00e9t\u00e9 initialement publi\u00e9 par Le Monde.", "Le Monde"),
        ("Cet article est paru dans L'Echo du Littoral.", "L'Echo du Littoral"),
        ("Reproduit avec l\u2019aimable autorisation de Le Figaro.", "Le Figaro"),
        ("Texte paru initialement dans Le Figaro.", "Le Figaro"),
        ("La nota apareci\u00f3 por primera vez en El Faro.", "El Faro"),
        ("Este art\u00edculo fue publicado originalmente en El Pa\u00eds.", "El Pa\u00eds"),
        ("Esta nota se public\u00f3 originalmente por El Faro.", "El Faro"),
        ("Questo articolo \u00e8 stato pubblicato originariamente su Il Faro.", "Il Faro"),
        ("Este artigo foi publicado originalmente por Folhapress.", "Folhapress"),
        ("Publicado originalmente em Jornal do Cais.", "Jornal do Cais"),
        ("Esta nota se public\u00f3 primero en El Faro.", "El Faro"),
        ("Dieser Text erschien erstmals am 3. Januar 2031 in der Hafenrundschau.", "Hafenrundschau"),
        ("Tomado de El Faro.", "El Faro"),
        ("Art\u00edculo publicado por gentileza de El Faro.", "El Faro"),
        ("Article initialement publi\u00e9 par Le Phare le 3 janvier 2021.", "Le Phare"),
        ("Article publi\u00e9 en partenariat avec Le Phare.", "Le Phare"),
        (
            "Cet article est republi\u00e9 \u00e0 partir de The Conversation sous licence Creative Commons.",
            "The Conversation",
        ),
        ("The post Ferry sails again appeared first on Quay Herald.", "Quay Herald"),
        ("Der Beitrag F\u00e4hre f\u00e4hrt wieder erschien zuerst auf Hafenrundschau.", "Hafenrundschau"),
        ("Cross-posted with Quay Herald.", "Quay Herald"),
        ("Reprinted courtesy of Quay Herald.", "Quay Herald"),
        ("Article courtesy Quay Herald", "Quay Herald"),
        ("This report by The Canadian Press was first published Jan. 3, 2021.", "Canadian Press"),
    ],
)
def test_a_notice_names_the_origin(notice: str, name: str) -> None:
    """The phrase may be in any of six languages; the span is the whole sentence."""
    found = find_notices(notice, [cue for cue in cues() if cue in notice.lower()], builtin())

    assert [(credit.kind, credit.name) for credit in found] == [("notice", name)]
    assert notice == notice[found[0].span.start : found[0].span.end] or found[0].span.end == len(notice)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        (
            "Copyright 2018 The Associated Press. All rights reserved. This material may not be published.",
            "Associated Press",
        ),
        ("\u00a9 2018 Thomson/Reuters. All rights reserved.", "Reuters"),
        ("(c) 2021 Quay Herald", "Quay Herald"),
        ("\u00a9 AFP", "Agence France-Presse"),
        ("Copyright \u00a9 2019 NPR.  All rights reserved.", "NPR"),
    ],
)
def test_a_copyright_names_its_holder(line: str, name: str) -> None:
    """With a year, the word, or a holder that is known."""
    assert read(line) == [("copyright", name)]


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Agencies contributed to this report.", [None]),
        ("Herald wire services contributed to this report.", [None]),
        ("The Associated Press contributed to this report.", ["Associated Press"]),
        ("Ann Lee in Corrin contributed to this report.", ["Ann Lee"]),
        ("With reporting by Interfax and TASS.", ["Interfax", "TASS"]),
        ("Mit Material der Nachrichtenagenturen dpa und AFP", ["dpa", "Agence France-Presse"]),
        ("Con informaci\u00f3n de EFE.", ["EFE"]),
        ("(with AFP)", ["Agence France-Presse"]),
        ("With reporting by Lowland News Agency", ["Lowland News Agency"]),
        ("With reporting by Reuters, AFP, and Interfax", ["Reuters", "Agence France-Presse", "Interfax"]),
        ("Based on reporting by AP and TASS", ["Associated Press", "TASS"]),
        ("Avec AFP et Reuters", ["Agence France-Presse", "Reuters"]),
        ("Le bac repart. (avec AFP)", ["Agence France-Presse"]),
        ("Com informa\u00e7\u00f5es da Ag\u00eancia Brasil", ["Ag\u00eancia Brasil"]),
        ("- With files from The Canadian Press", ["Canadian Press"]),
        ("Ann Lee of The Associated Press contributed.", ["Ann Lee", "Associated Press"]),
        ("Com Ag\u00eancia Lusa", ["Lusa"]),
        ("Le bac repart. (Le Phare avec AFP)", ["Agence France-Presse"]),
        ("(With agency inputs)", [None]),
        ("This story has been published from a wire agency feed without modifications.", [None]),
        ("(This story has not been edited and is auto-generated from a syndicated feed.)", [None]),
        ("h/t Politico", ["Politico"]),
    ],
)
def test_thanks_are_contributions(line: str, names: list[str | None]) -> None:
    """Who helped did not write the item."""
    assert read(line) == [("contribution", name) for name in names]


def test_an_outlets_byline_with_an_agency_credits_the_agency() -> None:
    """Where bylines stand, "with" says whose copy was worked on."""
    assert read("L'\u00c9cho du Littoral (avec AFP)") == [("agency", "Agence France-Presse")]


def test_an_agency_that_thanks_its_own_writers_signs_the_story() -> None:
    """Only the agency's own copy names its writers as such."""
    line = "Associated Press writer Ann Lee in Quetta, Pakistan, contributed to this report."

    assert read(line) == [("contribution", "Ann Lee"), ("agency", "Associated Press")]


def test_a_copyright_line_may_thank_an_agency() -> None:
    """Two credits stand in one paragraph."""
    line = "Copyright 2018 by Quay Herald. The Associated Press contributed to this report. All rights reserved."

    assert set(read(line)) == {("copyright", "Quay Herald"), ("contribution", "Associated Press")}


def test_a_copyright_line_may_tell_who_spread_the_story() -> None:
    """Syndicates print the holder, his address and themselves in one line."""
    line = "\u00a92021 Quay Herald. Visit quayherald.com. Distributed by Tribune Content Agency, LLC."

    assert set(read(line)) == {("copyright", "Quay Herald"), ("notice", "Tribune News Service")}


def test_a_copyright_may_stand_beside_the_permission() -> None:
    """The year is followed by a full stop, the holder by his form of company."""
    line = "Copyright (c) 2031. RFE/RL, Inc. Reprinted with the permission of Radio Free Europe/Radio Liberty."

    assert {name for _, name in read(line)} == {"Radio Free Europe/Radio Liberty"}
    assert {kind for kind, _ in read(line)} == {"copyright", "notice"}


@pytest.mark.parametrize(
    "sentence",
    [
        "The study, first published in Nature, looked at forty harbours.",
        "She tells the harbour's story with the help of partners at Lind University.",
        "The report from a news agency in Lind was denied.",
        "Avec les agences de voyage, la ville n\u00e9gocie.",
        "Trabaja con agencias de viajes.",
        "With AFP, the mayor spoke of the ferry.",
        "The rain contributed to this year's delay.",
        "The stamps were reprinted with the permission of the king.",
        "The rope was sold by courtesy of the host.",
    ],
)
def test_a_sentence_about_other_things_is_no_notice(sentence: str) -> None:
    """Studies are published too, and agencies sell journeys."""
    assert read(sentence) == []


def test_a_clause_is_no_name() -> None:
    """German writes nouns with capitals; a name is made of names."""
    assert clean_name("Gro\u00dfbritannien aufgetretenen Variante des Virus") is None
    assert clean_name("Center for the Study of the Coast") == "Center for the Study of the Coast"


def test_a_date_is_no_name() -> None:
    """What was first published in a month names no outlet; a paper may be named for its day."""
    assert [clean_name(name) for name in ("May 31", "Mai 2020", "Sunday Courier")] == [None, None, "Sunday Courier"]


def test_a_kind_of_paper_is_no_part_of_its_name() -> None:
    """German puts it before the name."""
    assert clean_name("im Original im Wissenschaftsmagazin Hafenkunde") == "Hafenkunde"


def test_every_phrase_has_cues() -> None:
    """A phrase without a cue would be searched in every text."""
    assert all(phrase.cues and phrase.kind in {"notice", "copyright", "contribution", "agency"} for phrase in phrases())
    assert all(cue == cue.lower() for cue in cues())
