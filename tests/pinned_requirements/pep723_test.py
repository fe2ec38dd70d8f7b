"""unpinned-requirement and its kin in the header of a script (PEP 723)."""

from __future__ import annotations

import json
import random
import re

import pytest

from labcoat.core.packages.code.pep723 import _blocks, read
from labcoat.core.packages.project import forget_projects, project_of
from labcoat.core.packages.requirement import INVALID, SCRIPT, Packages
from labcoat.core.segment import Segment
from tests.pinned_requirements.tables import case, check_flags, check_quiet

RULE = "unpinned-requirement"
CELL = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None}


def header(*lines: str) -> str:
    """A script with this header."""
    return "\n".join(["# /// script", *[f"# {line}" if line else "#" for line in lines], "# ///", "", "import x", ""])


def notebook(source: str) -> str:
    """A notebook with one cell of code."""
    cells = [{**CELL, "source": source.splitlines(keepends=True)}]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, ensure_ascii=False)


FLAGS = [
    case(
        "the example of the specification",
        "script.py",
        header('requires-python = ">=3.11"', "dependencies = [", '  "»requests<3«",', '  "»rich«",', "]"),
    ),
    case("after a shebang", "script.py", "#!/usr/bin/env -S uv run\n" + header('dependencies = ["»httpx«"]')),
    case("on one line, with a pinned one", "run.py", header('dependencies = ["a==1", "»b~=2.0«", "c==2"]')),
    case("extras and marker", "run.py", header("dependencies = ['»torch[x]>=2 ; python_version > \"3.9\"«']")),
    case("empty comment lines", "run.py", header("", "dependencies = [", "", '"»a«",', "]")),
    case("Windows line ends", "run.py", header('dependencies = ["»a«"]').replace("\n", "\r\n")),
    case("letters of more than one byte", "run.py", "# ß 🎉\n" + header('dependencies = ["»a«"]  # é')),
    case("other tables", "run.py", header('dependencies = ["»a«"]', "[tool.x]", 'dependencies = ["b"]')),
    case("a block of another type", "run.py", "# /// pyproject\n# x = 1\n# ///\n\n" + header('dependencies = ["»a«"]')),
    case("in a notebook, for juv", "a.ipynb", notebook(header('dependencies = ["»a«"]')), notebooks=True),
    case(
        "an index of its own is no pin",
        "run.py",
        header('dependencies = ["»a«"]', "[tool.uv.sources]", 'a = { index = "pytorch" }'),
    ),
]
QUIET = [
    case("pinned", "run.py", header('dependencies = ["a==1.2", "b===1"]')),
    case(
        "nothing newer than a day",
        "run.py",
        header('dependencies = ["a"]', "[tool.uv]", 'exclude-newer = "2025-01-01"'),
    ),
    case("no dependencies", "run.py", header('requires-python = ">=3.11"')),
    case("not at the start of the line", "run.py", 'x = """\n  # /// script\n  # dependencies = ["a"]\n  # ///\n"""\n'),
    case("never closed", "run.py", '# /// script\n# dependencies = ["a"]\nimport x\n'),
    case("interrupted", "run.py", '# /// script\n# dependencies = ["a"]\n\n# ///\n'),
    case("no blank after the mark", "run.py", '# /// script\n#dependencies = ["a"]\n# ///\n'),
    case("another type", "run.py", '# /// scripts\n# dependencies = ["a"]\n# ///\n'),
    case("notebooks are not asked for", "a.ipynb", notebook(header('dependencies = ["a"]'))),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


def packages(text: str, path: str = "run.py") -> Packages:
    found = Packages(str(path), project_of(str(path)))
    read(Segment(text, "python"), found)
    return found


def test_where_it_is():
    found = packages(header('dependencies = ["rich>=13,<14"]'))
    rich = found.requirements[0]
    assert (rich.name, rich.level, rich.place) == ("rich", "range", SCRIPT)
    assert (rich.text, rich.specifier) == ("rich>=13,<14", ">=13,<14")
    assert rich.segment.offset + rich.start == header('dependencies = ["rich').rindex("rich")


def test_a_lock_file_beside(tmp_path, monkeypatch):
    forget_projects()
    monkeypatch.chdir(tmp_path)
    (tmp_path / "run.py.lock").write_text("version = 1\n")
    text = header('dependencies = ["a", "b @ git+https://x/y"]')
    assert [made.is_pinned_by for made in packages(text).requirements] == ["run.py.lock"] * 2
    assert [made.is_pinned_by for made in packages(text, "other.py").requirements] == ["", ""]


def test_a_day_pins_no_branch():
    text = header(
        'dependencies = ["a", "b @ git+https://x/y@main"]', "[tool.uv]", 'exclude-newer = "2025-01-01T00:00:00Z"'
    )
    assert [made.is_pinned_by for made in packages(text).requirements] == ["exclude-newer", ""]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["[tool.uv]", 'index-url = "http://a"'], [("index-url", "http://a")]),
        (
            ["[tool.uv]", 'extra-index-url = ["http://a", "b"]'],
            [("extra-index-url", "http://a"), ("extra-index-url", "b")],
        ),
        (["[tool.uv]", 'index-strategy = "unsafe-best-match"'], [("index-strategy", "unsafe-best-match")]),
        (["[tool.uv]", 'prerelease = "allow"'], [("prerelease", "allow")]),
        (["[tool.uv]", 'allow-insecure-host = ["x"]'], [("trusted-host", "x")]),
        (["[[tool.uv.index]]", 'url = "http://a"'], [("extra-index-url", "http://a")]),
        (["[[tool.uv.index]]", 'url = "http://a"', "default = true"], [("index-url", "http://a")]),
        (["[tool.other]", 'index-url = "http://a"'], []),
    ],
)
def test_options(lines, expected):
    found = packages(header("dependencies = []", *lines))
    assert [(option.name, option.value) for option in found.options] == expected
    assert {option.place for option in found.options} <= {SCRIPT}
    assert [option.segment.text[option.value_start : option.value_end] for option in found.options] == [
        value for _, value in expected
    ]


def test_sources():
    lines = ["[tool.uv.sources]", 'My_Lib = { git = "https://github.com/x/y", tag = "v1" }', 'b = { path = "../b" }']
    found = packages(header('dependencies = ["my-lib", "b", "c==1"]', *lines))
    assert [(made.name, made.level, made.form) for made in found.requirements] == [
        ("My_Lib", "compatible", "vcs"),
        ("b", "local", "poetry"),
        ("c", "exact", "pip"),
    ]
    assert {made.place for made in found.requirements} == {SCRIPT}


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (header('dependencies = ["a"', "x = 1"), "x = 1"),
        (header("dependencies = [a]"), "dependencies = [a]"),
        (header("x = 1", "x = 2"), "x = 2"),
        (header('dependencies = ["a\\u0062"]'), "a\\u0062"),
        (header('dependencies = ["not a name!"]'), "not a name!"),
        (header("x = 1") + header("y = 2"), " y = 2"),
    ],
)
def test_what_cannot_be_read_is_said(text, marked):
    (made,) = packages(text).requirements
    assert made.level == INVALID
    assert made.reason
    assert made.text.strip() == marked.strip()


def test_blocks_are_as_long_as_possible():
    text = "# /// script\n# a\n# ///\n# b\n# ///\n# c\nx\n# /// z\n# ///\n# /// t\n# y\n# ///"
    found = list(_blocks(text))
    assert [(name, text[start:end]) for name, (start, end) in found] == [
        ("script", "# a\n# ///\n# b\n"),
        ("z", "# ///\n# /// t\n# y\n"),
    ]


SPECIFICATION = re.compile(r"(?m)^# /// (?P<type>[a-zA-Z0-9-]+)$\s(?P<content>(^#(| .*)$\s)+)^# ///$")


def test_blocks_are_those_of_the_pattern_in_the_specification():
    draw = random.Random(723)
    lines = ["# /// script", "# /// a-1", "# ///", "# /// ", "#///", "# x", "#", "#x", "", "x", " # ///"]
    for _ in range(2000):
        text = "\n".join(draw.choices(lines, weights=[3, 1, 4, 1, 1, 4, 2, 1, 1, 1, 1], k=12)) + "\n"
        expected = [(match["type"], match.span("content")) for match in SPECIFICATION.finditer(text)]
        assert list(_blocks(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "# /// script\n" * 20_000,
        "# /// script\n" + "# x\n" * 50_000,
        "# /// script\n# ///\n" * 20_000,
        header("dependencies = [" + "[" * 3_000 + "]" * 3_000 + "]"),
        header("dependencies = [" + '"a",' * 20_000 + "]"),
        header("x = " + "9" * 5_000),
        header('dependencies = ["\ud800"]'),
    ],
)
def test_hostile_headers_are_read_in_time(text):
    packages(text)
