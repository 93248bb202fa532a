"""Bylines in scripts without capitals."""

import pytest

from dedup.credits.find import read_credits
from dedup.registry import builtin


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("بقلم: سلمى الرفاعي", ["سلمى الرفاعي"]),
        ("بقلم سلمى الرفاعي وكريم الزبيدي", ["سلمى الرفاعي", "كريم الزبيدي"]),
        ("بقلم: محمد وليد", ["محمد وليد"]),
        ("نویسنده: مهرداد نیک‌فر", ["مهرداد نیک‌فر"]),
        ("Автор: Анна Ли", ["Анна Ли"]),
        ("记者：王小明、李华", ["王小明", "李华"]),
        ("نویسنده این کتاب در سال ۱۳۵۰ درگذشت.", []),
        ("Автор: 3 книги.", []),
    ],
)
def test_a_label_gives_the_names_behind_it(line: str, names: list[str]) -> None:
    """The label stands where "By" does; a sentence that opens with the word is none."""
    found = read_credits(f"Title\n{line}\nText of the item.", None, builtin())

    assert names == [credit.name for credit in found if credit.kind == "byline"]
