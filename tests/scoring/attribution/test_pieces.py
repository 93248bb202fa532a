"""Pieces of text are worked out once, and their store stays small."""

from scoring.attribution import pieces
from scoring.attribution.pieces import pieces_of


def test_a_piece_is_the_same_whenever_it_is_met() -> None:
    """The blanks before a word belong to the piece, and say nothing of the word."""
    store = pieces_of("en")

    assert store["  Told"] == store["  Told"] == ("told", "P", 1)


def test_long_pieces_are_not_kept() -> None:
    """An item of one endless word leaves nothing behind."""
    store = pieces_of("en")
    endless = "x" * (pieces.MAX_CHARS + 1)

    assert store[endless][0] == endless
    assert endless not in store


def test_a_full_store_starts_anew() -> None:
    """No archive fills the memory with its words."""
    store = pieces_of("en")
    for number in range(pieces.MAX_KEPT + 2):
        _ = store[f"word{number}"]

    assert len(store) <= pieces.MAX_KEPT
