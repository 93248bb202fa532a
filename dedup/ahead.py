"""What is read ahead: a thread of its own gets the next values of an iterator while one is at work."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Value = TypeVar("Value")


def read_ahead(values: Iterable[Value], n_ahead: int) -> Iterator[Value]:
    """Yield `values`, none of them None, in order; up to `n_ahead` that come next are got, or wait, meanwhile.

    Raises what `values` raise, when it is their turn.

    >>> list(read_ahead(range(3), 2))
    [0, 1, 2]
    """
    reading = iter(values)
    with ThreadPoolExecutor(1) as pool:
        coming = deque(pool.submit(next, reading, None) for _ in range(n_ahead))
        while (value := coming.popleft().result()) is not None:
            coming.append(pool.submit(next, reading, None))
            yield value
