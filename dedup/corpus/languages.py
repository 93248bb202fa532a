"""The language of a text: from its commonest words where they leave no doubt, else by py3langid.

py3langid (Lui and Baldwin 2012, retrained) works offline on the first thousand characters; loading its model costs a
third of a second, which the check of a single item need not spend.
"""

import re
from collections import Counter

MIN_LETTERS = 20  # below this a headline's names decide, and wrongly
SAMPLE_CHARS = 1_000
MIN_WORDS = 20  # below this a title in another language may decide
MIN_SHARE = 0.15  # of the words; in running text of a language about a third are among its commonest
MIN_LEAD = 2  # times as many as of the next language

COMMON = {
    "de": "auch das dem den der des die ein eine im ist mit nicht sich und von zu",
    "en": "a and are as at be by for from had has have he his in is it not of on said that the this to was with",
    "es": "al con de del el en la las los no para por que se su un una",
    "fr": "au dans des en est et la le les par pour que qui sur un une",
}
_LANGUAGES = {
    word: tuple(lang for lang, others in COMMON.items() if word in others.split())
    for words in COMMON.values()
    for word in words.split()
}
_WORD = re.compile(r"[^\W\d_]{1,80}")


def tell_language(text: str) -> str | None:
    """Return the ISO 639-1 code of `text`, None where fewer than 20 letters can be seen.

    >>> tell_language("Der Minister sprach am Donnerstag in Köln über die Brücken."), tell_language("1:0")
    ('de', None)
    """
    sample = text[:SAMPLE_CHARS]
    if sum(character.isalpha() for character in sample) < MIN_LETTERS:
        return None
    plain = tell_plain_language(sample)
    if plain:
        return plain
    from py3langid import classify

    return str(classify(sample)[0])


def tell_plain_language(sample: str) -> str | None:
    """Return the language whose commonest words fill `sample`, None where none or more than one does.

    >>> tell_plain_language("The mayor said that the repair of the bridge was to be paid for by the town. " * 2)
    'en'
    """
    words = _WORD.findall(sample.lower())
    counts = Counter(lang for word in words for lang in _LANGUAGES.get(word, ()))
    if len(words) < MIN_WORDS or not counts:
        return None
    (lang, n_words), (_, n_next) = [*counts.most_common(2), ("", 0)][:2]
    return lang if n_words >= MIN_SHARE * len(words) and n_words >= MIN_LEAD * n_next else None
