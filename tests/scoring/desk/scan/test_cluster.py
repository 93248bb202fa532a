"""What is told where a cluster cannot be had; no cluster is needed for it."""

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dedup.errors import EngineError, ExtraMissingError, SettingsError
from scoring.desk.scan import cluster
from scoring.desk.scan.cluster import require_cluster, telling


@pytest.fixture
def java(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Pretend that PySpark is installed and that Java stands in a folder."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    monkeypatch.setattr(cluster, "find_spec", lambda _name: object())
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def port() -> int:
    """Return a port at which nobody answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found: int = server.getsockname()[1]
    return found


def test_pyspark_that_is_not_installed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the extra that brings it."""
    monkeypatch.setattr(cluster, "find_spec", lambda _name: None)
    with pytest.raises(ExtraMissingError, match=r"copydesk\[spark\]"):
        require_cluster("local[2]")


def test_java_that_is_not_installed_is_named(java: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither on the path nor where JAVA_HOME points."""
    require_cluster("local[2]")
    monkeypatch.setenv("JAVA_HOME", str(java / "elsewhere"))
    with pytest.raises(ExtraMissingError, match="elsewhere: no bin/java there"):
        require_cluster("local[2]")
    monkeypatch.delenv("JAVA_HOME")
    monkeypatch.setenv("PATH", str(java / "elsewhere"))
    with pytest.raises(ExtraMissingError, match="needs Java 17"):
        require_cluster("local[2]")


@pytest.mark.usefixtures("java")
@pytest.mark.parametrize("master", ["host:7077", "http://host:7077", "spark://host", "spark://:7077"])
def test_what_is_no_address_of_a_cluster_is_refused(master: str) -> None:
    """With the form that an address has."""
    with pytest.raises(SettingsError, match="expected"):
        require_cluster(master)


@pytest.mark.usefixtures("java")
def test_a_master_that_does_not_answer_is_told_at_once(port: int) -> None:
    """Spark itself would try for a minute; of several masters one that answers is enough."""
    with pytest.raises(EngineError, match=f"no master answers.*127.0.0.1:{port}.*start it, or correct the address"):
        require_cluster(f"spark://127.0.0.1:{port}")
    with socket.create_server(("127.0.0.1", 0)) as server:
        require_cluster(f"spark://127.0.0.1:{port},127.0.0.1:{server.getsockname()[1]}")


def test_the_command_ends_with_one_line(seeds: Path, tmp_path: Path, port: int) -> None:
    """No traceback, the code of an error, and no results."""
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch()
    command = ["copydesk", "scan", str(seeds), "--engine", "spark", "--master", f"spark://127.0.0.1:{port}"]
    environment = {"JAVA_HOME": str(tmp_path), "PATH": str(Path(sys.executable).parent)}
    ended = subprocess.run(
        [*command, "--out", str(tmp_path / "out")], capture_output=True, text=True, check=False, env=environment
    )

    assert ended.returncode == 2
    assert ended.stderr.startswith("copydesk: --master spark://127.0.0.1")
    assert ended.stderr.count("\n") == 1
    assert not (tmp_path / "out").exists()


def test_a_failure_of_the_cluster_is_told_without_its_stack() -> None:
    """A defect of ours in a worker is none of the cluster's, and passes as it is."""
    pytest.importorskip("pyspark", reason="needs the extra `spark`")
    from py4j.protocol import Py4JError
    from pyspark.errors import PythonException

    stack = (
        "An error occurred while calling o7.collect.\n: org.apache.spark.SparkException: Job aborted.\n\tat a.b(C.java)"
    )
    with (
        pytest.raises(EngineError, match=r"^--master yarn: Spark failed \(Job aborted\.\); the same command"),
        telling("yarn"),
    ):
        raise Py4JError(stack)
    with pytest.raises(PythonException), telling("yarn"):
        raise PythonException("ValueError in a worker")
