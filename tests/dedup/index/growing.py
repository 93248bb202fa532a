"""A writer to be killed: adds items one by one and says after each commit which one it was."""

import sys
from pathlib import Path

from dedup.index import Writer
from tests.dedup.index import worlds


def main() -> None:
    """Add items from number `argv[2]` on to the index `argv[1]`, for ever."""
    path, first = Path(sys.argv[1]), int(sys.argv[2])
    with Writer.opened(path, worlds.SETTINGS) as writer:
        for n in range(first, first + 100_000):
            texts = {f"{n:06}.txt": " ".join(f"w{(n * 7 + k) % 900}" for k in range(60))}
            writer.put(worlds.files_of(texts), worlds.entries(texts))
            if n % 20 == 0:
                writer.pack()
            sys.stdout.write(f"{n:06}.txt\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
