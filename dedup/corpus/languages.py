"""The language of a text by py3langid (Lui and Baldwin 2012, retrained), offline, on its first thousand characters."""

MIN_LETTERS = 20  # below this a headline's names decide, and wrongly
SAMPLE_CHARS = 1_000


def tell_language(text: str) -> str | None:
    """Return the ISO 639-1 code of `text`, None where fewer than 20 letters can be seen.

    >>> tell_language("Der Minister sprach am Donnerstag in Köln über die Brücken."), tell_language("1:0")
    ('de', None)
    """
    from py3langid import classify

    sample = text[:SAMPLE_CHARS]
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    return str(classify(sample)[0])
