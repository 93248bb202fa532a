"""What a scan says while it runs."""

import pytest

from scoring.desk.scan import walk


@pytest.mark.parametrize("are_ready", [False, True])
def test_a_first_run_says_that_it_compiles(
    are_ready: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The wait for the compiler is explained on standard error, and only where there is one."""
    monkeypatch.setattr(walk, "are_compiled", lambda: are_ready)
    walk.tell_compiling()

    assert ("compiling" in capsys.readouterr().err) is not are_ready
