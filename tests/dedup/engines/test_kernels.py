"""Kernels compiled ahead."""

from dedup.engines.kernels import are_compiled, compile_kernels


def test_compiled_kernels_are_known_to_be_cached() -> None:
    """After compiling, the cache holds kernels for the present sources, and the next time is short."""
    compile_kernels()

    assert are_compiled()
    assert compile_kernels() < 30
