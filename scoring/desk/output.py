"""Writing a scan's folder: built beside its place, moved in only when whole."""

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dedup.errors import OutputError

if TYPE_CHECKING:
    import polars as pl

    from scoring.pipeline import Rated

RUN_FILE = "run.json"
KEPT_TABLES = ("items", "metadata", "spans", "credits", "dates", "attributions", "signals", "ratings", "nearest")


@contextmanager
def beside(place: Path) -> Iterator[Path]:
    """Yield an empty folder beside `place`, in which what is to stand there is made whole; it is gone after the block.

    Raises:
        OutputError: the folder of `place` cannot be written, or the disk is full.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(prefix=f".{place.name}-", dir=place.parent))
    except OSError as error:
        raise OutputError(f"{place}: cannot be written ({error.strerror}); choose another place with --out") from error
    try:
        yield scratch
    except OSError as error:
        if error.errno not in {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}:
            raise
        raise OutputError(
            f"{place}: the disk is full ({error.strerror or error}); what stood there before still does: "
            "make room, or choose another place with --out"
        ) from error
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Yield an empty folder beside `folder`; when the block ends without an error it takes the place of `folder`.

    Raises:
        OutputError: `folder` holds something that is not a scan's output, or cannot be written, or the disk is full.
    """
    require_ours(folder)
    with beside(folder) as fresh:
        yield fresh
        (fresh / ".gitignore").write_text("*\n", encoding="utf-8")  # made from the archive, and no part of it
        swap(fresh, folder)


def require_ours(folder: Path) -> None:
    """Raise OutputError when `folder` exists and is neither empty nor an earlier scan's output."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise OutputError(f"{folder}: is a file, expected a folder; choose another place with --out")
    if any(folder.iterdir()) and not (folder / RUN_FILE).is_file():
        raise OutputError(
            f"{folder}: holds files but no {RUN_FILE}, so it is no earlier scan and is left alone; "
            "choose another place with --out"
        )


def write_json(path: Path, content: object) -> None:
    """Write `content` as sorted, indented JSON; readers never meet half a file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    beside.replace(path)


def swap(fresh: Path, folder: Path) -> None:
    """Put the folder `fresh` where `folder` stands, and let others read it."""
    fresh.chmod(0o755)
    if not folder.exists():
        fresh.rename(folder)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{folder.name}-old-", dir=folder.parent))
    folder.rename(old / folder.name)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def write_tables(rated: "Rated", rejected: "pl.DataFrame", folder: Path, parts: Path) -> None:
    """Move the kept tables from `parts` into `folder` and write the others beside them, one Parquet file a table."""
    for name in KEPT_TABLES:
        if (parts / f"{name}.parquet").exists():
            (parts / f"{name}.parquet").rename(folder / f"{name}.parquet")
    frames = {name: getattr(rated.traced, name) for name in ("lines", "matches", "clusters", "reprints")}
    frames |= {"stories": rated.stories, "quotes": rated.quotes, "rejected": rejected}
    for name, frame in frames.items():
        if frame is not None:
            frame.write_parquet(folder / f"{name}.parquet", compression="zstd", compression_level=1, statistics=False)
    shutil.rmtree(parts)
