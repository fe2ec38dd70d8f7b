"""Copies of known texts: however many they are, every place is found."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.copies import FEW, Copies

MANY = [f"key-{number:04}" for number in range(FEW + 1)]


def naive(wanted: list[str], text: str) -> set[tuple[int, int, str]]:
    return {(at, at + len(one), one) for one in wanted for at in range(len(text)) if text.startswith(one, at)}


@given(st.lists(st.text("abc", min_size=4, max_size=12)), st.text("abc", max_size=200))
def test_a_text_may_begin_as_another_one_does(wanted: list[str], text: str) -> None:
    wanted += [one[:4] for one in wanted]
    many = set(Copies([*wanted, *MANY]).places(text))
    assert many == naive(wanted, text)
    assert {at for at, _, _ in many} >= {at for at, _, _ in Copies(wanted).places(text)}


def test_few_and_many_find_the_same() -> None:
    text = "key-0001 key-0002key-0040, key-00" * 3
    assert set(Copies(MANY).places(text)) == naive(MANY, text)
    assert set(Copies(MANY[:3]).places(text)) == naive(MANY[:3], text)


def test_nothing_is_known() -> None:
    assert list(Copies([]).places("text")) == []
