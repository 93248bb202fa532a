"""A session on a Spark cluster, set up for Arrow batches, and what it asks of the workers."""

import os
import sys
import uuid
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, cast

import polars as pl
from pyspark.errors import PythonException
from pyspark.sql import SparkSession

from dedup.engines.spark.shuffles import each
from dedup.errors import EngineError

OPTIONS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(16 << 20),  # packed rows are large: a worker holds a few batches
    "spark.sql.execution.pyspark.udf.faulthandler.enabled": "true",
    "spark.executorEnv.POLARS_MAX_THREADS": "1",  # Spark counts one core a task
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
SCHEDULER = "org.apache.spark.scheduler.TaskSchedulerImpl"  # it alone says that a job waits for workers


def open_session(master: str, options: Mapping[str, str] | None = None) -> SparkSession:
    """Return a session on `master` (local[4], spark://host:7077, yarn); `options` overrule ours.

    Workers run the interpreter that PYSPARK_PYTHON names, by default the path of this one: copydesk is installed there
    as here.
    """
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master).appName("copydesk")
    for name, value in {**OPTIONS, **(options or {})}.items():
        builder = builder.config(name, value)
    session: SparkSession = builder.getOrCreate()
    jvm = cast("Any", session.sparkContext._jvm)  # noqa: SLF001 - no other way to a single logger
    logging = jvm.org.apache.logging.log4j
    logging.core.config.Configurator.setLevel(SCHEDULER, logging.Level.WARN)
    return session


def require_workers(session: SparkSession, folder: Path) -> None:
    """Return if the workers run copydesk and see `folder`.

    Raises:
        EngineError: one of them does not; Spark would say so late, or not at all.
    """
    token = folder.absolute() / f".seen-{uuid.uuid4().hex}"
    token.touch()
    try:
        asked = range(session.sparkContext.defaultParallelism)
        n_blind = each(session, asked, partial(sees, token), "is_seen boolean").where("not is_seen").count()
    except PythonException as error:
        reason = str(error).strip().rsplit("\n", 1)[-1]
        told = "install copydesk[spark] where they run, and name their interpreter by PYSPARK_PYTHON"
        raise EngineError(f"the workers cannot run copydesk ({reason}); {told}") from error
    finally:
        token.unlink(missing_ok=True)
    if n_blind:
        raise EngineError(
            f"{folder}: not every worker sees it; choose an --out on a file system that all of them share"
        )


def sees(token: Path, _number: int) -> pl.DataFrame:
    """Return whether this machine sees a file."""
    return pl.DataFrame({"is_seen": [token.exists()]})
