"""How the kernels are compiled: without the interpreter's lock, once a machine, kept in the user's cache folder.

A cached function does not notice that one it calls, or a constant, has changed in another file; so the cache has a
folder for each state of all the sources that the kernels are made from.
"""

import hashlib
import pkgutil
import sys
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from typing import Any

UNCALLED = [name for name in ("scipy.linalg", "coverage", "yaml") if name not in sys.modules]

# numba loads them to see whether they are there: 0.4 seconds for what no kernel calls
sys.modules.update(dict.fromkeys(UNCALLED))  # type: ignore[arg-type] # None is Python's own word for "not to be found"
import numba  # noqa: E402
from numba.cpython.unsafe.numbers import trailing_zeros as numba_trailing_zeros  # noqa: E402
from numba.extending import intrinsic as numba_intrinsic  # noqa: E402
from numba.misc.appdirs import AppDirs  # noqa: E402
from numba.np import arraymath  # noqa: E402

for name in UNCALLED:
    del sys.modules[name]
arraymath._HAVE_BLAS = find_spec("scipy") is not None  # noqa: SLF001 - as it would have found

SOURCES = (
    "text/letters.py",
    "text/words.py",
    "text/blocks_kernel.py",
    "text/kernel.py",
    "sketch/minhash.py",
    "sketch/winnowing.py",
    "sketch/kernel.py",
    "candidates/kernel.py",
    "verify/alignment.py",
    "verify/reading.py",
    "verify/measures.py",
    "verify/reading_kernel.py",
    "verify/alignment_kernel.py",
    "verify/measures_kernel.py",
    "verify/kernel.py",
)

config: Any = numba.config
find_folders: Any = AppDirs
trailing_zeros: Any = numba_trailing_zeros
intrinsic: Any = numba_intrinsic
types: Any = numba.types

Function = Callable[..., Any]

inlined = numba.njit(inline="always")
"""Compile a function into those that call it."""


def compiled(function: Function) -> Function:
    """Return `function` compiled at its first call, or taken from the cache; where no cache can be kept, compiled anew."""
    chosen = config.CACHE_DIR
    config.CACHE_DIR = chosen or cache_folder()
    try:
        kernel: Function = numba.njit(nogil=True, cache=True)(function)
    except RuntimeError:  # numba found no folder that it can write to
        kernel = numba.njit(nogil=True)(function)
    finally:
        config.CACHE_DIR = chosen
    return kernel


@cache
def cache_folder() -> str:
    """Return the folder that keeps what is compiled from the present sources.

    >>> cache_folder().rpartition("-")[0].endswith("kernels")
    True
    """
    sources = b"".join(pkgutil.get_data("dedup", path) or b"" for path in SOURCES)
    state = hashlib.sha256(sources).hexdigest()[:12]
    return f"{find_folders('copydesk').user_cache_dir}/kernels-{state}"
