"""Datelines in every order and language."""

import pytest

from dedup.credits.find import read_credits
from dedup.registry import builtin

BODY = "The harbour council met on Tuesday and said that the ferry would sail again within a week.\n"


def found(text: str, lang: str = "en") -> set[tuple[str, str | None]]:
    """Return kind and name_id, or the name where it is unknown, of each credit."""
    return {(credit.kind, credit.name_id or credit.name) for credit in read_credits(text, lang, builtin())}


@pytest.mark.parametrize(
    ("opening", "outlets"),
    [
        ("TURNBERRY, Scotland (AP) \u2014 ", {"ap"}),
        ("WASHINGTON, Aug 29 (Reuters) - ", {"reuters"}),
        ("BEIJING, Nov. 3 (Xinhua) -- ", {"xinhua"}),
        ("ISLAMABAD (APP): ", {"app"}),
        ("Berlin (dpa/afp) \u2013 ", {"dpa", "afp"}),
        ("Hamburg/M\u00fcnchen (dpa) - ", {"dpa"}),
        ("PARIS, 3 mai (AFP) - ", {"afp"}),
        ("Gen\u00e8ve, 12. \u2014 (ATS.) ", {"ats"}),
        ("Madrid, 4 mar (EFE).- ", {"efe"}),
        ("ROMA, 12 GIU - (ANSA) - ", {"ansa"}),
        ("LONDRES, 12. \u2014 Reuter. \u2014 ", {"reuters"}),
        ("Rome, 26 d\u00e9cembre.\n(Stefani.) ", {"stefani"}),
        ("(CNN) - ", {"cnn"}),
        ("\u041c\u041e\u0421\u041a\u0412\u0410, 3 \u043c\u0430\u044f. /\u0422\u0410\u0421\u0421/. ", {"tass"}),
        ("\u65b0\u534e\u793e\u5317\u4eac5\u67083\u65e5\u7535 ", {"xinhua"}),
        ("(\uc11c\uc6b8=\uc5f0\ud569\ub274\uc2a4) \u2014 ", {"yonhap"}),
        ("NDjamena, 3. Mai ( Vom Sonderkorrespondenten der SDA ) . ", {"ats"}),
        ("WASHINGTON (AP \u2014 ", {"ap"}),
        ("LONDON (Reuters Health) - ", {"reuters"}),
        ("MOSCOW. April 2. INTERFAX - ", {"interfax"}),
        ("MOSCOW, April 2. /TASS/. ", {"tass"}),
        ("YEREVAN, JANUARY 3, ARMENPRESS. ", {"armenpress"}),
        ("BAKU, Azerbaijan, January 3. Trend: ", {"trend"}),
        ("Tehran, IRNA \u2013 ", {"irna"}),
        ("Damascus, SANA- ", {"sana"}),
        ("Ankara, Jan 3, AA \u2014 ", {"anadolu"}),
        ("Riyadh, SPA -- ", {"spa"}),
        ("ULAANBAATAR /MONTSAME/. ", {"montsame"}),
        ("WELLINGTON, Jan 3 AAP - ", {"aap"}),
        ("KYIV (Ukrinform) ", {"ukrinform"}),
        ("Gen\u00e8ve (ats) ", {"ats"}),
        ("Berlin (epd). ", {"epd"}),
        ("ROMA (ITALPRESS) - ", {"italpress"}),
    ],
)
def test_a_dateline_gives_its_agencies(opening: str, outlets: set[str]) -> None:
    """Place, date, brackets and dash come in every order and language."""
    credits_found = found(opening + BODY, "fr")

    assert outlets == {name for kind, name in credits_found if kind == "agency"}
    assert "dateline" in {kind for kind, _ in credits_found}


@pytest.mark.parametrize(
    ("opening", "place"),
    [
        ("TURNBERRY, Scotland (AP) \u2014 ", "TURNBERRY"),
        ("PORT ANSEL, Corrin, March 4 (Lowland News Agency) - ", "PORT ANSEL"),
        ("ISLAMABAD (APP): ", "ISLAMABAD"),
        ("ROMA, 12 GIU - (ANSA) - ", "ROMA"),
        ("LONDRES, 12. \u2014 Reuter. \u2014 ", "LONDRES"),
        (
            "\u041c\u041e\u0421\u041a\u0412\u0410, 3 \u043c\u0430\u044f. /\u0422\u0410\u0421\u0421/. ",
            "\u041c\u041e\u0421\u041a\u0412\u0410",
        ),
        ("\u65b0\u534e\u793e\u5317\u4eac5\u67083\u65e5\u7535 ", "\u5317\u4eac"),
        ("(\uc11c\uc6b8=\uc5f0\ud569\ub274\uc2a4) \u2014 ", "\uc11c\uc6b8"),
        ("WASHINGTON (AP \u2014 ", "WASHINGTON"),
        ("WASHINGTON, D.C. - ", "WASHINGTON"),
        ("WASHINGTON \u2015 ", "WASHINGTON"),
        ("(ANSA) - ROMA, 3 GEN - ", "ROMA"),
        ("MOSCOW. April 2. INTERFAX - ", "MOSCOW"),
        ("(CNN) - ", None),
    ],
)
def test_a_datelines_name_is_its_place(opening: str, place: str | None) -> None:
    """Region, date and agency are left out."""
    assert {name for kind, name in found(opening + BODY, "fr") if kind == "dateline"} == {place}


def test_a_lead_in_is_a_dateline_named_for_its_outlet() -> None:
    """The outlet opens the text with its name."""
    assert found("Tabnak \u2013 " + BODY) == {("dateline", "tabnak")}


@pytest.mark.parametrize(
    "opening",
    [
        "SCRANTON, Pa. \u2014 ",
        "Scranton, PA - ",
        "Ann Lee (MAP) ",
        "PORT ANSEL, March 4, CORRIN \u2014 ",
        "Ansel Lines (SPA) ",
    ],
)
def test_letters_behind_a_place_may_be_a_state_or_a_party(opening: str) -> None:
    """A name that means other things as well needs a date before it or a dash behind it, and three letters."""
    assert {name for kind, name in found(opening + BODY) if kind == "agency"} == set()


def test_a_byline_above_the_text_is_no_dateline() -> None:
    """The bracket closes the line, and the text begins below."""
    assert found("Von Ann Lee (dpa)\n" + BODY, "de") == {("byline", "Ann Lee"), ("byline", "dpa")}


@pytest.mark.parametrize(
    ("opening", "agency"),
    [
        ("PORT ANSEL, Corrin, March 4 (Lowland News Agency) - ", "Lowland News Agency"),
        ("PORT ANSEL (LNA) - ", "LNA"),
        ("(Lowland News Agency) - ", "Lowland News Agency"),
        ("(LNA) - ", None),
    ],
)
def test_an_agency_that_no_list_knows_is_read_in_a_dateline(opening: str, agency: str | None) -> None:
    """Its full name says what it is; letters alone need a place before them."""
    assert {name for kind, name in found(opening + BODY) if kind == "agency"} == ({agency} if agency else set())


@pytest.mark.parametrize(
    "opening", ["BERLIN, May 2 (Reutei) \u2014 ", "LE HAVRE, 9 (Hav\u00e0s). \u2014 ", "Paris, 4. (Hayas.) \u2014 "]
)
def test_a_damaged_name_is_read_where_only_an_agency_can_stand(opening: str) -> None:
    """OCR turns r into i and v into y."""
    assert {"reuters", "havas"} & {name for _, name in found(opening + BODY, "fr")}


def test_a_place_alone_is_a_dateline() -> None:
    """Where an item was written is worth knowing, whoever wrote it."""
    assert found("WASHINGTON, D.C. - " + BODY) == {("dateline", "WASHINGTON")}
    assert found("Berlin \u2013 " + BODY.strip() + " " + BODY) == {("dateline", "Berlin")}
    assert found("Ferries \u2013 a history\n" + BODY) == set()


@pytest.mark.parametrize(
    "line",
    [
        "Harbour Safety Service (HSS): The service has two boats.",
        "* Ferry Renewal Programme (FRP) - $11 million for two boats",
        "Minister Ann Lee (LND): The ferry will sail again.",
        "Lind - $300,000 for the ferry line, and as much again for the pier of the town and its old harbour wall.",
        "Berg - who runs the ferry line - said that the boats would sail again, and so did all who work for him there.",
    ],
)
def test_letters_behind_other_words_are_no_agency(line: str) -> None:
    """What was named before may be abbreviated in brackets; a sum or a clause opens no story."""
    assert found(BODY + line) == set()
