"""`python -m scoring` is `copydesk`."""

from scoring.desk.cli import main

main()
