"""Python as rules see it: what names stand for, where things are, and what happens to what does not parse."""

from __future__ import annotations

import ast
import json
from unicodedata import normalize

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from labcoat.core.names import UNKNOWN
from labcoat.core.parsing import ParseError, parse
from labcoat.core.python import MOST_CODE, Module
from labcoat.core.segment import Segment
from tests.cases import found
from tests.notebooks import code, notebook, render

CALL = "f(trust_remote_code=True)"


def module_of(*texts: str) -> Module:
    module = Module()
    for text in texts:
        module.add(Segment(text, "python"), text)
    return module


def probed(*texts: str) -> object:
    """What the argument of the only call of `probe` is known to be."""
    module = module_of(*texts)
    [argument] = [call.args[0] for call in module.nodes(ast.Call) if getattr(call.func, "id", "") == "probe"]
    return module.value(argument)


VALUES = {
    "constant": (["probe(7)"], 7),
    "name": (["x = True", "probe(x)"], True),
    "name in the same cell": (["x = 'a'\nprobe(x)"], "a"),
    "annotated": (["x: bool = True", "probe(x)"], True),
    "one of two names": (["x = y = True", "probe(x)"], True),
    "walrus": (["if (x := True): pass", "probe(x)"], True),
    "through names": (["x = True", "y = x", "z = y", "probe(z)"], True),
    "not": (["x = False", "probe(not x)"], True),
    "not of a text": (["probe(not '')"], True),
    "the last one before": (["x = 1", "x = 2", "probe(x)", "x = 3"], 2),
    "its own old value": (["x = True", "x = probe(x)"], True),
    "its own old value, annotated": (["x = True", "x: int = probe(x)"], True),
    "not bound before": (["probe(x)", "x = 1"], UNKNOWN),
    "bound later, read in a function": (["def f():\n    probe(x)", "x = 1"], 1),
    "the function's own": (["x = 1", "def f():\n    x = 2\n    probe(x)"], 2),
    "not the function's": (["x = 1", "def f():\n    x = 2", "probe(x)"], 1),
    "of the function around": (["x = 1", "def f():\n    x = 2\n    def g():\n        probe(x)"], 2),
    "parameter": (["x = 1", "def f(x): probe(x)"], UNKNOWN),
    "default": (["def f(x=1): probe(x)"], 1),
    "keyword-only default": (["def f(*, y, x=1): probe(x)"], 1),
    "positional-only default": (["def f(y, x=1, /): probe(x)"], 1),
    "default of a lambda": (["lambda x=1: probe(x)"], 1),
    "default is read outside": (["x = 1", "def f(x=probe(x)): pass"], 1),
    "decorator is read outside": (["x = 1", "@probe(x)\ndef f(x=2): pass"], 1),
    "rest of the parameters": (["x = 1", "def f(*x): probe(x)"], UNKNOWN),
    "class": (["class A:\n    x = 1\n    y = probe(x)"], 1),
    "class, not from its methods": (["x = 1", "class A:\n    x = 2\n    def f(self): probe(x)"], 1),
    "class, read from outside": (["class A:\n    x = 1", "probe(x)"], UNKNOWN),
    "loop": (["for x in y: probe(x)"], UNKNOWN),
    "loop over an old value": (["x = 1", "for x in probe(x): pass"], 1),
    "with": (["with y as x: probe(x)"], UNKNOWN),
    "unpacked": (["x, y = True, False", "probe(x)"], True),
    "unpacked with the rest": (["x, *y = True, False", "probe(x)"], UNKNOWN),
    "unpacked from a call": (["x, y = f()", "probe(x)"], UNKNOWN),
    "attribute set once": (
        ["class A:\n    def f(self):\n        self.t = 1\n    def g(self):\n        probe(self.t)"],
        1,
    ),
    "attribute set twice": (["a.t = 1\na.t = 1\nprobe(a.t)"], UNKNOWN),
    "attribute of another": (["a.t = 1\nprobe(b.t)"], UNKNOWN),
    "added to": (["x = 1", "x += 1", "probe(x)"], UNKNOWN),
    "deleted": (["x = 1", "del x", "probe(x)"], UNKNOWN),
    "comprehension": (["x = 1", "[probe(x) for x in y]"], UNKNOWN),
    "comprehension, from outside": (["x = 1", "[probe(x) for y in z]", "x = 2"], 1),
    "after a comprehension": (["x = 1", "[0 for x in y]", "probe(x)"], 1),
    "walrus in a comprehension": (["[0 for y in z if (x := 1)]", "probe(x)"], 1),
    "call": (["x = f()", "probe(x)"], UNKNOWN),
    "attribute": (["probe(a.b)"], UNKNOWN),
    "operator": (["probe(1 + 1)"], UNKNOWN),
    "negative": (["probe(-1)"], UNKNOWN),
    "cycle": (["def f():\n    probe(x)", "x = y", "y = x"], UNKNOWN),
    "true in look-alike letters": (["probe(Ｔrue)"], True),
    "name in look-alike letters": (["ｘ = 1", "probe(x)"], 1),
}


@pytest.mark.parametrize(("texts", "value"), VALUES.values(), ids=VALUES)
def test_values(texts, value):
    assert probed(*texts) is value or (value is not UNKNOWN and probed(*texts) == value)


QUALIFIED = {
    "plain": ("", "load", "load"),
    "module": ("import torch", "torch.load", "torch.load"),
    "submodule": ("import torch.hub", "torch.hub.load", "torch.hub.load"),
    "alias": ("import torch as t", "t.hub.load", "torch.hub.load"),
    "alias of a submodule": ("import torch.hub as h", "h.load", "torch.hub.load"),
    "from": ("from torch import hub", "hub.load", "torch.hub.load"),
    "from, alias": ("from torch.hub import load as l", "l", "torch.hub.load"),
    "in a function": ("def f():\n    from torch import load", "load", "torch.load"),
    "the last import": ("import a as x\nimport b as x", "x.y", "b.y"),
    "relative": ("from . import torch", "torch.load", ".torch.load"),
    "relative module": ("from .torch import load", "load", ".torch.load"),
    "relative, further up": ("from ..a import torch as t", "t.load", "..a.torch.load"),
    "star": ("from torch import *", "load", "load"),
    "of a call": ("import torch", "torch.a().b", ""),
    "of an item": ("", "a[0].b", ""),
}


@pytest.mark.parametrize(("imports", "expression", "name"), QUALIFIED.values(), ids=QUALIFIED)
def test_qualified_names(imports, expression, name):
    module = module_of(imports, expression)
    assert module.names.qualified_name(module.nodes(ast.Expr)[-1].value) == name


PLACES = {
    "tab": "\tx = name",
    "form feed": "\f\nx = name\n\fy = name",
    "form feed after spaces": "  \fx = name",
    "blank lines": "\n\n\n  x = name",
    "carriage returns": "a = 1\r\rx = name\r",
    "mixed line ends": "a\r\nb\rc\n\r\nname",
    "separators that are no line ends": "'\x0b\x1c\x85\u2028'; name\nname",
    "wide": "'é日🙂'; name; 'é'; name",
    "wide name": "名 = name",
    "continued": "x = \\\n  name",
    "continued, wide": "x = 'é' \\\n  'é', name",
    "string over lines": "'''é\né'''; name",
    "f-string": "f'é {name} é {name!r:>{name}}'",
    "f-string over lines": "f'''é\n {name}\né {\nname}'''",
    "f-strings side by side": "(f'é{name}' 'é'\n f'é{name}')",
    "indented, f-string": "  x\n  f'é{name}'",
    "decorator": "@name\ndef f(): pass",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_places(text):
    module = module_of("first", text)
    names = [node for node in module.nodes(ast.Name) if node.id == "name"]
    assert len(names) == text.count("name")
    assert sorted(module.span(node)[1] for node in names) == [
        at for at in range(len(text)) if text.startswith("name", at)
    ]
    assert {text[start:end] for _, start, end in map(module.span, names)} == {"name"}


PIECES = st.lists(
    st.sampled_from(
        [
            "x",
            " ",
            "  ",
            "\t",
            "\n",
            "\r\n",
            "\r",
            "\f",
            "=",
            "é",
            "'é🙂'",
            "(",
            ")",
            ",",
            "# é",
            "if x:",
            "\\\n",
            "f'{x}'",
            ";",
            "ｘ",
        ]
    ),
    max_size=14,
).map("".join)


@given(PIECES)
def test_names_are_where_they_are_written(text):
    try:
        module = module_of(text)
    except ParseError:
        assume(False)
    for name in module.nodes(ast.Name):
        _, start, end = module.span(name)
        assert normalize("NFKC", text[start:end]) == name.id


PARSED = [
    "await f()",
    "async with a: pass",
    "async for x in y: pass",
    "  x = 1\n  y = 2",
    "\n\n\tx",
    "x;",
    "",
    "# only",
]
REFUSED = {
    "Python 2": ("x = 1\nprint 1", 2),
    "half typed": ("f(\nx =", 1),
    "R": ("x <- c(1)\ny %>% z", 2),
    "NUL": ("x = 1\0", 1),
    "surrogate": ("'\ud800'", 1),
    "indented in parts": ("    x = 1\n  y = 2", 1),
    "a number that is too long": ("x\n" + "1" * 10_000, 2),
}


@pytest.mark.parametrize("text", PARSED)
def test_parses(text):
    parse(text)


@pytest.mark.parametrize(("text", "line"), REFUSED.values(), ids=REFUSED)
def test_refuses(text, line):
    with pytest.raises(ParseError) as error:
        parse(text)
    assert (error.value.reason, error.value.line in (1, line)) == ("not valid Python 3", True)


DEEP = {
    "brackets": "(" * 50_000 + ")" * 50_000,
    "open brackets": "[" * 50_000,
    "braces": "{" * 200 + "}" * 200,
    "sum": "+".join(["a"] * 5000),
    "attributes": "a" + ".b" * 5000,
    "calls": "a" + "()" * 5000,
    "subscripts": "a" + "[0]" * 5000,
    "negatives": "-" * 50_000 + "1",
    "not": "not " * 5000 + "a",
    "lambdas": "lambda: " * 5000 + "a",
    "conditions": "a if b else " * 5000 + "a",
    "comparisons": "<".join(["a"] * 5000),
    "assignments": "a = " * 5000 + "1",
    "powers": "**".join(["a"] * 5000),
    "elif": "if a: pass\n" + "elif a: pass\n" * 5000,
    "indents": "".join(" " * depth + "if a:\n" for depth in range(150)) + " " * 150 + "a",
    "strings": "'a' " * 5000,
    "f-strings": "f'{a}' " * 5000,
    "huge string": "'" + "é" * 500_000 + "'",
    "huge bytes": "b'" + "a" * 500_000 + "'",
    "huge number": "0x" + "f" * 500_000,
    "dictionary": "{" + "'a': 1, " * 20_000 + "}",
}


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_deep_and_long_cells_cost_only_themselves(text):
    findings = found("a.ipynb", render([code("x = True"), code(text), code("f(trust_remote_code=x)")]).data)
    assert ("trust-remote-code", 3) in [(finding.rule, finding.cell) for finding in findings]
    assert [finding.cell for finding in findings if finding.rule == "unparsed-cell"] in ([], [2])


@pytest.mark.parametrize("text", DEEP.values(), ids=DEEP)
def test_what_is_deep_hides_nothing(text):
    findings = found("a.py", f"{CALL}\n{text}\n".encode())
    assert [finding.line for finding in findings if finding.rule == "trust-remote-code"] == [1]


UNPARSED = {
    "Python 2": "print 1\n" + CALL,
    "half typed": CALL + "\nf(",
    "conflict": "<<<<<<< HEAD\n" + CALL + "\n>>>>>>> b",
    "placeholder": CALL + "\nkey = <YOUR KEY>",
    "shell": "apt-get install x\n" + CALL,
}


@pytest.mark.parametrize("source", UNPARSED.values(), ids=UNPARSED)
def test_a_cell_that_does_not_parse_is_reported_and_searched(source):
    findings = found("a.ipynb", render([code("x = 1"), code(source), code(CALL)]).data)
    assert sorted((finding.cell, finding.rule, finding.severity) for finding in findings) == [
        (2, "trust-remote-code", "medium"),
        (2, "unparsed-cell", "low"),
        (3, "trust-remote-code", "high"),
    ]


def test_a_file_that_does_not_parse_is_reported_and_searched():
    findings = found("a.py", f"print 1\n{CALL}\n".encode())
    assert [(finding.rule, finding.line) for finding in findings] == [("unreadable-file", 1), ("trust-remote-code", 2)]


def test_a_notebook_without_anything_to_look_for_is_not_parsed():
    assert found("a.ipynb", render([code("print 1")]).data) == []


KERNELS = {
    "R": ("R", "model <- load('m', trust_remote_code = TRUE)"),
    "julia": ("julia", 'load("m"; trust_remote_code = true)'),
}


@pytest.mark.parametrize(("language", "source"), KERNELS.values(), ids=KERNELS)
def test_other_kernels_are_searched_as_text(language, source):
    data = json.dumps(notebook(code("x <- 1"), code(source), language_info={"name": language})).encode()
    assert [(finding.cell, finding.rule) for finding in found("a.ipynb", data)] == [
        (2, "unparsed-cell"),
        (2, "trust-remote-code"),
    ]


LOOK_ALIKE = {
    "keyword": "f(ｔrust_remote_code=True)",
    "all of it": "f(ｔｒｕｓｔ＿ｒｅｍｏｔｅ＿ｃｏｄｅ=True)",
    "value": "f(trust_remote_code=Ｔｒｕｅ)",
    "mathematical": "f(𝐭rust_remote_code=True)",
}


@pytest.mark.parametrize("text", LOOK_ALIKE.values(), ids=LOOK_ALIKE)
def test_names_in_look_alike_letters(text):
    for path, data in {"a.py": text.encode(), "a.ipynb": render([code(text)]).data}.items():
        [finding] = found(path, data)
        assert (finding.rule, finding.column, finding.end_column) == ("trust-remote-code", 3, len(text))


def test_more_code_than_is_parsed_is_searched_as_text():
    flood = "x = 1\n" * (MOST_CODE // len("x = 1\n"))
    findings = found("a.ipynb", render([code(CALL), code(flood), code(CALL)]).data)
    assert [(finding.rule, finding.cell) for finding in findings] == [
        ("trust-remote-code", 1),
        ("unparsed-cell", 2),
        ("trust-remote-code", 3),
    ]
    [unparsed, *_] = found("a.py", (flood + CALL).encode())
    assert unparsed.message.startswith(f"beyond {MOST_CODE:,} characters of code: searched as plain text")
