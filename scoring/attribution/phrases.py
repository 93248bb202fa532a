"""Phrases, read off the tags: the noun phrase that ends or begins somewhere, and where a clause stops."""

import re

# Read leftwards: a head noun, what stands before it, and the phrases that prepositions hang on it.
_NOUN_BACK = r"(?:[nP#](?:[nPg#'&-]|[je]r?){0,12}d{0,2}|d|p|o)"
NOUN_PHRASE_BACK = re.compile(rf"\)?{_NOUN_BACK}(?:i{_NOUN_BACK}){{0,4}}")
VERB_GROUP_BACK = re.compile(r"(?:[rxmBa]|#?Ti?){0,8}")
# Read rightwards.
_NOUN = r"(?:d{0,2}(?:r?[je]|[nPg#'&-]){0,12}[nP#'](?![nP])|[pod])"
NOUN_PHRASE = re.compile(rf"{_NOUN}(?:i{_NOUN}){{0,4}}")
ADDRESSEE = re.compile(rf"{_NOUN}(?:i{_NOUN}){{0,2}}")
FINITE = re.compile(r"[mBazev]")
ADVERBIALS = re.compile(r"(?:r|i?(?:[jd]?T){1,2}#?,?#?|,(?=r,)){0,4}")


def noun_phrase_before(mirrored: str, end: int) -> int:
    """Return the first token of the noun phrase whose last token is `end - 1`, or `end` where there is none.

    >>> tags = "idndnPz"  # in the speech the mayor Osk says
    >>> noun_phrase_before(tags[::-1], 6)
    3
    """
    match = NOUN_PHRASE_BACK.match(mirrored, len(mirrored) - end)
    return end - len(match[0]) if match else end


def noun_phrase_after(tags: str, start: int, last: int) -> int:
    """Return the end of the noun phrase that begins at `start`, or `start` where there is none.

    >>> noun_phrase_after("zdjnin.", 1, 7)
    6
    """
    match = NOUN_PHRASE.match(tags, start, last)
    return match.end() if match else start


def verb_group_before(mirrored: str, verb: int) -> int:
    """Return the first of the auxiliaries, adverbs and days before the verb at `verb`.

    >>> verb_group_before("Pare"[::-1], 3)
    1
    """
    match = VERB_GROUP_BACK.match(mirrored, len(mirrored) - verb)
    return verb - len(match[0]) if match else verb
