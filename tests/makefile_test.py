"""Makefiles: recipes and variables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.makefile import segments
from labcoat.core.segment import Segment
from labcoat.core.settings import settings
from labcoat.core.shell import commands


def slices(text: str) -> list[tuple[str, str]]:
    return [(part.language, part.text) for part in segments(Segment(text, "makefile"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("all: a b\n\t@pip install x\n\t-@ +b\n", [("shell", "pip install x"), ("shell", "b")]),
        ("a:\n\tb \\\n\t  c\n\td\r\n", [("shell", "b \\\n\t  c"), ("shell", "d")]),
        ("a:\n\tb\\\\\n\tc", [("shell", "b\\\\"), ("shell", "c")]),
        ("a: b\n\t# c\n\n\td # e\n# f \\\n g\n", [("shell", "d # e")]),
        ("A := -x  # c\nB = c d#e\n", [("shell", "-x  "), ("shell", "c d")]),
        ("A ?= b\nexport C=d\nE ::= f\nG=\n", [("ini", "A  = b"), ("ini", "C=d"), ("ini", "E   = f")]),
        ("A != b\nB += c \\\n  d\n", [("shell", "b"), ("shell", "c \\\n  d")]),
        ("A := $(shell pip install x)\n", [("shell", "$(      pip install x)")]),
        ("define A\nb c\n\td\nendef\nE = f\n", [("shell", "b c"), ("shell", "\td"), ("ini", "E = f")]),
        (
            "serve port='1':\n    python x\n    @y\nother:\n  z\n",
            [("shell", "python x"), ("shell", "y"), ("shell", "z")],
        ),
        ("ifeq ($(A),b)\n  C := d\nendif\n.PHONY: a\ninclude x.mk\n", [("ini", "C  = d")]),
        ("A := b\n    c d\n", [("ini", "A  = b")]),
        ("a:\n\tb \\", [("shell", "b \\")]),
        ("", []),
    ],
)
def test_segments(text: str, expected: list[tuple[str, str]]) -> None:
    assert slices(text) == expected


def test_every_part_is_where_the_text_says() -> None:
    text = "A := b\nserve:\n\t@TRUST=1 python x \\\n\t\t--flag\n"
    setting_part, recipe = segments(Segment(text, "makefile"))
    (setting,) = settings(setting_part.text, "ini")
    assert (setting.path, setting.value) == (("A",), "b")
    assert text[setting_part.offset + setting.start] == "b"
    (command,) = commands(recipe.text)
    assert command.values == ["python", "x", "--flag"]
    assert [part.name for part in command.assignments] == ["TRUST"]
    flag = command.words[-1]
    assert text[recipe.offset + flag.start : recipe.offset + flag.end] == "--flag"


def test_functions_of_make_are_no_commands() -> None:
    (part,) = segments(Segment("A := $(shell pip install x) $$HOME\n", "makefile"))
    assert ["pip", "install", "x"] in [command.values for command in commands(part.text)]


PIECES = [*"ab \\\n\r\t@-+#=:?!$()é", "\n\t", "define a\n", "endef\n", "a:\n", "$(shell "]


@given(st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text()))
def test_any_text_is_read(text: str) -> None:
    assert_sound(text)


def assert_sound(text: str) -> None:
    end = 0
    for part in segments(Segment(text, "makefile")):
        assert end <= part.offset <= part.offset + len(part.text) <= len(text)
        end = part.offset + len(part.text)


@pytest.mark.parametrize(
    "piece", ["\\\n", "\\", "\t@ ", "a ", "a=", "export ", " ", "define a\n", "#", "a:\n\tb\\\n", "@ "]
)
def test_hostile_repetition(piece: str) -> None:
    assert_sound(piece * 20_000)
    assert_sound("\t" + piece * 20_000)
