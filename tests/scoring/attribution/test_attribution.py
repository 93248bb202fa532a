"""Who said what, through whom: whole sentences, one habit of English a row."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dedup.tables import Span
from scoring.attribution import Attribution, attribute


def shown(text: str, found: Attribution) -> tuple[str | None, str, str]:
    """Return source, cue and content of an attribution in words."""
    return found.source, found.cue, " … ".join(text[span.start : span.end] for span in found.content_spans)


def only(text: str, lang: str = "en") -> Attribution:
    """Return the one attribution of `text`."""
    [found] = attribute(text, lang)
    return found


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Osk said the port was shut.", "Osk", "said", "the port was shut"),
        ("Osk on Tuesday said the port was shut.", "Osk", "said", "the port was shut"),
        ("The port, Osk last week said, was shut.", "Osk", "said", "The port … was shut"),
        ("The union says that nobody will go back.", "The union", "says", "that nobody will go back"),
        ("The port is shut, Osk said on Monday.", "Osk", "said", "The port is shut"),
        ("The port, he said, will stay shut.", "he", "said", "The port … will stay shut"),
        ("“It is over,” said mayor Lennart Osk.", "mayor Lennart Osk", "said", "“It is over,”"),
        ("Osk told a crowd in Ansel that it was over.", "Osk", "told", "that it was over"),
        ("According to the survey, prices rose.", "the survey", "According to", "prices rose"),
        ("Prices rose, according to a study.", "a study", "according to", "Prices rose"),
        ("Osk called him a liar.", "Osk", "called", "him a liar"),
        ("She accused the firm of hiding the letter.", "She", "accused the firm of", "hiding the letter"),
        ("His claim that the tap leaked was false.", "His", "claim", "that the tap leaked was false"),
        ("The critics were sure that it leaked.", "The critics", "were sure", "that it leaked"),
        ("It was a hoax, say experts.", "experts", "say", "It was a hoax"),
        ("It was a hoax, said April Osk on Friday.", "April Osk", "said", "It was a hoax"),
        ("Osk: we shall not be moved. Osk left.", "Osk", ":", "we shall not be moved. Osk left"),
        ("People close to Osk said it would rain.", "People close to Osk", "said", "it would rain"),
        ("The port is shut, mayor April Osk said in May.", "mayor April Osk", "said", "The port is shut"),
        ("Osk, the port's head, during a visit to Ansel, said it rained.", "Osk, the port's head", "said", "it rained"),
        ("An aide said on Monday according to TASS that it was over.", "An aide", "said", "that it was over"),
    ],
)
def test_an_attribution_has_source_cue_and_content(text: str, source: str, cue: str, content: str) -> None:
    """Content before, after and around its cue, quoted or not, named or described."""
    assert shown(text, only(text)) == (source, cue, content)


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [
        ("Osk met the dockers to discuss the new crane.", False),
        ("Osk discussed the new crane.", True),
        ("Osk called the dockers to say that it was over.", True),
    ],
)
def test_what_a_meeting_is_for_nobody_has_said_yet(text: str, is_speech: bool) -> None:
    """A thing that people met to talk about is a plan; a clause has been said."""
    assert attribute(text)[-1].is_speech == is_speech


@pytest.mark.parametrize(
    "aside",
    ["in recent years", "over the past decade", "since 2019", "for months", "in May 2020", "in this week's debate"],
)
def test_an_aside_between_auxiliary_and_verb_is_no_source(aside: str) -> None:
    """The subject stands before the auxiliary, whatever stands behind it."""
    assert only(f"The ministry has {aside} denied the claim.").source == "The ministry"


@pytest.mark.parametrize(
    ("text", "is_speech"),
    [("Osk said he would go.", True), ("Osk wants to go.", False), ("Osk believes that it leaks.", False)],
)
def test_beliefs_and_plans_are_not_speech(text: str, is_speech: bool) -> None:
    """They are found and marked."""
    assert only(text).is_speech == is_speech


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("The fishers have appealed to the harbour master for help.", "The fishers", "the harbour master for help"),
        ("They say they are hungry and have appealed to the League.", "They", "the League"),
        ("The Quay League appealed to members to wait.", "The Quay League", "members to wait"),
    ],
)
def test_somebody_appeals_to_another(text: str, source: str, content: str) -> None:
    """People and bodies plead with others, for something or to do something."""
    [found] = [found for found in attribute(text) if found.cue.endswith("appealed to")]

    assert found.source == source
    assert [text[span.start : span.end] for span in found.content_spans] == [content]


@pytest.mark.parametrize(
    "text", ["The plan appeals to voters.", "Her style has appealed to voters.", "Osk appeals to the young."]
)
def test_what_is_liked_asks_for_nothing(text: str) -> None:
    """What appeals to people pleads with nobody."""
    assert attribute(text) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("“It leaks,” Osk said.", "direct"),
        ("Osk said it “leaks”.", "mixed"),
        ("Osk said it leaks.", "indirect"),
        ("''It leaks,'' Osk said.", "direct"),
    ],
)
def test_quote_marks_tell_the_kind(text: str, kind: str) -> None:
    """All, some or none of the content stands in quote marks."""
    assert only(text).kind == kind


@pytest.mark.parametrize(
    ("text", "relay", "relay_type"),
    [
        ("Osk told AFP that it was over.", "AFP", "agency"),
        ("Osk was quoted by state media as saying that it was over.", "state media", "state_media"),
        ("“It is over,” Osk said, quoted by Reuters.", "Reuters", "agency"),
        ("It is over, an official said on Monday according to Reuters.", "Reuters", "agency"),
        ("It is over, an official said on Monday according to TASS, which the state owns.", "TASS", "agency"),
        ("TASS quoted Osk as saying that it was over.", "TASS", "agency"),
        ("TASS reported that it was over.", "TASS", "agency"),
        ("Osk tweeted that it was over.", "tweeted", "own_channel"),
        ("Osk wrote on Facebook that it was over.", "Facebook", "own_channel"),
        ("Osk said it was over.", None, None),
        ("Osk told reporters that it was over.", None, None),
    ],
)
def test_the_medium_between_is_the_relay(text: str, relay: str | None, relay_type: str | None) -> None:
    """Media that passed the words on are named; the speaker's own channel is told apart."""
    found = only(text)

    assert (found.relay, found.relay_type) == (relay, relay_type)


def test_the_agency_is_the_one_named_before() -> None:
    """The relay bears the agency's name and stands where the agency is taken up."""
    text = "Osk came, the Quay News Agency reported. “It is over,” Osk said, quoted by the agency."
    found = attribute(text)[-1]
    [span] = found.relay_spans

    assert (found.source, found.relay, found.relay_type) == ("Osk", "the Quay News Agency", "agency")
    assert text[span.start : span.end] == "the agency"


def test_the_items_own_outlet_is_no_relay() -> None:
    """What is said to the item's outlet is heard at first hand."""
    assert attribute("Osk told the Quay Herald that it was over.", outlet="Quay Herald")[0].relay is None


def test_a_passive_quote_names_its_speaker_and_no_relay() -> None:
    """A quote that "was quoted as saying" leaves the medium out."""
    found = only("Osk was quoted as saying that it was over.")

    assert (found.source, found.relay) == ("Osk", None)


def test_quotes_of_one_paragraph_belong_together() -> None:
    """A second quote without a cue goes on from the first."""
    text = "“It is over,” Osk said. “We go home now.”"

    assert shown(text, only(text))[2] == "“It is over,” … “We go home now.”"


def test_a_quote_goes_on_over_paragraphs() -> None:
    """An unclosed quote that the next paragraph takes up is one speech."""
    text = "Osk said: “It is over.\n\n“We go home now.”\n\nIt rained."

    assert shown(text, only(text))[2] == "“It is over. … “We go home now.”"


def test_names_are_resolved_to_their_first_full_mention() -> None:
    """Surname, pronoun and office stand for the person named before."""
    text = (
        "Mayor Lennart Osk said it was over. He said it would rain. “We go,” Osk said.\nThe mayor said nobody was hurt."
    )

    assert [found.source_name for found in attribute(text)] == ["Lennart Osk"] * 4


def test_an_office_holder_without_a_name_is_named_by_the_surname_that_follows() -> None:
    """After "the spokesperson" comes "Osk said", and they are one person."""
    text = "The ministry's spokesperson confirmed that it rained. It rained for an hour, Osk said."

    assert [found.source_name for found in attribute(text)] == ["Osk", "Osk"]


def test_an_official_who_is_named_next_is_not_anonymous() -> None:
    """A description that the next sentence fills with a name is that person."""
    text = (
        "A top security official said the talks went well.\n"
        "Lennart Osk, secretary of the Security Council, spoke in Ansel."
    )

    assert attribute(text)[0].source_name == "Lennart Osk"


def test_two_spellings_of_one_name_are_one_speaker() -> None:
    """Romanisations fold together."""
    text = "Spokesman Bahram Ghasemi said it rained. “It rained,” Qassemi said."

    assert {found.source_name for found in attribute(text)} == {"Bahram Ghasemi"}


def test_masked_spans_hold_no_attributions() -> None:
    """Furniture and notices are nobody's speech."""
    text = "Osk said it was over."

    assert attribute(text, masked=[Span(0, len(text))]) == []


@pytest.mark.parametrize(
    ("lang", "text", "source"),
    [
        ("de", "„Es geht weiter“, sagte Lennart Osk am Montag.", "Lennart Osk"),
        ("de", "Osk sagte, dass es weitergehe.", "Osk"),
        ("fr", "« C'est fini », a déclaré Solenn Riou.", "Solenn Riou"),
        ("fr", "Selon la mairie, le pont est fermé.", "la mairie"),
        ("es", "«Se acabó», dijo Amparo Rueda.", "Amparo Rueda"),
        ("es", "La empresa asegura que todo está limpio.", "La empresa"),
    ],
)
def test_other_languages_have_their_cues(lang: str, text: str, source: str) -> None:
    """German, French and Spanish name their speakers in their own ways."""
    assert only(text, lang).source == source


def test_a_text_without_speech_has_none() -> None:
    """Nobody says anything in a weather report or an empty text."""
    assert attribute("") == []
    assert attribute("Rain fell on Ansel. The sea was grey.") == []


@given(st.text(alphabet="aB Osk said,.“”'\n:—the <>", max_size=200))
@example("He said so. <a poll. B>")
def test_spans_lie_inside_the_text(text: str) -> None:
    """Whatever comes, every span is a stretch of the text and the words are those of the spans."""
    for found in attribute(text):
        spans = (*found.source_spans, *found.cue_spans, *found.content_spans, *found.relay_spans)

        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert found.cue == text[found.cue_spans[0].start : found.cue_spans[0].end]
