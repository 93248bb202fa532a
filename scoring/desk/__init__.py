"""Where people come in: the command line, the pre-commit check, the report, the exports."""
