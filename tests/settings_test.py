"""Settings of every configuration language, with their places."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import tomli
import yaml
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.settings import Setting, SettingsError, line_settings, read_settings, settings

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
LANGUAGES = ("yaml", "json", "toml", "ini")


def values(text: str, language: str) -> dict[str, Any]:
    return {".".join(setting.path): setting.value for setting in settings(text, language)}


def written(text: str, language: str) -> list[tuple[str, str]]:
    found = settings(text, language) if language != "lines" else line_settings(text)
    return [(text[part.key_start : part.key_end], text[part.start : part.end]) for part in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("yaml", "a: yes\nb: 'yes'\nc: TRUE\nd: Off\ne: ~\nf:\ng: 0x10\nh: 1.5\ni: text\n", {
            "a": True, "b": "yes", "c": True, "d": False, "e": None, "f": None, "g": 16, "h": 1.5, "i": "text",
        }),
        ("yaml", "a:\n  - b: 1\n  - [c, {d: e}]\n", {"a.0.b": 1, "a.1.0": "c", "a.1.1.d": "e"}),
        ("yaml", "a: 1\n---\na: 2\n", {"a": 2}),
        ("yaml", "x: &x true\ny: *x\nz: &z [1]\nw: *z\nv: {<<: *z}\n*x : 1\n", {
            "x": True, "y": True, "z.0": 1, "*x": 1,
        }),
        ("yaml", "a: !!str 1\nb: !custom true\nc: !!int '2'\nd: !!bool maybe\ne: ! 3\n", {
            "a": "1", "b": "true", "c": 2, "d": "maybe", "e": 3,
        }),
        ("yaml", "? [a, {b: c}]\n: 1\non: 2\n1: 3\n", {"?": 1, "on": 2, "1": 3}),
        ("yaml", "scalar", {"": "scalar"}),
        ("yaml", "", {}),
        ("yaml", "a: {}\nb: []\n", {}),
        ("yaml", "a: 2001-01-01\nb: 0x_\n", {"a": "2001-01-01", "b": "0x_"}),
        ("yaml", "a: !!int\nb: 1" + ":0" * 300 + ".5\n", {"a": "", "b": "1" + ":0" * 300 + ".5"}),
        ("json", '{"a": {"b": [1, true, null, "x\\n"]}, "c": {}, "d": []}', {
            "a.b.0": 1, "a.b.1": True, "a.b.2": None, "a.b.3": "x\n",
        }),
        ("json", ' "x" ', {"": "x"}),
        ("json", "[[], [1], {}]", {"1.0": 1}),
        ("json", '{"a": "//", // "b": 1\n "c": ["/*", 2,], /* "d": ,} */ }', {"a": "//", "c.0": "/*", "c.1": 2}),
        ("toml", "a = true\n[b.c]\nd.e = 'x'\n'f g' = \"\\u0041\"\n[[h]]\ni = 1\n[[h]]\ni = 2\n[h.j]\nk = 3\n", {
            "a": True, "b.c.d.e": "x", "b.c.f g": "A", "h.0.i": 1, "h.1.i": 2, "h.1.j.k": 3,
        }),
        ("toml", "a = [1, [2.5], {b = 'c', d.e = []}, # ]\n]\nf = 2001-01-01 10:00:00 # x\ng = {}\n", {
            "a.0": 1, "a.1.0": 2.5, "a.2.b": "c", "f": "2001-01-01 10:00:00",
        }),
        ("toml", 'a = """\nx "" \\\n  y"""""\nb = \'\'\'c\'d\'\'\'\ne = """f"""\n', {
            "a": 'x "" y""', "b": "c'd", "e": "f",
        }),
        ("ini", "[a]\nb = c\n  d\n# x\n  e # f\ng: h\n[i]\nj=\n k\n", {"a.b": "c\nd\ne", "a.g": "h", "i.j": "\nk"}),
        ("ini", "a=b\nexport C='d # e' # f\n! g=h\n; i=j\n  k : l=m\nn=o\\\n  p\nq", {
            "a": "b", "C": "d # e", "k": "l=m", "n": "op",
        }),
        ("ini", "a=http://b#c\r\nd=\r\ne=\"f\r\n", {"a": "http://b#c", "d": "", "e": '"f'}),
    ],
)  # fmt: skip
def test_values(language: str, text: str, expected: dict[str, Any]) -> None:
    assert values(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("yaml", "\ufeffa: b\r\n\U0001f600: \"c\" # d\n", [("a", "b"), ("\U0001f600", "c")]),
        ("yaml", "'a' : &x !!str  b\nc: !t 'd'\n", [("'a'", "b"), ("c", "d")]),
        ("yaml", "a: |2-  # x\n    b\n\nc: >\n  d\n  e\n\nf: g\n  h  # i\n", [
            ("a", "    b\n\n"), ("c", "  d\n  e\n\n"), ("f", "g\n  h"),
        ]),
        ("yaml", "- a\n- {b: c}\n", [("", "a"), ("b", "c")]),
        ("yaml", "a: 1\na: 2\n", [("a", "1"), ("a", "2")]),
        ("json", '\ufeff{ "a" : "b\\"", "a":\t[1] }', [('"a"', 'b\\"'), ("", "1")]),
        ("toml", "\ufeffa . 'b' = \"c\" # d\r\ne = '''\r\nf'''\r\n", [("a . 'b'", "c"), ("e", "\r\nf")]),
        ("ini", "[s]\r\n a b : c d # e\r\n", [("a b", "c d")]),
    ],
)  # fmt: skip
def test_spans(language: str, text: str, expected: list[tuple[str, str]]) -> None:
    assert written(text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b\n  c: true # d\n# e: f\n- g: 'h' # i\n", {"a": "b", "c": True, "g": "h"}),
        ('{"a": true, // "b": 1\n "c": "d\\"", /* "e": 2\n "f": 3 */ "g": 4,}', {"a": True, "c": 'd"', "g": 4}),
        ("a: {{ b.c }}\nd: ${e}\n{% if f %}\ng: on\n", {"a": "{{ b.c }}", "d": "${e}", "g": True}),
        ('"a":1,"b":{"c":[2]},"d":{{ x,y }},"e":null', {"a": 1, "b": None, "d": "{{ x,y }}", "e": None}),
        ("a = 'b'\nc.d = 5 # e\nf == g\n", {"a": "b", "c.d": 5}),
        ("a: http://b/c\nd: e: f\nurl:g\n", {"a": "http://b/c", "d": "e: f"}),
        ('x: {a: no, b: "c"}\n{# d: e\n f: g #}\n', {"a": False, "b": "c"}),
        ("{ a: true, // b\n c: 'd', }", {"a": True, "c": "d"}),
        ("text with a: colon, not: this", {"a": "colon, not: this"}),
        ("a:\n  b: 1.5\n", {"b": 1.5}),
        ("disable_a: true\n'a b': c\n", {"disable_a": True, "a b": "c"}),
        ("a: \"b\n c: 'd\n", {"a": '"b', "c": "'d"}),
    ],
)
def test_line_settings(text: str, expected: dict[str, Any]) -> None:
    found = {setting.key: setting.value for setting in line_settings(text)}
    assert found == {key: value for key, value in expected.items() if not (key == "b" and value is None)}


def test_spans_of_line_settings() -> None:
    text = "\ufeff\"a\": 'b',\r\n  c: \U0001f600 d  # e\r\n"
    assert written(text, "lines") == [('"a"', "b"), ("c", "\U0001f600 d")]


@pytest.mark.parametrize(
    ("language", "text", "offset"),
    [
        ("yaml", "a: [", 4),
        ("yaml", "a: b: c", 4),
        ("yaml", "a: {{ b }}: c", None),
        ("yaml", "a: \x00", 3),
        ("yaml", "a: \ud800", 3),
        ("yaml", "[" * 101, 100),
        ("yaml", "- " * 100_000, 200),
        ("yaml", "{" * 100_000, None),
        ("json", "", 0),
        ("json", "{", 1),
        ("json", '{"a" 1}', 5),
        ("json", "[1 2]", 3),
        ("json", "[1", 2),
        ("json", "{} / x", 3),
        ("json", '{"a": 1,,}', None),
        ("json", "[" * 100_000, 100),
        ("json", '{"a":' * 100_000, 500),
        ("json", "[" + "1" * 5_000 + "]", None),
        ("toml", "a = 1\r\nb = \n", 11),
        ("toml", "a = 1\na = 2", None),
        ("toml", "a = [", 5),
        ("toml", "a = " + "[" * 100_000, None),
        ("toml", "a = " + "[" * 200 + "]" * 200, None),
        ("toml", ".".join("a" * 101) + " = 1", None),
        ("toml", "a = " + "1" * 5_000, None),
    ],
)
def test_what_is_not_valid_is_one_error(language: str, text: str, offset: int | None) -> None:
    with pytest.raises(SettingsError) as caught:
        list(settings(text, language))
    assert caught.value.reason
    assert 0 <= caught.value.offset <= len(text)
    assert offset is None or caught.value.offset == offset


def test_read_settings_falls_back_to_lines() -> None:
    found, error = read_settings('{"a": true, # x\n "b": {{ c }}}', "json")
    assert [(part.key, part.value) for part in found] == [("a", True), ("b", "{{ c }}")]
    assert error
    assert error.offset == 12
    assert read_settings("a: 1", "yaml")[1] is None


def test_aliases_are_not_expanded() -> None:
    text = "a: &a [x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{', '.join(['*' + chr(97 + i)] * 9)}]\n" for i in range(9)
    )
    assert [part.path for part in settings(text, "yaml")] == [("a", "0")]


def test_the_python_loader_gives_the_same_places(monkeypatch: pytest.MonkeyPatch) -> None:
    from labcoat.core.settings import yaml_reader

    text = '\ufeffa: &x !!str b\r\n\U0001f600: "c"\nd: |\n  e\n  f\ng: [h, *x]\n'
    first = written(text, "yaml")
    monkeypatch.setattr(yaml_reader, "_LOADER", yaml.SafeLoader)
    assert written(text, "yaml") == first


# Properties


def leaves(value: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        return [leaf for key, child in value.items() for leaf in leaves(child, (*path, key))]
    if isinstance(value, list):
        return [leaf for index, child in enumerate(value) for leaf in leaves(child, (*path, str(index)))]
    return [(path, value)]


KEYS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff\ufffe\uffff"), min_size=1, max_size=5
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    KEYS,
    st.sampled_from(["yes", "", "1", "~", "a\nb "]),
)
TREES = st.recursive(SCALARS, lambda children: st.lists(children) | st.dictionaries(KEYS, children), max_leaves=12)


@given(TREES, st.sampled_from([None, 0, 2]), st.booleans())
def test_json_comes_back(tree: Any, indent: int | None, ascii_only: bool) -> None:
    text = json.dumps(tree, indent=indent, ensure_ascii=ascii_only)
    found = list(settings(text, "json"))
    assert [(part.path, part.value) for part in found] == leaves(tree)
    for part in found:
        quotes = 1 if part.quoted else 0
        assert json.loads(text[part.start - quotes : part.end + quotes]) == part.value
        assert part.key_start == part.key_end or json.loads(text[part.key_start : part.key_end]) == part.key


@given(TREES, st.booleans(), st.sampled_from([None, '"', "'", "|", ">"]), st.booleans())
def test_yaml_comes_back(tree: Any, flow: bool, style: str | None, unicode: bool) -> None:
    options = {"default_flow_style": flow, "default_style": style, "allow_unicode": unicode, "width": 20}
    text = yaml.safe_dump(tree, sort_keys=False, **options)
    found = list(settings(text, "yaml"))
    assert [(part.path, part.value) for part in found] == leaves(tree)
    for part in found:
        assert_scalar_reads_back(text, part)


def assert_scalar_reads_back(text: str, part: Setting) -> None:
    """What is written at the span, with its quotes or a new indicator line, is the value."""
    raw = text[part.start : part.end]
    if not isinstance(part.value, str):
        return
    if part.style in ("'", '"'):
        assert text[part.start - 1] == text[part.end] == part.style
        assert yaml.safe_load(part.style + raw + part.style) == part.value
    elif not part.style and "\n" not in raw:
        assert raw == part.value
    elif part.style == "|":
        assert [line.strip(" ") for line in raw.split("\n") if line.strip(" ")] == [
            line.strip(" ") for line in part.value.split("\n") if line.strip(" ")
        ]


@given(st.dictionaries(KEYS, st.booleans() | st.integers() | KEYS | st.lists(st.integers() | KEYS)))
def test_toml_comes_back(tree: dict[str, Any]) -> None:
    lines = [
        f"{json.dumps(key, ensure_ascii=False)} = {json.dumps(value, ensure_ascii=False)} # c"
        for key, value in tree.items()
    ]
    text = "\r\n".join(lines)
    assert [(part.path, part.value) for part in settings(text, "toml")] == leaves(tomli.loads(text))


PIECES = [
    *"ab1 =:\\\n\r\t'\"`[]{}#,.|>-!&*?%@/;<é\U0001f600\ufeff\x00\u2028",
    *("true", ": ", "- ", "\n  ", '"a": ', "{{", "'''", '"""', "/*", "[[a]]\n", "a = "),
]
HOSTILE = st.one_of(st.lists(st.sampled_from(PIECES)).map("".join), st.text())


def try_settings(text: str, language: str) -> list[Setting]:
    """All settings; the settings of its lines where the text is not valid, and then the error is a sound one."""
    if language == "lines":
        return list(line_settings(text))
    found, error = read_settings(text, language)
    assert error is None or 0 <= error.offset <= len(text)
    return found


@given(HOSTILE, st.sampled_from(LANGUAGES))
def test_any_text_gives_settings_or_one_error(text: str, language: str) -> None:
    assert_sound(text, try_settings(text, language))


@given(HOSTILE)
def test_any_text_has_line_settings(text: str) -> None:
    assert_sound(text, list(line_settings(text)))


def assert_sound(text: str, found: list[Setting]) -> None:
    previous = 0
    for part in found:
        assert previous <= part.key_start <= part.key_end <= part.start <= part.end <= len(text)
        previous = part.start


REPEATED = [
    *(
        '"',
        "'",
        '"\\',
        '\\"',
        "{{",
        "${",
        "{",
        "[",
        "a: ",
        "a=",
        " ",
        "\\",
        "a ",
        "/*",
        "{#",
        "#",
        ',"',
        "- ",
        "a.",
        "? ",
    ),
    *('"""', "[[a]]\n", "\\\n", "a=\\\n", "a: |\n", "&a ", "!", "  a\n", ":", "{a: ", "{[", '{"":', "a\t", "[1,"),
]


@pytest.mark.parametrize("language", [*LANGUAGES, "lines"])
@pytest.mark.parametrize("piece", REPEATED)
def test_hostile_repetition(language: str, piece: str) -> None:
    text = ("a: " if language == "lines" else "") + piece * 20_000
    assert_sound(text, try_settings(text, language))


def test_every_real_file_is_read() -> None:
    kinds = {".toml": "toml", ".lock": "toml", ".yml": "yaml", ".yaml": "yaml"}
    files = [path for path in (CORPUS / "requirements").rglob("*") if path.is_file() and path.suffix in kinds]
    assert files
    for path in files:
        text = path.read_text("utf-8")
        language = kinds[path.suffix]
        found, error = read_settings(text, language)
        assert_sound(text, found)
        if error is None and language == "toml":
            assert sorted(part.path for part in found) == sorted(keys for keys, _value in leaves(tomli.loads(text)))
        assert error is None or "{{" in text
        assert_sound(text, list(line_settings(text)))
