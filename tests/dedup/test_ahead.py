"""What is read ahead."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedup.ahead import map_ahead, read_ahead


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


def test_results_come_in_the_order_of_the_calls_and_few_wait() -> None:
    """A call that takes longer holds its place, and no more calls are taken up than may be under way."""
    is_late, taken = threading.Event(), list[int]()

    def calls() -> Iterator[tuple[str, tuple[int]]]:
        for number in range(9):
            taken.append(number)
            yield f"call {number}", (number,)

    def work(number: int) -> int:
        if number == 0:
            is_late.wait(10)
        return -number

    with ThreadPoolExecutor(2) as pool:
        coming = map_ahead(pool, work, calls(), 2)
        threading.Timer(0.05, is_late.set).start()

        assert next(coming) == ("call 0", 0)
        assert taken == [0, 1, 2]
        assert list(coming) == [(f"call {number}", -number) for number in range(1, 9)]
