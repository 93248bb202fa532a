"""SRC210, SRC211 and SRC214 to SRC216: who had a say, who was asked, and what was checked."""

import re
from collections.abc import Iterable, Iterator

from dedup.lexicon import read_lines
from dedup.names import fold_name
from dedup.tables import Span
from dedup.text.folding import fold_str
from scoring.signals.attribution.anonymity import anonymous_sources
from scoring.signals.dossier import Dossier
from scoring.signals.kinds import ONE_VOICE, Kind
from scoring.signals.phrases import find_phrases, holds_phrase
from scoring.signals.rows import AttributionRow
from scoring.signals.signal import Finding, absent, not_applicable, present, signal
from scoring.signals.voices import first_span

NO_BALANCE: frozenset[Kind] = ONE_VOICE | {"obituary", "brief", "live_blog"}
MAX_NAMED = 3
MIN_MENTIONS = 3  # a party of the story, and not only a name in it
TITLE = r"(?:(?:President|Chancellor|Senator|Mr\.|Mrs\.|Ms\.|Dr\.|Sen\.|Rep\.|Gov\.) )?"
NAME = TITLE + r"[A-Z][\w-]{1,30}(?: (?:[A-Z]\. )?[A-Z][\w-]{1,30}){0,3}"
BODY = r"(?: (?:government|authorities|militants|rebels|opposition|army|military|police|union|company|party))?"
# What may follow a party: "talks with Iran officials" and "Roosevelt's New Deal" name somebody or something else.
FOLLOWING = (
    r"(?=[.,;:)\n\"”—-]|$| (?:of|for|over|in|on|at|to|from|with|by|after|before|about|against|amid|and|or|but|as|that|than"
    r"|who|which|is|was|has|had|are|were|would|will|could|may|might|during|while|because|when|since|last|this|next|earlier"
    r"|\w{2,20}(?:ing|ed))\b)"
)
PARTY = rf"((?:the |a )?{NAME}{BODY}){FOLLOWING}"
CHARGES = ("accused accuses accusing blamed blames blaming sued suing condemned condemns condemning denounced denounces"
           " denouncing criticised criticises criticising criticized criticizes criticizing").split()  # fmt: skip
QUARRELS = "talks negotiations dispute conflict fighting feud row".split()
OPENERS = frozenset({*CHARGES, *QUARRELS, "allegations", "complaint", "lawsuit"})  # of the two patterns below
AGAINST = re.compile(
    rf"(?:{'|'.join(CHARGES)}|(?:allegations|complaint|lawsuit) against|(?:talks|negotiations|dispute) with) {PARTY}"
)
BETWEEN = re.compile(rf"(?:{'|'.join(QUARRELS)}) between {PARTY} and {PARTY}")
STEM_CHARS = 4  # "Afghan" and "Afghanistan", "Iran" and "Iranian" are one party
COMPANY = re.compile(r"\b(?:with|between|to|about|against|when|who|which|during|after|before|while)\b")
IN_KIND = re.compile(r" in kind\b")  # it was not the outlet that asked
EVALUATIVE = frozenset(read_lines("evaluative_words"))
ONCE = re.compile(r"\bonce $")  # what was believed then, nobody claims now
MEASURED = re.compile(r"\b(?:best|worst) (?:[\w-]{1,20} ){1,8}?(?:on record|since|in \d+|ever)\b")  # no judgement


@signal(
    "SRC210",
    "both sides heard",
    sense="virtue",
    standard="Reuters: all sides; NewsGuard 2",
    remedy="give the other party a say",
    fires=[
        "Holt accused Amsel of fraud. Amsel had lied, Holt said. “It is false,” Amsel said. The court will hear Amsel in May."
    ],
    silent=["Mayor Jan Holt accused Amsel of fraud. Amsel had lied, Holt said. The court will hear Amsel in May."],
    passes_over=NO_BALANCE,
)
def both_sides(dossier: Dossier) -> Iterator[Finding]:
    """Tell whether each party to a dispute or negotiation in the item is heard.

    A party is a name that is accused, blamed or negotiated with, and stands at least three times in the text. A party
    that was asked and did not answer counts neither for nor against the item.
    """
    parties = _parties(dossier)
    if not parties:
        yield not_applicable("the item tells of no dispute")
        return
    voices = {word for row in dossier.speech for word in _voice_words(row)}
    silent = [span for name, span in parties.items() if not any(_same_stem(name, word) for word in voices)]
    named = _joined(dossier.text[span.start : span.end] for span in silent or parties.values())
    if not silent:
        yield present(f"each party has a say: {named}", next(iter(parties.values())))
    elif find_phrases(dossier, "response_sought"):
        yield not_applicable(f"no say for {named}, but a party was asked")
    else:
        is_one = len(silent) == 1
        yield absent(f"{named} {'is a party and has' if is_one else 'are parties and have'} no say", silent[0])


def _parties(dossier: Dossier) -> dict[str, Span]:
    """Return the first place of each party by the last word of its name, in the order of the text."""
    found: dict[str, Span] = {}
    for span in sorted(_accused(dossier)):
        *_, name = re.findall(r"[A-Z][\w-]{1,30}", dossier.text[span.start : span.end])
        if not dossier.is_masked(span.start) and not dossier.is_quoted(span.start):
            found.setdefault(name, span)
    return {name: span for name, span in found.items() if _n_mentions(dossier.text, name) >= MIN_MENTIONS}


def _n_mentions(text: str, name: str) -> int:
    return sum(1 for _ in re.finditer(rf"\b{re.escape(name)}", text))


def _accused(dossier: Dossier) -> Iterator[Span]:
    """Yield where somebody is accused, blamed or negotiated with."""
    for place in dossier.places(OPENERS):
        match = AGAINST.match(dossier.text, place) or BETWEEN.match(dossier.text, place)
        if match:
            yield from (Span(*match.span(group)) for group in range(1, match.re.groups + 1))


def _voice_words(row: AttributionRow) -> list[str]:
    """Return the folded words that say who speaks: those of the source before whom it speaks with, and its name."""
    head = COMPANY.split(row.source or "", maxsplit=1)[0]
    return fold_name(f"{head} {row.source_name or ''}").split()


def _same_stem(name: str, word: str) -> bool:
    folded = fold_name(name)
    shorter = min(len(folded), len(word))
    return folded == word or (shorter >= STEM_CHARS and (folded.startswith(word) or word.startswith(folded)))


def _joined(names: Iterable[str]) -> str:
    return " and ".join([" ".join(name.split()) for name in names][:MAX_NAMED])


@signal(
    "SRC211",
    "response sought",
    sense="virtue",
    standard="BBC: right of reply; CredWeb 50dbc854",
    remedy="ask the other party, and say so",
    fires=[
        "The company did not respond to a request for comment.",
        "There was no immediate comment from the ministry.",
    ],
    silent=["The company said the claims were false.", "Brandt mocked Kern, who did not respond in kind."],
    passes_over=NO_BALANCE,
)
def response_sought(dossier: Dossier) -> Iterator[Finding]:
    """Find that the outlet asked those concerned, even where they did not answer.

    A reader learns that the other side had its chance.
    """
    asked = (span for span in find_phrases(dossier, "response_sought") if not dossier.is_quoted(span.start))
    spans = [span for span in asked if not IN_KIND.match(dossier.text, span.end)]
    if spans:
        yield present("the outlet asked, and says what came back", spans[0])
    else:
        yield not_applicable("nothing shows whether somebody was asked")


@signal(
    "SRC214",
    "explicit non-verification",
    sense="virtue",
    standard="CredWeb 2.3; BBC 3.3.6: attribute what cannot be corroborated",
    remedy="say what could not be checked",
    fires=["The claim could not be independently verified.", "The paper was unable to verify the video."],
    silent=["The court verified the signatures."],
    passes_over=ONE_VOICE,
)
def not_verified(dossier: Dossier) -> Iterator[Finding]:
    """Find that the item says what it could not check.

    Honesty about a gap earns points; and the item's credibility digit is then 3 at best.
    """
    spans = [span for span in find_phrases(dossier, "not_verified") if not dossier.is_quoted(span.start)]
    if spans:
        yield present("the item says what could not be checked", spans[0])
    else:
        yield not_applicable("the item says of nothing that it could not be checked")


@signal(
    "SRC215",
    "hedge without source",
    sense="fault",
    standard="BBC 3.2.3: say who believes it",
    remedy="say who believes it",
    fires=["The minister is believed to have left the country. His house is empty."],
    silent=[
        "The minister has allegedly left the country, prosecutor Ida Brandt said.",
        "“He reportedly left,” Ida Brandt said.",
        "The line was once thought to be a gold mine. It closed in May.",
    ],
    passes_over=ONE_VOICE,
)
def hedge_without_source(dossier: Dossier) -> Iterator[Finding]:
    """Find "reportedly", "allegedly", "is believed to" in sentences that name no source; words in quotes are passed over.

    The hedge admits that somebody else says it, and keeps to itself who.
    """
    found = (span for span in find_phrases(dossier, "hedges") if not dossier.is_quoted(span.start))
    hedges = [span for span in found if not ONCE.search(dossier.text, max(0, span.start - 6), span.start)]
    if not hedges:
        return
    told = [
        row for row in dossier.attributions if row.source and not holds_phrase(fold_str(row.source), "unnamed_media")
    ]
    sourced = {dossier.sentence_number(span.start) for row in told for span in row.spans}
    for span in hedges:
        if dossier.sentence_number(span.start) not in sourced:
            yield present(f"“{dossier.text[span.start : span.end]}”, and nobody is named who says so", span)


@signal(
    "SRC216",
    "opinion from anonymous source",
    sense="label",
    standard="AP: anonymous sources give information, not opinion",
    fires=["“The minister is incompetent and reckless,” a senior official said."],
    silent=[
        "“The minister is in Paris,” a senior official said.",
        "“The minister is incompetent,” deputy Rolf Amsel said.",
        "A senior official said that it was the worst harvest on record.",
        "An official would not speak on the record, saying that it would be a terrible career move.",
    ],
    passes_over=ONE_VOICE,
)
def anonymous_opinion(dossier: Dossier) -> Iterator[Finding]:
    """Show judgements that come from a source without a name.

    Who attacks somebody should stand by it.
    """
    reasoned = {dossier.sentence_number(span.start) for span in find_phrases(dossier, "anonymity_reasons")}
    for row in (rows[0] for rows in anonymous_sources(dossier)):
        if dossier.sentence_number(row.source_spans[0].start) in reasoned:  # what is said is why it is not said openly
            continue
        content = " ".join(dossier.text[span.start : span.end] for span in row.content_spans)
        words = re.findall(r"\w+", MEASURED.sub("", fold_str(content)))
        hit = next((word for word in words if word in EVALUATIVE), None)
        if hit:
            yield present(f"“{row.source}” judges (“{hit}”) without a name", first_span(row))
