"""Strict readers of the two drawing languages: what they cannot read to the last character is an error."""

import re

ID = r'"(?:[^"\\]|\\.)*"|[A-Za-z_]\w*'  # of DOT: quoted, with a backslash before a quote mark, or a plain name
TOKEN = re.compile(rf"\s*(?:({ID})|(->|[\[\]{{}};=,]))", re.DOTALL)
SHAPE = re.compile(r'n\d+(?:\["[^"]*"\]|\(\["[^"]*"\]\))')
ARROW = re.compile(r'(n\d+) (?:-->|---|==>|===|-\.->|-\.-)\|"[^"]*"\| (n\d+)')
LABEL = re.compile(r'"([^"]*)"')
ENTITY = re.compile(r"#(?:\d+|[a-z]+);")
TAG = "<br/>"


def read_dot(text: str) -> tuple[set[str], list[tuple[str, str]]]:
    """Return the nodes and the edges of a digraph of statements `name = value`, `node [...]` and `a -> b [...]`."""
    tokens = _tokens(text)
    assert tokens[:3] == ["digraph", "reprints", "{"]
    assert tokens[-1] == "}"
    nodes, edges = set[str](), list[tuple[str, str]]()
    for statement in _statements(tokens[3:-1]):
        head = statement[: statement.index("[")] if "[" in statement else statement
        _require_attributes(statement[len(head) :])
        match head:
            case [name, "=", value]:
                assert {name, value}.isdisjoint("[]{};=,")
            case [name]:
                nodes.add(_plain(name))
            case [a, "->", b]:
                edges.append((_plain(a), _plain(b)))
            case _:
                raise AssertionError(head)
    return nodes - {"node"}, edges


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    while place < len(text.rstrip()):
        found = TOKEN.match(text, place)
        assert found, text[place : place + 40]
        tokens.append(found[1] or found[2])
        place = found.end()
    return tokens


def _statements(tokens: list[str]) -> list[list[str]]:
    statements: list[list[str]] = [[]]
    for piece in tokens:
        if piece == ";":
            statements.append([])
        else:
            statements[-1].append(piece)
    assert statements[-1] == []
    return statements[:-1]


def _require_attributes(tokens: list[str]) -> None:
    """Hold that `tokens` are nothing, or `[a=b, c=d]`."""
    if tokens:
        assert (tokens[0], tokens[-1]) == ("[", "]")
        pairs = [tokens[start : start + 4] for start in range(1, len(tokens) - 1, 4)]
        assert all(pair[1] == "=" and pair[3:] in (["]"], [","]) for pair in pairs)


def _plain(name: str) -> str:
    """Return what an id stands for: in quotes, only a quote mark is escaped and a backslash is itself."""
    return name[1:-1].replace('\\"', '"') if name.startswith('"') else name


def read_mermaid(text: str) -> tuple[set[str], list[tuple[str, str]]]:
    """Return the nodes and the edges of a flowchart whose every label stands in quotes, free of marks that end it."""
    first, *lines, last = text.split("\n")
    assert (first, last) == ("flowchart RL", "")
    nodes, edges = set[str](), list[tuple[str, str]]()
    for line in lines:
        arrow, shape = ARROW.fullmatch(line.strip()), SHAPE.fullmatch(line.strip())
        assert arrow or shape, line
        for label in LABEL.findall(line):
            assert not re.search(r"[<>`\\#]", ENTITY.sub("", label.replace(TAG, ""))), label
        if arrow:
            edges.append((arrow[1], arrow[2]))
        else:
            nodes.add(line.split("[")[0].split("(")[0].strip())
    assert {end for edge in edges for end in edge} <= nodes
    return nodes, edges
