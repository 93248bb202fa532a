"""Who made a picture and who spread it."""

import pytest

from dedup.credits.credit import find_brackets
from dedup.credits.find import head_lines
from dedup.credits.photos import find_photos
from dedup.registry import builtin


@pytest.mark.parametrize(
    ("caption", "chain"),
    [
        (
            "The pier. (Karim Jaafar/AFP/Getty Images/TNS)",
            ["Karim Jaafar", "Agence France-Presse", "Getty Images", "Tribune News Service"],
        ),
        ("No details were given [Getty]", ["Getty Images"]),
        ("The minister. (YouTube)", ["YouTube"]),
        ("The pier. (AP Photo/Evan Vucci)", ["Associated Press", "Evan Vucci"]),
        ("Ann Lee | AFP | Getty Images", ["Ann Lee", "Agence France-Presse", "Getty Images"]),
        ("Photograph by Ann Lee / AFP / Getty", ["Ann Lee", "Agence France-Presse", "Getty Images"]),
        ("Credit: Associated Press", ["Associated Press"]),
        ("Foto: dpa", ["dpa"]),
        ("Ann Lee/Associated Press", ["Ann Lee", "Associated Press"]),
        ("BPA via Getty Images", ["BPA", "Getty Images"]),
        ("A coat hangs there. (Ann Lee/Radio Kestrel International)", ["Ann Lee", "Radio Kestrel International"]),
        ("[Xinhua/Ann Lee]", ["Xinhua", "Ann Lee"]),
        ("A ferry leaves the quay. REUTERS/Ann Lee/File Photo", ["Reuters", "Ann Lee"]),
        ("A ferry leaves the quay. Photo: Ann Lee/Reuters", ["Ann Lee", "Reuters"]),
        ("A ferry leaves the quay. Credit Ann Lee/The New York Times", ["Ann Lee", "New York Times"]),
        ("Cr\u00e9dit photo : Ann Lee / AFP", ["Ann Lee", "Agence France-Presse"]),
        ("Imagen: Ann Lee / Europa Press", ["Ann Lee", "Europa Press"]),
    ],
)
def test_a_chain_keeps_its_order(caption: str, chain: list[str]) -> None:
    """The maker comes first, the last is who sold it."""
    found = find_photos(caption, head_lines(caption), find_brackets(caption), builtin())

    assert chain == [credit.name for credit in found]
    assert [credit.place_in_chain for credit in found] == list(range(len(chain)))


@pytest.mark.parametrize(
    "text",
    [
        "Twitter und Facebook sperren die Konten",
        "(Instagram, YouTube, Facebook)",
        "The agency (EPA) met.",
        "(and/or)",
        "(Reuters/Ipsos)",
        "They asked forty voters. The poll is by AP/NORC",
        "They lost at home (Corrin Cowboys/Varland Giants).",
        "It was 3/4 full (2018)",
    ],
)
def test_a_list_is_no_chain(text: str) -> None:
    """Platforms in a row, or a fraction, credit nobody."""
    assert find_photos(text, head_lines(text), find_brackets(text), builtin()) == []
