"""`copydesk check`: the changed items in, a line for each finding out, and an exit code for hooks."""

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from scoring.desk.check.formats import Form, format_outcome
from scoring.desk.index.command import IndexOption
from scoring.desk.settings import SettingsOption
from scoring.desk.terminal import count

if TYPE_CHECKING:
    from scoring.desk.check.checking import Checked

Severity = Literal["error", "warning", "note"]


def check(
    files: Annotated[list[Path], typer.Argument(help="The changed items, or folders of them.")],
    index: IndexOption = None,
    form: Annotated[Form, typer.Option("--format", help="Form of the results.")] = "text",
    select: Annotated[str, typer.Option(help="Only these codes or families, as in PRV,ATT107.")] = "",
    ignore: Annotated[str, typer.Option(help="Not these codes or families.")] = "",
    fail_on: Annotated[Severity | None, typer.Option(help="Least severity that fails; default: error.")] = None,
    show: Annotated[Severity | None, typer.Option(help="Least severity that is told; default: warning.")] = None,
    baseline: Annotated[
        Path | None, typer.Option(help="Accepted findings; default: .copydesk/baseline.jsonl at the root.")
    ] = None,
    update_baseline: Annotated[bool, typer.Option("--update-baseline", help="Accept what is found now.")] = False,
    since: Annotated[str | None, typer.Option(help="Tell only what is new since this git revision.")] = None,
    no_build: Annotated[bool, typer.Option("--no-build", help="Neither build nor update the index.")] = False,
    fix: Annotated[bool, typer.Option("--fix", help="Write what was read of the items to sidecars.")] = False,
    stats: Annotated[bool, typer.Option("--stats", help="Say how many of each code, and the time.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Do not fail because of findings.")] = False,
    settings: SettingsOption = None,
) -> None:
    """Judge changed items alone, against the archive's index and against each other."""
    from scoring.desk.check.checking import check_files
    from scoring.desk.check.opening import Options
    from scoring.desk.terminal import progress

    options = Options(
        index=index,
        settings=settings,
        select=_codes(select),
        ignore=_codes(ignore),
        fail_on=fail_on,
        show=show,
        baseline=baseline,
        updates_baseline=update_baseline,
        since=since,
        builds=not no_build,
        fixes=fix,
    )
    checked = check_files(files, options, progress)
    write_results(checked, form)
    write_talk(checked, has_stats=stats)
    code = checked.outcome.exit_code(checked.settings.fail_on)
    raise typer.Exit(0 if exit_zero and code == 1 else code)


def _codes(given: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in given.split(",") if code.strip())


def write_results(checked: "Checked", form: Form) -> None:
    """Write the findings to stdout."""
    sys.stdout.write(format_outcome(checked.outcome, form, checked.settings.show))


def write_talk(checked: "Checked", *, has_stats: bool) -> None:
    """Write to stderr what is no finding: notes, what is unused, unread or unverified, and what came and went."""
    outcome = checked.outcome
    lines = [*outcome.notes, *outcome.unverified, *outcome.unreadable]
    lines += [f"{one.source}: {one.code} is excused in {one.item} but not found; remove it" for one in outcome.unused]
    lines += [f"unused decision: {sentence}" for sentence in outcome.unused_decisions]
    lines += [f"wrote {path}" for path in checked.sidecars]
    if checked.update:
        lines += [f"baseline: + {one.item} {one.code} {one.evidence}".rstrip() for one in checked.update.came]
        lines += [f"baseline: - {one.item} {one.code} {one.evidence}".rstrip() for one in checked.update.went]
        n_entries, n_unaudited = len(checked.update.entries), checked.update.n_unaudited
        lines.append(f"baseline: {count(n_entries, 'finding')} accepted, {n_unaudited:,} without a reason")
    if has_stats:
        counts = Counter(finding.code for finding in outcome.findings)
        lines += [f"{code} {n}" for code, n in sorted(counts.items())]
        lines.append(f"{count(outcome.n_items, 'item')} in {outcome.seconds:.2f} s")
    sys.stderr.write("".join(f"copydesk: {line}\n" for line in lines))
