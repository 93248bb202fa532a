"""Bytes to text: UTF-8, a byte order mark, else a charset that is declared or detected; binary junk is told apart.

UTF-8 that decodes is UTF-8: its patterns hardly arise by chance. Only then charset-normalizer looks at a sample, among
the encodings that newspapers used.
"""

import codecs
import re
from dataclasses import dataclass

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its first half
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

LEGACY = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "koi8_r", "iso8859_2",
    "cp932", "euc_jp", "euc_kr", "gb18030", "big5", "tis_620", "cp437", "cp850", "mac_roman",
)  # fmt: skip

SAMPLE_BYTES = 16_384  # detection is slow, and three pages of text are plenty
MAX_CONTROL_SHARE = 0.01  # of a text's characters; OCR and old wires leave a few, junk is full of them

AS_BROWSERS_READ = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
"""The encodings that browsers read by a wider one (WHATWG Encoding Standard, section 4.2), by Python's names."""

_BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROLS = re.compile(r"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text and the encoding it was read in; `is_detected` where nothing declared it."""

    text: str
    encoding: str
    is_detected: bool = False


def decode(raw: bytes, declared: str | None = None) -> Decoded | None:
    r"""Return `raw` as text, or None where it is no text in any known encoding.

    A byte order mark goes before `declared`, valid UTF-8 before detection.

    >>> decode("Wärtsilä".encode()).encoding, decode(b"\xef\xbb\xbfRain").text
    ('utf-8', 'Rain')
    >>> decode(b"\x00\x01\x02\xff\xfe\x00") is None
    True
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return _try(raw, encoding)
    candidates = [name for name in (declared and _known(declared), "utf-8", _bare_utf16(raw)) if name]
    for encoding in candidates:
        if decoded := _try(raw, encoding):
            return decoded
    if is_mostly_utf8(raw):
        return _checked(raw.decode("utf-8", "replace"), "utf-8 with broken bytes", is_detected=True)
    detected = detect(raw)
    return _try(raw, detected, is_detected=True) if detected else None


def detect(raw: bytes) -> str | None:
    """Return the likeliest legacy encoding of `raw`, or None where it looks like no text.

    >>> detect("Der Minister äußerte sich am Donnerstag über die Brücken in Köln und Düsseldorf.".encode("cp1252"))
    'cp1252'
    """
    from charset_normalizer import from_bytes

    if b"\x00" in raw:
        return None
    best = from_bytes(sample_of(raw), cp_isolation=list(LEGACY), steps=4, chunk_size=1024).best()
    return min(best.could_be_from_charset, key=_rank) if best else None


def _rank(encoding: str) -> int:
    """Return the place of an encoding in LEGACY: several often read a sample alike, and the commonest is meant."""
    return LEGACY.index(encoding) if encoding in LEGACY else len(LEGACY)


def is_mostly_utf8(raw: bytes) -> bool:
    r"""Return whether most of what is beyond ASCII says UTF-8, so that a stray byte is a fault and no other encoding.

    >>> is_mostly_utf8("Köln, Łódź".encode() + b"\xff"), is_mostly_utf8("Köln".encode("cp1252")), is_mostly_utf8(b"Rain")
    (True, False, False)
    """
    n_beyond = len(_BEYOND_ASCII.findall(raw))
    return 0 < 2 * n_beyond <= 3 * sum(map(len, _UTF8.findall(raw)))


def sample_of(raw: bytes) -> bytes:
    """Return the stretch of `raw` round its first byte beyond ASCII, where the encoding shows."""
    beyond = re.search(rb"[\x80-\xff]", raw)
    start = max(0, beyond.start() - 256) if beyond else 0
    return raw[start : start + SAMPLE_BYTES]


def is_junk(text: str) -> bool:
    r"""Return whether control characters say that `text` is no text.

    >>> is_junk("Rain fell.\x0c"), is_junk("\x01\x02Rain")
    (False, True)
    """
    return "\x00" in text or len(_CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text)


def _try(raw: bytes, encoding: str, *, is_detected: bool = False) -> Decoded | None:
    try:
        text = raw.decode(encoding)
    except (UnicodeError, LookupError):
        if not is_detected:
            return None
        text = raw.decode(encoding, errors="replace")
    return _checked(text, encoding.removesuffix("-sig"), is_detected=is_detected)


def _checked(text: str, encoding: str, *, is_detected: bool) -> Decoded | None:
    return None if is_junk(text) else Decoded(text, encoding, is_detected)


def _known(name: str) -> str | None:
    try:
        found = codecs.lookup(name.strip())
    except (LookupError, ValueError):
        return None
    if not found._is_text_encoding:  # noqa: SLF001 - Python offers no other way to tell "rot13" from a charset
        return None
    return AS_BROWSERS_READ.get(found.name, found.name)  # as the WHATWG Encoding Standard reads them


def _bare_utf16(raw: bytes) -> str | None:
    sample = raw[:SAMPLE_BYTES]
    if len(raw) % 2 or not sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) // 8 or min(even, odd) > max(even, odd) // 8:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"
