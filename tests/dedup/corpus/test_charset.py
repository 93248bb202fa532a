"""Encodings: declared, marked, detected, or no text at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.corpus.charset import decode

SENTENCES = {
    "cp1252": "Der Minister äußerte sich am Donnerstag über die „Brücken“ in Köln, Düsseldorf und über die Fähre nach Büsum.",
    "cp1251": "Министр сообщил в четверг, что новый мост через реку откроют весной следующего года.",
    "cp1253": "Ο υπουργός δήλωσε την Πέμπτη ότι η νέα γέφυρα θα ανοίξει την άνοιξη του επόμενου έτους.",
    "cp932": "大臣は木曜日に、新しい橋が来年の春に開通すると述べた。住民は長い間これを待っていた。",
}


@pytest.mark.parametrize(("encoding", "sentence"), SENTENCES.items())
def test_old_encodings_are_detected(encoding: str, sentence: str) -> None:
    """The text comes out as it was written."""
    decoded = decode(sentence.encode(encoding))

    assert decoded is not None
    assert (sentence, True) == (decoded.text, decoded.is_detected)


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_utf8_is_read_as_written(text: str) -> None:
    """Whatever the script; a byte order mark is no text."""
    decoded = decode(text.encode())

    assert decoded is not None
    assert text.removeprefix("\ufeff") == decoded.text


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-16-le", "utf-16-be", "utf-8-sig"])
def test_wide_encodings_are_read(encoding: str) -> None:
    """With a mark and without."""
    decoded = decode("The ferry ran again on Friday.".encode(encoding))

    assert decoded is not None
    assert decoded.text == "The ferry ran again on Friday."


def test_a_declared_encoding_is_believed_before_detection() -> None:
    """It decides between encodings that look alike."""
    decoded = decode("Łódź".encode("iso8859-2"), declared="ISO-8859-2")

    assert decoded is not None
    assert decoded.text == "Łódź"


@pytest.mark.parametrize("declared", ["rot13", "hex", "no-such", "", "\x00", "x" * 5000])
def test_a_false_declaration_is_passed_over(declared: str) -> None:
    """Only charsets are believed."""
    decoded = decode(b"Rain fell.", declared=declared)

    assert decoded is not None
    assert decoded.text == "Rain fell."


@given(st.binary(max_size=300))
def test_any_bytes_decode_or_do_not(raw: bytes) -> None:
    """What decodes holds no NUL."""
    decoded = decode(raw)

    assert decoded is None or "\x00" not in decoded.text


def test_a_stray_byte_in_utf8_is_a_fault_and_no_encoding() -> None:
    """The text is kept, the fault is named."""
    decoded = decode(f"{SENTENCES['cp1251']} ".encode() + b"\xff" + SENTENCES["cp1253"].encode())

    assert decoded is not None
    assert decoded.encoding == "utf-8 with broken bytes"
    assert SENTENCES["cp1251"] in decoded.text
