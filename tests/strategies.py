"""What hypothesis draws: text in several scripts, items, near-copies whose truth is known, corpora."""

from dataclasses import dataclass

from hypothesis import strategies as st

SCRIPTS = {
    "ascii": "abcdefghijklmnopqrstuvwxyzABCXYZ0123456789",
    "accented": "àâäçéèêëîïñôöùûüßÀÉÖÜœ",
    "cyrillic": "абвгдежзийклмнопрстуфхцчшщъыьэюяАБВ",
    "arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهويپچژگ",
    "cjk": "新闻社記者東京日本한국뉴스",
    "marks": "e\u0301a\u0308o\u0302न\u0940",
    "emoji": "🙂🚢🏳️‍🌈",
}
SEPARATORS = " \n\t,.;:!?-–—'\"“”‘’«»()[]\u00a0\u202f\u200b"


def words(*scripts: str, max_size: int = 12) -> st.SearchStrategy[str]:
    """Return one word of the named scripts (all of them by default)."""
    alphabet = "".join(SCRIPTS[name] for name in scripts or SCRIPTS)
    return st.text(alphabet=alphabet, min_size=1, max_size=max_size)


def texts(*scripts: str, max_words: int = 60) -> st.SearchStrategy[str]:
    """Return running text: words with any separators between them, perhaps empty."""
    separated = st.tuples(words(*scripts), st.text(alphabet=SEPARATORS, min_size=1, max_size=3))
    return st.lists(separated, max_size=max_words).map(lambda pairs: "".join(word + gap for word, gap in pairs))


@dataclass(frozen=True)
class Statement:
    """One sentence of a made-up account: who says it (with a name or not), through which medium, and what."""

    source: str
    is_named: bool
    relay: str | None
    claim: str


NAMED_SOURCES = ("Jan Holt", "Ana Ruiz", "Rolf Amsel", "Ida Brandt")
UNNAMED_SOURCES = ("a senior official", "a source", "experts", "a spokesman", "an aide to the minister")
RELAYS = (None, None, "TASS", "state media", "the Interfax news agency")
CLAIMS = ("the bridge is safe", "the pool will be closed", "forty jobs will go", "the boats have been sold")


def statements() -> st.SearchStrategy[list[Statement]]:
    """Return the statements of one account, at least one, by sources with and without a name."""
    named = st.tuples(st.sampled_from(NAMED_SOURCES), st.just(value=True))
    unnamed = st.tuples(st.sampled_from(UNNAMED_SOURCES), st.just(value=False))
    one = st.tuples(named | unnamed, st.sampled_from(RELAYS), st.sampled_from(CLAIMS))
    drawn = one.map(lambda parts: Statement(*parts[0], parts[1], parts[2]))
    return st.lists(drawn, min_size=1, max_size=6)


@st.composite
def broken(draw: st.DrawFn, raw: bytes, max_edits: int = 8) -> bytes:
    """Return a file's bytes with some stretches overwritten, removed, doubled, or the end cut off."""
    edited = raw
    for _ in range(draw(st.integers(1, max_edits))):
        start = draw(st.integers(0, max(0, len(edited) - 1)))
        end = min(len(edited), start + draw(st.sampled_from((0, 1, 2, 8, 64, 512))))
        match draw(st.sampled_from(("overwrite", "remove", "double", "cut"))):
            case "overwrite":
                edited = edited[:start] + draw(st.binary(max_size=16) | st.sampled_from(FRAGMENTS)) + edited[end:]
            case "remove":
                edited = edited[:start] + edited[end:]
            case "double":
                edited = edited[:end] + edited[start:]
            case _:
                edited = edited[:start]
    return edited


FRAGMENTS = (
    b"<",
    b">",
    b'"',
    b"&",
    b"\x00",
    b"\xff\xfe",
    b"]]>",
    b"<!--",
    b"{",
    b"[[",
    b"\n\n",
    b"0" * 40,
    b"9" * 20,
    b"\r\n",
    b"&#0;",
)
"""What breaks a parser soonest."""


@dataclass(frozen=True)
class NearCopy:
    """A text and an edited copy of it, with the share of the original's words that the edits left alone."""

    original: str
    copy: str
    kept: float


@st.composite
def near_copies(draw: st.DrawFn, max_edits: int = 6) -> NearCopy:
    """Return a text of distinct words and a copy of it with some stretches replaced, removed, or put in."""
    n_words = draw(st.integers(0, 80))
    original = [f"w{number}x" for number in range(n_words)]
    copied = list(original)
    for edit in range(draw(st.integers(0, max_edits))):
        start = draw(st.integers(0, len(copied)))
        end = start + draw(st.integers(0, 12))
        copied[start:end] = [f"edit{edit}y{number}" for number in range(draw(st.integers(0, 12)))]
    kept = len(set(original) & set(copied)) / max(1, n_words)
    return NearCopy(" ".join(original), " ".join(copied), kept)


def news_texts(max_words: int = 60) -> st.SearchStrategy[str]:
    """Return text with what verification looks at: numbers, quote marks of all styles, speakers in capitals, paragraphs."""
    words_of_news = st.sampled_from(
        ("the", "Emma", "Été", "字", "pier", "sank", "said", "No.", "x5", "٣", "7", "12,000", "MS", "LEE:", "Q:")
    )
    signs = st.sampled_from(
        ("\n", "\n\n", '"', "“", "”", "„", "“ ", "''", "«", "»", " - ", "(", "\u00a0", "—", " ", " ")
    )
    return st.lists(words_of_news | signs, max_size=2 * max_words).map(" ".join) | st.lists(
        words_of_news | signs, max_size=2 * max_words
    ).map("".join)
