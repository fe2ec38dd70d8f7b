"""Dockerfiles: instructions, what they run, and exec forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.argv import argv_words
from labcoat.core.dockerfile import instructions, segments
from labcoat.core.segment import Segment
from labcoat.core.settings import settings
from labcoat.core.shell import commands


def read(text: str) -> list[tuple[str, str]]:
    return [(part.keyword, text[part.arguments_start : part.arguments_end]) for part in instructions(text)]


def slices(text: str) -> list[tuple[str, str]]:
    return [(part.language, part.text) for part in segments(Segment(text, "dockerfile"))]


def ran(text: str) -> list[list[str]]:
    return [
        command.values
        for part in segments(Segment(text, "dockerfile"))
        if part.language == "shell"
        for command in commands(part.text)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("FROM python:3.12 AS base\n", [("FROM", "python:3.12 AS base")]),
        ("# c\n\n  from a\n\trun b  \n", [("FROM", "a"), ("RUN", "b")]),
        ("FROM --platform=linux/amd64 a", [("FROM", "a")]),
        ("COPY --from=b:1 --chown=1 /a /b", [("COPY", "/a /b")]),
        ("ONBUILD RUN a\nONBUILD\n", [("RUN", "a")]),
        ("RUN a \\\n  b \\  \n\n# c \\\n  d\nUSER e", [("RUN", "a \\\n  b \\  \n\n# c \\\n  d"), ("USER", "e")]),
        ("RUN a\\\\\nUSER b", [("RUN", "a\\\\"), ("USER", "b")]),
        ("# escape=`\nRUN a `\n  b\nUSER c\\\nUSER d", [("RUN", "a `\n  b"), ("USER", "c\\"), ("USER", "d")]),
        ("# syntax=docker/dockerfile:1\n# escape=`\nRUN a `\nb", [("RUN", "a `\nb")]),
        ("# a\n# escape=`\nRUN a `\nUSER b", [("RUN", "a `"), ("USER", "b")]),
        ("\ufeffFROM a\r\nRUN b \\\r\n c\r\n", [("FROM", "a"), ("RUN", "b \\\r\n c")]),
        ("RUN --mount=type=cache,target=/x \\\n  --network=none a", [("RUN", "a")]),
        ("RUN \\\n  a\n", [("RUN", "a")]),
        ("STOPSIGNAL\nRUN a \\", [("STOPSIGNAL", ""), ("RUN", "a \\")]),
        ("RUN <<EOF\nFROM a\nEOF\nUSER b", [("RUN", "<<EOF"), ("USER", "b")]),
        ("RUN a <<-'X' <<Y\n\tX\nb\nY\nUSER c", [("RUN", "a <<-'X' <<Y"), ("USER", "c")]),
        ("{{ macro }}\nRUN a", [("RUN", "a")]),
        ("", []),
    ],
)
def test_instructions(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RUN pip install a && \\\n    # why\n    b\n", [["pip", "install", "a"], ["b"]]),
        ("RUN pip install \\\n  # torch\n\n  numpy \\\n#x\n  --flag\n", [["pip", "install", "numpy", "--flag"]]),
        ("# escape=`\nRUN a `\n b\n", [["a", "b"]]),
        ("RUN a \\ \n b", [["a", "b"]]),
        ("CMD a b\nENTRYPOINT c\nHEALTHCHECK --interval=5s CMD d e\nHEALTHCHECK NONE\nRUN", [
            ["a", "b"], ["c"], ["d", "e"],
        ]),
        ("RUN [ -f a ] && b\nRUN [[ -f c ]]", [["[", "-f", "a", "]"], ["b"], ["[[", "-f", "c", "]]"]]),
        ("RUN <<EOF bash\na b\nEOF", [["bash"]]),
        ("RUN <<EOF\na \\\n b\n# c\nEOF\n", [["a", "b"]]),
        ("RUN <<EOF\n#!/bin/bash\na\nEOF\n", [["a"]]),
    ],
)  # fmt: skip
def test_what_is_run(text: str, expected: list[list[str]]) -> None:
    assert ran(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('CMD ["python", "--a"]\n', [("argv", '["python", "--a"]')]),
        ("HEALTHCHECK CMD ['a']", [("argv", "['a']")]),
        (
            "ENV A=b C='d e' \\\n  F=g\nARG H=i\nARG J\nLABEL k=l",
            [("shell", "A=b C='d e' \\\n  F=g"), ("shell", "H=i")],
        ),
        ("ENV A  b c", [("ini", "A= b c")]),
        ("COPY <<EOF /x/config.yaml\na: b\nEOF\nCOPY c d", [("yaml", "a: b\n")]),
        ("RUN <<EOF\n#!/usr/bin/env python3\na\nEOF", [("python", "#!/usr/bin/env python3\na\n")]),
        ("RUN python3 - <<EOF\na\nEOF\n", [("shell", "python3 - <<EOF\na\nEOF\n")]),
        ("FROM a\nUSER b\nWORKDIR /c", []),
    ],
)
def test_segments(text: str, expected: list[tuple[str, str]]) -> None:
    assert slices(text) == expected


def test_variables_are_assignments_or_settings() -> None:
    text = "ENV A=b C='d e'\nENV F g h\n"
    assigned, old = segments(Segment(text, "dockerfile"))
    assert [(a.name, a.value) for command in commands(assigned.text) for a in command.assignments] == [
        ("A", "b"),
        ("C", "d e"),
    ]
    (setting,) = settings(old.text, old.language)
    assert (setting.path, setting.value) == (("F",), "g h")
    assert text[old.offset + setting.start : old.offset + setting.end] == "g h"


def test_flags_have_places() -> None:
    text = "COPY --from=a --chown=b  c d"
    (instruction,) = instructions(text)
    assert [text[start:end] for start, end in instruction.flags] == ["--from=a", "--chown=b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('["python", "-m", "x", "--trust-remote-code"]', ["python", "-m", "x", "--trust-remote-code"]),
        ("[python, -m, a b , 'c d' ]", ["python", "-m", "a b", "c d"]),
        ('[sys.executable, "-m", *args, f"--a={b}", r\'c\']', ["sys.executable", "-m", "*args", "--a={b}", "c"]),
        ('("a" "b",\n  # "c"\n "d",)', ["ab", "d"]),
        (r'["a\"b\\c\u0041\n", ""]', ['a"b\\cA\n', ""]),
        ('["a, b", "c]"]', ["a, b", "c]"]),
        ('[["a"], "b"]', ["a", "b"]),
        ('["a\nb", "c', ["a\nb", "c"]),
        ("['a', 'b", ["a", "b"]),
        ("[]", []),
        ("", []),
        ("[a#b, don't, http://c]", ["a#b", "don't", "http://c"]),
    ],
)
def test_argv_words(text: str, expected: list[str]) -> None:
    assert [word.value for word in argv_words(text)] == expected


def test_a_place_inside_an_element_is_found_through_escapes() -> None:
    text = r'["--a=\"b\",trust=True"]'
    (word,) = argv_words(text)
    assert text[word.start : word.end] == r'"--a=\"b\",trust=True"'
    start = word.value.index("trust")
    assert text[word.offset(start) : word.offset(len(word.value))] == "trust=True"


PIECES = [
    *"ab \\\n\r\t'\"`[],#=<&|;$é\ufeff",
    *(
        "RUN ",
        "\nENV ",
        "\nCOPY ",
        "<<EOF",
        "\nEOF\n",
        "# escape=`\n",
        "ONBUILD ",
        "--x=y ",
        "CMD [",
        "HEALTHCHECK CMD ",
    ),
]
HOSTILE = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text())


@given(HOSTILE)
def test_any_text_is_read(text: str) -> None:
    assert_sound(text)


def assert_sound(text: str) -> None:
    end = 0
    for part in instructions(text):
        assert end <= part.start <= part.arguments_start <= part.arguments_end <= part.end <= len(text)
        assert len(part.arguments) == part.arguments_end - part.arguments_start
        end = part.end
    for found in segments(Segment(text, "dockerfile")):
        assert 0 <= found.offset <= found.offset + len(found.text) <= len(text)


@given(HOSTILE)
def test_any_text_has_argv_words(text: str) -> None:
    end = 0
    for word in argv_words(text):
        assert end <= word.start <= word.end <= len(text)
        end = word.end
        assert word.quoted or text[word.start : word.end] == word.value


@given(st.lists(st.text()))
def test_json_lists_come_back(arguments: list[str]) -> None:
    import json

    text = json.dumps(arguments, ensure_ascii=False)
    assert [word.value for word in argv_words(text)] == arguments


@pytest.mark.parametrize(
    "piece",
    [
        "RUN \\\n",
        "\\\n",
        "RUN <<A\n",
        "RUN <<A <<B",
        "ENV a ",
        "# escape=`\n",
        "--a ",
        "RUN --a ",
        "\\",
        '["',
        "[",
        "a ",
    ],
)
def test_hostile_repetition(piece: str) -> None:
    text = "RUN " + piece * 20_000
    assert_sound(text)
    assert argv_words(text) is not None
