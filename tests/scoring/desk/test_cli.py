"""The root of the command line: what goes wrong is one line on stderr, or JSON, and the exit code tells it apart."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from scoring.desk import cli


def call(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int | str | None:
    """Return the exit code of `copydesk` with `arguments`."""
    monkeypatch.setattr(sys, "argv", ["copydesk", *arguments])
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    with pytest.raises(SystemExit) as ended:
        cli.main()
    return ended.value.code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nosuch"], "copydesk: No such command 'nosuch'; see `copydesk --help`\n"),
        (["explain"], "copydesk: Missing argument 'code'; see `copydesk explain --help`\n"),
        (["rules", "--format", "xml"], "'xml' is not one of 'text', 'json'; see `copydesk rules --help`\n"),
        (["score", "nosuch.txt"], "copydesk: nosuch.txt: no such file or folder"),
    ],
)
def test_an_error_is_one_line_on_stderr(
    arguments: list[str], told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Errors of usage look like errors of ours, and name the help."""
    assert call(monkeypatch, *arguments) == cli.ERROR
    printed = capsys.readouterr()
    assert told in printed.err
    assert printed.err.count("\n") == 1
    assert not printed.out


@pytest.mark.parametrize("arguments", [["rules", "--nosuch"], ["explain", "ATT999"], ["score", "nosuch.txt"]])
def test_with_json_an_error_is_json(
    arguments: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A program that reads the results reads the errors too, those of usage among them."""
    assert call(monkeypatch, *arguments, "--format", "json") == cli.ERROR
    assert json.loads(capsys.readouterr().err)["schema"] == "copydesk.error/1"


def test_without_arguments_the_help_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing asked is no error."""
    assert call(monkeypatch, "--help") == 0
    helped = capsys.readouterr().out
    assert call(monkeypatch) == 0
    assert capsys.readouterr().out == helped


def test_a_reader_that_has_enough_is_no_finding(tmp_path: Path) -> None:
    """`copydesk ... | head` ends with 0 and in silence, whoever writes: rich or the standard output."""
    (tmp_path / "a.txt").write_text("The pool is closed, mayor Jan Holt said.\n" * 2000, encoding="utf-8")
    for command in (["rules"], ["attributions", "a.txt", "--format", "json"]):
        program = f"import sys; sys.argv[1:] = {command}; from scoring.desk.cli import main; main()"
        with subprocess.Popen(
            [sys.executable, "-c", program], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            process.stdout.close()
            assert process.stderr.read() == b""
        assert process.returncode == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_the_system_denies_is_one_line(tmp_path: Path) -> None:
    """A full disk behind standard output is an error in words, not a trace of calls."""
    program = "import sys; sys.argv[1:] = ['rules']; from scoring.desk.cli import main; main()"
    with Path("/dev/full").open("w") as full:
        run = subprocess.run(
            [sys.executable, "-c", program], cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )

    assert run.returncode == cli.ERROR
    assert run.stderr.startswith("copydesk: standard output: No space left on device")
    assert run.stderr.count("\n") == 1
