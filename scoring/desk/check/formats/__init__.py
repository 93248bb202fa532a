"""Forms of a check's outcome: text for people, the others for machines that show it where people look."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from scoring.desk.check.formats.github import as_github
from scoring.desk.check.formats.json import as_json
from scoring.desk.check.formats.junit import as_junit
from scoring.desk.check.formats.markdown import as_markdown
from scoring.desk.check.formats.sarif import as_sarif
from scoring.desk.check.formats.text import as_text
from scoring.desk.check.outcome import Outcome

Format = Callable[[Outcome, str], str]
"""Takes an outcome and the least severity to tell; returns what is printed."""

FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "text": as_text,
        "json": as_json,
        "sarif": as_sarif,
        "github": as_github,
        "junit": as_junit,
        "markdown": as_markdown,
    }
)
