"""Where an item says it came from: items and their marked lines in, CREDITS out.

An item gives its origin in few places: in bylines and datelines at its head (`bylines`, `labels`, `datelines`, `features`), in
notices and copyright lines (`notices`), under its pictures (`photos`), and in its last words (`tags`, `sign_offs`).
Each reader knows one of them; all read names with the registry.
"""

from dedup.credits.find import credit_spans, find_credits
from dedup.credits.outlets import name_outlets

__all__ = ["credit_spans", "find_credits", "name_outlets"]
