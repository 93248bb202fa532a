"""The language of a text, told by its commonest words where they tell it."""

import sys

import pytest

from dedup.corpus.languages import tell_language, tell_plain_language, tell_read_language

TEXTS = {
    "de": "Der Rat der Stadt will die Brücke nicht vor dem Winter sperren, weil es noch keine Mittel für den Bau gibt. ",
    "en": "The council of the town said that it will not close the bridge before the winter, for it has no money. ",
    "es": "El ayuntamiento no va a cerrar el puente antes del invierno porque no hay dinero para las obras, según dijo. ",
    "fr": "Le conseil de la ville ne veut pas fermer le pont avant la fin de la saison, car il est sans argent. ",
}


@pytest.mark.parametrize(("lang", "text"), TEXTS.items())
@pytest.mark.parametrize("top", ["", "\n" * 1_000, "Lind Archive Contact Search Photos Video\n" * 25], ids=len)
def test_a_page_is_told_by_its_text_whatever_stands_at_its_top(
    lang: str, text: str, top: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Blanks and menus push the words down, and no model is asked for that."""
    monkeypatch.setitem(sys.modules, "py3langid", None)

    assert tell_plain_language(top + text * 12) == lang
    assert tell_read_language(top + text * 12) == lang


def test_what_no_common_words_tell_is_asked_of_the_model() -> None:
    """A language that has no list here, and none at all where there are hardly letters."""
    danish = "Borgmesteren lukkede broen i dag, og ingen i byen ved hvorfor det skulle ske netop nu, siger avisen."

    assert tell_language(danish) == "da"
    assert tell_language("3 : 0") is None
