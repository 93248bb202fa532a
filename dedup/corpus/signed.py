"""Text that carries a signed origin by C2PA: reported as present, not validated.

Two ways of carrying it show in a text (C2PA Technical Specification 2.4, A.8 and A.9): a run of invisible variation
selectors, which words and shingles pass over, and an armoured block. Whether a signature holds is for C2PA's own tools.
"""


def _invisible(raw: bytes) -> str:
    """Return `raw` as variation selectors, one a byte: 16 stand in one block of Unicode, 240 in another."""
    return "".join(chr(0xFE00 + byte if byte < 16 else 0xE0100 + byte - 16) for byte in raw)  # noqa: PLR2004


WRAPPER = "\ufeff" + _invisible(b"C2PATXT\0")
"""What every invisible manifest begins with."""

ARMOUR = "-----BEGIN C2PA MANIFEST-----"
SIGNED = f"{WRAPPER}|{ARMOUR}"
"""The pattern of either."""


def report_manifest(text: str) -> str | None:
    """Return a note on the manifest in `text`, None where there is none.

    >>> report_manifest("Rain fell." + WRAPPER), report_manifest("Rain fell.")
    ('c2pa: the text carries a signed manifest, which was not validated', None)
    """
    if WRAPPER in text or ARMOUR in text:
        return "c2pa: the text carries a signed manifest, which was not validated"
    return None
