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
    ],
)
def test_the_last_words_sign_a_text(ending: str, lang: str, outlet: str) -> None:
    """Agencies sign below the text in many languages."""
    assert ("agency", outlet) in found(BODY + ending, lang)


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
