"""What hypothesis draws: text in several scripts, items, near-copies whose truth is known, corpora."""

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
