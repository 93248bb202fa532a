"""Every signal, by hand, in the order of reports."""

from collections.abc import Mapping
from types import MappingProxyType

from scoring.signals import corrections, dates, metadata
from scoring.signals.attribution import anonymity, shares, wording
from scoring.signals.provenance import credits as credited
from scoring.signals.provenance import reprints, stated
from scoring.signals.quotes import printed, wordings
from scoring.signals.signal import Signal
from scoring.signals.sourcing import balance, documents, origins, relays

ALL: tuple[Signal, ...] = (
    shares.claims_attributed,
    shares.no_source,
    shares.sources_named,
    anonymity.anonymous_source,
    anonymity.anonymity_unexplained,
    anonymity.bare_source,
    wording.weasel_group,
    wording.plural_source,
    wording.surname_only,
    anonymity.role_only,
    wording.passive_quote,
    wording.photo_credit,
    wording.loaded_verbs,
    relays.primary_share,
    relays.second_hand,
    relays.relayer_unnamed,
    relays.state_linked,
    relays.affiliation_disclosed,
    origins.independent_origins,
    origins.single_source,
    origins.echo_ratio,
    relays.one_relayer,
    balance.both_sides,
    balance.response_sought,
    documents.document_named,
    origins.source_diversity,
    balance.not_verified,
    balance.hedge_without_source,
    balance.anonymous_opinion,
    origins.citation_loop,
    reprints.declared_reprint,
    reprints.origin_incomplete,
    reprints.origin_contradicted,
    reprints.undeclared_copy,
    reprints.direction_unclear,
    credited.agency_credit,
    credited.vague_credit,
    reprints.credit_lost,
    credited.furniture_line,
    stated.metadata_against_notice,
    reprints.originality,
    wordings.quote_altered,
    wordings.quote_turned,
    wordings.quote_moved,
    wordings.quote_cut,
    printed.unattributed_quote,
    printed.unbalanced_marks,
    printed.quote_repeated,
    dates.date_known,
    dates.weekday_wrong,
    dates.day_unanchored,
    dates.date_impossible,
    dates.copy_before_origin,
    dates.dates_confused,
    metadata.byline,
    metadata.dateline_place,
    metadata.outlet_known,
    metadata.page_parts,
    corrections.correction_note,
    corrections.correction_lost,
    corrections.silent_change,
)
BY_CODE: Mapping[str, Signal] = MappingProxyType({signal.code: signal for signal in ALL})
