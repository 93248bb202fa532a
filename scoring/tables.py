"""The nouns of the upper floor: one schema a table, one comment a column.

Offsets are code points into the item's original text, half open. Null means unknown, which is a value of its own.

Glossary: an *attribution* is who said what; a *relay* is the medium through which the words reached the item; a
*story* is the items on one event; an *utterance* is one thing said, in however many wordings; a *signal* is one rule's
outcome on one item; a *rating* is what the signals add up to.
"""

import polars as pl

from dedup.tables import schema

SPAN = pl.Struct({"start": pl.UInt32, "end": pl.UInt32})

ATTRIBUTIONS = schema(
    {
        "item": pl.String,
        "kind": pl.String,  # direct, mixed, indirect
        "source": pl.String,  # the source's words; null when there is none
        "source_spans": pl.List(SPAN),
        "source_type": pl.String,  # named_individual, unnamed_individual, named_group, unnamed_group, organisation, document, poll, database
        "source_name": pl.String,  # resolved to its first full mention
        "cue": pl.String,
        "cue_spans": pl.List(SPAN),
        "content_spans": pl.List(SPAN),
        "relay": pl.String,  # the media between speaker and item, outermost first, joined by " > "
        "relay_spans": pl.List(SPAN),
        "relay_type": pl.String,  # outlet, agency, state_media, social_post, document, own_channel
        "is_speech": pl.Boolean,  # false for beliefs, plans, rulings
    }
)

STORIES = schema(
    {
        "story": pl.String,
        "item": pl.String,
        "origin": pl.String,  # item id or "origin:NAME"
        "tests_passed": pl.List(pl.String),  # of independence from the story's other origins
        "tests_failed": pl.List(pl.String),
    }
)

QUOTES = schema(
    {
        "utterance": pl.String,
        "item": pl.String,
        "speaker": pl.String,
        "story": pl.String,
        "variant": pl.String,  # verbatim, trimmed, retranslated, altered, moved
        "start": pl.UInt32,
        "end": pl.UInt32,
        "text": pl.String,
        "similarity": pl.Float32,  # to the utterance's fullest wording
    }
)

SIGNALS = schema(
    {
        "item": pl.String,
        "code": pl.String,
        "outcome": pl.String,  # pass, fail, unknown, not_applicable
        "severity": pl.String,  # error, warning, note, none
        "points": pl.Float32,
        "score": pl.String,  # attribution, sourcing, none
        "start": pl.UInt32,
        "end": pl.UInt32,
        "evidence": pl.String,  # text[start:end]
        "reason": pl.String,  # one sentence
        "other": pl.String,  # the other item concerned
        "other_start": pl.UInt32,
        "other_end": pl.UInt32,
    }
)

RATINGS = schema(
    {
        "item": pl.String,
        "attribution_score": pl.Float32,  # 0-100, or null where no signal applies
        "sourcing_score": pl.Float32,
        "coverage": pl.Float32,  # share of the applicable weight that could be judged
        "reliability": pl.String,  # A-F, of the outlet, from the user's registry
        "credibility": pl.UInt8,  # 1-6, from corroboration alone
        "story": pl.String,
        "n_origins": pl.UInt32,
    }
)
