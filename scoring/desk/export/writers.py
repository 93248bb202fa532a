"""The registry of forms: where each writer lives, imported when it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal, Protocol

from scoring.desk.results import Results

Form = Literal[
    "jsonl", "parquet", "csv", "sqlite", "prov-json", "graphml", "dot", "mermaid", "stix", "misp", "keep", "ninjs"
]
Prefer = Literal["fullest", "earliest"]


@dataclass(frozen=True, slots=True)
class Preference:
    """Which item of a cluster `keep` keeps: one by `outlets`, in their order, else the fullest or the earliest."""

    prefer: Prefer = "fullest"
    outlets: tuple[str, ...] = ()


class Writer(Protocol):
    """Fills a place that does not exist yet."""

    def __call__(self, results: Results, place: Path, preference: Preference, /) -> None:
        """Write `results` to `place`, a file or a folder; only `keep` heeds the preference."""
        ...


@dataclass(frozen=True, slots=True)
class FormEntry:
    """One form: the module that writes it, what its place is called by default, whether it is one text."""

    module: str
    suffix: str
    is_text: bool

    def writer(self) -> Writer:
        """Return the writer."""
        found: Writer = import_module(f"scoring.desk.export.{self.module}").write
        return found


FORMS: Mapping[Form, FormEntry] = {
    "jsonl": FormEntry("jsonl", "-jsonl", is_text=False),
    "parquet": FormEntry("parquet", "-parquet", is_text=False),
    "csv": FormEntry("csv", "-csv", is_text=False),
    "sqlite": FormEntry("sqlite", ".sqlite", is_text=False),
    "prov-json": FormEntry("prov", ".prov.json", is_text=True),
    "graphml": FormEntry("graphml", ".graphml", is_text=True),
    "dot": FormEntry("dot", ".dot", is_text=True),
    "mermaid": FormEntry("mermaid", ".mmd", is_text=True),
    "stix": FormEntry("stix", ".stix.json", is_text=True),
    "misp": FormEntry("misp", ".misp.json", is_text=True),
    "keep": FormEntry("keep", "-kept", is_text=False),
    "ninjs": FormEntry("ninjs", ".ninjs.jsonl", is_text=True),
}
