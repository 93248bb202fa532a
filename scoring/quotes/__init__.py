"""The quote ledger: what one speaker said, in all the wordings in which the corpus prints it.

`collect_quotes` reads a batch's quotes off its attributions, `match_quotes` gathers the wordings of one utterance,
`join_translations` those in two languages, and `wording` tells how one wording differs from another.
"""

from scoring.quotes.collect import SAID, collect_quotes, count_quotes
from scoring.quotes.ledger import match_quotes
from scoring.quotes.translations import join_translations
from scoring.quotes.wording import Wording, compare_wordings

__all__ = ["SAID", "Wording", "collect_quotes", "compare_wordings", "count_quotes", "join_translations", "match_quotes"]
