"""A summary for a pull request or a job page: one table."""

from scoring.desk.check.outcome import Outcome
from scoring.desk.terminal import count, shorten


def as_markdown(outcome: Outcome, show: str) -> str:
    """Return the findings as a table.

    >>> print(as_markdown(Outcome((), 3, 0.1), "warning"), end="")
    No findings in 3 items.
    """
    told = outcome.told(show)
    if not told:
        return f"No findings in {count(outcome.n_items, 'item')}.\n"
    head = f"{count(len(told), 'finding')} in {count(outcome.n_items, 'item')}."
    lines = [head, "", "| where | rule | finding |", "|---|---|---|"]
    lines += [f"| `{_cell(str(one.place))}` | {one.code} | {_cell(one.message)} |" for one in told]
    return "".join(f"{line}\n" for line in lines)


def _cell(text: str) -> str:
    """Return `text` so that it stays in its cell and means no markup."""
    escaped = shorten(text, 300).replace("\\", "\\\\").replace("|", "\\|").replace("`", "'")
    return escaped.replace("<", "&lt;").replace(">", "&gt;")
