"""Who said what, through whom: from an item's text to its attributions.

    text -> tokens, sentences, quotes -> cues -> drafts: source, cue, content -> quotes joined -> relays, source types, names
            `reading`                   `cues`  `drafts`, `complements`, `sources` `speech`       `relays`, `source_types`, `referents`

Rules over a shallow reading: every step is linear in the tokens of a sentence. The words stand in `dedup.lexicon`.
"""

from scoring.attribution.attribution import Attribution, attribute
from scoring.attribution.batch import find_attributions, masked_spans

__all__ = ["Attribution", "attribute", "find_attributions", "masked_spans"]
