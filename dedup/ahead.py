"""Work done ahead of whoever asks for it, by threads or processes; results come in order, and few wait."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from typing import Any, TypeVar

Key = TypeVar("Key")
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


def map_ahead(
    pool: Executor, function: Callable[..., Value], calls: Iterable[tuple[Key, tuple[Any, ...]]], n_ahead: int
) -> Iterator[tuple[Key, Value]]:
    """Yield the key of each call and what `function` makes of its arguments, in order; about `n_ahead` are under way.

    >>> with ThreadPoolExecutor(2) as pool:
    ...     list(map_ahead(pool, pow, [("a", (2, 3)), ("b", (3, 2))], 2))
    [('a', 8), ('b', 9)]
    """
    waiting: deque[tuple[Key, Future[Value]]] = deque()
    for key, arguments in calls:
        waiting.append((key, pool.submit(function, *arguments)))
        if len(waiting) > n_ahead:
            done, future = waiting.popleft()
            yield done, future.result()
    for done, future in waiting:
        yield done, future.result()
