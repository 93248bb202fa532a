"""The forms of English verbs, so that a lexicon lists each verb once."""

from functools import cache

from dedup.lexicon import read_lines

VOWELS = frozenset("aeiou")
DOUBLING = frozenset(
    """admit allot ban bar beg brag clap compel confer control cut dim drop equip fit forget gossip grab grin grip hem
    hum jab jot knit nag nod occur omit pan pat permit pin plan plot plug pop prod quip quiz rap rebut recur refer
    regret repel rip rob rub scan scrap shop shrug shun sip skim slam slap slip snap sob spot stem step stir stop strip
    submit sum swap tap tip top transfer transmit trap trim underpin wrap zip beset commit prefer defer infer deter
    trot tut pen pun vet""".split()
)


NOUNS_TOO = frozenset("abode bit bound cost ground wound".split())  # pasts that are more often nouns


def irregular_pasts() -> frozenset[str]:
    """Return the pasts and participles of all irregular verbs that look like nothing else.

    >>> {"sank", "ground", "bid"} & irregular_pasts()
    {'sank'}
    """
    return frozenset(form for base, forms in _irregular().items() for form in forms if form != base) - NOUNS_TOO


@cache
def _irregular() -> dict[str, tuple[str, str]]:
    """Return past and participle of each irregular verb."""
    rows = (line.split() for line in read_lines("irregular_verbs_en"))
    return {base: (past, participle) for base, past, participle in rows}


def third_person(base: str) -> str:
    """Return the form after "he" or "she" in the present.

    >>> third_person("deny"), third_person("wish"), third_person("have")
    ('denies', 'wishes', 'has')
    """
    if base in {"have", "be"}:
        return {"have": "has", "be": "is"}[base]
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return f"{base[:-1]}ies"
    return f"{base}es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else f"{base}s"


def past_forms(base: str) -> tuple[str, ...]:
    """Return the past and the past participle; both are one word for regular verbs.

    >>> past_forms("know"), past_forms("quip"), past_forms("deny")
    (('knew', 'known'), ('quipped',), ('denied',))
    """
    if base in _irregular():
        return _irregular()[base]
    if base.endswith("y") and base[-2:-1] not in VOWELS:
        return (f"{base[:-1]}ied",)
    stem = base + base[-1] if base in DOUBLING else base
    return (f"{stem}d" if stem.endswith("e") else f"{stem}ed",)


def ing_form(base: str) -> str:
    """Return the form in "-ing".

    >>> ing_form("argue"), ing_form("agree"), ing_form("lie"), ing_form("admit")
    ('arguing', 'agreeing', 'lying', 'admitting')
    """
    if base.endswith("ie"):
        return f"{base[:-2]}ying"
    if base in DOUBLING or base in {"put", "let", "set", "get", "run", "win", "begin", "hit", "quit", "sit", "swim"}:
        return f"{base}{base[-1]}ing"
    return (
        f"{base[:-1]}ing"
        if base.endswith("e") and not base.endswith(("ee", "oe", "ye")) and base != "be"
        else f"{base}ing"
    )


def verb_forms(base: str) -> dict[str, str]:
    """Return each form of the verb `base` with its tag: v base, z third person, e past or participle, g "-ing".

    Of a verb of several words the first is inflected.

    >>> verb_forms("point out")["pointed out"]
    'e'
    """
    head, blank, rest = base.partition(" ")
    tail = blank + rest
    forms = dict.fromkeys((form + tail for form in past_forms(head)), "e")
    forms[ing_form(head) + tail] = "g"
    forms[third_person(head) + tail] = "z"
    forms.setdefault(base, "v")
    return forms
