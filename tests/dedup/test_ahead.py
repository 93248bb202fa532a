"""What is read ahead."""

import threading
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.ahead import read_ahead


@given(st.lists(st.integers()), st.integers(1, 4))
def test_values_come_in_order_and_all(values: list[int], n_ahead: int) -> None:
    """However many are read ahead, nothing is lost, doubled or moved."""
    assert list(read_ahead(values, n_ahead)) == values


def test_another_thread_reads_while_one_is_at_work() -> None:
    """The next value is got before it is asked for, by a thread of its own."""
    is_read = threading.Event()

    def values() -> Iterator[str]:
        yield "first"
        is_read.set()
        yield threading.current_thread().name

    coming = read_ahead(values(), 1)

    assert next(coming) == "first"
    assert is_read.wait(10)
    assert next(coming) != threading.current_thread().name


def test_an_error_comes_when_it_is_its_turn() -> None:
    """What was read before the damage is had first."""

    def values() -> Iterator[int]:
        yield 1
        raise ValueError("damaged")

    coming = read_ahead(values(), 3)

    assert next(coming) == 1
    with pytest.raises(ValueError, match="damaged"):
        next(coming)
