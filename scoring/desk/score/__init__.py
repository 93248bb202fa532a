"""`copydesk score`: a few files rated in memory, each with its receipt."""
