"""The archive's own registry of outlets is read strictly."""

import tomllib
from pathlib import Path

import pytest

from dedup.errors import SettingsError
from scoring.desk.registry import Unlisted, as_toml, read_registry


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('[[entry]]\nid = "a"\nname = "A"\ncolour = "red"\n', "unknown field colour"),
        ('[[entry]]\nid = "a"\n', "id and name are needed"),
        ('[[entry]]\nid = "a"\nname = "A"\nkind = "shop"\n', "kind is 'shop'"),
        ('[[entry]]\nid = "a"\nname = "A"\ncontrol = "state"\n', "needs a citation and its date"),
        ('[[outlet]]\nid = "a"\n', "expected only tables named"),
        ("not toml", "not readable as TOML"),
    ],
)
def test_a_wrong_registry_says_what_is_wrong(tmp_path: Path, entry: str, message: str) -> None:
    """Nobody is called state media by a slip."""
    path = tmp_path / "outlets.toml"
    path.write_text(entry, encoding="utf-8")

    with pytest.raises(SettingsError, match=message):
        read_registry(path)


def test_every_spelling_is_kept() -> None:
    """The most common spelling names the outlet, the others are its variants."""
    printed = as_toml([Unlisted("quay", "Quay", ("QUAY",), 2, ("a", "b"))], None)

    assert tomllib.loads(printed)["entry"][0]["variants"] == ["QUAY"]
