"""Settings are read from the nearest file, and a wrong key is named with the right one."""

from pathlib import Path

import pytest

from dedup.errors import SettingsError
from scoring.desk.config import load_config


def write(folder: Path, name: str, text: str) -> Path:
    """Return the path of a new file."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_nearest_file_upwards_wins(tmp_path: Path) -> None:
    """A file beside the archive beats one above it."""
    write(tmp_path, "copydesk.toml", "[verify]\nduplicate = 0.9\n")
    inner = tmp_path / "archive" / "2031"
    inner.mkdir(parents=True)
    near = write(inner.parent, "pyproject.toml", "[tool.copydesk.verify]\nduplicate = 0.7\n")
    config = load_config(start=inner)

    assert config.path == near
    assert config.settings.verify.duplicate == 0.7


def test_a_pyproject_without_our_table_is_passed_by(tmp_path: Path) -> None:
    """An archive inside somebody's Python project is not configured by it."""
    above = write(tmp_path, "copydesk.toml", "")
    inner = tmp_path / "project"
    inner.mkdir()
    write(inner, "pyproject.toml", "[tool.other]\nkey = 1\n")

    assert load_config(start=inner).path == above


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[verfy]\nduplicate = 0.9", r"unknown setting `verfy`; did you mean `verify`\?"),
        ("[verify]\nduplicat = 0.9", r"unknown setting `verify.duplicat`; did you mean `verify.duplicate`\?"),
        ("[verify]\nduplicate = 'most'", r'`verify.duplicate` must be a number, found "most"'),
        ("[boilerplate]\nmin_items = true", r"`boilerplate.min_items` must be a whole number, found true"),
        ("[check]\nignore_in = 'PRV'", r"must be a table of lists of strings"),
        ("[check]\nignore_in = {'wire/*' = 'PRV'}", r"must be a table of lists of strings"),
        ("[check]\nignore = [2031-05-03]", r'must be a list of strings, found \["2031-05-03"\]'),
        ("[verify]\nduplicate = 7", r"duplicate must lie in \(0, 1\], not 7"),
        ("verify = 3", r"`verify` must be a table"),
        ("[verify", r"not readable as TOML"),
    ],
)
def test_what_is_wrong_is_said_with_the_file(tmp_path: Path, text: str, message: str) -> None:
    """Every message names the file, the key and what was expected."""
    path = write(tmp_path, "copydesk.toml", text)

    with pytest.raises(SettingsError, match=message) as caught:
        load_config(path)
    assert str(path) in str(caught.value)


def test_a_named_file_that_is_missing_is_an_error(tmp_path: Path) -> None:
    """`--settings` never falls back in silence."""
    with pytest.raises(SettingsError, match="no such settings file"):
        load_config(tmp_path / "nowhere.toml")
