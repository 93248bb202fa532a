"""`copydesk export`: a scan's results in the forms that other programs read, one writer a form.

tables:  jsonl, parquet, csv, sqlite          graphs:   prov-json, graphml, dot, mermaid
ratings: stix, misp                           corpora:  keep, ninjs

A writer takes the results and a place that does not exist yet, and fills it. Same results, same bytes.
"""

from scoring.desk.export.command import export

__all__ = ["export"]
