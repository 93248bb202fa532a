"""Ids that are unique in a corpus: the second item of one id is kept as `id#2`, and said to be so."""

from dedup.corpus.survey import File


class Ids:
    """The ids given out so far.

    >>> ids = Ids()
    >>> ids.claim("a"), ids.claim("b"), ids.claim("a"), ids.claim("a")
    ('a', 'b', 'a#2', 'a#3')
    """

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def claim(self, wanted: str) -> str:
        """Return `wanted`, or the first of `wanted#2`, `wanted#3` ... that is free; it is taken from now on."""
        free, nth = wanted, 1
        while free in self._taken:
            nth += 1
            free = f"{wanted}#{nth}"
        self._taken.add(free)
        return free

    def claim_all(self, wanted: list[str]) -> list[str]:
        """Return an id for each of `wanted`, in order; quick where all are free.

        >>> Ids().claim_all(["a", "b", "a"])
        ['a', 'b', 'a#2']
        """
        if self._taken.isdisjoint(wanted):
            n_after = len(self._taken) + len(wanted)
            self._taken.update(wanted)
            if len(self._taken) == n_after:
                return wanted
            self._taken.difference_update(wanted)  # some are alike: one after the other, then
        return [self.claim(id_) for id_ in wanted]


def name_item(file: File, own_id: str | None, position: int, *, is_sole: bool, member: str | None) -> str:
    """Return the id that an item is to have, before duplicates are told apart.

    The sole item of a file has its path. A file of several gives its own ids, behind its path where it stands in a
    folder; without own ids the position stands in. A member of an archive is a file below it.

    >>> name_item(File("news/a.jsonl", "a.jsonl", 1), "7", 0, is_sole=False, member=None)
    'a.jsonl#7'
    >>> name_item(File("a.jsonl", "a.jsonl", 1), "7", 0, is_sole=False, member=None)
    '7'
    """
    return _name(file, member) if is_sole else name_items(file, [own_id], [position], member)[0]


def name_items(file: File, own_ids: list[str | None], positions: list[int], member: str | None) -> list[str]:
    """Return the ids that items of a file of several are to have, as `name_item` gives them.

    >>> name_items(File("a.jsonl", "a.jsonl", 1), ["7", None], [0, 1], member=None)
    ['7', 'a.jsonl#1']
    """
    name = _name(file, member)
    placed = zip(own_ids, positions, strict=True)
    if file.path == file.name and member is None:  # the file stands alone
        return [own_id or f"{name}#{position}" for own_id, position in placed]
    return [f"{name}#{own_id or position}" for own_id, position in placed]


def _name(file: File, member: str | None) -> str:
    return f"{file.name}/{member}" if member else file.name
