"""The engine for a cluster, by PySpark (the extra `spark`): the local engine's stage functions in tasks of bounded size.

    corpus ─> parts ─ map_items ─> tallies ─ add up by pattern, judge in buckets ─> LINES
    parts, LINES ─ map_items ─> items, spans, credits, dates, sketches
    sketches ─ sort by key, link in ranges ─> pairs ─ gather texts, verify in buckets ─> matches
    matches ─ components ─> buckets ─ complete, cluster, trace ─> MATCHES, CLUSTERS, REPRINTS

Tables are folders of Parquet files that workers read and write themselves; only counts of lines, ids, postings and the
rows that a bucket asks for are shuffled. The driver reads the corpus, and holds LINES, MATCHES, CLUSTERS and REPRINTS
once each: its memory bounds the corpus, not the workers'.
"""

from dedup.engines.spark.engine import SparkEngine
from dedup.engines.spark.session import open_session, require_workers
from dedup.engines.spark.sources import fetch_corpus, is_remote

__all__ = ["SparkEngine", "fetch_corpus", "is_remote", "open_session", "require_workers"]
