"""Links are gathered into stories round the strongest."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from scoring.stories.groups import MIN_LINK, group_accounts

PAIRS = list(combinations(range(7), 2))


def test_an_account_that_resembles_both_of_two_a_little_joins_them() -> None:
    """What is not enough for either alone is enough for both together."""
    assert group_accounts({(0, 1): 0.3, (0, 2): 0.17, (1, 2): 0.17}) == [{0, 1, 2}]
    assert group_accounts({(0, 1): 0.3, (0, 2): 0.17}) == [{0, 1}]


def test_two_tight_groups_of_one_beat_stay_apart() -> None:
    """What is alike within each counts for more than what is alike across."""
    within = {(0, 1): 0.6, (2, 3): 0.6}
    across = {(left, right): 0.2 for left in (0, 1) for right in (2, 3)}

    assert group_accounts(within | across) == [{0, 1}, {2, 3}]


def test_two_left_over_are_paired_where_nothing_else_is_near() -> None:
    """Each other's nearest by far make a story; nearest among many do not."""
    assert group_accounts({(0, 1): 0.16}) == [{0, 1}]
    assert group_accounts({(0, 1): 0.16, (1, 2): 0.12}) == []


@given(st.dictionaries(st.sampled_from(PAIRS), st.floats(MIN_LINK, 1.0)))
def test_groups_are_disjoint_and_do_not_hang_on_the_order_of_links(links: dict[tuple[int, int], float]) -> None:
    """Every account stands in one group at most, whichever link is read first."""
    groups = group_accounts(links)

    assert sum(map(len, groups)) == len(set().union(*groups))
    assert group_accounts(dict(reversed(links.items()))) == groups
