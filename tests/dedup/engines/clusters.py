"""A Spark cluster on this machine: a standalone master and its workers, each a process of its own on loopback."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

MEMORY = "1g"  # of a worker: the bound that the engine's tasks are to keep
SECONDS = 120  # to wait for a process to answer
OPTIONS = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.executor.memory": "512m",
    "spark.sql.shuffle.partitions": "4",
}


def snippet_pages() -> list[dict[str, str | int]]:
    """Return items: three stories that hold the same six words in their midst, and one with nothing else.

    The hashes of the words are so high that they leave no fingerprint in a story.
    """
    snippet = "open page home search letter video"
    stories = [[f"word{number}x{i}" for number in range(90)] for i in range(3)]
    texts = {"snippet": snippet}
    texts |= {f"story-{i}": " ".join([*story[:33], snippet, *story[33:]]) for i, story in enumerate(stories)}
    return [{"item": item, "text": text, "n_chars": len(text)} for item, text in texts.items()]


def is_possible() -> bool:
    """Return whether PySpark is installed, and Java to run it."""
    return find_spec("pyspark") is not None and shutil.which("java") is not None


@dataclass(slots=True)
class Cluster:
    """A master and its workers; logs stand in `folder`."""

    folder: Path
    url: str
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def add_worker(self) -> None:
        """Start a worker with one core, and wait until the master knows it."""
        log = self.folder / f"worker-{len(self.workers)}.log"
        options = ["--cores", "1", "--memory", MEMORY, "--work-dir", str(self.folder / log.stem)]
        self.workers.append(_start("worker.Worker", [*options, self.url], log))
        _wait_for(log, "Successfully registered with master")

    def kill_worker(self) -> None:
        """Kill the worker that was started last, with the executor that it runs."""
        _end(self.workers.pop())


@contextmanager
def standalone(folder: Path, n_workers: int) -> Iterator[Cluster]:
    """Yield a cluster, and stop all its processes afterwards."""
    log = folder / "master.log"
    master = _start("master.Master", ["--port", "0"], log)
    cluster = Cluster(folder, "")
    try:
        cluster.url = _wait_for(log, r"Starting Spark master at (spark://\S+)")
        for _ in range(n_workers):
            cluster.add_worker()
        yield cluster
    finally:
        for process in (*cluster.workers, master):
            _end(process)


def _start(name: str, options: list[str], log: Path) -> "subprocess.Popen[bytes]":
    """Start a daemon of Spark's in a session of its own, so that it ends with all that it starts."""
    spec = find_spec("pyspark")
    home = Path(spec.origin or "").parent if spec else Path()
    launcher = str(home / "bin" / "spark-class")
    options = [f"org.apache.spark.deploy.{name}", "--host", "127.0.0.1", "--webui-port", "0", *options]
    environment = os.environ | {"SPARK_LOCAL_IP": "127.0.0.1", "SPARK_HOME": str(home)}
    with log.open("wb") as output:
        return subprocess.Popen(
            [launcher, *options], stdout=output, stderr=output, env=environment, cwd=log.parent, start_new_session=True
        )


def _end(process: "subprocess.Popen[bytes]") -> None:
    """Kill a daemon and its executors, as a power cut would."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _wait_for(log: Path, words: str) -> str:
    """Return what the pattern's group, or all of it, stands for in the log, once it is there."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        found = re.search(words, log.read_text(encoding="utf-8", errors="replace"))
        if found:
            return found[found.re.groups]
        time.sleep(0.2)
    raise TimeoutError(f"{log}: no {words!r} within {SECONDS} s")
