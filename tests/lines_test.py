"""Offsets to lines and columns, as editors count."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.lines import Lines, line_starts

TEXTS = st.text(st.sampled_from("ab\r\n\u2028\x0b\x0c\x85é🙂"), max_size=30)

STARTS = {
    "": [0],
    "a": [0],
    "a\n": [0, 2],
    "\n\n": [0, 1, 2],
    "a\r\nb": [0, 3],
    "a\rb": [0, 2],
    "a\r\r\nb\n\rc": [0, 2, 4, 6, 7],
    "a\x0bb\x0cc\x85d\u2028e\x1cf": [0],
}

PLACES = [
    ("", 0, (1, 1)),
    ("ab", 1, (1, 2)),
    ("ab", 2, (1, 3)),
    ("a\nb", 1, (1, 2)),
    ("a\nb", 2, (2, 1)),
    ("a\r\nb", 1, (1, 2)),
    ("a\r\nb", 2, (1, 3)),
    ("a\r\nb", 3, (2, 1)),
    ("a\rb", 2, (2, 1)),
    ("🙂é\tx", 3, (1, 4)),
    ("a\u2028b", 2, (1, 3)),
]

UNITS = [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 2), ("日本", 2), ("🙂", 2), ("a🙂b", 4), ("\ud83d", 1)]


@pytest.mark.parametrize(("text", "starts"), STARTS.items())
def test_line_starts(text, starts):
    assert line_starts(text) == starts


@pytest.mark.parametrize(("text", "offset", "place"), PLACES)
def test_place(text, offset, place):
    assert Lines(text).place(offset) == place


@pytest.mark.parametrize(("text", "units"), UNITS)
def test_utf16_columns(text, units):
    assert Lines("🙂\n" + text).utf16_column(2 + len(text)) == 1 + units


@given(TEXTS)
def test_utf16_columns_agree_with_utf16(text):
    lines = Lines(text)
    for offset in range(len(text) + 1):
        before = text[lines.starts[lines.place(offset)[0] - 1] : offset]
        assert lines.utf16_column(offset) == 1 + len(before.encode("utf-16-le")) // 2


@given(TEXTS)
def test_places_agree_with_starts(text):
    starts = line_starts(text)
    for offset in range(len(text) + 1):
        line, column = Lines(text).place(offset)
        assert starts[line - 1] + column - 1 == offset
        assert line == len([start for start in starts if start <= offset])


@given(TEXTS)
def test_lines_have_no_line_ends(text):
    for offset in range(len(text) + 1):
        start, end = Lines(text).span(offset)
        assert not {"\r", "\n"} & set(text[start:end])
        assert start <= offset or text[offset - 1 : offset + 1] == "\r\n"
        assert text[end : end + 1] in ("", "\r", "\n")
