"""Press releases by e-mail: a message (RFC 5322, MIME) is one item, an mbox file many."""

import re
from collections.abc import Iterator
from dataclasses import replace
from email import policy
from email.errors import MessageError
from email.message import EmailMessage
from email.parser import BytesParser

from dedup.corpus.charset import decode
from dedup.corpus.draft import Draft, Piece, Rejection
from dedup.corpus.fields import with_date, with_outlet
from dedup.corpus.markup import html_text
from dedup.corpus.streams import Source
from dedup.settings import CorpusSettings

MAX_MESSAGE_BYTES = 25_000_000  # what mail servers let through, attachments included
MAX_PARTS = 200

# what the standard library's parser of broken headers lets out
_FAULTS = (MessageError, ValueError, LookupError, ArithmeticError, AttributeError, TypeError, RecursionError)

_NAME = re.compile(r'\s{0,100}"?([^"<@]{1,200}?)"?\s{0,100}<[^<>]{1,500}>')
_FROM_LINE = re.compile(rb"From \S{1,500} ")


def read_message(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    r"""Yield the one item of a message, or why it is none.

    >>> import io
    >>> from dedup.corpus.streams import open_source
    >>> file = io.BytesIO(b"From: Port of Bexley <press@bexley.example>\nSubject: Ferry\n\nThe ferry runs again.")
    >>> draft = next(read_message(open_source("a.eml", file), CorpusSettings()))
    >>> draft.title, draft.author, draft.text
    ('Ferry', 'Port of Bexley', 'The ferry runs again.')
    """
    del settings  # headers have their own names
    piece = _read(source.read_all(MAX_MESSAGE_BYTES), 0)
    yield replace(piece, is_sole=True) if isinstance(piece, Draft) else piece


def read_mailbox(source: Source, settings: CorpusSettings) -> Iterator[Piece]:
    """Yield one item a message of an mbox file, however large the file."""
    del settings
    for position, raw in enumerate(_messages(source)):
        yield Rejection(position, "a message larger than any mail may be") if raw is None else _read(raw, position)


def _messages(source: Source) -> Iterator[bytes | None]:
    """Yield each message's bytes, None for one that is too large."""
    lines: list[bytes] = []
    n_bytes, is_blank = 0, True
    while line := source.stream.readline(MAX_MESSAGE_BYTES):
        if is_blank and _FROM_LINE.match(line):
            if n_bytes:
                yield b"".join(lines) if n_bytes <= MAX_MESSAGE_BYTES else None
            lines, n_bytes = [], 0
            continue
        is_blank = line in {b"\n", b"\r\n"}
        n_bytes += len(line)
        if n_bytes <= MAX_MESSAGE_BYTES:
            lines.append(re.sub(rb"^>(>{0,9}From )", rb"\1", line))
    if n_bytes:
        yield b"".join(lines) if n_bytes <= MAX_MESSAGE_BYTES else None


def _read(raw: bytes, position: int) -> Draft | Rejection:
    try:
        message = BytesParser(policy=policy.default).parsebytes(raw)
        draft = draft_from_message(message, position)
    except _FAULTS as error:
        return Rejection(position, f"broken message: {str(error)[:200]}")
    return draft if draft.text.strip() else Rejection(position, "no text: the message has no readable text part")


def draft_from_message(message: EmailMessage, position: int) -> Draft:
    """Return the item of a message: its first plain text part, else the text of its HTML."""
    sender = _header(message, "From")
    name = _NAME.match(sender or "")
    rows = [("sender", sender), ("reply_to", _header(message, "Reply-To")), ("list_id", _header(message, "List-Id"))]
    rows += [("attachment", part.get_filename()) for part in _parts(message) if part.get_filename()]
    draft = Draft(
        position=position,
        text=_text(message),
        id=(_header(message, "Message-ID") or "").strip("<>") or None,
        title=_header(message, "Subject"),
        author=name[1].strip() if name else sender,
        metadata=tuple((field, value) for field, value in rows if value),
    )
    draft = with_outlet(draft, _header(message, "Organization"), "mail Organization")
    return with_date(draft, _header(message, "Date"), "mail Date")


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header on one line, as it stands in the file where the standard library cannot read it."""
    try:
        value = str(message.get(name) or "")
    except _FAULTS:
        value = next((str(raw) for key, raw in message.raw_items() if key.lower() == name.lower()), "")
    return " ".join(value.split()) or None


def _parts(message: EmailMessage) -> list[EmailMessage]:
    parts: list[EmailMessage] = []
    for part in message.walk():
        if len(parts) >= MAX_PARTS:
            break
        if isinstance(part, EmailMessage):
            parts.append(part)
    return parts


def _text(message: EmailMessage) -> str:
    texts = [part for part in _parts(message) if part.get_content_maintype() == "text" and not part.is_attachment()]
    texts.sort(key=lambda part: part.get_content_subtype() != "plain")
    for part in texts:
        content = part.get_payload(decode=True)
        decoded = decode(content, part.get_content_charset()) if isinstance(content, bytes) else None
        text = decoded.text.replace("\r\n", "\n") if decoded else ""
        if part.get_content_subtype() == "html":
            text = html_text(text)
        if text.strip():
            return text
    return ""
