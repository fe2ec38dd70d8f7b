"""HCL settings: what is taken apart, what stays as it is written, and where everything is."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.settings import SettingsError, read_settings, settings


def values(text: str) -> dict[str, Any]:
    return {".".join(setting.path): setting.value for setting in settings(text, "hcl")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = 1\nb = 1.5\nc = true\nd = null\ne = -2\nf = 1e3\n", {
            "a": 1, "b": 1.5, "c": True, "d": None, "e": -2, "f": 1000.0,
        }),
        ('a = "x"\nb = "\\"q\\" \\n \\u0041 $${no} %%{no}"\n', {"a": "x", "b": '"q" \n A ${no} %{no}'}),
        ('resource "aws_iam_policy" "x" {\n  name = "n"\n}\n', {"resource.aws_iam_policy.x.name": "n"}),
        ("a { b = 1 }\n", {"a.b": 1}),
        ("a {}\n", {}),
        ("a {\n  b {\n    c = 1\n  }\n  b {\n    c = 2\n  }\n  d { c = 3 }\n}\n", {
            "a.b.0.c": 1, "a.b.1.c": 2, "a.d.c": 3,
        }),
        ('r "a" "b" { c = 1 }\nr "a" "d" { c = 2 }\n', {"r.a.b.c": 1, "r.a.d.c": 2}),
        ('p = jsonencode({ Statement = [{ Action = "*" }] })\n', {"p.Statement.0.Action": "*"}),
        ('p = jsonencode(\n  {\n    A = "x"\n  }\n)\n', {"p.A": "x"}),
        ('p = toset(["a", "b"])\n', {"p.0": "a", "p.1": "b"}),
        ('p = (["a"])\n', {"p.0": "a"}),
        ('p = merge({ a = 1 }, { b = 2 }, var.more)\n', {"p.a": 1, "p.b": 2, "p": "var.more"}),
        ('p = file("a.json")\n', {"p": 'file("a.json")'}),
        ('o = { a = 1, "b" : 2, c.d : 3 }\n', {"o.a": 1, "o.b": 2, "o.?": 3}),
        ('o = {\n  a = 1 # one\n  (var.k) = 2\n  3 = 4\n}\n', {"o.a": 1, "o.?": 2, "o.3": 4}),
        ("l = [1, [2, 3], { a = 4 }, ]\n", {"l.0": 1, "l.1.0": 2, "l.1.1": 3, "l.2.a": 4}),
        ("l = [\n  1,\n  2\n]\nm = 3\n", {"l.0": 1, "l.1": 2, "m": 3}),
        ('a = var.b ? "x" : "y"\nc = var.d[0]\ne = f.g.*.h\n', {
            "a": 'var.b ? "x" : "y"', "c": "var.d[0]", "e": "f.g.*.h",
        }),
        ("a = [for x in y : x]\nb = { for k, v in z : k => v }\n", {
            "a": "[for x in y : x]", "b": "{ for k, v in z : k => v }",
        }),
        ('a = "${x["b"]} and ${f("}")} %{ if c }d%{ endif }"\n', {
            "a": '${x["b"]} and ${f("}")} %{ if c }d%{ endif }',
        }),
        ('a = "${lookup(x, \\"b\\")}"\nc = 1\n', {"a": '${lookup(x, "b")}', "c": 1}),
        ('a = <<EOF\n{"b": "}"}\nEOF\nc = 1\n', {"a": '{"b": "}"}\n', "c": 1}),
        ("a {\n  b = <<-EOF\n    x\n      y\n    EOF\n  c = 1\n}\n", {"a.b": "x\n  y\n", "a.c": 1}),
        ("# a = 1\n// b = 1\n/* c = 1\nd = 1 */ e = 2 # f\n", {"e": 2}),
        ('a = "# no // no /* no"\r\nb = 1\r\n', {"a": "# no // no /* no", "b": 1}),
        ('\ufeffa = 1', {"a": 1}),
        ("", {}),
        ('a = { for k, v in z : k => {\n  b = ["x"]\n  c = v }\n}\n', {"a.?.b.0": "x", "a.?.c": "v"}),
        ("a = [for v in z : { b = v }]\nc = [for v in z : { b = v } if v]\n", {
            "a.?.b": "v", "c": "[for v in z : { b = v } if v]",
        }),
        ("größe = 1\na-b = 2\n", {"größe": 1, "a-b": 2}),
        ("a = " + "9" * 5000, {"a": "9" * 5000}),
        ('dynamic "statement" {\n  for_each = x\n  content {\n    actions = ["*"]\n  }\n}\n', {
            "dynamic.statement.for_each": "x", "dynamic.statement.content.actions.0": "*",
        }),
    ],
)  # fmt: skip
def test_values(text: str, expected: dict[str, Any]) -> None:
    assert values(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('a = "x"\n', [("a", "x", '"')]),
        ('a = "\\"x\\""\n', [("a", '\\"x\\"', '"')]),
        ('r "b" {\n  c = true\n}\n', [("c", "true", "")]),
        ('a = { "b" : [ 1, "c" ] }\n', [("", "1", ""), ("", "c", '"')]),
        ('a = { "b" : 1 }\n', [('"b"', "1", "")]),
        ("a = jsonencode({ B = var.c })\n", [("B", "var.c", "")]),
        ("a = <<EOF\n  x\nEOF\n", [("a", "  x\n", "|")]),
        ("a = <<-EOF\n  x\n  EOF\n", [("a", "  x\n", "|")]),
        ("a = b ? 1 : 2 # c\n", [("a", "b ? 1 : 2", "")]),
    ],
)
def test_places_and_styles(text: str, expected: list[tuple[str, str, str]]) -> None:
    found = [(text[s.key_start : s.key_end], text[s.start : s.end], s.style) for s in settings(text, "hcl")]
    assert found == expected


@pytest.mark.parametrize(
    ("text", "offset", "reason"),
    [
        ("a = {\n", 6, "unexpected end"),
        ("a = ]\n", 4, "unexpected ']'"),
        ("a = (]\n", 5, "unexpected ']'"),
        ('a = "b\n', 4, "unterminated string"),
        ('a = "${b\n', 4, "unterminated string"),
        ("a = <<EOF\nb\n", 4, "unterminated heredoc"),
        ("a = \n", 4, "expected a value"),
        ("a b\n", 3, "expected '=' or '{'"),
        ("a b = 1\n", 4, "expected '=' or '{'"),
        ("= 1\n", 0, "expected a name"),
        ("a = { b }\n", 6, "expected '='"),
        ("a = " + "[" * 101 + "]" * 101, 104, "nested too deeply"),
        ('a = "' + "${" * 101, 4, "nested too deeply"),
        ("a " + '"b" ' * 200 + "{}", 402, "expected '=' or '{'"),
        ("a {" * 60 + "b = {" + "c = [" * 60, 384, "nested too deeply"),
    ],
)
def test_what_is_wrong_and_where(text: str, offset: int, reason: str) -> None:
    with pytest.raises(SettingsError) as raised:
        list(settings(text, "hcl"))
    assert raised.value.reason == reason
    assert raised.value.offset == offset


def test_lines_are_read_where_the_text_is_broken() -> None:
    found, error = read_settings('a = "b"\nc = {\n', "hcl")
    assert error is not None
    assert [(setting.path, setting.value) for setting in found] == [(("a",), "b")]


@given(st.text(alphabet='ab"\\{}[]()=:,.\n#/*<-EOF$% 1?', max_size=80))
def test_nothing_but_settings_errors_is_raised(text: str) -> None:
    found, _ = read_settings(text, "hcl")
    assert all(0 <= setting.start <= setting.end <= len(text) for setting in found)


@pytest.mark.parametrize(
    "unit",
    [
        'a = ["x"]\n',
        "a {\n b = 1\n}\n",
        '"',
        "a = <<E\n",
        "${",
        "[",
        "a ",
        "a = f(x, {b = 1})\n",
        "/*",
        '"${"',
        "{a=",
        "<<-A\n",
    ],
)
def test_time_grows_with_the_length(unit: str) -> None:
    def seconds(times: int) -> float:
        started = time.process_time()
        read_settings(unit * times, "hcl")
        return time.process_time() - started

    count = 40_000 // len(unit)
    assert seconds(4 * count) < 10 * seconds(count) + 0.5
