"""PRV310: what the metadata say of the item's origin, beside what the notice says."""

from collections.abc import Iterator

from dedup.names import same_name
from dedup.registry import builtin
from scoring.signals.dossier import Dossier
from scoring.signals.provenance.reprints import STORY, origin_name, own_reprints
from scoring.signals.signal import Example, Finding, not_applicable, present, signal


@signal(
    "PRV310",
    "metadata against notice",
    sense="fault",
    standard="Google, schema.org: canonical and isBasedOn name the original; IPTC infoSources",
    remedy="let the metadata and the notice name one origin",
    fires=[
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            canonical_url="https://highmere-news.example/pool",
        ),
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            metadata=(("is_based_on", "Valley Herald"),),
        ),
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            metadata=(("syndication_source", "https://www.highmere-news.example/pool"),),
        ),
    ],
    silent=[
        STORY,
        Example(
            "This article was originally published by Lowmere Post.\n\n" + STORY,
            outlet="Highmere News",
            canonical_url="https://lowmere.example/pool",
            metadata=(("info_source", "Valley Herald"), ("info_source", "The Lowmere Post")),
        ),
    ],
    reads=False,
)
def metadata_against_notice(dossier: Dossier) -> Iterator[Finding]:
    """Find metadata that lead elsewhere than the notice: a link back to the reprinting outlet, or another origin's name.

    Machines follow the metadata, people the notice, and they end in two places.
    """
    declared = own_reprints(dossier, "declared")
    links, names = _stated_origins(dossier)
    if not declared or not (links or names):
        yield not_applicable("the item has no notice and metadata to compare")
        return
    outlet = dossier.item.outlet or ""
    for row in declared:
        origin = origin_name(row.origin)
        notice = f"the notice names {origin}"
        for host in links:
            if same_name(host.replace("-", " "), outlet) and not same_name(outlet, origin):
                yield present(f"the metadata's link leads to {host}, {notice}", row.notice_span)
        if names and not any(_is_one_outlet(name, origin) for name in names):
            yield present(f"the metadata name {' and '.join(names)}, {notice}", row.notice_span)


def _stated_origins(dossier: Dossier) -> tuple[list[str], list[str]]:
    """Return the hosts and the names by which the metadata give the item's origin, each once."""
    values = [dossier.item.canonical_url or "", *(row.value for row in dossier.metadata)]
    hosts = [value.partition("://")[2].partition("/")[0].removeprefix("www.").rpartition(".")[0] for value in values]
    words = [value.strip() for value, host in zip(values, hosts, strict=True) if not host]
    names = [name for name in words if " " in name or builtin().look_up(name)]  # a lone word may be a code
    return list(dict.fromkeys(filter(None, hosts))), list(dict.fromkeys(names))


def _is_one_outlet(name: str, other: str) -> bool:
    """Return whether two names mean one outlet, by their words or by the gazetteer."""
    known, known_other = builtin().look_up(name), builtin().look_up(other)
    return same_name(name, other) or (known is not None and known == known_other)
