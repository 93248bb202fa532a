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
        "They lost at home (Corrin Cowboys/Varland Giants).",
        "It was 3/4 full (2018)",
    ],
)
def test_a_list_is_no_chain(text: str) -> None:
    """Platforms in a row, or a fraction, credit nobody."""
    assert find_photos(text, head_lines(text), find_brackets(text), builtin()) == []
