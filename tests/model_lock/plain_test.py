"""Locks read without a parser of TOML: as the parser reads them, or not at all."""

from __future__ import annotations

import tomli
from hypothesis import given, settings
from hypothesis import strategies as st

from labcoat.core.lockfile.lock import LockedFile, LockedModel
from labcoat.core.lockfile.plain import plain_lock
from labcoat.core.lockfile.writer import lock_text
from tests.model_lock.repo import COMMIT, digest

LINES = [
    "[[model]]",
    "[[model.file]]",
    " [[model]]",
    "[[model]] # a",
    "[model]",
    "version = 1",
    'name = "a"',
    'name = ""',
    'path = "a\\u0041"',
    'path = "a"b"',
    'path = "a" "b"',
    'path = "a" # b',
    "path = 'a'",
    'path = """',
    'path = "é 🤗"',
    'path = "a\tb"',
    'path = "a\x7f"',
    'path="a"',
    'sha265 = "a"',
    "size = 0",
    "size = 01",
    "size = +1",
    "size = -1",
    "size = 1_0",
    "size = 0x1",
    "size = ٣",
    "size = ²",
    "size = 99999999999999999999999",
    "size = ",
    "size",
    "file = 3",
    'file = "a"',
    "model = []",
    'public-key = "a"',
    '"name" = "a"',
    "# é",
    "#\ta",
    "#\x00",
    " ",
    "",
    "<<<<<<< HEAD",
    'format = "a\x85b"',
    'format = "a\u2028b"',
    'format = "a\rb"',
]
ENDS = ["\n", "\r\n", "\r", "\n\n"]


@settings(max_examples=1500, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(LINES), st.sampled_from(ENDS)), max_size=6), st.booleans())
def test_it_is_read_as_by_the_parser_or_not_at_all(lines: list[tuple[str, str]], has_end: bool) -> None:
    text = "".join([line + end for line, end in lines])
    check(text if has_end else text.rstrip("\r\n"))


def test_every_line_alone_and_behind_another() -> None:
    for first in LINES:
        for second in LINES:
            for end in ENDS:
                check(first + end + second)
                check(first + end + second + end)


def check(text: str) -> None:
    plain = plain_lock(text)
    assert plain is None or plain == tomli.loads(text)


def test_what_is_written_is_plain() -> None:
    model = LockedModel("m", "hf:org/m", COMMIT)
    model.files = [LockedFile("m/ü 🤗.pt", digest(b""), 0), LockedFile("m/a.pt", digest(b"a"), 1)]
    text = lock_text([model])
    assert plain_lock(text) == tomli.loads(text)
    assert plain_lock(text.replace("\n", "\r\n")) == tomli.loads(text)
