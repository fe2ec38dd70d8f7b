"""Calls by what they call, and their arguments as Python binds them."""

from __future__ import annotations

import ast
import time

import pytest

from labcoat.core.calls import MISSING, Called, span_of
from labcoat.core.names import UNKNOWN
from labcoat.core.python import Module
from labcoat.core.segment import Segment


def module_of(*cells: str) -> Module:
    module = Module()
    for text in cells:
        module.add(Segment(text, "python"), text)
    return module


NAMES = {
    "import": ("import torch\ntorch.load(x)", "load", ["torch.load"]),
    "import as": ("import torch as t\nt.load(x)", "load", ["torch.load"]),
    "import of a part": ("import os.path\nos.path.join(x)", "join", ["os.path.join"]),
    "import of a part as": ("import torch.hub as h\nh.load(x)", "load", ["torch.hub.load"]),
    "from": ("from torch import load\nload(x)", "load", ["torch.load"]),
    "from as": ("from torch import load as l\nl(x)", "load", ["torch.load"]),
    "from as, by its own name": ("from torch import load as l\nl(x)", "l", []),
    "relative": ("from . import load\nload(x)", "load", [".load"]),
    "relative to a module": ("from .torch import load\nload(x)", "load", [".torch.load"]),
    "two levels up": ("from ..torch import hub\nhub.load(x)", "load", ["..torch.hub.load"]),
    "star": ("from torch import *\nload(x)", "load", ["load"]),
    "in a function": ("def f():\n    from torch import load as l\n    return l(x)", "load", ["torch.load"]),
    "not imported": ("torch.load(x)", "load", ["torch.load"]),
    "other call of another name": ("torch.loads(x)", "load", []),
    "order of the code": ("a.load(x)\nb.load(x)\nc.load(x)", "load", ["a.load", "b.load", "c.load"]),
    "inner before and after": ("a.load(b.load(x))", "load", ["a.load", "b.load"]),
    "decorator": ("import a\n@a.load(x)\ndef f(): pass", "load", ["a.load"]),
    "await": ("import a\nawait a.load(x)", "load", ["a.load"]),
    "method of an awaited call": ("import a\n(await a.get(x)).load()", "load", ["a.get().load"]),
    "lambda": ("import a\nf = lambda: a.load(x)", "load", ["a.load"]),
    "comprehension": ("import a\n[a.load(x) for x in y]", "load", ["a.load"]),
    "object": ("from flask import Flask\napp = Flask(__name__)\napp.run()", "run", ["flask.Flask().run"]),
    "object in a function": (
        "from flask import Flask\napp = Flask(__name__)\ndef main():\n    app.run()",
        "run",
        ["flask.Flask().run"],
    ),
    "object with a type": ("import flask\napp: flask.Flask = flask.Flask(x)\napp.run()", "run", ["flask.Flask().run"]),
    "object by a walrus": ("import flask\nif app := flask.Flask(x):\n    app.run()", "run", ["flask.Flask().run"]),
    "chained": ("import a\na.B(x).c().run()", "run", ["a.B().c().run"]),
    "chained over names": ("import a\nb = a.B(x)\nc = b.c()\nc.run()", "run", ["a.B().c().run"]),
    "attribute of an object": ("import a\nb = a.B(x)\nb.c.run()", "run", ["a.B().c.run"]),
    "with": ("import a as b\nwith b.C() as d:\n    pass\nd.run()", "run", ["a.C().run"]),
    "second of with": ("import a\nwith open(x) as f, a.B() as b:\n    b.run()", "run", ["a.B().run"]),
    "async with": ("import a\nasync with a.B() as b:\n    b.run()", "run", ["a.B().run"]),
    "with twice": ("import a\nwith a.B() as b: b.run()\nwith a.C() as b: b.run()", "run", ["a.B().run", "a.C().run"]),
    "with a name": ("import a\nb = a.B()\nwith b as c:\n    c.run()", "run", ["c.run"]),
    "alias": ("import torch\nl = torch.load\nl(x)", "load", ["torch.load"]),
    "alias of an alias": ("import a\nb = a.b\nc = b.load\nc(x)", "load", ["a.b.load"]),
    "alias, by its own name": ("import torch\nl = torch.load\nl(x)", "l", []),
    "rebound": ("import a, b\nx = a.A()\nx.run()\nx = b.B()\nx.run()", "run", ["a.A().run", "b.B().run"]),
    "rebound to something unknown": ("import a\nx = a.A()\nfor x in y:\n    x.run()", "run", ["x.run"]),
    "parameter of the same name": ("import a\nx = a.A()\ndef f(x):\n    x.run()", "run", ["x.run"]),
    "rebound by itself": ("import a\nx = a.A()\nx = x.b()\nx.run()", "run", ["a.A().b().run"]),
    "cycle": ("def f():\n    x.run()\nx = y.a\ny = x.b", "run", None),
    "item": ("models[0].run()", "run", ["?.run"]),
    "call of a call": ("get(x)(y)", "", ["get()"]),
    "string": ("'a'.join(x)", "join", ["?.join"]),
    "self": ("class A:\n    def f(self):\n        self.load(x)", "load", ["self.load"]),
    "super": ("super().load(x)", "load", ["super().load"]),
    "look-alike letters": ("import torch\ntorch.ｌoad(x)", "load", ["torch.load"]),
    "partial": ("from functools import partial\nimport torch\nf = partial(torch.load, x)", "load", ["torch.load"]),
    "functools.partial": ("import functools, torch\nfunctools.partial(torch.load)", "load", ["torch.load"]),
    "partial of a name": ("from functools import partial as p\nfrom a import load as l\np(l)", "load", ["a.load"]),
    "partial of nothing": ("from functools import partial\npartial()", "partial", ["functools.partial"]),
    "partial of an unknown": ("from functools import partial\npartial(f[0], 1)", "", ["?"]),
}


@pytest.mark.parametrize(("source", "last", "names"), NAMES.values(), ids=NAMES)
def test_names(source, last, names):
    found = [called.name for called in module_of(source).called(last)]
    assert names is None or found == names


def test_names_go_on_in_the_next_cell():
    module = module_of("from flask import Flask as F", "app = F(__name__)", "app.run()")
    assert [called.name for called in module.called("run")] == ["flask.Flask().run"]


def test_a_cell_that_is_added_later_counts():
    module = module_of("a.load(1)")
    assert len(module.called("load")) == 1
    text = "b.load(1)"
    module.add(Segment(text, "python"), text)
    assert [called.name for called in module.called("load")] == ["a.load", "b.load"]


def called_of(source: str, *names: str) -> Called:
    """The only call of `f`, or the first one of these names."""
    return module_of(source).called(*(names or ("f",)))[0]


# What `g` is, given by name or as the second argument.
VALUES = {
    "keyword": ("f(g=1)", 1),
    "position": ("f(0, 1)", 1),
    "keyword of several": ("f(a=0, g=1, h=2)", 1),
    "too few": ("f(0)", MISSING),
    "none": ("f()", MISSING),
    "other keyword": ("f(h=1)", MISSING),
    "None is a value": ("f(g=None)", None),
    "unknown": ("f(g=h)", UNKNOWN),
    "constant of the module": ("G = 1\nf(g=G)", 1),
    "default of the parameter": ("def k(g=1):\n    f(0, g)", 1),
    "parameter": ("def k(g):\n    f(0, g)", UNKNOWN),
    "not": ("f(g=not True)", False),
    "after a star": ("f(*a, 1)", UNKNOWN),
    "star": ("f(0, *a)", UNKNOWN),
    "star later": ("f(0, 1, *a)", 1),
    "keyword beside a star": ("f(*a, g=1)", 1),
    "dictionary": ("f(**{'g': 1})", 1),
    "dictionary without it": ("f(**{'h': 1})", MISSING),
    "name of a dictionary": ("kwargs = {'g': 1}\nf(**kwargs)", 1),
    "dict call": ("f(**dict(g=1))", 1),
    "name of a dict call": ("kwargs = dict(h=0, g=1)\nf(**kwargs)", 1),
    "dict of pairs": ("f(**dict([('g', 1)]))", UNKNOWN),
    "two dictionaries": ("f(**{'h': 1}, **{'g': 1})", 1),
    "keyword before a dictionary": ("f(g=1, **kwargs)", 1),
    "unknown dictionary": ("f(**kwargs)", UNKNOWN),
    "dictionary of a parameter": ("def k(**kwargs):\n    f(**kwargs)", UNKNOWN),
    "dictionary that is rebound": ("kwargs = {'g': 0}\nkwargs = {'g': 1}\nf(**kwargs)", 1),
    "dictionary of names": ("G = 1\nf(**{'g': G})", 1),
    "dictionary with unknown keys": ("f(**{h: 1})", UNKNOWN),
    "dictionary in a dictionary": ("f(**{'h': 0, **k})", UNKNOWN),
    "dictionary in a dictionary, known": ("f(**{'h': 0, **{'g': 1}})", UNKNOWN),
    "dictionary, last one wins": ("f(**{'g': 0, 'g': 1})", 1),
    "dictionary that may have it twice": ("f(**{'g': 0, **k})", 0),
    "dictionary that cannot hide it": ("f(**{**k, 'g': 1})", 1),
    "huge dictionary": ("f(**{" + "'a': 1, " * 300 + "'g': 1})", UNKNOWN),
    "item set later": ("kwargs = {'h': 0}\nkwargs['g'] = 1\nf(**kwargs)", UNKNOWN),
    "dictionary updated": ("kwargs = {'h': 0}\nkwargs.update(g=1)\nf(**kwargs)", UNKNOWN),
}


@pytest.mark.parametrize(("source", "value"), VALUES.values(), ids=VALUES)
def test_values(source, value):
    assert called_of(source).value("g", 1) is value or called_of(source).value("g", 1) == value


PARTIALS = {
    "positions": ("partial(f, 0, 1)", 1),
    "keyword": ("partial(f, g=1)", 1),
    "too few": ("partial(f, 0)", MISSING),
    "star": ("partial(f, *a)", UNKNOWN),
    "dictionary": ("partial(f, **{'g': 1})", 1),
    "default factory": ("field(default_factory=partial(f, g=1))", 1),
}


@pytest.mark.parametrize(("source", "value"), PARTIALS.values(), ids=PARTIALS)
def test_partials(source, value):
    called = called_of("from functools import partial\n" + source)
    assert called.is_partial
    assert called.value("g", 1) is value or called.value("g", 1) == value


def test_a_partial_of_a_partial_has_both_calls():
    module = module_of("from functools import partial\npartial(partial(f, 0), g=1)")
    assert [called.value("g") for called in module.called("f")] == [MISSING]


# What is shown of `g`.
SPANS = {
    "keyword": "f(0, »g=1«)",
    "keyword over lines": "f(\n    0,\n    »g = (\n        1«\n    ),\n)",
    "position": "f(0, »1«)",
    "dictionary": "f(**{»'g': 1«})",
    "dict": "f(**dict(»g=1«))",
    "name of a dictionary": "k = {'h': 0, »'g': 1«}\nf(**k)",
    "wide letters": "f('日本🙂', »g='é'«)",
    "partial": "functools.partial(f, 0, »1«)",
}


@pytest.mark.parametrize("source", SPANS.values(), ids=SPANS)
def test_places(source):
    start, end = source.index("»"), source.index("«") - 1
    module = module_of(source.replace("»", "").replace("«", ""))
    given = module.called("f")[0].given("g", 1)
    assert given
    assert span_of(module, given)[1:] == (start, end)


def test_a_dictionary_of_another_cell_is_shown_there():
    module = module_of("k = {'g': 1}", "f(**k)")
    given = module.called("f")[0].given("g")
    assert given
    segment, start, end = span_of(module, given)
    assert segment.text[start:end] == "'g': 1"


HOSTILE = {
    "chain of calls": lambda n: "a" + ".b()" * min(n, 90),
    "aliases": lambda n: "".join([f"a{i + 1} = a{i}.b()\na{i}.load()\n" for i in range(n)]),
    "one name bound often": lambda n: "a = b.c()\na.load()\n" * n,
    "calls in calls": lambda n: "load(" * 80 + ")" * 80 + "\n" + "load(load(1))\n" * n,
    "one large dictionary": lambda n: "k = {" + "'a': 1, " * n + "}\n" + "load(**k)\n" * n,
    "one dictionary, many calls": lambda n: "k = {" + "'a': 1, " * 200 + "}\n" + "load(**k)\n" * n,
    "one call of many arguments": lambda n: "load(" + "1, " * n + ")\n",
    "one call of many stars": lambda n: "load(" + "*a, " * n + ")\n",
    "with": lambda n: "with a.b() as c:\n    c.load()\n" * n,
    "imports": lambda n: "from a import load as l\nl(x)\n" * n,
    "partials": lambda n: "partial(partial(load, 1), 2)\n" * n,
}


@pytest.mark.parametrize("source", HOSTILE.values(), ids=HOSTILE)
def test_hostile_code_costs_linear_time(source):
    seconds = [min([look_up(source(n)) for _ in range(2)]) for n in (500, 2000)]
    assert seconds[1] < 8 * seconds[0] + 0.05


def look_up(text: str) -> float:
    module = module_of(text)
    start = time.perf_counter()
    for called in module.called("load", "partial", "b", ""):
        called.value("g", 3)
        assert isinstance(called.node, ast.Call)
    return time.perf_counter() - start
