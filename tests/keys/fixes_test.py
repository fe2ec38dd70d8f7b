"""What `labcoat fix --select find-keys` makes of a key, in every place where it does and in those where it must not."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.document import Document, read_document
from labcoat.core.edits import apply
from labcoat.core.families import load_rules
from labcoat.core.keys.examples import expand
from labcoat.core.rule import Hit
from labcoat.fix import main
from tests.notebooks import STYLES, Style, code, encoded, in_string, markdown, notebook, render

KEY = expand("hf_<letters:34>")
OTHER = expand("hf_<letters:34>", 1)
PASSWORD = "hunter2" + "Xk9!"
RANDOM = expand("<alnum:24>")
FAMILIES = {family: rules for family, rules in load_rules().items() if family in ("find-keys", "reading")}


def hits_of(document: Document) -> list[Hit]:
    checker = Checker(FAMILIES, Arguments(), lambda config: None)
    return [hit for _, hit in checker.kept_hits(document)]


def fixed(path: str, data: bytes) -> bytes:
    document = read_document(path, data)
    return document.decoded.encode(apply(document, hits_of(document)))


def filled(text: str) -> str:
    """A template with the keys in it."""
    return (
        text.replace("<K1>", KEY[:12])
        .replace("<K2>", KEY[12:])
        .replace("<K>", KEY)
        .replace("<O>", OTHER)
        .replace("<P>", PASSWORD)
        .replace("<R>", RANDOM)
    )


IMPORT = "import os\n"
CHANGED = {
    "a literal": ("t = '<K>'\n", IMPORT + "t = os.environ['HF_TOKEN']\n"),
    "an argument": ('login(token="<K>")', IMPORT + 'login(token=os.environ["HF_TOKEN"])'),
    "a default": ("def f(t='<K>'): pass", IMPORT + "def f(t=os.environ['HF_TOKEN']): pass"),
    "a field": ("@d\nclass A:\n    t: str = '<K>'", IMPORT + "@d\nclass A:\n    t: str = os.environ['HF_TOKEN']"),
    "a value of a dictionary": ("d = {'t': '<K>'}", IMPORT + "d = {'t': os.environ['HF_TOKEN']}"),
    "glued to a word": ("f = lambda: 1 if x else'<K>'", IMPORT + "f = lambda: 1 if x else os.environ['HF_TOKEN']"),
    "an f-string": ("t = f'<K>'", IMPORT + "t = os.environ['HF_TOKEN']"),
    "a raw string": ("t = r'<K>'", IMPORT + "t = os.environ['HF_TOKEN']"),
    "in three quotes": ('t = """<K>"""', IMPORT + 't = os.environ["HF_TOKEN"]'),
    "after letters of more bytes": ("t = 'é日🙂', '<K>'", IMPORT + "t = 'é日🙂', os.environ['HF_TOKEN']"),
    "among other text": ('t = "Bearer <K>"', IMPORT + "t = f\"Bearer {os.environ['HF_TOKEN']}\""),
    "among other text, single quotes": ("t = u'Bearer <K>.'", IMPORT + "t = f'Bearer {os.environ[\"HF_TOKEN\"]}.'"),
    "among other text, raw": ('t = R"a <K>"', IMPORT + "t = rf\"a {os.environ['HF_TOKEN']}\""),
    "among other text, glued": ('x = 1 if y else"a <K>"', IMPORT + "x = 1 if y else f\"a {os.environ['HF_TOKEN']}\""),
    "among fields": ('t = f"{a} <K> {b}"', IMPORT + "t = f\"{a} {os.environ['HF_TOKEN']} {b}\""),
    "twice in a literal": (
        't = "<K> <O>"',
        IMPORT + "t = f\"{os.environ['HF_TOKEN']} {os.environ['HF_TOKEN_2']}\"",
    ),
    "in one of two literals": ('t = ("a "\n "b <K>")', IMPORT + 't = ("a "\n f"b {os.environ[\'HF_TOKEN\']}")'),
    "added up": ('t = "<K1>" + "<K2>"', IMPORT + 't = os.environ["HF_TOKEN"]'),
    "side by side": ('t = ("<K1>"  # a "quote"\n  "<K2>")', IMPORT + 't = (os.environ["HF_TOKEN"])'),
    "joined": ('t = "".join(["<K1>", "<K2>"])', IMPORT + 't = os.environ["HF_TOKEN"]'),
    "the same key twice": ("a = '<K>'\nb = '<K>'", IMPORT + "a = os.environ['HF_TOKEN']\nb = os.environ['HF_TOKEN']"),
    "two keys": ("a = '<K>'\nb = '<O>'", IMPORT + "a = os.environ['HF_TOKEN']\nb = os.environ['HF_TOKEN_2']"),
    "two keys with names": (
        "a = '<K>'\nwrite_token = '<O>'",
        IMPORT + "a = os.environ['HF_TOKEN']\nwrite_token = os.environ['WRITE_TOKEN']",
    ),
    "a password": ("db_password = '<P>'", IMPORT + "db_password = os.environ['DB_PASSWORD']"),
    "a password in camel case": ("self.dbPassword = '<P>'", IMPORT + "self.dbPassword = os.environ['DB_PASSWORD']"),
    "a password in a dictionary": ("c['db-password'] = '<P>'", IMPORT + "c['db-password'] = os.environ['DB_PASSWORD']"),
    "a provider's argument": ("OpenAI(api_key='<R>')", IMPORT + "OpenAI(api_key=os.environ['OPENAI_API_KEY'])"),
    "anybody's argument": ("Client(api_key='<R>')", IMPORT + "Client(api_key=os.environ['API_KEY'])"),
    "a password in a URL": (
        "u = 'postgresql://bob:hunter2Xk9@db.corp.net/app'",
        IMPORT + "u = os.environ['DATABASE_URL']",
    ),
    "what stands in for a variable": ("t = os.getenv('A', '<K>')", IMPORT + "t = os.environ['A']"),
    "what stands in with `or`": ("t = os.environ.get('A') or '<K>'", IMPORT + "t = os.environ['A']"),
    "imported": ("import os\nt = '<K>'", "import os\nt = os.environ['HF_TOKEN']"),
    "imported with others": ("import re, os.path\nt = '<K>'", "import re, os.path\nt = os.environ['HF_TOKEN']"),
    "imported in the function": (
        "def f():\n    import os\n    t = '<K>'",
        "def f():\n    import os\n    t = os.environ['HF_TOKEN']",
    ),
    "imported in the class, which functions do not see": (
        "class A:\n    import os\n    def f(self):\n        return '<K>'",
        IMPORT + "class A:\n    import os\n    def f(self):\n        return os.environ['HF_TOKEN']",
    ),
    "imported too late": ("t = '<K>'\nimport os", IMPORT + "t = os.environ['HF_TOKEN']\nimport os"),
    "imported at times": (
        "if x:\n    import os\nt = '<K>'",
        IMPORT + "if x:\n    import os\nt = os.environ['HF_TOKEN']",
    ),
    "imported by another name": ("import os as o\nt = '<K>'", "import os\nimport os as o\nt = os.environ['HF_TOKEN']"),
    "after what comes first": (
        '#!/usr/bin/env python\n"""Doc."""\nfrom __future__ import annotations\n\nimport re\nt = "<K>"\n',
        '#!/usr/bin/env python\n"""Doc."""\nfrom __future__ import annotations\n\nimport os\nimport re\n'
        't = os.environ["HF_TOKEN"]\n',
    ),
    "other line ends": ("x = 1\r\nt = '<K>'\r\n", "import os\r\nx = 1\r\nt = os.environ['HF_TOKEN']\r\n"),
}


@pytest.mark.parametrize(("before", "after"), CHANGED.values(), ids=CHANGED)
def test_python(before, after):
    data = filled(before).encode()
    result = fixed("a.py", data)
    assert result.decode() == after
    compile(result, "a.py", "exec")
    assert hits_of(read_document("a.py", result)) == []
    assert fixed("a.py", result) == result


UNCHANGED = {
    "a comment": "# <K>",
    "a docstring": '"""Use <K>."""',
    "what a cell shows": "'<K>'",
    "bytes": "t = b'<K>'",
    "a key of a dictionary": "d = {'<K>': 1}",
    "an index": "d['<K>']",
    "a pattern": "match x:\n    case '<K>': pass",
    "an annotation": "def f(x: 'a <K>'): pass",
    "braces": "t = '{} <K>'.format(1)",
    "doubled braces": "t = f'{{ <K> }}'",
    "a backslash": r"t = 'a\n<K>'",
    "a template": "t = 'a %s <K>' % x",
    "in a field": "t = f\"{g('<K>')}\"",
    "the line that sets the variable": "os.environ['HF_TOKEN'] = '<K>'",
    "a call that sets the variable": "import os\nos.environ.setdefault('HF_TOKEN', '<K>')",
    "an update of the environment": "import os\nos.environ.update(HF_TOKEN='<K>')",
    "a patch of the environment": "monkeypatch.setenv('HF_TOKEN', '<K>')",
    "pieces in variables": "a = '<K1>'\nb = '<K2>'\nc = a + b",
    "another os": "os = 1\nt = '<K>'",
    "an argument called os": "def f(os):\n    return '<K>'",
    "imported in the function, too late": "def f():\n    t = '<K>'\n    import os",
    "broken code": "t = ('<K>'",
}


@pytest.mark.parametrize("source", UNCHANGED.values(), ids=UNCHANGED)
def test_python_that_stays(source):
    data = filled(source).encode()
    document = read_document("a.py", data)
    hits = [hit for hit in hits_of(document) if hit.secret]
    assert hits
    assert [hit.fix for hit in hits] == [None] * len(hits)
    assert fixed("a.py", data) == data


@pytest.mark.parametrize("path", [".env", "a.yaml", "a.sh", "a.json", "a.txt", "a.toml", "a.md", "Dockerfile"])
def test_other_files_stay(path):
    data = filled('ENV HF_TOKEN="<K>"\n' if path == "Dockerfile" else 'HF_TOKEN: "<K>"\n').encode()
    assert any([hit.secret for hit in hits_of(read_document(path, data))])
    assert fixed(path, data) == data


def sources(*cells: object, **metadata: object) -> list[str]:
    """The sources of a notebook's cells after the fix."""
    data = json.dumps(notebook(*cells, **metadata)).encode()
    result = fixed("a.ipynb", data)
    assert fixed("a.ipynb", result) == result
    return ["".join(cell["source"]) for cell in json.loads(result)["cells"]]


NOTEBOOKS = {
    "no import": (["x = 1", "t = '<K>'"], ["x = 1", "import os\nt = os.environ['HF_TOKEN']"]),
    "an import before": (["import os", "t = '<K>'"], ["import os", "t = os.environ['HF_TOKEN']"]),
    "an import after": (["t = '<K>'", "import os"], ["import os\nt = os.environ['HF_TOKEN']", "import os"]),
    "two cells": (
        ["t = '<K>'", "u = '<O>'"],
        ["import os\nt = os.environ['HF_TOKEN']", "u = os.environ['HF_TOKEN_2']"],
    ),
    "line magics": (
        ["%pip install x\n!ls\n# c\nt = '<K>'"],
        ["%pip install x\n!ls\n# c\nimport os\nt = os.environ['HF_TOKEN']"],
    ),
    "a timed line": (["%time t = f('<K>')"], ["import os\n%time t = f(os.environ['HF_TOKEN'])"]),
    "an indented cell": (["  t = '<K>'"], ["  import os\n  t = os.environ['HF_TOKEN']"]),
    "a cell magic": (
        ["x = 1", "%%time\nt = '<K>'"],
        ["import os\nx = 1", "%%time\nt = os.environ['HF_TOKEN']"],
    ),
    "nothing but a cell magic": (["%%time\nt = '<K>'"], ["%%time\nt = '<K>'"]),
    "a written file": (
        ["import os", "%%writefile a.py\nt = '<K>'"],
        ["import os", "%%writefile a.py\nimport os\nt = os.environ['HF_TOKEN']"],
    ),
    "shell": (["%%bash\nexport HF_TOKEN=<K>", "!huggingface-cli login --token <K>"],) * 2,
    "variables": (["%env HF_TOKEN=<K>"],) * 2,
}


@pytest.mark.parametrize(("before", "after"), NOTEBOOKS.values(), ids=NOTEBOOKS)
def test_notebooks(before, after):
    assert sources(*[code(filled(text)) for text in before]) == [filled(text) for text in after]


def test_text_cells_stay():
    raw = {"cell_type": "raw", "metadata": {}, "source": KEY}
    assert sources(markdown(KEY), raw) == [KEY, KEY]


def test_colab_has_secrets_of_its_own():
    before = [f"t = '{KEY}'", f"os.environ['HF_TOKEN'] = '{KEY}'", f"%%writefile a.py\nt = '{KEY}'"]
    assert sources(*map(code, before), colab={"name": "a"}) == [
        "from google.colab import userdata\nt = userdata.get('HF_TOKEN')",
        "os.environ['HF_TOKEN'] = userdata.get('HF_TOKEN')",
        "%%writefile a.py\nimport os\nt = os.environ['HF_TOKEN']",
    ]


@given(STYLES)
def test_notebooks_are_otherwise_the_same(style):
    style = in_string(style)
    before = render([code(f"# é🙂/\nimport os\nt = '{KEY}'\nu = 'a/b'"), markdown("»x«")], style)
    expected = before.marked.replace(KEY, "%")
    if KEY not in before.marked:  # every character is escaped
        return
    expected = expected.replace("'%'", "os.environ['HF_TOKEN']")
    if style.escapes == "needed":
        assert fixed("a.ipynb", before.data) == encoded(expected, style).data
    after = json.loads(read_document("a.ipynb", fixed("a.ipynb", before.data)).text)
    assert KEY not in json.dumps(after)


def with_outputs(*outputs: dict[str, object], **more: object) -> dict[str, object]:
    return notebook(code("x", outputs=list(outputs), **more))


OUTPUTS = {
    "a stream": {"output_type": "stream", "name": "stdout", "text": ["a\n", "key: <K> <K>\n", "<O>"]},
    "one string": {"output_type": "stream", "name": "stderr", "text": "\x1b[31m<K>\x1b[0m"},
    "html": {"output_type": "display_data", "metadata": {}, "data": {"text/html": ["<b>", "<a href='x?t=<K>'>é</a>"]}},
    "json": {"output_type": "display_data", "metadata": {}, "data": {"application/json": {"a": [{"b": "<K>"}, 1.50]}}},
    "a key of json": {"output_type": "display_data", "metadata": {}, "data": {"application/json": {"<K>": 1}}},
    "metadata": {"output_type": "display_data", "metadata": {"k": "<K>"}, "data": {}},
    "a traceback": {"output_type": "error", "ename": "E", "evalue": "<K>", "traceback": ["a <K>", "b\n<K>"]},
}


@pytest.mark.parametrize("output", OUTPUTS.values(), ids=OUTPUTS)
@pytest.mark.parametrize("indent", [None, 1])
def test_outputs(output, indent):
    text = json.dumps(with_outputs(output), indent=indent, ensure_ascii=False)
    result = fixed("a.ipynb", filled(text).encode())
    assert result.decode() == text.replace("<K>", "REDACTED").replace("<O>", "REDACTED")
    assert hits_of(read_document("a.ipynb", result)) == []


def test_escapes_around_a_key_stay():
    text = r'{"a": "\u0041\/<K>\ud83d\ude42\"", "b": 1e5}'
    text = f'{{"cells": [], "metadata": {text}, "nbformat": 4}}'
    assert fixed("a.ipynb", filled(text).encode()).decode() == text.replace("<K>", "REDACTED")


def test_metadata():
    made = notebook(code("x") | {"metadata": {"a": {"b": ["<K>"]}, "tags": ["<K>"]}}, widgets={"state": {"v": "<K>"}})
    text = json.dumps(made)
    assert fixed("a.ipynb", filled(text).encode()).decode() == text.replace("<K>", "REDACTED")


def test_a_private_key_over_several_lines():
    lines = [f"-----BEGIN {'RSA'} PRIVATE KEY-----\n", *[expand("<base64:64>", at) + "\n" for at in range(8)]]
    lines += [f"-----END {'RSA'} PRIVATE KEY-----\n"]
    data = with_outputs({"output_type": "stream", "name": "stdout", "text": ["before\n", *lines, "after"]})
    result = fixed("a.ipynb", json.dumps(data, indent=1).encode())
    text = "".join(json.loads(result)["cells"][0]["outputs"][0]["text"])
    assert text.startswith("before\n")
    assert text.endswith("after")
    assert "REDACTED" in text
    assert not any([line.strip() in text for line in lines[1:-1]])


def test_names_of_attachments_stay():
    data = notebook(markdown("x") | {"attachments": {f"{KEY}.png": {"image/png": "AAAA"}}})
    assert [hit.fix for hit in hits_of(read_document("a.ipynb", json.dumps(data).encode()))] == [None]


@pytest.fixture
def path(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path / "a.ipynb"


OUTPUT = {"output_type": "stream", "name": "stdout", "text": filled("<K>")}


@pytest.mark.parametrize(
    ("arguments", "is_changed"),
    [
        ([], False),
        (["--select", "remote-code"], False),
        (["--select", "all", "--ignore", "strip-outputs"], False),
        (["--unsafe-fixes"], True),
        (["--select", "find-keys"], True),
        (["--select", "huggingface-token"], True),
        (["--select", "find-keys", "--ignore", "huggingface-token"], False),
    ],
    ids=str,
)
def test_only_when_asked(path, arguments, is_changed):
    data = json.dumps(notebook(code(f"t = '{KEY}'", outputs=[OUTPUT])), indent=1).encode()
    path.write_bytes(data)
    arguments = [*arguments, "--ignore", "strip-outputs"] if "--ignore" not in arguments else arguments
    assert main([*arguments, "--check", "a.ipynb"]) == is_changed
    assert path.read_bytes() == data
    assert main([*arguments, "a.ipynb"]) == is_changed
    assert (KEY not in path.read_text()) == is_changed
    assert main([*arguments, "a.ipynb"]) == 0


@pytest.mark.parametrize(
    "style", [Style(), Style(indent=None), Style(escapes="everything")], ids=["lines", "one", "escapes"]
)
def test_a_diff_shows_no_key(path, capsys, style):
    source = filled(
        "t = '<K>'\ndb_password = '<P>'\nu = '<O>'  # labcoat: ignore[find-keys]\na = '<K1>'\nb = '<K2>'\nc = a + b"
    )
    path.write_bytes(render([code(source)], style).data)
    assert main(["--select", "huggingface-token", "--diff", "a.ipynb"]) == 1
    shown = capsys.readouterr().out
    assert "environ" in shown
    for secret in (KEY, PASSWORD, OTHER, KEY[:12], KEY[12:], json.dumps(KEY)[1:-1]):
        assert secret not in shown
    assert "".join([f"\\u{ord(letter):04x}" for letter in KEY[12:20]]) not in shown


def test_a_report_shows_no_key(path, capsys):
    path.write_bytes(render([code(f"t = '{KEY}'")]).data)
    assert main(["--select", "find-keys", "a.ipynb"]) == 1
    assert capsys.readouterr() == ("a.ipynb: fixed: read HF_TOKEN from the environment\n", "")


def test_a_key_in_place_of_a_variable_is_no_name(path, capsys):
    path.write_bytes(render([code(f"import os\nt = os.getenv('{KEY}', '{OTHER}')")]).data)
    assert main(["--select", "find-keys", "a.ipynb"]) == 1
    assert KEY not in capsys.readouterr().out


def test_a_key_over_several_strings_of_metadata_stays_whole():
    lines = [expand("<base64:64>", seed) for seed in range(8)]
    key = ["-----BEGIN RSA PRIVATE KEY-----\n", *[f"{line}\n" for line in lines], "-----END RSA PRIVATE KEY-----\n"]
    document = read_document("a.ipynb", json.dumps(notebook(code("x"), key=key)).encode())
    assert [hit.fix for hit in hits_of(document)] == [None]


def test_thousands_of_keys_get_as_many_variables():
    text = "".join([f"a{number} = '{expand('hf_<letters:34>', number)}'\n" for number in range(300)])
    after = fixed("a.py", text.encode()).decode()
    assert after.count("environ") == after.count("import os") * 300 == len({*after.splitlines()}) - 1
    assert {"a0 = os.environ['HF_TOKEN']", "a299 = os.environ['HF_TOKEN_300']"} <= {*after.splitlines()}
