"""JSON with places: the same values and the same refusals as `json`, and every span true."""

from __future__ import annotations

import json
import math
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labcoat.core.raw_offsets import RawOffsets
from labcoat.core.spans import (
    JSONError,
    scan_array,
    scan_key,
    scan_object,
    scan_value,
    skip_space,
    value_of,
)
from tests.notebooks import STYLES, dumps

TEXTS = st.text(st.characters(codec=None), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)
SPACE = st.text(" \t\r\n", max_size=3)

BROKEN = {
    "nothing": ("", 0),
    "no value": ("{", 1),
    "unclosed": ('{"a": 1', 7),
    "unclosed value": ('{"a": [1', 8),
    "no colon": ('{"a" 1}', 5),
    "no value after the colon": ('{"a": }', 6),
    "single quotes": ("{'a': 1}", 1),
    "number for a key": ("{1: 1}", 1),
    "no comma": ('{"a": 1 "b": 2}', 8),
    "trailing comma": ('{"a": 1,}', 8),
    "two commas": ('{"a": 1,, "b": 2}', 8),
    "unclosed key": ('{"a', 1),
    "unclosed string": ('{"a": "b}', 6),
    "raw newline in a string": ('{"a": "b\n"}', 8),
    "raw newline in a key": ('{"a\n": 1}', 3),
    "bad escape": ('{"a": "\\x"}', 7),
    "bad escape in a key": ('{"\\x": 1}', 2),
    "short unicode escape": ('{"a": "\\u12"}', 9),
    "wrong bracket": ('{"a": 1]', 7),
    "word": ('{"a": nul}', 6),
    "other space": ('{"a":\xa01}', 5),
    "inner comma": ('{"a": [1,]}', 9),
}


@pytest.mark.parametrize(("text", "offset"), BROKEN.values(), ids=BROKEN)
def test_broken_objects_are_refused_at_their_place(text, offset):
    with pytest.raises(JSONError) as error:
        scan_object(text, 0)
    assert error.value.reason
    assert abs(error.value.offset - offset) <= 1  # where `json` itself points differs by one between its versions


ODD = {
    "not a number": ('{"a": NaN}', "nan"),
    "infinity": ('{"a": -Infinity}', "-inf"),
    "a key twice": ('{"a": 1, "a": 2}', "2"),
    "escaped key": ('{"\\u0061": 1}', "1"),
    "lone surrogate": ('{"a": "\\ud800"}', "'\\ud800'"),
    "large number": ('{"a": 1e999}', "inf"),
    "space everywhere": (' \t\r\n{ "a"\n:\t1 }', "1"),
}


@pytest.mark.parametrize(("text", "shown"), ODD.values(), ids=ODD)
def test_odd_values(text, shown):
    members, _ = scan_object(text, text.index("{"))
    assert repr(value_of(members, "a")) == shown


def test_members_keep_duplicates_and_their_places():
    text = '{"a": 1, "b": [2], "a": {"a": 3}}'
    members, end = scan_object(text, 0)
    assert [(member.key, text[member.key_start : member.end]) for member in members] == [
        ("a", '"a": 1'),
        ("b", '"b": [2]'),
        ("a", '"a": {"a": 3}'),
    ]
    assert end == len(text)


def test_a_missing_member_has_no_value():
    assert value_of(scan_object("{}", 0)[0], "a") is None


@pytest.mark.parametrize("opening", ["[", '{"a":'])
def test_deep_nesting_is_refused(opening):
    with pytest.raises(JSONError, match="nested too deeply"):
        scan_value("", opening * 200_000, 0)


def test_a_number_python_refuses_is_refused():
    with pytest.raises(JSONError, match="number too long"):
        scan_value("", "1" * 10_000, 0)


def test_errors_are_explained_although_json_is_not_imported():
    script = (
        "import sys; from labcoat.core.spans import *\n"
        "assert 'json' not in sys.modules\n"
        "for text in ('\"\\\\x\"', '\"a'):\n"
        "    for scan in (lambda: scan_value('', text, 0), lambda: scan_key(text, 0)):\n"
        "        try: scan()\n"
        "        except JSONError as error: print(error.reason)\n"
    )
    lines = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.splitlines()
    assert [line.split(" ")[0] for line in lines] == ["Invalid", "Invalid", "Unterminated", "Unterminated"]


def same(left: object, right: object) -> bool:
    return repr(left) == repr(right)  # NaN is not equal to itself


@given(st.dictionaries(TEXTS, VALUES, max_size=5), STYLES, SPACE)
def test_objects_agree_with_json(data, style, space):
    text = space + dumps(data, style) + space
    members, end = scan_object(text, skip_space(text, 0))
    assert same({member.key: member.value for member in members}, json.loads(text))
    assert skip_space(text, end) == len(text)
    for member in members:
        assert same(json.loads(text[member.start : member.end]), member.value)
        assert scan_key(text, member.key_start) == (member.key, member.start)


@given(st.lists(VALUES, max_size=5), STYLES)
def test_arrays_agree_with_json(data, style):
    text = dumps(data, style)
    items, end = scan_array(text, 0)
    assert same([item.value for item in items], json.loads(text))
    assert end == len(text)
    assert all(same(json.loads(text[item.start : item.end]), item.value) for item in items)


FRAGMENTS = st.lists(
    st.sampled_from(
        ['"a"', '"', "\\", "1", "-", "0", "e", ".", ",", ":", "{", "}", "[", "]", " ", "\n", "null", "NaN", "é"]
    )
).map("".join)


@given(FRAGMENTS)
def test_what_json_refuses_is_refused(inside):
    text = "{" + inside + "}"
    try:
        expected = json.loads(text)
    except ValueError:
        with pytest.raises(JSONError):
            assume(scan_object(text, 0)[1] == len(text))
        return
    members, end = scan_object(text, 0)
    assert same({member.key: member.value for member in members}, expected)
    assert end == len(text)


@given(TEXTS.filter(bool), STYLES)
def test_raw_offset_finds_every_character(text, style):
    raw = "  " + dumps(text, style)
    places = RawOffsets(raw, 2)
    starts = [places.offset(index) for index in range(len(text) + 1)]
    shown = [raw[start:end] for start, end in pairwise(starts)]
    assert "".join(shown) == raw[3:-1]
    if not any("\ud800" <= char <= "\udfff" for char in text):
        assert [json.loads(f'"{piece}"') for piece in shown] == list(text)
    assert raw[starts[-1]] == '"'


@given(st.lists(TEXTS.filter(bool), min_size=1), STYLES, st.sampled_from(["", "\n"]))
def test_raw_offset_finds_every_character_of_lines(lines, style, joiner):
    raw = dumps(lines, style)
    items = scan_array(raw, 0)[0]
    at = 0
    for line, item in zip(lines, items, strict=True):
        for index in range(len(line)):
            assert RawOffsets(raw, 0, joiner).offset(at + index) == RawOffsets(raw, item.start).offset(index)
        at += len(line) + len(joiner)
    assert RawOffsets(raw, 0, joiner).offset(at - len(joiner)) == items[-1].end - 1


def test_raw_offset_of_lone_surrogates_that_meet():
    raw = '"\\ud83d\\u0041\\ude00\\ud83d\\ude00\\uD83D\\uDE00x"'
    text = json.loads(raw)
    assert [RawOffsets(raw, 0).offset(index) for index in range(len(text))] == [1, 7, 13, 19, 31, 43]


def test_raw_offset_in_an_array_skips_what_is_no_text():
    raw = '[null, "ab", 3, "cd"]'
    assert [raw[RawOffsets(raw, 0).offset(index)] for index in range(4)] == list("abcd")
    assert RawOffsets("[]", 0).offset(0) == 1
    assert math.isfinite(RawOffsets("[3]", 0).offset(0))
