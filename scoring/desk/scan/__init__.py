"""`copydesk scan`: from a corpus to a folder of tables and a summary."""
