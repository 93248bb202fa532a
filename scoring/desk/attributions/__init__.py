"""`copydesk attributions`: who said what in a few files, marked in place."""
