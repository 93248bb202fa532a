"""Signals: what speaks for and against an item, each with its place in the text and its reason.

`gather_dossiers` collects the rows of each item, `judge_items` puts every signal to it. A signal is one function with its
documentation and its examples; all stand in `ALL`, in the order of reports, in the file of their family:

    ATT attribution/   does a reader learn who says it?
    SRC sourcing/      how near is the item to its sources, and how many are there?
    PRV provenance/    does the item say where its text comes from, and is that so?
    QUO quotes/        are the words in quote marks those that were said?
    DAT dates          when was it written?
    MET metadata       who wrote it, where, and who published it?
    COR corrections    are mistakes mended in the open?

None of them says whether something is true.
"""

from scoring.signals.catalogue import ALL, BY_CODE
from scoring.signals.gather import Evidence, find_loops, gather_dossiers, named_origins, read_affiliations
from scoring.signals.judge import judge_items
from scoring.signals.signal import Signal

__all__ = [
    "ALL",
    "BY_CODE",
    "Evidence",
    "Signal",
    "find_loops",
    "gather_dossiers",
    "judge_items",
    "named_origins",
    "read_affiliations",
]
