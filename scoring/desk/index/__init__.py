"""`copydesk index`: the archive's index kept up to date and asked; `check` reads it through this room too."""
