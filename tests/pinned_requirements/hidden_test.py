"""hidden-requirement: what pip reads and nobody sees; and the encodings of requirements files."""

from __future__ import annotations

import codecs
import time

import pytest

from labcoat.core.document import requirements_encoding
from tests.pinned_requirements.tables import case, check_flags, check_quiet, reported

RULE = "hidden-requirement"
HASH = f"--hash=sha256:{'a' * 64}"
BREAKS = "\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"

FLAGS = [
    # ends of lines that few editors know
    *[case(f"U+{ord(char):04X} in a comment", "requirements.txt", f"# ok{char}»evil==1«\n") for char in BREAKS],
    case("behind a requirement", "requirements.txt", "numpy==1\u2028»evil==2«\nscipy==1\n"),
    case("behind blanks", "requirements.txt", "# ok \u2028 \t»evil==2«  # more\n"),
    case("two of them", "requirements.txt", "# ok\x85»evil«\x85»worse«\r\n"),
    case("after a comment of its own", "requirements.txt", "# a\u2028# b\u2028»evil«\n"),
    case("an option", "requirements.txt", "numpy==1  # \u2028»--extra-index-url https://a.example/simple«\n"),
    case("another file", "requirements.txt", "# x\x0b»-r other.txt«\n"),
    case("in a line that goes on", "requirements.txt", f"»numpy==1 \\\u2028{HASH}«\n"),
    case("in constraints", "constraints.txt", "# ok\u2028»evil==1«\n"),
    # comments that go on
    case("a comment that goes on", "requirements.txt", "numpy==1 # note \\\n»pandas==2«\nscipy==1\n"),
    case("a path of Windows", "requirements.txt", "numpy==1  # see C:\\temp\\\r\n»pandas==2«\r\n"),
    case("a hash in the comment", "requirements.txt", f"numpy==1  # via x \\\n    »{HASH}«\n"),
    case("several lines", "requirements.txt", "a==1 # x \\\n»b==1 \\«\nc==1\n"),
    case("over blank lines of backslashes", "requirements.txt", "a==1 # x \\\n\\\n»c==1«\n"),
    case("an option with a comment", "requirements.txt", "--pre # x\\\n»c==1«\n"),
    # what is not shown, what turns, what looks alike
    case("no width", "requirements.txt", "»num\u200bpy==1«\n"),
    case("a mark in the middle of the file", "requirements.txt", "numpy==1\n»\ufeffscipy==1«\n"),
    case("a soft hyphen", "requirements.txt", "»scikit\u00ad-learn==1«\n"),
    case("turned", "requirements.txt", "»numpy\u202e1==1«\n"),
    case("turned behind a comment", "requirements.txt", "»numpy==1«  # \u202e 2==yppmun\n"),
    case("an address", "requirements.txt", "»x @ https://a.example/x\u200b-1.whl«\n"),
    case("Cyrillic in a name", "requirements.txt", "»r\u0435quests==1«\n"),
    case("Greek, no version", "requirements.txt", "»n\u03c5mpy«\n"),
    case("nothing else", "requirements.txt", "»\u0455\u0441\u0456\u0440\u0443==1«\n"),
    case("full-width", "requirements.txt", "»\uff4eumpy[x]>=1«\n"),
]

PROSE = "Für den Kurs:\x0cZuerst ein Laptop.\nund ein Buch\nund ein Heft\nund ein Stift\nund nun los\n"

QUIET = [
    case("form feeds between sections", "requirements.txt", "\x0c\n# a\nnumpy==1\x0c\n\x0cscipy==1\n"),
    case("in a comment with nothing behind", "requirements.txt", "# a\u2028# b\u2028  \nnumpy==1\n"),
    case("old Mac line ends", "requirements.txt", "numpy==1\r# ok\rscipy==1\r"),
    case("the end of the file", "requirements.txt", "numpy==1\nscipy==1\u2028"),
    case("a comment line is not joined", "requirements.txt", "# note \\\npandas==2\n"),
    case("a comment goes on to a comment", "requirements.txt", "numpy==1 # a \\\n# b\npandas==1\n"),
    case("to a blank line", "requirements.txt", "numpy==1 # a \\\n\npandas==1\n"),
    case("to the end", "requirements.txt", "numpy==1 # a \\"),
    case(
        "as pip-compile writes", "requirements.txt", f"numpy==1 \\\n    {HASH} \\\n    {HASH}\n    # via\n    #   x\n"
    ),
    case("a comment between", "requirements.txt", "numpy==1 \\\n  # c \\\npandas==1\n"),
    case(
        "other scripts in comments",
        "requirements.txt",
        "# für Ärzte, для чего, 数据, \u200fעברית\u200f\nnumpy==1  # 数据\n",
    ),
    case("emoji", "requirements.txt", "# 👩\u200d🔬\nnumpy==1  # 👩\u200d🔬 \u2764\ufe0f\n"),
    case("a sentence", "requirements.txt", "Это требования\nКонечно\ncafé crème\n"),
    case("sentences with form feeds", "requirements.txt", PROSE),
    case("a path with an accent", "requirements.txt", "./données\nlib/été-1.whl\n"),
    case("a mark at the start", "requirements.txt", "\ufeffnumpy==1\n"),
    case("utf-8 is said", "requirements.txt", "# -*- coding: utf-8 -*-\nnumpy==1  # é\n"),
    case("a package about coding", "requirements.txt", "# encoding\ncoding==1\n"),
    case("another file", "notes.txt", "# coding: utf-7\n# ok\u2028evil==1\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)


def only(data: str | bytes):
    [finding] = [finding for finding in reported("requirements.txt", data) if finding.rule == RULE]
    return finding


@pytest.mark.parametrize(
    ("text", "severity", "message"),
    [
        ("# a\u2028b==1", "critical", "hidden from view: U+2028 is the end of a line to pip, and to few editors"),
        (
            "a==1 # x\\\nb==1",
            "high",
            "pip never reads this line: the comment above it ends in a backslash and goes on here",
        ),
        ("x\u200b==1", "high", "U+200B, which is not shown, is in this requirement"),
        ("./a\u200bb", "critical", "U+200B, which is not shown, is in this requirement"),
        ("x\u202e==1", "critical", "U+202E turns the direction of text: this is not what pip reads"),
        ("\u0430bc==1", "high", "U+0430 in this name only looks like a letter of ASCII"),
    ],
)
def test_what_is_said(text, severity, message):
    assert (only(f"{text}\n").severity, only(f"{text}\n").message) == (severity, message)


# --- encodings


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"# coding: utf-7\n+AGUAdgBpAGw-==1\n", ["`evil`"]),
        (b"# coding: utf-7\nnumpy==1\n# all is well +AAo-evil==1\n", ["`evil`"]),
        (b"# coding=unicode_escape\n# all is well \\nevil==1\\n--pre\n", ["`evil`", "`--pre`"]),
        (b"#\xc2\xa0x\n# vim: set fileencoding=utf_7 :\n+AGUAdgBpAGw-==1\n".replace(b"\xc2\xa0", b" "), ["`evil`"]),
        (b"# coding: utf-7\n" + b"".join([b"+AGUAdgBpAGw-%d==1\n" % n for n in range(9)]), ["`evil0`", "`evil4` …"]),
        (b"# coding: utf-7\nnumpy==1\n", []),  # nothing yet
    ],
)
def test_an_encoding_in_which_ascii_means_something_else(data, names):
    finding = only(data)
    assert (finding.line, finding.severity) == (data.count(b"\n", 0, data.index(b"coding")) + 1, "critical")
    assert all(name in finding.message for name in names)
    assert ("in it" in finding.message) == bool(names)
    assert "unreadable-file" in {found.rule for found in reported("requirements.txt", data)}


@pytest.mark.parametrize(
    "data",
    [
        b"# coding: no-such-codec\nnumpy==1\n",  # pip cannot read it, and nor can we
        b"# coding: rot13\nnumpy==1\n",
        b"numpy==1  # caf\xe9\n",
    ],
)
def test_what_pip_cannot_read_either(data):
    assert "unreadable-file" in {finding.rule for finding in reported("requirements.txt", data)}
    assert RULE not in {finding.rule for finding in reported("requirements.txt", data)}


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (b"# coding: latin-1", "latin-1"),
        (b"#!x\n# -*- coding:   cp1252 -*-\n", "cp1252"),
        (b"numpy==1\n# coding=latin-1\n", "latin-1"),
        (b"\n\n# coding: latin-1\n", ""),
        (b" # coding: latin-1\n", ""),  # pip wants the `#` first
        (b"# coding\n", ""),
        (b"# coding:\x0butf-7\n", "utf-7"),
        (b"", ""),
    ],
)
def test_what_pip_takes_for_an_encoding(data, encoding):
    assert requirements_encoding(data) == encoding


MISSPELLED = "numpy==1  # é\n»reqeusts==2«\n"


@pytest.mark.parametrize(
    ("head", "encoding", "bom"),
    [
        ("", "utf-8", codecs.BOM_UTF8),
        ("", "utf-16-le", codecs.BOM_UTF16_LE),  # PowerShell's `pip freeze > requirements.txt`
        ("", "utf-16-be", codecs.BOM_UTF16_BE),
        ("", "utf-32-le", codecs.BOM_UTF32_LE),
        ("# coding: latin-1\n", "latin-1", b""),
        ("#\n# -*- coding: cp1252 -*-\n", "cp1252", b""),
        ("# coding: shift_jis\n", "utf-8", codecs.BOM_UTF8),  # the mark counts
    ],
)
def test_places_are_right_in_every_encoding(head, encoding, bom):
    text = head + MISSPELLED.replace("»", "").replace("«", "")
    [finding] = reported("requirements.txt", bom + text.encode(encoding))
    assert (finding.rule, finding.line, finding.column) == ("misspelled-package", 2 + head.count("\n"), 1)
    assert finding.end_column == 12


@pytest.mark.parametrize("part", ["\u2028x", "# \\\n", "x # \\\n", "\x0c", "\u200b", "x\u202e\n"])
def test_time_is_linear(part):
    def seconds(count: int) -> float:
        start = time.process_time()
        reported("requirements.txt", part * count)
        return time.process_time() - start

    seconds(10)
    assert seconds(4_000) < 40 * seconds(400) + 0.5
