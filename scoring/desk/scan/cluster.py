"""What a scan asks of a Spark cluster before anything starts there, and how a failure is told: each as one line."""

import os
import re
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from dedup.errors import EngineError, ExtraMissingError, SettingsError

MASTERS = ("local", "spark://", "k8s://", "yarn")  # what Spark takes for a cluster
SECONDS = 10  # for a master to answer; Spark itself tries for a minute, and then stops without a reason
MAX_REASON_CHARS = 300
_JAVA_REASON = re.compile(r"^: (?:[\w$]{1,60}\.){0,9}[\w$]{1,60}: (.{1,2000})$", re.MULTILINE)


def require_cluster(master: str) -> None:
    """Return if all is there that a session on `master` needs from this machine.

    Raises:
        ExtraMissingError: PySpark or Java is not installed.
        SettingsError: `master` is no address of a cluster.
        EngineError: no master answers at a `spark://` address.
    """
    if find_spec("pyspark") is None:
        raise ExtraMissingError("--engine spark needs PySpark: pip install 'copydesk[spark]', and Java 17")
    if not master.startswith(MASTERS):
        raise SettingsError(f"--master {master}: expected an address that begins with {', '.join(MASTERS)}")
    _require_java()
    if master.startswith("spark://"):
        _require_answer(master)


@contextmanager
def telling(master: str) -> Iterator[None]:
    """Tell a failure of the cluster as an error of ours; defects of ours in its workers pass as they are.

    Raises:
        EngineError: the session did not start, or a job on it failed for good.
    """
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException, PythonException

    try:
        yield
    except PythonException:
        raise
    except (Py4JError, PySparkException) as error:
        go_on = "the same command goes on from the steps that are whole"
        raise EngineError(f"--master {master}: Spark failed ({reason_of(error)}); {go_on}") from error


def reason_of(error: Exception) -> str:
    r"""Return in one line what Spark says, without Java's stack.

    >>> reason_of(Exception("An error occurred while calling o42.collect.\n: org.apache.SparkException: No disk.\n\tat x"))
    'No disk.'
    """
    words = str(error).strip()
    found = _JAVA_REASON.search(words)
    return (found[1] if found else words.split("\n", 1)[0])[:MAX_REASON_CHARS]


def _require_java() -> None:
    home = os.environ.get("JAVA_HOME")
    if home and not Path(home, "bin", "java").is_file():
        raise ExtraMissingError(f"JAVA_HOME={home}: no bin/java there; point it at Java 17 or newer, or unset it")
    if not home and shutil.which("java") is None:
        raise ExtraMissingError(
            "--engine spark needs Java 17 or newer: install it (`openjdk-17-jre-headless`), or set JAVA_HOME"
        )


def _require_answer(master: str) -> None:
    """Raise EngineError unless one of the masters of `spark://HOST:PORT,HOST:PORT` answers."""
    failures = []
    for address in master.removeprefix("spark://").split(","):
        host, _, port = address.rpartition(":")
        if not host or not port.isdigit():
            raise SettingsError(f"--master {master}: expected spark://HOST:PORT, as the master's log has it")
        try:
            socket.create_connection((host, int(port)), timeout=SECONDS).close()
        except (OSError, OverflowError) as error:
            failures.append(f"{address}: {error}")
        else:
            return
    raise EngineError(f"--master {master}: no master answers ({'; '.join(failures)}); start it, or correct the address")
