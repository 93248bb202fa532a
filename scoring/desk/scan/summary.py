"""What `scan` prints: clusters, who reprints whom, stories and their origins, furniture, the best and worst sourced, and more."""

from pathlib import Path
from typing import TYPE_CHECKING

from scoring.desk.terminal import count, shorten, stderr, stdout

if TYPE_CHECKING:
    import polars as pl
    from rich.tree import Tree

    from scoring.desk.run import Run

TOP = 10  # rows of each list; the tables hold them all
NEWS = {"n_new": "new", "n_changed": "changed", "n_same": "unchanged"}


def print_summary(run: "Run", folder: Path) -> None:
    """Print the summary of the scan whose tables stand in `folder`."""
    n_items, n_rejected = run.rows.get("items", 0), run.rows.get("rejected", 0)
    out = stdout()
    out.print(
        f"copydesk {run.version}: {count(n_items, 'item')}, {n_rejected:,} rejected, {run.seconds:,.1f} s; tables in {folder}"
    )
    if run.news:
        _print_news(run.news)
    _print_clusters(folder)
    if run.rows.get("nearest"):
        _print_nearest(folder)
    if run.rows.get("reprints"):
        _print_reprints(folder)
    if run.rows.get("stories"):
        _print_stories(folder)
    if run.rows.get("lines"):
        _print_lines(folder)
    if run.rows.get("ratings"):
        _print_ratings(folder)
    if n_rejected:
        _print_rejected(folder)
    for unused in run.unused_decisions:
        stderr().print(f"unused decision: {shorten(unused, 200)}")


def _print_news(news: dict[str, object]) -> None:
    """Print what is new since the archive's index was brought up to date."""
    if news["hindrance"]:
        stderr().print(f"the archive's index is not used: {news['hindrance']}")
        return
    counts = ", ".join(f"{news[name]:,} {what}" for name, what in NEWS.items())
    stdout().print(f"since the index of {news['updated']}: {counts}; {news['n_gone']:,} gone")


def _print_clusters(folder: Path) -> None:
    import polars as pl

    clusters = _read(folder, "clusters")
    if clusters.is_empty():
        _print_heading("Copies", "none found")
        return
    sizes = clusters.group_by("cluster").len().sort(["len", "cluster"], descending=[True, False])
    _print_heading("Copies", f"{count(clusters.height, 'item')} in {count(sizes.height, 'cluster')}")
    shown = clusters.filter(pl.col("cluster").is_in(sizes.head(TOP)["cluster"].implode()))
    columns = ["item", "outlet", "published", "title"]
    items = pl.scan_parquet(folder / "items.parquet").select(columns)
    named = shown.join(items.filter(pl.col("item").is_in(shown["item"].implode())).collect(), on="item", how="left")
    for cluster, size in sizes.head(TOP).iter_rows():
        stdout().print(_cluster_tree(named.filter(pl.col("cluster") == cluster), size))
    _print_rest(sizes.height, "clusters")


def _cluster_tree(members: "pl.DataFrame", size: int) -> "Tree":
    from rich.tree import Tree

    ordered = members.sort(["role", "similarity", "item"], descending=[False, True, False])
    centre, *others = ordered.iter_rows(named=True)
    tree = Tree(f"{centre['cluster']}  {size} items round {_label(centre)}")
    for row in others[:TOP]:
        tree.add(f"{row['similarity']:.2f}  {_label(row)}")
    if len(others) > TOP:
        tree.add(f"… and {len(others) - TOP:,} more")
    return tree


def _label(row: dict[str, str | None]) -> str:
    about = ", ".join(
        shorten(value, 60) for value in (row["outlet"], (row["published"] or "")[:10], row["title"]) if value
    )
    return f"{shorten(row['item'] or '', 80)}" + (f"  ({about})" if about else "")


def read_nearest(folder: Path) -> "pl.DataFrame":
    """Return the pairs that are nearest to the threshold of a match, by their share."""
    return _read(folder, "nearest").sort("share", "item_a", "item_b")


def _print_nearest(folder: Path) -> None:
    """Print how much of the shorter item is shared by the pairs that are just no match, and those that just are one."""
    _print_heading(
        "Nearest to the threshold", "share of the shorter item; `partial` under [verify] in the settings moves it"
    )
    for row in read_nearest(folder).iter_rows(named=True):
        pair = f"{shorten(row['item_a'], 60)}  {shorten(row['item_b'], 60)}"
        stdout().print(f"  {row['share']:.3f}  {row['relation'] or 'no match':<10}  {pair}")


def _print_reprints(folder: Path) -> None:
    import polars as pl

    reprints = _read(folder, "reprints").sort("origin", "item", "kind")
    hubs = reprints.group_by("origin", "held").len().sort(["len", "origin"], descending=[True, False])
    _print_heading("Reprints", f"{count(reprints.height, 'edge')} to {count(hubs.height, 'origin')}")
    for origin, held, n_edges in hubs.head(TOP).iter_rows():
        from rich.tree import Tree

        status = "" if held else ", not held"
        rest = "rests" if n_edges == 1 else "rest"
        tree = Tree(f"{count(n_edges, 'item')} {rest} on {shorten(origin.removeprefix('origin:'), 80)}{status}")
        edges = reprints.filter((pl.col("origin") == origin) & (pl.col("held") == held))
        for edge in edges.head(TOP).iter_rows(named=True):
            tree.add(_edge_line(edge))
        if edges.height > TOP:
            tree.add(f"… and {edges.height - TOP:,} more")
        stdout().print(tree)
    _print_rest(hubs.height, "origins")


def _edge_line(edge: dict[str, object]) -> str:
    share = f", {edge['share']:.0%} of it" if edge["share"] is not None else ""
    verdict = f", {edge['verdict']}" if edge["verdict"] else ""
    notice = f"\n“{shorten(str(edge['notice']), 140)}”" if edge["notice"] else ""
    reasons = edge["direction_evidence"] if isinstance(edge["direction_evidence"], list) else []
    others = [reason for reason in reasons if not (edge["notice"] and str(edge["notice"]) in reason)]
    because = f"\ndirection {edge['direction']}: {shorten('; '.join(others), 160)}" if others else ""
    return f"{shorten(str(edge['item']), 80)}  {edge['kind']}{share}{verdict}{notice}{because}"


def _print_stories(folder: Path) -> None:
    """Print the stories, those first in which most items rest on fewest origins."""
    import polars as pl
    from rich.tree import Tree

    stories = _read(folder, "stories").sort("story", "origin", "item")
    told = stories.group_by("story").agg(items=pl.col("item").n_unique(), origins=pl.col("origin").n_unique())
    told = told.sort(pl.col("items") - pl.col("origins"), "items", "story", descending=[True, True, False])
    _print_heading(
        "Stories", f"{count(stories['item'].n_unique(), 'item')} in {count(told.height, 'story', 'stories')}"
    )
    for story, n_items, n_origins in told.head(TOP).iter_rows():
        proviso = ", not shown to be independent" if n_origins > 1 else ""
        tree = Tree(f"{count(n_items, 'item')}, {count(n_origins, 'origin')}{proviso}")
        by_origin = stories.filter(pl.col("story") == story).group_by("origin", maintain_order=True).agg("item")
        for origin, items in by_origin.iter_rows():
            held = ", not held" if origin.startswith("origin:") else ""
            branch = tree.add(f"{shorten(origin.removeprefix('origin:'), 80)}{held}")
            for item in [item for item in items if item != origin][:TOP]:
                branch.add(shorten(item, 80))
        stdout().print(tree)
    _print_rest(told.height, "stories")


def _print_lines(folder: Path) -> None:
    lines = _read(folder, "lines").sort(["n_items", "line"], descending=[True, False])
    are = "is" if lines.height == 1 else "are"
    _print_heading("Furniture", f"{count(lines.height, 'line')} that {are} no part of a story")
    for row in lines.head(TOP).iter_rows(named=True):
        owner = f"{shorten(row['owner'], 30)}: " if row["owner"] else ""
        stdout().print(f"  {row['n_items']:>6,} x {row['kind']:<9}  {owner}“{shorten(row['line'], 70)}”")
    _print_rest(lines.height, "lines")


def _print_ratings(folder: Path) -> None:
    import polars as pl

    ratings = _read(folder, "ratings").filter(pl.col("sourcing_score").is_not_null())
    signals = pl.scan_parquet(folder / "signals.parquet").filter(pl.col("points") != 0)
    _print_heading("Sourcing", f"{count(ratings.height, 'item')} rated")
    if ratings.is_empty():
        return
    mean = (pl.col("sourcing_score") + pl.col("attribution_score").fill_null(pl.col("sourcing_score"))) / 2
    ranked = ratings.with_columns(mean=mean).sort(["mean", "item"], descending=[True, False])
    n_shown = min(3, max(1, ranked.height // 2))
    for title, rows, best in (("best", ranked.head(n_shown), True), ("worst", ranked.tail(n_shown).reverse(), False)):
        stdout().print(f"  {title} sourced")
        for row in rows.iter_rows(named=True):
            moved = signals.filter((pl.col("item") == row["item"]) & ((pl.col("points") > 0) == best))
            reasons = moved.sort("points", descending=best).head(3).collect()["reason"].to_list()
            attribution = "-" if row["attribution_score"] is None else f"{row['attribution_score']:.0f}"
            stdout().print(
                f"    {shorten(row['item'], 70)}  attribution {attribution}, sourcing {row['sourcing_score']:.0f}"
            )
            for reason in reasons:
                stdout().print(f"      {shorten(reason, 100)}")


def _print_rejected(folder: Path) -> None:
    rejected = _read(folder, "rejected")
    _print_heading("Rejected", count(rejected.height, "input"))
    for row in rejected.head(TOP).iter_rows(named=True):
        place = "" if row["position"] is None else f", item {row['position']}"
        stdout().print(f"  {shorten(row['path'], 70)}{place}: {shorten(row['reason'], 120)}")
    _print_rest(rejected.height, "rejected inputs")


def _print_heading(name: str, what: str) -> None:
    from rich.text import Text

    stdout().print()
    stdout().print(Text.assemble((name, "bold"), f"  {what}"))


def _print_rest(number: int, what: str) -> None:
    if number > TOP:
        stdout().print(f"  … and {number - TOP:,} more {what}")


def _read(folder: Path, table: str) -> "pl.DataFrame":
    import polars as pl

    return pl.read_parquet(folder / f"{table}.parquet")
