"""Sentences of a text, for whatever works sentence by sentence: furniture, dates, attributions.

A sentence ends at a full stop, a question or an exclamation mark, after the brackets and quote marks that close there,
and at the end of a line. Full stops of abbreviations, initials and ordinals end nothing unless a word follows that
commonly begins a sentence: the method of Grefenstette and Tapanainen, "What is a word, what is a sentence?", 1994.
"""

import re
from itertools import pairwise

from dedup.tables import Span

# Words that are cut with a full stop and lean on the name or number after them.
LEANING = frozenset(
    """adm art asst atty bros brig capt cf cmdr col comdr cpl dept det dir dist doc dr ed eds eng est ex fig fr ft gen
    gov hon insp lt maj messrs mgr mlle mm mme mr mrs ms mt no nos op p pfc ph pp pres prof pvt rep reps rev rt sec sen
    sens sgt sr sra sres srta ss st ste supt treas univ v vol vs
    abs bd bzw ca dipl dt evtl fam ggf hr hrsg inkl ing nr sog str tel usw vgl zb av bd cie env ud uds""".split()
)
# Words that are cut with a full stop and may end a sentence as well.
TRAILING = frozenset(
    """a.m p.m u.s u.k u.n u.s.a e.u d.c l.a ph.d m.d b.a m.a inc corp co ltd llc jr sr etc al ave blvd rd bld
    jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun
    ala ariz ark calif colo conn del fla ga ill ind kan ky la mass md mich minn miss mo mont neb nev okla ore pa tenn
    tex vt va wash wis wyo n.y n.j n.h n.m n.c n.d s.c s.d r.i w.va i.e e.g z.b d.h u.a ee.uu""".split()
)
# Words that begin sentences far more often than they follow an abbreviation inside a name.
STARTERS = frozenset(
    """a about according after all also although among an and another any are as asked at because before both but by
    can could critics despite did do does during each earlier either even every few finally first following for from
    had has have he her here his how however i if in instead is it its just last later like many meanwhile more moreover
    most much my no nor not now of officials on once one only or other others our over police she should since so some
    still such than that the their then there these they this those though thus to today together two under unlike until
    was we were what when where whether which while who why will with within without would yet you your
    aber als am auch auf aus bei da damit das dass der des die dies diese doch ein eine er es für hier ich im ihr in ist
    man mit nach nicht noch nun nur ob seit sie so und unter vom von vor wenn wer wie wir zu zum zur
    au aux avec ce ces cette dans de depuis des dont du elle elles en et il ils je la le les leur mais on ou où par pour
    quand que qui sa selon ses si son sur un une
    al así como con cuando del desde donde el ella ellos entre esta este hasta las los mientras muchos no para pero por
    porque se según sin sobre su sus también tras una y ya yo""".split()
)
MONTHS = frozenset(
    """januar jänner februar märz april mai juni juli august september oktober november dezember jahrhundert jahrestag
    klasse""".split()
)
STOP = re.compile(
    r"([.!?…。！？\n](?:(?<=\n)\n{0,8}|[.!?…。！？]{0,8}[\"”“’'»«)\]]{0,4}(?:\n{1,8}|(?=[ \t\u00a0\u202f]|$))))"
    r"(?=\s{0,9}([\"“„«»‘'(\[–—•*]{0,3})\s?(\w{0,24}))"  # what comes after
)
OPENING_MARKS = '(["“„«‘'
MAX_CUT_WORD = max(map(len, LEANING | TRAILING))


def sentences(text: str) -> list[Span]:
    """Return the sentences of `text` in order, without the blanks around them.

    A line break ends a sentence unless the next line goes on in lower case. Quotes are not kept whole: a quote of
    three sentences gives three.

    >>> text = 'Mr. J. Doe left the U.S. on Dec. 3. "Why?" she asked.'
    >>> [text[span.start:span.end] for span in sentences(text)]
    ['Mr. J. Doe left the U.S. on Dec. 3.', '"Why?" she asked.']
    """
    found = []
    for start, end in pairwise((*cuts(text), len(text))):
        piece = text[start:end].lstrip()
        if piece:
            found.append(Span(end - len(piece), end - len(piece) + len(piece.rstrip())))
    return found


def cuts(text: str) -> list[int]:
    """Return where sentences begin, or the blanks before them: 0, and the end of each mark or line break that ends one.

    >>> cuts("He left. She did not.")
    [0, 8, 21]
    """
    found = [0]
    for stop in STOP.finditer(text):
        marks, opening, word = stop.groups()
        if word[
            :1
        ].islower():  # a new quote may begin in lower case; "Why?" she asked does not end, nor does a wrapped line
            is_end = "\n\n" in marks or (marks != "\n" and bool(opening.strip("'")))
        else:
            is_end = marks != "." or not word or not _leans_on(text, stop.start(), word)
        if is_end:
            found.append(stop.end())
    return found


def _leans_on(text: str, stop: int, word: str) -> bool:
    """Return whether the full stop at `stop` belongs to an abbreviation that needs `word` after it."""
    whole = text[max(0, stop - MAX_CUT_WORD - 1) : stop]
    if len(whole) > MAX_CUT_WORD and whole.isalpha():
        return False
    words = text[max(0, stop - 24) : stop].rsplit(None, 1)
    cut = words[-1].lower().lstrip(OPENING_MARKS) if words else ""
    if cut in LEANING:
        return True
    if cut in TRAILING or (len(cut) == 1 and cut.isalpha()):
        return word.lower() not in STARTERS
    return cut.isdigit() and word.lower() in MONTHS
