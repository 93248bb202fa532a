"""One utterance is known in two languages by its speaker, its day, its length and the words written alike."""

import polars as pl
import pytest

from scoring.quotes import SAID, join_translations
from scoring.tables import QUOTES

ENGLISH = "We have waited thirty years for this tunnel, and the engineers will finish it before Christmas"
GERMAN = "Dreißig Jahre haben wir auf diesen Tunnel gewartet, und die Ingenieure bauen ihn fertig vor Weihnachten"
STORY = {"a": "s", "b": "s", "c": "s"}


def said(*rows: tuple[str, str, str, str, str]) -> pl.DataFrame:
    """Return SAID of (item, lang, speaker, published, text)."""
    names = ("item", "lang", "speaker", "published", "text")
    cells = [dict(zip(names, row, strict=True)) | {"start": 0, "end": len(row[-1])} for row in rows]
    return pl.DataFrame(cells, schema=SAID)


def join(*rows: tuple[str, str, str, str, str]) -> list[tuple[str, str]]:
    """Return item and variant of what is found to be one utterance."""
    joined = join_translations(QUOTES.to_frame(), said(*rows), STORY)
    assert joined["utterance"].n_unique() <= 1
    return joined.select("item", "variant").rows()


def test_a_statement_is_known_in_another_language() -> None:
    """The later one is the translation of the earlier."""
    found = join(("a", "en", "Ana Ruiz", "2031-05-04", ENGLISH), ("b", "de", "Ruiz", "2031-05-05", GERMAN))

    assert found == [("a", "verbatim"), ("b", "retranslated")]


@pytest.mark.parametrize(
    ("speaker", "published", "text"),
    [
        ("Tomas Brandt", "2031-05-05", GERMAN),
        ("Ana Ruiz", "2031-06-05", GERMAN),
        ("Ana Ruiz", "2031-05-05", GERMAN.replace("bauen", "bauen nicht")),
        ("Ana Ruiz", "2031-05-05", GERMAN.replace("Dreißig", "40")),
        ("Ana Ruiz", "2031-05-05", "Der Tunnel ist nun wirklich für alle da, sagte man mir"),
        ("Ana Ruiz", "2031-05-05", "Wer heute hier steht, der hat lange genug auf diesen Tag warten müssen, und es hat sich gelohnt"),
    ],
    ids=["speaker", "days", "denial", "number", "length", "words"],
)  # fmt: skip
def test_another_statement_is_not_taken_for_a_translation(speaker: str, published: str, text: str) -> None:
    """Another speaker, another week, a denial, a number, another length or no word alike keep them apart."""
    assert join(("a", "en", "Ana Ruiz", "2031-05-04", ENGLISH), ("b", "de", speaker, published, text)) == []


def test_two_candidates_are_no_translation() -> None:
    """Where two sentences of one speech fit as well, neither is taken."""
    twin = GERMAN.replace("Weihnachten", "Ostern")
    rows = [("b", "de", "Ana Ruiz", "2031-05-05", GERMAN), ("c", "de", "Ana Ruiz", "2031-05-05", twin)]

    assert join(("a", "en", "Ana Ruiz", "2031-05-04", ENGLISH), rows[0], rows[1]) == []


def test_the_order_of_quotes_changes_nothing() -> None:
    """The same quotes give the same table."""
    rows = (("a", "en", "Ana Ruiz", "2031-05-04", ENGLISH), ("b", "de", "Ana Ruiz", "2031-05-04", GERMAN))

    assert join(*rows) == join(*reversed(rows))
