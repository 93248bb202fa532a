import pytest

from scoring.signals.kinds import item_kind

STORY = "The council closed the pool on Friday, and nobody knows for how long. " * 12


@pytest.mark.parametrize(
    ("title", "text", "kind"),
    [
        (None, STORY, "news"),
        ("OPINION | Save the pool", STORY, "opinion"),
        ("Opinion: Save the pool", STORY, "opinion"),
        (None, "EDITORIAL\n\n" + STORY, "opinion"),
        (None, "Kommentar\n" + STORY, "opinion"),
        (None, STORY + "\nThe author is a swimmer and teaches law.", "opinion"),
        ("Live blog: the vote", STORY, "live_blog"),
        (None, "\n".join(f"1{n}:05 The council is in session.\n{STORY}" for n in range(4)), "live_blog"),
        (None, "\n".join(["Q: Why?", "A: Because of the cracks."] * 3), "transcript"),
        (None, "MODERATOR: Welcome.\nJAN HOLT: Thank you.\nMODERATOR: Why?\nJAN HOLT: It leaks.\n", "transcript"),
        ("Obituary: Ada Holt, swimmer", STORY, "obituary"),
        (None, "Ada Holt, the swimmer, has died. She was 91.\n" + STORY, "news"),
        (None, "Ada Holt, the swimmer, has died aged 91.\n" + STORY + "She is survived by two sons.", "obituary"),
        (None, "The pool was closed on Friday.", "brief"),
        (None, "He gave his opinion: the pool must stay.\n" + STORY, "news"),
    ],
)
def test_a_kind_is_told_from_the_marks_that_outlets_print(title: str | None, text: str, kind: str) -> None:
    """A label, turns, times or a death tell the kind; a word in running text does not."""
    assert item_kind(text, title, len(text.split())) == kind
