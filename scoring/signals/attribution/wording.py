"""ATT107 to ATT109, ATT111 to ATT113: how sources are spoken of."""

import re
from collections.abc import Iterator
from functools import cache

from dedup.lexicon import read_lines
from dedup.names import fold_name
from dedup.registry import builtin
from dedup.tables import Span
from scoring.signals.describing import is_pronoun, is_weasel
from scoring.signals.dossier import Dossier, find_all, find_word
from scoring.signals.kinds import ONE_VOICE
from scoring.signals.phrases import find_phrases, holds_phrase
from scoring.signals.relaying import find_relays, is_cited
from scoring.signals.rows import AttributionRow
from scoring.signals.signal import Finding, absent, not_applicable, present, signal
from scoring.signals.voices import DENIED, by_speaker, first_span

NEAR_SENTENCES = 2
ADJECTIVES = ("ican", "cratic", "ese", "ish")  # "Republican attacks on her record"
BODY_ROLES = (
    r"(?:chief executive|executives?|employees?|spokes\w{3,6}|officials?|engineers?|shares|founder|headquarters)"
)
INSIDE = re.compile(r"[\w,”\"] $")  # what stands before a name within a sentence
REACH_CHARS = 60
INTRODUCED = re.compile(  # before the name
    r"(?:(?:[A-Z][\w'’.-]{0,30}['’”\"]{0,2}|al-|el-|von|van|de|bin)[ \u00a0](?:and )?"
    rf"|\b(?:in|to|from|near|across|inside|outside) |\b{BODY_ROLES} (?:of|at|for) )$"
)
INTRODUCING = re.compile(  # after it
    rf" [A-Z][a-z]|, (?:\d|an? |the |who |whose |\w{{1,20}}'s )|\s?\(|(?:['’]s)? {BODY_ROLES}\b"
)
OBJECT = re.compile(  # "an email to his supporters", "he told supporters", "those who back her opponents"
    r"\b(?:(?:email|e-mail|letter|note|memo) to|(?:those|people|voters) who \w{2,20}"
    r"|(?:addressed|asked|assured|e-?mailed|reminded|texted|thanked|told|urged)(?: his| her| their| its)?) $"
)
BY = re.compile(r",? (?:by|from) ")  # "allegations, from Western sources": one finding
NATIVES = re.compile(r"(?:i|n|an|ian|ese|ish)s?\b")  # so the name is that of a place
BARE_NAME = re.compile(r"[^\W\d_][\w'’-]{2,30}")
FINDING = frozenset({"found", "finds", "polled", "surveyed"})  # what an institute does, and one man seldom
LOADED = frozenset(read_lines("loaded_verbs"))
MIN_LOADED = 2  # once is a choice, twice a habit


@signal(
    "ATT107",
    "weasel group",
    sense="fault",
    standard="Reuters: say who; GDI content pillar",
    remedy="say who they are",
    fires=["Experts say the dam will hold.", "There were reports that the dam had cracks."],
    silent=[
        "Experts at the Dam Institute, led by Rolf Amsel, say the dam will hold.",
        "“Experts say it will hold,” Rolf Amsel said.",
        "Spectators cheered the mayor.",
        "Amsel and others say the dam will hold.",
        "Amsel and his supporters say the dam will hold.",
        "Amsel e-mailed supporters saying that the dam would hold. Others did not return calls.",
    ],
    passes_over=ONE_VOICE,
)
def weasel_group(dossier: Dossier) -> Iterator[Finding]:
    """Find claims put into the mouths of people whom nobody can ask: experts, critics, some, "there were reports".

    The words sound like sources and are none.
    """
    found: dict[Span, str] = {}
    for row in dossier.attributions:
        if is_weasel(row) and row.source_spans and not _is_passed_over(dossier, row):
            found.setdefault(row.source_spans[0], f"nobody can ask “{row.source}”")
    for span in _crowds(dossier):
        if not any(span.overlaps(other) for other in found):
            found[span] = f"nobody can ask “{dossier.text[span.start : span.end]}”"
    for span in find_phrases(dossier, "weasel_phrases"):
        is_told = any(span.overlaps(crowd) or BY.fullmatch(dossier.text, span.end, crowd.start) for crowd in found)
        if not dossier.is_quoted(span.start) and not is_told:
            found[span] = f"“{dossier.text[span.start : span.end]}” says a claim and no source"
    for span in sorted(found):
        if not dossier.is_masked(span.start):
            yield present(found[span], span)


def _is_passed_over(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the crowd stands in a quote, is written to or acted on, or did not say."""
    place = row.source_spans[0].start
    is_object = OBJECT.search(dossier.text, max(0, place - REACH_CHARS), place) is not None
    is_silent = DENIED.match(dossier.text, row.source_spans[0].end) is not None
    return is_object or is_silent or dossier.is_quoted(place)


CROWDS = frozenset(read_lines("crowds"))
CROWD_VERBS = r"(?:(?:have|are|were|had) )?(?:also |now |long )?(?:sa(?:y|id)|claim|believ|argu|warn|suggest|call|fear|think|specul|alleg|predict|contend|insist)"
SPEAKING = re.compile(rf"\w{{1,30}} {CROWD_VERBS}")
SOURCES = re.compile(r"(?<=from )[A-Z][a-z]{1,20}(?: and [A-Z][a-z]{1,20})? sources\b")


@cache
def _crowd() -> re.Pattern[str]:
    """Return the pattern of a crowd before a verb of saying, for plain text."""
    heads = "|".join(read_lines("crowds"))
    many = r"(?:(?:a|the) (?:growing |large |small )?(?:number|group|handful|majority) of |(?:some|many|several|most|other|certain) )?"
    return re.compile(rf"\b{many}(?:\w{{2,12}}al )?(?:{heads})(?= {CROWD_VERBS})")


def _crowds(dossier: Dossier) -> Iterator[Span]:
    """Yield the crowds that the body lets speak, and "sources" of a country or party that it draws on, outside quotes."""
    found = list(SOURCES.finditer(dossier.text)) if "sources" in dossier.words else []
    if any(SPEAKING.match(dossier.plain, place) for place in dossier.places(CROWDS)):
        found += _crowd().finditer(dossier.plain)
    for match in found:
        if not dossier.is_quoted(match.start()):
            yield Span(*match.span())


@signal(
    "ATT108",
    "plural source, one shown",
    sense="fault",
    standard="Reuters: never the plural for one source",
    remedy="name the others, or write one",
    fires=["Several Russian agencies reported the meeting. “It went well,” Paul Kern said, quoted by TASS."],
    silent=["Several agencies reported the meeting, among them the Interfax news agency and the TASS news agency."],
    passes_over=ONE_VOICE,
)
def plural_source(dossier: Dossier) -> Iterator[Finding]:
    """Find statements of several media or sources of which the item names at most one nearby.

    The plural promises agreement that is not shown.
    """
    for span in find_phrases(dossier, "plural_media"):
        if (
            not dossier.is_quoted(span.start)
            and is_cited(dossier, span)
            and (n_named := _n_named_near(dossier, span)) <= 1
        ):
            words = dossier.text[span.start : span.end]
            yield present(f"“{words}” is plural, and {n_named or 'none'} is named nearby", span)


def _n_named_near(dossier: Dossier, span: Span) -> int:
    """Return how many media are named within two sentences of `span`."""
    here = dossier.sentence_number(span.start)
    near = dossier.sentences[max(0, here - NEAR_SENTENCES) : here + NEAR_SENTENCES + 1]
    body = [sentence for sentence in near if not dossier.is_masked(sentence.start)]
    named = (builtin().mentions(dossier.text[sentence.start : sentence.end]) for sentence in body)
    return len({mention.outlet.id for mentions in named for mention in mentions})


@signal(
    "ATT109",
    "surname never introduced",
    sense="fault",
    standard="Stylebooks: full name and office at first mention",
    remedy="give the full name and office at the first mention",
    fires=["The spokesperson confirmed the visit. The talks went well, Amsel said."],
    silent=[
        "Rolf Amsel confirmed the visit. The talks went well, Amsel said.",
        "The talks went well, Norway said.",
        "The board chose George “Jay” Amsel. The talks went well, Amsel said.",
        "Most towns want a pool. In May, Amsel found that half of them have none.",
        "The plant will close, Amselwerk said. An Amselwerk spokeswoman gave no date.",
        "The Council for Trade and Development noted a fall. In May, Development noted a rise.",
    ],
    passes_over=("opinion", "transcript", "live_blog", "brief"),
)
def surname_only(dossier: Dossier) -> Iterator[Finding]:
    """Find speakers of whom the item gives a surname and never more.

    Whoever does not know the name already learns nothing.
    """
    for rows in by_speaker(dossier.speech).values():
        row = next(
            (row for row in rows if row.source_type == "named_individual" and _is_bare_surname(dossier, row)), None
        )
        is_body = any(row.cue in FINDING for row in rows)
        if row and row.source_spans and not is_body and not _introduced(dossier, row):
            yield present(f"“{row.source}” is never introduced", first_span(row))


def _is_bare_surname(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the source is one word that can only be a name: with a capital inside a sentence, never without."""
    name = (row.source or "").strip()
    if not BARE_NAME.fullmatch(name) or not name[0].isupper() or name.isupper() or row.source_name not in {None, name}:
        return False
    if name.endswith(ADJECTIVES):
        return False
    if is_pronoun(name) or next(find_word(dossier.text, name[0].lower() + name[1:]), None) is not None:
        return False
    return any(INSIDE.search(dossier.text, max(0, place - 2), place) for place in find_word(dossier.text, name))


def _introduced(dossier: Dossier, row: AttributionRow) -> bool:
    """Return whether the surname stands after a first name or title or before an office, or is a place, in the item.

    A name with a spokeswoman, shares or employees is a company's.
    """
    name = (row.source_name or row.source or "").strip()
    return any(
        INTRODUCING.match(dossier.text, place + len(name))
        or INTRODUCED.search(dossier.text, max(0, place - REACH_CHARS), place)
        for place in find_word(dossier.text, name)
    ) or any(NATIVES.match(dossier.text, place + len(name)) for place in find_all(dossier.text, name))


@signal(
    "ATT111",
    "passive quote, no relayer",
    sense="fault",
    standard="AP: attribute what was not gathered",
    remedy="say to whom it was said, or who reports it",
    fires=["Rolf Amsel was quoted as saying that the strike would go on."],
    silent=["Rolf Amsel was quoted by the Interfax news agency as saying that the strike would go on."],
    passes_over=ONE_VOICE,
)
def passive_quote(dossier: Dossier) -> Iterator[Finding]:
    """Find words that "were quoted" by nobody.

    Somebody passed the words on, and the item hides who.
    """
    relays = {dossier.sentence_number(relay.span.start) for relay in find_relays(dossier)}
    for span in find_phrases(dossier, "passive_quotes"):
        if dossier.sentence_number(span.start) not in relays and not dossier.is_quoted(span.start):
            yield present("the words are quoted, and nobody is named who quotes them", span)


@signal(
    "ATT112",
    "photo credit",
    sense="virtue",
    standard="IPTC: by-line and copyright holder; CredWeb 4.2.3",
    remedy="credit the photographer or the agency",
    fires=[
        "The ship in the harbour on Monday. (Karla Winter/AFP/Getty Images)\n\nThe ship left on Tuesday, the port said."
    ],
    silent=[
        "The minister at work. (YouTube)\n\nThe minister resigned on Tuesday, his office said.",
        "The ship left on Tuesday, the port said.",
    ],
    reads=False,
)
def photo_credit(dossier: Dossier) -> Iterator[Finding]:
    """Find photos whose maker or agency is credited, and the chain of names in its order.

    A platform alone ("YouTube") credits nobody, and costs what a credit earns.
    """
    photos = [credit for credit in dossier.credits if credit.kind == "photo"]
    if not photos:
        yield not_applicable("the item credits no photo")
        return
    chain = sorted(
        (credit for credit in photos if credit.name),
        key=lambda credit: (credit.span is None, credit.span, credit.place_in_chain),
    )
    people = [credit for credit in chain if not holds_phrase(fold_name(credit.name or ""), "platforms")]
    names = " > ".join(credit.name or "" for credit in chain)
    if people:
        yield present(f"photo credit: {names}", people[0].span)
    else:
        yield absent(f"the photo is credited to a platform only: {names}", photos[0].span, -1.0)


@signal(
    "ATT113",
    "attribution verb loading",
    sense="label",
    standard="AP: said is the neutral verb; GDI content pillar",
    fires=[
        "The council said it was safe. Falk claimed it was not. The mayor said it was tested. Falk insisted it was not."
    ],
    silent=["The council said it was safe. Falk said it was not. The mayor said it was tested."],
    passes_over=ONE_VOICE,
)
def loaded_verbs(dossier: Dossier) -> Iterator[Finding]:
    """Show speakers who claim, insist and admit while others say.

    A loaded verb judges its speaker; one side's verbs beside the other's show whether the item does.
    """
    loaded: list[tuple[AttributionRow, list[AttributionRow]]] = []
    neutral: list[tuple[AttributionRow, list[AttributionRow]]] = []
    for rows in by_speaker(dossier.speech).values():
        verbs = [row for row in rows if row.cue and LOADED.intersection(row.cue.lower().split())]
        (loaded if len(verbs) >= MIN_LOADED and len(verbs) * 2 > len(rows) else neutral).append((rows[0], verbs))
    if neutral and not any(verbs for _, verbs in neutral):
        for row, verbs in loaded:
            cues = ", ".join(str(verb.cue) for verb in verbs)
            yield present(
                f"“{row.source_name or row.source}” is given the verbs {cues}; the others say", first_span(row)
            )
