"""`copydesk check`: judge each changed item alone, against the archive's index and against the other changed files.

    files -> neighbours (verified on their files) -> judge -> findings -> suppressions, baseline, since -> formats

`judge` is pure and does all the finding; the rest is about which of its findings are told, and how. The archive's items
are never rewritten: `--fix` writes sidecars.
"""
