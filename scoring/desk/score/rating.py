"""Rate a few files in memory: the whole street on them, and a receipt for each item."""

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.corpus import read_survey, survey_corpus
from dedup.engines.local import LocalEngine
from dedup.pipeline import Known
from scoring.desk.decisions import find_decisions
from scoring.desk.registry import find_registry, known_outlets
from scoring.desk.score.receipts import Receipt, make_receipts
from scoring.pipeline import rate_corpus

if TYPE_CHECKING:
    from scoring.settings import Settings


def rate_files(paths: list[str], settings: "Settings") -> list[Receipt]:
    """Return the receipts of all items in `paths`, judged as one archive, in the order of the files.

    The decisions and the registry of the archive that holds them are obeyed.

    Raises:
        CorpusError: nothing readable is found in `paths`.
    """
    with tempfile.TemporaryDirectory(prefix="copydesk-") as folder:
        decisions = find_decisions(paths)
        settings = decisions.override(settings)
        known = Known(decisions.registry(known_outlets(find_registry(paths))), decisions.pairs)
        batches = ((batch.items, batch.metadata) for batch in read_survey(survey_corpus(paths), settings.corpus))
        rated = rate_corpus(batches, LocalEngine(Path(folder)), settings, "everything", known)
        assert rated.signals is not None and rated.ratings is not None  # noqa: S101, PT018 - the whole street makes both
        tables = (rated.traced.items.whole(), rated.signals.whole(), rated.ratings.whole())
        return list(make_receipts(*tables, settings.signals))
