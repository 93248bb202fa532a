"""`copydesk report`: a scan as one HTML page, for people who look rather than read.

    Results ─> archive ─> tree, outlet map, pair and item pages, weak spots ─> press ─> views ─> page: a file, or a folder

The page needs no server, no network and no script: every view is a section that its link makes visible. The script adds
search and filters. News text is hostile until `visible`, and the page forbids everything that is not its own.
"""

from scoring.desk.report.command import report

__all__ = ["report"]
