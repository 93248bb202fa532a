"""A session on a Spark cluster, set up for Arrow batches and for tables that are sorted rather than held."""

import os
import sys
from collections.abc import Mapping

from pyspark.sql import SparkSession

OPTIONS = {
    "spark.sql.execution.arrow.maxRecordsPerBatch": "20000",
    "spark.sql.execution.arrow.maxBytesPerBatch": str(16 << 20),  # packed rows are large: a worker holds a few batches
    "spark.sql.execution.pyspark.udf.faulthandler.enabled": "true",
    "spark.executorEnv.POLARS_MAX_THREADS": "1",  # Spark counts one core a task
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}


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
    return session
