"""What labcoat says about files and cells that it cannot read, about idle ignores, and when it says nothing."""

from __future__ import annotations

import json

import pytest

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.document import MOST_PROBLEMS
from labcoat.core.families import load_rules
from tests.cases import found, marked, notebook

SWITCH = "load('m', trust_remote_code=True)\n"
IGNORE = "labcoat: ignore"


def case(name: str, path: str, text: str):
    return pytest.param(path, text, id=name)


def kernel(language: str, source: str) -> str:
    return notebook(source, language_info={"name": language}, kernelspec={"language": language, "name": language})


def tagged(source: str, *tags: str) -> str:
    data = json.loads(notebook(source, SWITCH))
    data["cells"][0]["metadata"]["tags"] = list(tags)
    return json.dumps(data, indent=1)


UNREADABLE_FLAGS = [
    case("empty notebook", "a.ipynb", "»"),
    case("no notebook", "a.ipynb", "»[1, 2]"),
    case("truncated notebook", "a.ipynb", '{"cells": [{"cell_type"»'),
    case("merge conflict", "a.ipynb", '{\n»<<<<<<< HEAD\n "cells": []\n=======\n>>>>>>> b\n}\n'),
    case("nested deeply", "a.ipynb", '{"cells": [»' + "[" * 100_000),
    case("Python that does not parse", "a.py", f"{SWITCH}»def f(:\n"),
]
UNREADABLE_QUIET = [
    case("notebook", "a.ipynb", notebook("x = 1")),
    case("notebook without cells", "a.ipynb", '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'),
    case("Python", "a.py", SWITCH),
    case("broken Python that no rule needs to read", "a.py", "def f(:\n"),
    case("broken Python with a word of configurations", "a.py", "_target_ = 'a'\ndef f(:\n"),
    case("template of Python", "a.py.jinja", "{% if x %}\n" + SWITCH + "{% endif %}\n"),
    case("empty file", "a.py", ""),
    case("binary file", "a.bin", "\0\1\2"),
]
UNPARSED_FLAGS = [
    case("Python 2", "a.ipynb", notebook(SWITCH, "»print 'x'")),
    case("unfinished", "a.ipynb", notebook("»def f(", SWITCH)),
    case("R", "a.ipynb", kernel("R", "»f(trust_remote_code = TRUE)")),
    case("Julia", "a.ipynb", kernel("julia", "»f(trust_remote_code=true)")),
]
UNPARSED_QUIET = [
    case("magics", "a.ipynb", notebook("%matplotlib inline\n!ls\nx = !ls\nprint?\n%%time", SWITCH)),
    case("await", "a.ipynb", notebook("await f()", SWITCH)),
    case("bash", "a.ipynb", notebook("%%bash\nfor x in *; do echo $x; done", SWITCH)),
    case("HTML", "a.ipynb", notebook("%%html\n<b>x</b>", SWITCH)),
    case("Markdown", "a.ipynb", notebook("[markdown] print 'x'", SWITCH)),
    case("no rule has anything to look for", "a.ipynb", notebook("print 'x'")),
    case("R without a keyword", "a.ipynb", kernel("R", "f(x <- 1)")),
    case("accepted by a tag", "a.ipynb", tagged("print 'x'", "labcoat:ignore=unparsed-cell")),
]
UNUSED_FLAGS = [
    case("no finding", "a.py", f"x = 1  # »{IGNORE}[trust-remote-code] was needed once\n"),
    case("other rule", "a.py", f"{SWITCH[:-1]}  # »{IGNORE}[torch-hub-trust-repo]\n"),
    case("no name", "a.py", f"{SWITCH[:-1]}  # »{IGNORE}\n"),
    case("unknown name", "a.py", f"{SWITCH[:-1]}  # »{IGNORE}[E501]\n"),
    case("in a cell", "a.ipynb", notebook(f"x = 1  # »{IGNORE}[remote-code]")),
]
UNUSED_QUIET = [
    case("needed", "a.py", f"{SWITCH[:-1]}  # {IGNORE}[trust-remote-code] ours\n"),
    case("needed on the line below", "a.py", f"# {IGNORE}[remote-code]\n{SWITCH}"),
    case("no comment", "a.py", f"x = '{IGNORE}[trust-remote-code]'\n"),
    case("of other programs", "a.py", "x = 1  # noqa # type: ignore[x]\n"),
]


def places(path: str, text: str, rule: str) -> list[tuple[int, int]]:
    """Line and column in the file of what the rule says."""
    arguments = Arguments()
    arguments.pedantic = True
    checker = Checker(load_rules(), arguments, lambda config: None)
    checker.check_bytes(path, text.encode())
    assert checker.outcome.errors == []
    return [(found.raw_line, found.raw_column) for found in checker.outcome.findings if found.rule == rule]


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        pytest.param(rule, *flagged.values, id=f"{rule}-{flagged.id}")
        for rule, table in (
            ("unreadable-file", UNREADABLE_FLAGS),
            ("unparsed-cell", UNPARSED_FLAGS),
            ("unused-ignore", UNUSED_FLAGS),
        )
        for flagged in table
    ],
)
def test_flags(rule: str, path: str, text: str) -> None:
    plain, expected = marked(text.replace("\\u00bb", "»"))
    assert places(path, plain, rule) == expected


@pytest.mark.parametrize(
    ("rule", "path", "text"),
    [
        pytest.param(rule, *quiet.values, id=f"{rule}-{quiet.id}")
        for rule, table in (
            ("unreadable-file", UNREADABLE_QUIET),
            ("unparsed-cell", UNPARSED_QUIET),
            ("unused-ignore", UNUSED_QUIET),
        )
        for quiet in table
    ],
)
def test_stays_quiet(rule: str, path: str, text: str) -> None:
    assert places(path, text, rule) == []


def test_a_flood_of_broken_cells_is_counted() -> None:
    findings = found("a.ipynb", b'{"cells": [' + b", ".join([b"{}"] * (MOST_PROBLEMS + 900)) + b"]}")
    assert len(findings) == MOST_PROBLEMS + 1
    assert findings[-1].message == "900 more problems like these"
