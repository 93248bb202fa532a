"""Names of the views inside a report, which are its deep links: `#item/...`, `#pair/...+...`, `#story/...`."""

from urllib.parse import quote


def anchor(kind: str, *names: str) -> str:
    """Return the name of the view of `kind` about `names`, as it stands in an id and in a link.

    >>> anchor("pair", "a b.txt", "c.txt")
    'pair/a%20b.txt+c.txt'
    """
    return f"{kind}/" + "+".join(quote(name, safe="/:@!$,;=~") for name in names)


def pair_anchor(a: str, b: str) -> str:
    """Return the name of the view of two items, whatever their order.

    >>> pair_anchor("b", "a")
    'pair/a+b'
    """
    return anchor("pair", *sorted((a, b)))
