"""The language of a text: from its commonest words where they leave no doubt, else by py3langid.

py3langid (Lui and Baldwin 2012, retrained) works offline on the first thousand characters; loading its model costs a
third of a second, which the check of a single item need not spend.
"""

import re
from collections import Counter
from collections.abc import Callable

MIN_LETTERS = 20  # below this a headline's names decide, and wrongly
SAMPLE_CHARS = 1_000
MORE_CHARS = 2_000  # read where that leaves it open: headlines, menus and blanks stand at the top of a page
MIN_WORDS = 12  # below this a title in another language may decide
MIN_SHARE = 0.15  # of the words; in running text of a language about two in five are among its commonest
MIN_LEAD = 1.5  # times as many as of the next language
LATIN_ENDS = "\u0250"  # the code points below it hold the letters of every language in TOLD

COMMON = {
    "de": "als am an auch auf aus bei bis das dass dem den der des die durch ein eine einem einen einer er es für hat "
    "haben im in ist kann mit nach nicht noch nur oder sich sie sind so um und vom von vor war was werden wie wird "
    "zu zum zur über",
    "en": "a about after all an and are as at be been but by for from had has have he her his in is it its more new "
    "not of on one or said she that the their they this to up was were which who will with would",
    "es": "a al como con de del desde el en entre es esta fue ha han hasta la las lo los más no o para pero por que "
    "se según ser sin sobre son su sus también un una y ya",
    "fr": "a après au aux avec ce cette comme dans de des du elle en est et il ils la le les leur mais ne ont ou par "
    "pas plus pour que qui sa se selon ses son sont sur un une à été",
    "it": "a al alla anche che ci come con da dal dei del della delle di e gli ha hanno i il in la le lo ma nel nella "
    "non o per più se si sono su sul un una è",
    "nl": "aan als bij dan dat de die door een en er het hij in is maar met naar niet nog of om onder ook op te tot "
    "uit van voor was werd wordt ze zich zijn",
    "pt": "a ao aos as com como da das de do dos e em entre está foi mais mas na nas no nos não o os ou para pela pelo "
    "por que se sem ser seu sua são também um uma à é",
}
"""Each language's commonest words; it, nl and pt stand here as rivals only, since others look like them too much."""

TellLanguage = Callable[[str], str | None]
"""Takes a text; returns its ISO 639-1 code, or None."""

TOLD = frozenset({"de", "en", "es", "fr"})
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
    plain = tell_plain_language(text)
    if plain:
        return plain
    from py3langid import classify

    return str(classify(sample)[0])


def tell_read_language(text: str) -> str | None:
    """Return the language of `text` if it is one of TOLD, which attributions are read in.

    The model is asked only where scripts and common words leave that open.

    >>> tell_read_language("Мэр сказал, что мост закроют до конца года."), tell_read_language("The mayor said no to that plan.")
    (None, 'en')
    """
    sample = text[:SAMPLE_CHARS]
    letters = [character for character in sample if character.isalpha()]
    if 2 * sum(letter < LATIN_ENDS for letter in letters) < len(letters):
        return None
    lang = _commonest(text) or tell_language(text)
    return lang if lang in TOLD else None


def tell_plain_language(text: str) -> str | None:
    """Return the language, of those in TOLD, whose commonest words fill the beginning of `text`; None where none or several do.

    >>> tell_plain_language("The mayor said that the repair of the bridge was to be paid for by the town. " * 2)
    'en'
    """
    lang = _commonest(text)
    return lang if lang in TOLD else None


def _commonest(text: str) -> str | None:
    """Return the language, rivals included, whose commonest words fill the beginning of `text`."""
    lang = _commonest_in(text[:SAMPLE_CHARS])
    return lang if lang or len(text) <= SAMPLE_CHARS else _commonest_in(text[:MORE_CHARS])


def _commonest_in(sample: str) -> str | None:
    """Return the language, rivals included, whose commonest words fill `sample`."""
    words = _WORD.findall(sample.lower())
    counts = Counter(lang for word in words for lang in _LANGUAGES.get(word, ()))
    if len(words) < MIN_WORDS or not counts:
        return None
    (lang, n_words), (_, n_next) = [*counts.most_common(2), ("", 0)][:2]
    return lang if n_words >= MIN_SHARE * len(words) and n_words >= MIN_LEAD * n_next else None
