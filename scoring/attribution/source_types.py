"""What a source's words tell by themselves: its type, the name in them, the role and what the role belongs to."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from dedup.lexicon import read_lines
from dedup.text.folding import fold_str
from scoring.attribution.media import media_words, medium_kind

WORD = re.compile(r"[^\W_](?:[\w.'’&-]*[^\W_])?\.?")
NICKNAME = re.compile(r"\s[“\"‘'][^”\"’'\s]{1,20}[”\"’'](?=\s[A-Z])")  # Kevin “Coach” Christie
BELONGING = re.compile(r"\b(?:of|for|at|with)\s((?:[^,;]){2,80})")
POSSESSIVE = re.compile(r"['’]s?$")
POSSESSIVE_ENDINGS = ("'s", "’s", "'", "’")
HEAD_END = frozenset(
    "of in at from with who whom which that for on near close familiar inside within by to seen published released"
    " von aus bei für im in der die du des de la en dans à pour del".split()
)
PRONOUNS = frozenset(
    """he she it they we i you who which that one his her its their our my your both him them himself herself
    er sie es wir il elle ils elles on nous él ella ellos ellas""".split()
)
SMALL_NAME_WORDS = frozenset("de van von der al bin ben del la le di da dos ter el".split())
TITLES = frozenset(
    "mr mrs ms dr sir dame lord lady rev frau herr don doña mme mlle monsieur madame señor señora".split()
)
QUANTIFIERS = frozenset(
    """some many most several few both others all two three four five six seven eight nine ten dozens hundreds
    thousands""".split()
)
JOINING = frozenset({"and", "und"})
REPRESENTATIVES = frozenset("lawyers attorneys representatives".split())  # who speak in somebody's name
COMPANIONS = frozenset("all both each too also alone themselves himself herself itself".split())
HEAD_FIRST = frozenset(
    "el la los las un una su sus le les une son sa ses".split()
)  # Romance phrases begin with their head
COMPOUND_BODIES = tuple("ministerium gericht rechnungshof verband gewerkschaft behörde kommission anwaltschaft".split())
ARTICLES = frozenset("the a an der die das le la el".split())
COMPOUND_ROLES = tuple("minister forscher sprecher leiter chef meister präsident direktor sekretär".split())
SURNAMES_TOO = frozenset("bishop cardinal dean general judge king major marshal pope prince sergeant".split())
ROLES, BODIES, POWERS, FORMS_OF_ADDRESS, CROWDS, WEASEL_HEADS, UNNAMED_OFFICIALS, DOCUMENTS = (
    frozenset(read_lines(name))
    for name in "roles organisations powers titles people weasel_heads unnamed_officials documents".split()
)
PAPERS = {  # the kind of each noun
    **dict.fromkeys(DOCUMENTS, "document"),
    **dict.fromkeys(read_lines("databases"), "database"),
    **dict.fromkeys(read_lines("polls"), "poll"),
}
PEOPLE = frozenset({"named_individual", "unnamed_individual", "named_group", "unnamed_group"})
WRITTEN = frozenset(PAPERS.values())  # what they show, they say
MIN_FULL_NAME = 2  # words


class Description(NamedTuple):
    """What a phrase tells of a source; `source_type` is None for a pronoun, which tells nothing."""

    source_type: str | None
    name: str | None = None
    role: str | None = None
    affiliation: str | None = None


@lru_cache(maxsize=1 << 14)
def describe_source(phrase: str) -> Description:
    """Return what `phrase` tells of a source.

    >>> describe_source("Lennart Osk, chairman of the Dockers' Union")
    Description(source_type='named_individual', name='Lennart Osk', role='chairman', affiliation="the Dockers' Union")
    >>> [describe_source(p).source_type for p in ("he", "a senior official", "many experts", "the BBC", "a poll")]
    [None, 'unnamed_individual', 'unnamed_group', 'organisation', 'poll']
    """
    phrase = NICKNAME.sub("", phrase)
    core, _, rest = phrase.partition(",")
    words = WORD.findall(core)
    folded = [plain(word) for word in words]
    if not words or (folded[0] in PRONOUNS and (len(words) == 1 or folded[1] in COMPANIONS)):
        return Description(None)
    if len(folded) > 2 and folded[1] == "number" and folded[2] == "of":  # noqa: PLR2004 - "a number of experts"
        words, folded = words[3:] or words, folded[3:] or folded
    end = _head_end(folded)
    source_type = _type_of(words[:end], folded[:end], phrase)
    if source_type == "unnamed_group" and " ".join(folded[end:]).removeprefix("of the ") in POWERS:
        return Description("named_group")  # monitors of the United Nations
    if source_type not in {"named_individual", "unnamed_individual"}:
        return Description(source_type)
    lone = words[0] if len(words) == 1 and source_type == "named_individual" else None
    name = person_name(words[:end]) or lone or (_name_beside(rest) if rest else None) or _name_behind(words[end + 1 :])
    role, affiliation = _role_and_affiliation(core, rest, words[:end], folded[:end])
    is_named = source_type == "named_individual" or len((name or "").split()) >= MIN_FULL_NAME
    return Description("named_individual" if is_named else "unnamed_individual", name, role, affiliation)


@lru_cache(maxsize=1 << 16)
def plain(word: str) -> str:
    """Return a word folded, without a possessive ending and full stop."""
    if word.isalpha() and word.isascii():
        return word.lower()
    return _without_possessive(fold_str(word).rstrip("."))


def _without_possessive(words: str) -> str:
    """Return the words without a possessive ending."""
    return POSSESSIVE.sub("", words) if "'" in words or "’" in words else words


def _head_end(folded: Sequence[str]) -> int:
    """Return how many words stand before the first that hangs something on the head."""
    for place in range(1, len(folded)):
        if folded[place] in HEAD_END:
            return place
    return len(folded)


def person_name(words: Sequence[str]) -> str | None:
    """Return the name at the end of a noun phrase, without titles and offices before it.

    >>> person_name(["Transport", "Minister", "Hedda", "Roslund"]), person_name(["the", "mayor"])
    ('Hedda Roslund', None)
    """
    start = end = len(words)
    for word in reversed(words):
        part = _part_of_name(word)
        if start < end:
            is_more = part in {"name", "small"} and not word.endswith(POSSESSIVE_ENDINGS)
        else:
            is_more = part == "name" or (part == "office" and _is_surname(words))
        if not is_more:
            break
        start -= 1
    while end - start > 1 and (words[start].islower() or plain(words[start]) in POWERS):
        start += 1
    first = words[start] if end - start > MIN_FULL_NAME else ""
    if first.isupper() and first.isalpha() and len(first) > MIN_FULL_NAME:
        start += 1  # AFP Solenn Riou
    return _without_possessive(" ".join(words[start:])) or None


@lru_cache(maxsize=1 << 16)
def _part_of_name(word: str) -> str:
    """Return what a word can be to a name: an office or title before it, a name, a small word inside, or nothing."""
    small = plain(word)
    if is_role(small) or small in TITLES or small in FORMS_OF_ADDRESS:
        return "office"
    return "name" if word[0].isupper() else "small" if small in SMALL_NAME_WORDS else ""


@lru_cache(maxsize=1 << 16)
def is_role(small: str) -> bool:
    """Return whether a folded word is an office, a trade or a tie, German compounds included.

    >>> is_role("mayor"), is_role("verkehrsministerin"), is_role("osk")
    (True, True, False)
    """
    return small in ROLES or small.removesuffix("in").endswith(COMPOUND_ROLES)


def _is_surname(words: Sequence[str]) -> bool:
    """Return whether the office that ends the words is a surname: "Oddvar Prince", but not "the Crown Prince"."""
    given = plain(words[-2]) if len(words) > 1 else ""
    is_name = bool(given) and words[-2][0].isupper() and words[-1][0].isupper() and plain(words[0]) not in ARTICLES
    return is_name and plain(words[-1]) in SURNAMES_TOO and not (is_role(given) or given in FORMS_OF_ADDRESS)


def _name_beside(rest: str) -> str | None:
    """Return the name that the appositive of a role consists of: "the umpire, Gerald Finch"."""
    words = WORD.findall(rest.partition(",")[0])
    name = person_name(words)
    return name if name and len(name.split()) >= MIN_FULL_NAME and len(words) <= len(name.split()) + 4 else None


def _name_behind(words: Sequence[str]) -> str | None:
    """Return the name behind a place or a field: "ambassador to Norway Lennart Osk", "head of sales Ana Ruiz"."""
    name = person_name(words)
    is_place = bool(words) and words[0][0].isupper() and plain(words[0]) not in POWERS
    return name if name and not is_place and len(name.split()) >= MIN_FULL_NAME else None


def _type_of(words: Sequence[str], folded: Sequence[str], phrase: str) -> str:
    """Return the source type by the head word, the lexicons and the capitals."""
    head = _head(folded)
    if head in QUANTIFIERS:
        return "unnamed_group"
    in_a_name = len(words) > 1 and words[-1][0].isupper() and words[-2][0].isupper()
    if head in PAPERS and not in_a_name:
        return PAPERS[head]
    may_be_medium = "'" in phrase or "’" in phrase or not media_words().isdisjoint(folded)
    medium = medium_kind(" ".join(words)) if may_be_medium else None
    if (head in CROWDS or head in WEASEL_HEADS) and medium != "state_media":
        return _group_type(words, folded)
    if medium or is_body(head) or is_power(folded):
        return "organisation"
    is_name = words[-1][0].isupper() and (len(words) == 1 or not is_role(head) or _is_surname(words))
    if is_name and not (len(words) == 1 and words[0].isupper() and is_role(head)):  # King, but not MODERATOR
        return _type_of_name(words, folded, phrase)
    return _type_of_noun(head, folded, phrase)


def _head(folded: Sequence[str]) -> str:
    """Return the head of a noun phrase without what hangs on it: the last word, or the first that is known in Romance ones."""
    if folded[0] in HEAD_FIRST:
        heads = (word for word in folded[1:] if is_role(word) or is_body(word) or word in DOCUMENTS)
        return next(heads, folded[-1])
    return folded[-1]


def is_body(small: str) -> bool:
    """Return whether a folded noun is a body that speaks, German genitives and compounds included.

    >>> is_body("council"), is_body("ministeriums"), is_body("landrechnungshof"), is_body("mayor")
    (True, True, True, False)
    """
    return small in BODIES or small.removesuffix("s").endswith(COMPOUND_BODIES)


def _type_of_noun(head: str, folded: Sequence[str], phrase: str) -> str:
    """Return the type of a phrase without a name, by its head."""
    if is_role(head):
        return "unnamed_individual"
    if head.endswith("s") and not head.endswith("ss"):
        return "unnamed_group"
    return "unnamed_individual" if _is_human(folded, phrase) else "organisation"


def is_power(folded: Sequence[str]) -> bool:
    """Return whether the words name a place or power that speaks through its government."""
    return folded[-1] in POWERS or " ".join(folded[-2:]) in POWERS


def _is_human(folded: Sequence[str], phrase: str) -> bool:
    """Return whether a phrase without a name speaks of one person."""
    is_one = folded[-1] in {"man", "woman", "someone", "somebody", "person", "one"} or folded[-1].endswith(
        ("er", "or", "ist", "man", "ian", "in")
    )
    return is_one or ", who " in phrase or " who " in phrase or _name_beside(phrase.partition(",")[2]) is not None


def _group_type(words: Sequence[str], folded: Sequence[str]) -> str:
    """Return whether a plural names its group: "Republicans", "United Nations monitors", but not "Western sources"."""
    if folded[-1] in WEASEL_HEADS | UNNAMED_OFFICIALS:
        return "unnamed_group"
    is_somebodys = folded[0] in {"his", "her"} or any(word.endswith(POSSESSIVE_ENDINGS) for word in words[:-1])
    if folded[-1] in REPRESENTATIVES and is_somebodys:
        return "named_group"
    before = " ".join(folded[:-1])
    is_named = words[-1][0].isupper() and folded[-1] in {"democrats", "republicans", "americans", "conservatives"}
    is_named |= folded[0] in {"both", "each"}
    return "named_group" if is_named or before in POWERS else "unnamed_group"


def _type_of_name(words: Sequence[str], folded: Sequence[str], phrase: str) -> str:
    """Return the type of a phrase that ends in a name."""
    if any(is_role(word) or word in TITLES for word in folded[:-1]):
        return "named_individual"
    last = _without_possessive(words[-1])
    if not JOINING.isdisjoint(folded[1:-1]):
        return "named_group"
    if ", which" in phrase or (last.isupper() and len(last) > 1 and len(words) == 1):
        return "organisation"
    if folded[0] in {"the", "die", "das", "la", "le", "les", "el", "los"}:
        return "named_group" if last.endswith("s") else "organisation"
    return "named_individual"


def _role_and_affiliation(
    core: str, rest: str, words: Sequence[str], folded: Sequence[str]
) -> tuple[str | None, str | None]:
    """Return the role and what it belongs to, from before the name or from the appositive after it."""
    roles = [place for place, word in enumerate(folded) if is_role(word)]
    if roles:
        start = roles[-1]
        while start > 0 and words[start - 1].islower() and folded[start - 1] not in {"the", "a", "an", "its", "his"}:
            start -= 1
        body = " ".join(word for word in words[:start] if word[0].isupper())
        return " ".join(words[start : roles[-1] + 1]), _without_possessive(body) or _belonging(core)
    beside = WORD.findall(rest.partition(",")[0]) if rest else ()
    role = next((word for word in beside if is_role(plain(word))), None)
    return role, _belonging(rest) if role else None


def _belonging(text: str) -> str | None:
    """Return what follows the first "of", "for", "at" or "with"."""
    found = BELONGING.search(text)
    return found[1].strip() if found else None
