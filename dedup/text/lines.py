"""Cut a text into its lines."""

from dedup.tables import Span


def lines(text: str) -> list[Span]:
    r"""Return the non-empty lines in order, white space round each left out.

    A line ends where `str.splitlines` ends it.

    >>> lines("One\n\n  two \r\n")
    [Span(start=0, end=3), Span(start=7, end=10)]
    """
    found = []
    offset = 0
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = offset + len(line) - len(line.lstrip())
            found.append(Span(start, start + len(bare)))
        offset += len(line)
    return found
