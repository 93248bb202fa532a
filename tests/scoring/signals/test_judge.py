import polars as pl

from dedup.tables import Span
from scoring.settings import SignalSettings
from scoring.signals import ALL, judge_items
from scoring.signals.dossier import Dossier
from scoring.signals.rows import AttributionRow, ItemRow, SpanRow
from scoring.tables import SIGNALS

OFFICIALS = ["an official", "a diplomat", "an aide", "a minister's adviser", "a soldier", "an employee"]


def judge(dossier: Dossier, settings: SignalSettings | None = None) -> pl.DataFrame:
    """Return SIGNALS of one dossier."""
    return judge_items([dossier], settings or SignalSettings())


def make(text: str, *sources: str, lang: str | None = "en") -> Dossier:
    """Return an item of 70 words more than `text`, in which each of `sources`, unnamed, says something."""
    rows = [
        AttributionRow(
            "indirect",
            source,
            (Span(place, place + 1),),
            "unnamed_individual",
            cue="said",
            cue_spans=(Span(place, place + 1),),
        )
        for place, source in enumerate(sources)
    ]
    return Dossier(ItemRow("a", text + " The town has a pool." * 14, lang=lang), attributions=tuple(rows))


def test_every_signal_has_a_row_for_every_item() -> None:
    """Whatever is known of an item, the table says so for each code, in the order of the catalogue."""
    frame = judge(make("The pool was closed."))

    assert frame.schema == SIGNALS
    assert frame["code"].unique(maintain_order=True).to_list() == [signal.code for signal in ALL]


def test_no_items_make_an_empty_table() -> None:
    """The schema holds without rows."""
    assert judge_items([], SignalSettings()).schema == SIGNALS


def test_each_finding_costs_down_to_the_floor() -> None:
    """Six unnamed sources cost as much as four; the first unexplained one counts once."""
    frame = judge(make("The pool was closed.", *OFFICIALS))

    assert frame.filter(code="ATT104")["points"].to_list() == [-4.0, -4.0, -4.0, -4.0, 0.0, 0.0]
    assert frame.filter(code="ATT105")["points"].to_list() == [-3.0, 0.0, 0.0, 0.0, 0.0, 0.0]


def test_an_item_without_a_source_is_judged_by_no_other_signal_of_attribution() -> None:
    """One penalty says it all."""
    frame = judge(make("The pool was closed.")).filter(score="attribution")

    assert frame.filter(pl.col("outcome") == "fail")["code"].to_list() == ["ATT102"]
    assert set(frame.filter(pl.col("code").str.starts_with("ATT") & (pl.col("code") != "ATT102"))["outcome"]) == {
        "not_applicable"
    }


def test_a_kind_that_a_signal_passes_over_does_not_apply() -> None:
    """An opinion need not quote anybody."""
    frame = judge(make("Opinion: close the pool\n\nIt leaks.", "an official"))

    assert frame.filter(code="ATT104")["outcome"].to_list() == ["not_applicable"]


def test_a_language_that_is_not_read_is_unknown() -> None:
    """Nothing is held against what cannot be read; what needs no words is judged."""
    frame = judge(make("Басейн закрили.", lang="uk"))

    assert frame.filter(code="ATT102")["outcome"].to_list() == ["unknown"]
    assert frame.filter(code="MET603")["outcome"].to_list() == ["fail"]


def test_what_is_in_another_script_is_not_read_where_nobody_told_its_language() -> None:
    """A check asks no model for the language."""
    words = "Басейн закрили в п'ятницю, бо він протікає, сказав мер. " * 20
    dossier = Dossier(ItemRow("a", words))

    assert not dossier.is_readable
    assert Dossier(ItemRow("a", "Das Becken ist geschlossen.")).is_readable


def test_settings_override_points() -> None:
    """A newsroom weighs for itself."""
    frame = judge(make("The pool was closed.", "an official"), SignalSettings(points={"ATT104": -2}))

    assert frame.filter(code="ATT104")["points"].to_list() == [-2.0]


def test_evidence_is_the_text_of_the_span() -> None:
    """What is quoted is what stands there."""
    dossier = make("The pool was reportedly closed.")
    rows = judge(dossier).drop_nulls("start").iter_rows(named=True)

    assert all(row["evidence"] == dossier.text[row["start"] : row["end"]][:400] for row in rows)


def test_only_what_stands_against_an_item_or_labels_it_has_a_severity() -> None:
    """A pass is no finding of a check."""
    dossier = Dossier(make("Navigation\nThe pool was closed.").item, spans=(SpanRow(Span(0, 10), "furniture"),))
    frame = judge(dossier)

    assert set(frame.filter(outcome="pass").filter(pl.col("code") != "MET604")["severity"]) == {"none"}
