"""Sign-offs below the text."""

from dedup.credits.find import read_credits
from dedup.registry import builtin

BODY = "The harbour council met on Tuesday and said that the ferry would sail again within a week.\n"


def found(text: str) -> set[tuple[str, str | None]]:
    """Return kind and name of each credit."""
    return {(credit.kind, credit.name) for credit in read_credits(text, "en", builtin())}


def test_the_form_alone_tells_the_house() -> None:
    """No other house signs so, unless it says who it is."""
    assert found(BODY + "(Reporting by Ann Lee and Bo Berg in Oslo; Editing by Cy Dee)") == {
        ("byline", "Ann Lee"),
        ("byline", "Bo Berg"),
        ("agency", "Reuters"),
    }


def test_another_agency_that_uses_the_form_is_not_the_house() -> None:
    """The dateline names whose copy it is."""
    text = "CORRIN (Lowland News Agency) - " + BODY + "(Reporting by Ann Lee; Editing by Cy Dee)"

    assert found(text) == {("dateline", "CORRIN"), ("agency", "Lowland News Agency"), ("byline", "Ann Lee")}


def test_who_only_added_to_a_report_did_not_sign_it() -> None:
    """Additional reporting is a contribution."""
    text = BODY + "(Additional reporting by Bo Berg; Editing by Cy Dee)"

    assert found(text) == {("contribution", "Bo Berg"), ("agency", "Reuters")}
