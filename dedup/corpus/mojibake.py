"""Text that was decoded in the wrong encoding on its way here: reported, never mended.

ftfy (Speer 2019) judges; only a stretch that looks suspicious at all is put before it, since judging takes its time.
"""

import re

AROUND = 200  # characters either side of the suspicious place that are judged

SUSPECT = r"[ÂÃâÅÐÑØÙ][\u0080-\u00ff\u0152-\u0178\u02c6-\u02dc\u2013-\u203a\u20ac\u2122]"
"""What UTF-8 looks like when it is read as Windows-1252: a lead byte's letter, then another letter beyond ASCII."""

_SUSPECT = re.compile(SUSPECT)


def report_mojibake(text: str) -> str | None:
    """Return a note on the first mojibake of `text`, None where there is none or ftfy is not installed.

    >>> report_mojibake("Der Minister Ã¤uÃŸerte sich in KÃ¶ln.")
    'mojibake: "Der Minister Ã¤uÃŸerte sich in KÃ¶ln." reads "Der Minister äußerte sich in Köln." once mended'
    >>> report_mojibake("Der Minister äußerte sich in Köln.") is None
    True
    """
    found = _SUSPECT.search(text)
    if not found:
        return None
    try:
        import ftfy
    except ImportError:
        return None
    sample = text[max(0, found.start() - AROUND) : found.end() + AROUND]
    mended = ftfy.fix_encoding(sample)
    if mended == sample:
        return None
    place = found.start() - max(0, found.start() - AROUND)
    return f'mojibake: "{_round(sample, place)}" reads "{_round(mended, place)}" once mended'


def _round(text: str, place: int) -> str:
    return " ".join(text[max(0, place - 30) : place + 40].split())
