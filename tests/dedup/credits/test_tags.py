"""Agencies that sign a text."""

import pytest

from dedup.credits.find import read_credits
from dedup.registry import builtin

BODY = "The harbour council met on Tuesday and said that the ferry would sail again within a week.\n"


def found(text: str, lang: str = "en") -> set[tuple[str, str | None]]:
    """Return kind and name_id, or the name where it is unknown, of each credit."""
    return {(credit.kind, credit.name_id or credit.name) for credit in read_credits(text, lang, builtin())}


@pytest.mark.parametrize(
    ("ending", "lang", "outlet"),
    [
        ("Die Polizei ermittelt. (dpa/lnw)", "de", "dpa"),
        ("La s\u00e9ance est lev\u00e9e. / ats-afp\n", "fr", "ats"),
        ("La commission a refus\u00e9 hier, (ats)\n", "fr", "ats"),
        ("La route est rest\u00e9e ouverte. ATS\n", "fr", "ats"),
        ("The ferry will sail. \u2014 AP", "en", "ap"),
        ("Die F\u00e4hre f\u00e4hrt wieder. Quelle: bote.de, abc/rts/dpa", "de", "reuters"),
        ("The ferry will sail.\nSource: Harbour Sentinel, Reuters", "en", "reuters"),
        ("The ferry will sail.\n(Reporting by Ann Lee; Editing by Bo Berg)", "en", "reuters"),
        ("The ferry will sail.\nReporting by Ann Lee; Editing by Bo Berg", "en", "reuters"),
        ("Die F\u00e4hre f\u00e4hrt wieder. RND/dpa", "de", "dpa"),
        ("Die F\u00e4hre f\u00e4hrt wieder.\nvz/dpa", "de", "dpa"),
        ("Die F\u00e4hre f\u00e4hrt wieder.\ndpa", "de", "dpa"),
        ("Die F\u00e4hre f\u00e4hrt wieder.\n\u00a9 dpa-infocom, dpa:210103-99-123456/2", "de", "dpa"),
        ("Die F\u00e4hre f\u00e4hrt wieder. (APA, red, 3.1.2031)", "de", "apa"),
        ("Die F\u00e4hre f\u00e4hrt wieder. (red, APA)", "de", "apa"),
        ("El barco zarpa de nuevo. EFE abc/def", "es", "efe"),
        ("The ferry will sail. \u2014AFP", "en", "afp"),
        ("Le bac repart.\nAFP/fs", "fr", "afp"),
        ("Le bac repart.\nats, afp", "fr", "ats"),
        ("The ferry will sail. -- BERNAMA", "en", "bernama"),
        ("The ferry will sail. /TASS/", "en", "tass"),
        ("The ferry will sail.\n Reuter\n", "en", "reuters"),
        (
            "Die F\u00e4hre f\u00e4hrt wieder. Quelle: bote.de/dpa Hier k\u00f6nnen Sie die Rechte erwerben.",
            "de",
            "dpa",
        ),
        ("The ferry will sail. PTI ABC DEF", "en", "pti"),
        ("The ferry will sail. (ANI)", "en", "ani-in"),
        ("El barco zarpa de nuevo.\nEFE", "es", "efe"),
    ],
)
def test_the_last_words_sign_a_text(ending: str, lang: str, outlet: str) -> None:
    """Agencies sign below the text in many languages, with the initials of a desk or of those who edited."""
    assert ("agency", outlet) in found(BODY + ending, lang)


@pytest.mark.parametrize(
    "ending",
    [
        "The union called a strike (UNI).",
        "They met in the hall of the press",
        "The poll was made by AP/NORC",
        "Phone: 555/0199",
        "They sold the house.\nbeta",
        "They sold the house.\nAgencias",
        "The ferry sails. Source: Harbour Office",
        "He was born in a village near Petra",
    ],
)
def test_last_words_that_are_no_signature(ending: str) -> None:
    """A name inside the last sentence, and small letters that no house writes so, sign nothing."""
    assert {kind for kind, _ in found(BODY + ending)} == set()


def test_agencies_of_old_sign_in_prose() -> None:
    """Newspapers of the telegraph age credited despatches in their sentences; English ones are read as sources."""
    prose = "Une d\u00e9p\u00eache de Londres \u00e0 l'agence Havas annonce la paix. "

    assert ("agency", "havas") in found(prose, "fr")
    assert ("agency", "reuters") in found("Nach einer Reuter-Meldung ist der Friede nah.", "de")
    assert ("agency", "havas") in found("Une d\u00e9p\u00eache \u00e0 l'agence\nHavas annonce la paix.", "fr")
    assert found("Agence Wolff (S. A.), rue du March\u00e9, pr\u00eate sur gages.", "fr") == set()
    assert found("A despatch to the agence Havas tells of peace.") == set()


def test_three_small_letters_are_a_writers() -> None:
    """A page signs with its writer's initials before the agency, and they may spell another one's name."""
    assert found(BODY + "Quelle: bote.de, nan/dpa", "de") == {("agency", "dpa")}
