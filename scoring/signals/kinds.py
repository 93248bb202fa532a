"""Kinds of item, since a rule of news reporting is not a rule of opinion, obituaries or transcripts.

A kind is told from words that outlets themselves print: a label in the title or head, speaker labels, a line of times.
Whatever bears no such mark is news.
"""

import re
from typing import Literal

Kind = Literal["news", "opinion", "live_blog", "transcript", "brief", "obituary"]

ONE_VOICE: frozenset[Kind] = frozenset(
    {"opinion", "transcript"}
)  # its writer, or the label before each turn, is the source

HEAD_CHARS = 600  # labels stand above the story or in its first lines
MAX_BRIEF_WORDS = 60  # two or three sentences: no room for a second source
MIN_TURNS = 4  # two questions and two answers
MIN_ENTRIES = 4

# A line break in front of each line, the first one too, lets a pattern pass over all that is no beginning of a line.
LABELS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    (
        "opinion",
        re.compile(
            r"(?im)\n[ \t]{0,4}(?:opinion|editorial|op-ed|commentary|analysis|column|comment|letters? to the editor|viewpoint"
            r"|guest (?:essay|column)|kommentar|meinung|leitartikel|glosse|tribune|éditorial|chronique|opinión|tribuna|columna)"
            r"(?:[ \t]{0,3}[:|\n–—-]|[ \t]{0,3}$)"
        ),
    ),
    (
        "obituary",
        re.compile(r"(?i)\n[ \t]{0,4}(?:obituar(?:y|ies)|in memoriam|nachruf|nécrologie|obituario)\b"),
    ),
    ("transcript", re.compile(r"(?i)\n[ \t]{0,4}(?:full |rush |interview )?transcript\b")),
    (
        "live_blog",
        re.compile(r"(?i)\n[ \t]{0,4}(?:live ?blog|live updates?|liveticker|en direct|en directo|minuto a minuto)\b"),
    ),
)
REMARKS: tuple[tuple[Kind, re.Pattern[str]], ...] = (  # anywhere in the head in lower case
    ("obituary", re.compile(r"obituary:")),
    ("transcript", re.compile(r"rush transcript\b")),
    (
        "transcript",
        re.compile(r"this (?:interview|conversation|transcript) (?:has been|was) (?:lightly )?(?:edited|condensed)\b"),
    ),
    ("live_blog", re.compile(r"live blog\b")),
)
DEATH_LEAD = re.compile(
    r"\b(?:has died|died|dies)\b[^.\n]{0,120}\b(?:aged? \d{2,3}|at (?:the age of )?\d{2,3}|was \d{2,3})\b"
)
SURVIVORS = re.compile(r"\b(?:is|are|was) survived by\b|\bsurvivors include\b|\bfuneral (?:service )?will be held\b")
AUTHOR_NOTE = re.compile(
    r"\b(?:the (?:views|opinions) expressed (?:here|in this)|the (?:author|writer) is an?\b|is a columnist\b|is an opinion\b)"
)
TURN = re.compile(
    r"\n[ \t]{0,4}(?:Q|A|[A-Z][A-Z.' -]{2,30}|(?:[A-Z][\w.'-]{1,20} ){1,2}[A-Z][\w'-]{1,20}|[A-Z][a-z]{2,15})[ \t]?:[ \t]"
)
ENTRY = re.compile(
    r"\n[ \t]{0,4}(?:\[)?\d{1,2}[:.h]\d{2}(?:[ \t]?(?:[ap]\.?m\.?|GMT|BST|CET|EST|ET|UTC|Uhr))?(?:\])?\b"
)


def item_kind(text: str, title: str | None, n_words: int) -> Kind:
    """Return the kind of an item from its text, title and number of words.

    >>> item_kind("It is old, and it is ours.", "Opinion: Why the bridge must stay", 900)
    'opinion'
    >>> item_kind("The bridge was closed on Monday, the council said.", None, 400)
    'news'
    """
    head = f"\n{title or ''}\n{text[:HEAD_CHARS]}"
    for words, marks in ((head, LABELS), (head.lower(), REMARKS)):
        for kind, mark in marks:
            if mark.search(words):
                return kind
    lines = f"\n{text}"
    if len(TURN.findall(lines)) >= MIN_TURNS:
        return "transcript"
    if len(ENTRY.findall(lines)) >= MIN_ENTRIES:
        return "live_blog"
    if DEATH_LEAD.search(head) and SURVIVORS.search(text):
        return "obituary"
    if AUTHOR_NOTE.search(text[-HEAD_CHARS:].lower()):
        return "opinion"
    return "brief" if n_words < MAX_BRIEF_WORDS else "news"
