from typing import Any

ORIGIN = (
    "The dam, 118 metres high, may have been damaged in the storm, the regulator said. "
    "Nobody downstream was in danger, and the water was lowered by six metres within a week. "
    '"We lower the water so that we can work in the dry, and nobody should read more into it," said the engineer. '
    "The study was paid for by the operator, in which the county holds shares. "
    "Villagers were sent a letter on Thursday morning that told them not to worry."
)


def lost(archive: Any, reprint: str, **fields: str) -> set[tuple[str, str]]:
    """Return what a declared reprint of ORIGIN lost."""
    archive.add("origin", "Kestrel Radio", ORIGIN)
    archive.add("reprint", "The Gazette", f"From Kestrel Radio.\n{reprint}", **fields)
    archive.credit("reprint", "notice", "Kestrel Radio", "From Kestrel Radio.")
    archive.match("origin", "reprint")
    (edge,) = archive.trace()
    return {(loss["what"], loss["text"]) for loss in edge["lost"]}


def test_a_whole_copy_lost_nothing(archive: Any) -> None:
    """The same text."""
    assert lost(archive, ORIGIN) == set()


def test_a_sentence_that_is_gone_is_a_passage(archive: Any) -> None:
    """With its place in the origin."""
    gone = "Villagers were sent a letter on Thursday morning that told them not to worry."

    assert lost(archive, ORIGIN.replace(gone, "")) == {("passage", gone)}


def test_a_number_that_fell_out_of_a_sentence_is_told(archive: Any) -> None:
    """The rest of the sentence stayed."""
    assert ("number", "118") in lost(archive, ORIGIN.replace(", 118 metres high,", ""))


def test_a_hedge_that_fell_out_is_told(archive: Any) -> None:
    """The reprint says more than its origin."""
    assert ("hedge", "may") in lost(archive, ORIGIN.replace("may have been damaged", "was damaged"))


def test_the_end_of_a_quote_is_told(archive: Any) -> None:
    """The quote begins in both and ends earlier in the reprint."""
    cut = ORIGIN.replace(", and nobody should read more into it,", ",")

    assert ("quote_end", ", and nobody should read more into it,") in lost(archive, cut)


def test_a_disclosure_that_fell_out_is_told(archive: Any) -> None:
    """Ties of those who paid."""
    assert ("disclosure", "in which the county holds shares") in lost(
        archive, ORIGIN.replace(", in which the county holds shares", "")
    )


def test_a_lost_correction_is_no_mere_passage(archive: Any) -> None:
    """The note that mends the story did not travel."""
    note = "Correction: An earlier version of this story gave the height of the dam as 181 metres."
    archive.add("origin", "Kestrel Radio", f"{ORIGIN}\n{note}")
    archive.add("reprint", "The Gazette", ORIGIN, published="2025-01-02")
    archive.match("origin", "reprint")

    (edge,) = archive.trace()

    assert edge["origin"] == "origin"
    assert [(loss["what"], loss["text"]) for loss in edge["lost"]] == [("correction", note)]


def test_the_offsets_of_a_loss_lie_in_the_origin(archive: Any) -> None:
    """Text and span say the same."""
    archive.add("origin", "Kestrel Radio", ORIGIN)
    archive.add("reprint", "The Gazette", ORIGIN[:180])
    archive.match("origin", "reprint")

    (edge,) = archive.trace()

    assert edge["lost"]
    for loss in edge["lost"]:
        assert " ".join(ORIGIN[loss["start"] : loss["end"]].split()).strip(" ,;.") == loss["text"].strip(" ,;.")
