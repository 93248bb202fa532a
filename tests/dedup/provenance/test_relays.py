from typing import Any

import pytest


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Prices fell, according to Reuters, on Monday.", "Reuters"),
        ("He told AFP Ada Storm was safe.", "Agence France-Presse"),
        ("The Russian news agency TASS cited an officer.", "TASS"),
        ("The mayor said so, the Khorvan News Agency reported.", "Khorvan News Agency"),
        ("An investigation by Reuters traced the drums.", "Reuters"),
        ("„Nein“, sagte er laut Interfax.", "Interfax"),
        ("« Rien », a raconté à l'AFP Solenn Riou.", "Agence France-Presse"),
        ("Stories have circulated, Al-Monitor noted in a report.", "Al-Monitor"),
    ],
)
def test_the_outlet_that_is_quoted_is_found(archive: Any, text: str, name: str) -> None:
    """By the words round its name, or by the gazetteer."""
    archive.add("x", "The Gazette", text)

    assert [(edge["origin"], edge["kind"]) for edge in archive.trace()] == [(f"origin:{name}", "quoted")]


@pytest.mark.parametrize(
    "text",
    [
        "The Iranian news agency reported it.",
        "The Harbour Ministry said in its annual report that fares would rise.",
        "The Corrin Embassy noted in a report that the ferry was late.",
        "Ada Storm reported a theft to the police.",
        "He told the Council that the Ministry of Defence noted the delay.",
        "Several agencies reported it.",
        "An investigation by the Office of the Prosecutor found nothing.",
        "According to The Gazette, it rained.",
        "The scene was filmed by a Reuters photographer and a BBC crew.",
        "Das war gestern in der ARD zu sehen.",
    ],
)
def test_people_ministries_and_the_outlet_itself_are_no_relays(archive: Any, text: str) -> None:
    """Nor is an agency without a name."""
    archive.add("x", "The Gazette", text)

    assert archive.trace() == []


def test_what_a_reprint_quotes_in_its_origins_words_is_its_origins(archive: Any, story: str) -> None:
    """The chain tells it once."""
    quoting = f"{story} Two ships have turned for home, the harbour master told Reuters on Tuesday evening."
    archive.add("a", "The Gazette", quoting, published="2025-03-01")
    archive.add("b", "The Sentinel", quoting, published="2025-03-03")
    archive.match("a", "b")

    assert [(edge["item"], edge["kind"]) for edge in archive.trace()] == [("a", "quoted"), ("b", "undeclared")]
