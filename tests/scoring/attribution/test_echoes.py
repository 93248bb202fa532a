"""A sentence that only says whose the words before it are attributes those words."""

import pytest

from scoring.attribution import attribute


@pytest.mark.parametrize(
    ("lang", "text", "source", "relay", "content"),
    [
        ("en", "It rained. That is according to the mayor.", "the mayor", None, "It rained"),
        ("en", "It rained. So said Lennart Osk.", "Lennart Osk", None, "It rained"),
        ("en", "“It rained.”\nThat was all Osk had to say.", "Osk", None, "“It rained.”"),
        ("de", "Es regnet. Das meldete die Polizei am Montag.", "die Polizei", None, "Es regnet"),
        (
            "de",
            "Es regnet. Das meldete Reuters unter Berufung auf einen Offizier.",
            "einen Offizier",
            "Reuters",
            "Es regnet",
        ),
        ("es", "Llueve mucho. Así lo afirmó el alcalde.", "el alcalde", None, "Llueve mucho"),
        ("fr", "Il pleut. C'est ce qu'a déclaré Solenn Riou.", "Solenn Riou", None, "Il pleut"),
    ],
)
def test_the_sentence_before_is_the_content(lang: str, text: str, source: str, relay: str | None, content: str) -> None:
    """In each language's own turn of phrase, with the medium between where it is named."""
    found = attribute(text, lang)[-1]
    [span] = found.content_spans

    assert (found.source, found.relay) == (source, relay)
    assert text[span.start : span.end] == content


def test_other_sentences_that_open_so_are_none() -> None:
    """A sentence about the harbour attributes nothing."""
    assert attribute("It rained. That is the harbour. So it goes.") == []
