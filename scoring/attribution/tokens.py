"""Tokens of a text with one letter each for their part of speech: the ground on which phrases are read.

One regular expression cuts the text, one look-up tags each token, and a few substitutions over the string of tags
settle what depends on the neighbour ("the plan" against "they plan"). The tags: d determiner, q quantifier, p pronoun, o object
pronoun, w question word, h "that", t "to", i preposition, s subordinator, c "and", b "but", m modal, B form of "be",
a form of "have" or "do", x negation, r adverb, j adjective, # number, P name, n noun or unknown, v base verb, z third
person, e past or participle, g "-ing", ' possessive; punctuation stands for itself, and " for every quote mark.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, compress, repeat

from dedup.lexicon import read_lines
from dedup.tables import Span
from scoring.attribution.pieces import pieces_of
from scoring.attribution.tags import tag_word

TOKEN = re.compile(
    r" [A-Za-z][a-z]*+(?=[ \n])|,(?= )"  # most tokens, told at a glance
    r"|\s{0,9}+(?:"
    r"[a-z]++(?![\w'’&/-]|[.,]\w)|[A-Z][a-z]++(?![\w'’.&/-]|,\w)|[,.;:](?=\s)"  # most others
    r"|<[^<>\n]{1,400}>"
    r"|(?:Mr|Mrs|Ms|Dr|Sens?|Reps?|Govs?|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Prof|Rev|St|Jr|Sr)\."
    r"|(?:[^\W\d_]\.){2,9}|[A-Z]\.(?= [A-Z])|(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec|vs|Inc|Corp|Co|Ltd|Gov)\.(?= )"
    r"|['’](?:s|re|ve|ll|d|m|S)(?!\w)"
    r"|(?:[cdjlmnstCDJLMNST]|[Qq]u)['’](?=\w{2})"  # l'autre
    r"|[@#]?\w+(?:[-.&/,]\w+|['’](?!(?:s|re|ve|ll|d|m|S)(?!\w))\w+){0,12}"
    r"|''|``|[^\w\s])"
    r"|\s{1,9}"  # what is left of longer blanks, so that the pieces add up to the text
)
RETAGGED_HEADS = frozenset({"P", "h"})
QUOTED_LINE = frozenset('"(-[*•')
PLURAL_WORDS = frozenset("people police men women children media data".split())
TIME_OPENERS = frozenset("last next this that earlier later each every recent coming past".split())
TIME_CLOSERS = frozenset("after before ago later earlier".split())
TIME_NOUN = re.compile("Y")
TIME_BEFORE_NAME = re.compile("T(?<!iT)(?=P)")  # Jan Holt, not "in June Holt"
NAMES_TOO = frozenset("jan april june may august sun mar".split())
ARTICLE_IN_NAME = re.compile(r"d(?<=Pd)(?=P)")
LINK = re.compile(r"[di](?<=[nPje].)(?=[nPjd#])(?<=([ezP]P|e.).)?")
GENITIVES = {"de": frozenset("der des eines einer ihres seines".split()), "fr": frozenset({"du", "des"})}
NOUN_BEFORE_OF = re.compile(r"v(?<=ncv)(?=i)")  # confusion and fear of
PEOPLE_BEFORE_VERB = re.compile(r"z(?=r{0,2}[mBave])")
PEOPLE = frozenset(read_lines("people"))
VERB_AFTER_NOUN = re.compile("v(?<=[nP]v)")
SETTLING = (  # each begins with a tag and no look behind, which makes the search for it quick
    (
        re.compile(r"[vz](?:(?<=[dj'].)|(?<=d#.)|(?<=[q#Bti]z)|(?<=[ezigB]v)|(?<=,v)(?=[ijP]))"),
        "n",
    ),  # the plan, both plans, made plans
    (re.compile(r"g(?<=[d']g)"), "n"),  # his saying
    (re.compile(r"z(?:(?<=ez)|(?=r{0,2}[mBavz]))"), "n"),  # said plans, advocates say
    (re.compile("ia"), "ig"),  # of having
    (re.compile("pn(?=[^'])"), "pz"),  # it leaks
    (
        re.compile(r"e(?<![nP]#e)(?:(?<=[d'#]e)(?=[njPe])|(?<=[d'#]re)(?=[njP]))"),
        "j",
    ),  # the alleged plan, its recently built port; not "magnitude 5.2 struck southern ..."
    (re.compile(r"'(?<=[pohwqr]')"), "B"),  # he's, there's
    (re.compile(r"v(?<=[nPj'd]v)(?=[mBa])"), "n"),  # his press release does
    (re.compile("ir(?=n)"), "ij"),  # in later interviews
    (re.compile("dj(?=i)"), "dn"),  # the chief of
    (re.compile(r"h(?=j{0,2}n[.;])"), "d"),  # rejected that account
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """A text cut into words and marks; token i is folded `words[i]`, as long as it is written, and ends at `ends[i]`.

    `tags[i]` is its part of speech, `notes[i]` what its word can be to the rules; `heads` are the first tokens of the
    sentences.
    """

    text: str
    ends: list[int]
    words: list[str]
    tags: str
    notes: list[int]
    heads: list[int]

    def span(self, first: int, last: int) -> Span:
        """Return the span of the tokens `first` up to and without `last`."""
        return Span(self.ends[first] - len(self.words[first]), self.ends[last - 1])

    def start(self, place: int) -> int:
        """Return where the token `place` starts."""
        return self.ends[place] - len(self.words[place])

    def phrase(self, first: int, last: int) -> str:
        """Return the words of the tokens `first` up to and without `last`, as they are written."""
        return self.text[self.ends[first] - len(self.words[first]) : self.ends[last - 1]]

    def at(self, offset: int) -> int:
        """Return the first token that ends after `offset`."""
        return bisect_right(self.ends, offset)

    def is_line_between(self, before: int, after: int) -> bool:
        """Return whether a line ends between the token `before` and a later one."""
        return "\n" in self.text[self.ends[before] : self.start(after)]


def tokenise(text: str, cuts: list[int], lang: str) -> Tokens:
    """Return the tokens of `text`, whose sentences begin at or after the offsets `cuts`.

    >>> tokenise("The U.S. plan didn't fail, Mr. Osk’s aide says.", [0], "en").tags
    "dPnav,PP'nz."
    """
    ends, words, tags, notes = _cut(text, lang)
    heads = list(dict.fromkeys([bisect_right(ends, cut) for cut in cuts]))
    _tag_heads(words, tags, heads, lang)
    _tag_by_words_around(words, tags)
    linked = _tag_links(text, ends, words, "".join(tags), lang)
    return Tokens(text, ends, words, _settle(_tag_verbs_after_nouns(words, linked), lang), notes, heads)


def _cut(text: str, lang: str) -> tuple[list[int], list[str], list[str], list[int]]:
    """Return where each token ends, its word, tag and note; only blanks stand between tokens."""
    written = TOKEN.findall(text.rstrip("\n"))
    ends = list(accumulate(map(len, written)))
    columns = zip(*map(pieces_of(lang).__getitem__, written), strict=True) if written else repeat((), 3)
    words, tags, notes = map(list, columns)
    if not all(words):  # blanks by themselves
        ends, words, tags, notes = (list(compress(column, words)) for column in (ends, words, tags, notes))
    return ends, words, tags, notes


def _tag_heads(words: list[str], tags: list[str], heads: list[int], lang: str) -> None:
    """Tag anew the first word of each sentence, whose capital says nothing."""
    n_tags = len(tags)
    for head in heads:
        place = head
        while place < n_tags and tags[place] in QUOTED_LINE:
            place += 1
        tag = tags[place] if place < n_tags else ""
        if tag not in RETAGGED_HEADS:
            continue
        after = tags[place + 1] if place + 1 < n_tags else ""
        if tag == "P" and after != "'":  # Love's lawyers
            found = tag_word(words[place], "P", lang)
            tags[place] = "P" if found == "e" and after == "P" else found  # United Nations monitors
        elif tag == "h" and after in {"n", "v"}:
            tags[place] = "d"  # That study found


def _tag_by_words_around(words: list[str], tags: list[str]) -> None:
    """Tag what its neighbours' words decide: "last week" is a time, "fear of" a noun."""
    joined = "".join(tags)
    for match in TIME_NOUN.finditer(joined):
        place = match.start()
        is_dated = place > 0 and words[place - 1] in TIME_OPENERS
        is_counted = place + 1 < len(words) and words[place + 1] in TIME_CLOSERS
        tags[place] = "T" if is_dated or is_counted else "n"
        tags[place - 1] = "T" if is_dated else tags[place - 1]
    for match in TIME_BEFORE_NAME.finditer(joined):
        if words[match.start()] in NAMES_TOO:
            tags[match.start()] = "P"
    for match in NOUN_BEFORE_OF.finditer(joined):
        if words[match.end() : match.end() + 1] == ["of"]:
            tags[match.start()] = "n"
    for match in PEOPLE_BEFORE_VERB.finditer(joined):
        if words[match.start()] in PEOPLE:
            tags[match.start()] = "n"


def _tag_links(text: str, ends: list[int], words: list[str], tags: str, lang: str) -> str:
    """Tag articles that are part of a name, "Yvon Le Dantec", and those that hang a noun on a noun, "Chef der Polizei"."""

    def tag_article(match: re.Match[str]) -> str:
        place = match.start()
        if text[ends[place] - len(words[place])].isupper():
            return "P" if tags[place - 1] == tags[place + 1] == "P" else match[0]
        is_genitive = lang in GENITIVES and words[place] in GENITIVES[lang] and match[1] is None
        return "i" if is_genitive else match[0]

    return (ARTICLE_IN_NAME if lang == "en" else LINK).sub(tag_article, tags)


def _tag_verbs_after_nouns(words: list[str], tags: str) -> str:
    """Tag as nouns the bare verbs behind nouns that cannot be their subjects: "the Osk campaign"."""

    def tag_verb(match: re.Match[str]) -> str:
        place = match.start()
        is_partner = place > 1 and tags[place - 2] == "c"
        return "v" if is_partner or _has_plural_subject(words, tags, place) else "n"

    return VERB_AFTER_NOUN.sub(tag_verb, tags)


def _has_plural_subject(words: list[str], tags: str, verb: int) -> bool:
    """Return whether the noun phrase before `verb` can be its subject: "papers of the ministry show", "critics say".

    A phrase that hangs on a verb, "said in an earnings call", is none.
    """
    start = verb
    while start > 0 and tags[start - 1] in "nPjd'":
        start -= 1
    if start <= 1 or tags[start - 1] != "i":
        return is_plural(words[verb - 1])
    if tags[start - 2] not in "nPq":
        return False
    return tags[start - 2] == "q" or is_plural(words[start - 2]) or is_plural(words[verb - 1])


def is_plural(word: str) -> bool:
    """Return whether a noun can be the subject of a verb without "-s".

    >>> is_plural("officials"), is_plural("people"), is_plural("mayor")
    (True, True, False)
    """
    return word in PLURAL_WORDS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _settle(tags: str, lang: str) -> str:
    """Return `tags` with those that their neighbours' tags show to be wrong put right."""
    for pattern, tag_instead in SETTLING if lang == "en" else ():
        tags = pattern.sub(tag_instead, tags)
    return tags
