"""Fixes and ignores: what the editor is told to do does what it says, and nothing else."""

from __future__ import annotations

import json
import sys

import pytest

from tests.cases import notebook
from tests.jupyter.worker.asking import KEY, Worker, edited, edited_notebook

TOKEN = "huggingface-token"
IGNORE = f"labcoat: ignore[{TOKEN}]"


@pytest.fixture(scope="module")
def worker(tmp_path_factory):
    with Worker(tmp_path_factory.mktemp("root")) as worker:
        yield worker


def sources(content):
    return [
        cell["source"] if isinstance(cell["source"], str) else "".join(cell["source"])
        for cell in json.loads(content)["cells"]
    ]


def changed(worker, path, content, finding, action, **own):
    """The content after the edits; what `apply` writes has to be the same."""
    answer, _ = worker.change("edits", path, content, finding, action, **own)
    applied, body = worker.change("apply", path, content, finding, action, **own)
    assert applied == answer
    if answer["status"] != "ok":
        assert body == b""
        return answer, content
    if not path.endswith(".ipynb"):
        made = edited(content, answer["edits"])
        assert body.decode() == made
        return answer, made
    made = body.decode()
    if not answer["values"]:
        here, there = json.loads(edited_notebook(content, answer)), json.loads(made)
        for one in (*here["cells"], *there["cells"]):
            one["source"] = "".join(one["source"])
        assert here == there
    return answer, made


def token_in(worker, path, content, **own):
    return next(finding for finding in worker.scan(path, content, **own)["findings"] if finding["rule"] == TOKEN)


CELLS = [  # the source, and the same with an ignored finding
    (f'x = "{KEY}"', f'x = "{KEY}"  # {IGNORE}'),
    (f'x = "😀"; y = "{KEY}"  \nz = 1', f'x = "😀"; y = "{KEY}"  # {IGNORE}  \nz = 1'),
    (f'a\r\nx = "{KEY}"\r\nb', f'a\r\nx = "{KEY}"  # {IGNORE}\r\nb'),
    (f'x = "{KEY}"  # noqa', f'x = "{KEY}"  # noqa  # {IGNORE}'),
    (f'x = "{KEY}"  # labcoat: ignore[a]', f'x = "{KEY}"  # labcoat: ignore[a, {TOKEN}]'),
    (f'x = "{KEY}"  # labcoat: ignore[]', f'x = "{KEY}"  # {IGNORE}'),
    (f'x = "{KEY}"  # labcoat: ignore', f'x = "{KEY}"  # {IGNORE}'),
    (f'# labcoat: ignore[a] why\nx = "{KEY}"', f'# labcoat: ignore[a, {TOKEN}] why\nx = "{KEY}"'),
    (f'x = f("{KEY}") + \\\n  a', f'# {IGNORE}\nx = f("{KEY}") + \\\n  a'),
    (f'if a:\n\tx = f("{KEY}") + \\\n  a', f'if a:\n\t# {IGNORE}\n\tx = f("{KEY}") + \\\n  a'),
    (f'x = 1 + \\\n  f("{KEY}")', f'x = 1 + \\\n  f("{KEY}")  # {IGNORE}'),
    (f'f(\n  "{KEY}",\n)', f'f(\n  "{KEY}",  # {IGNORE}\n)'),
    (f'x = """{KEY}\n"""', f'# {IGNORE}\nx = """{KEY}\n"""'),
    (f'x = """\n{KEY}"""', f'x = """\n{KEY}"""  # {IGNORE}'),
    (f'x = """\n{KEY}\n"""', None),
    (f'x = """\n  labcoat: ignore[a] {KEY}\n"""', None),
    (f'    f("{KEY}")\n    g()', f'    f("{KEY}")  # {IGNORE}\n    g()'),
    (f"!curl -H {KEY}", f"# {IGNORE}\n!curl -H {KEY}"),
    (f"!curl \\\n  -H {KEY}", f"!curl \\\n  -H {KEY}  # {IGNORE}"),
    (f"%env HF_TOKEN={KEY}", f"# {IGNORE}\n%env HF_TOKEN={KEY}"),
    (f"a = 1\n%env HF_TOKEN={KEY}", f"a = 1\n# {IGNORE}\n%env HF_TOKEN={KEY}"),
    (f"%%bash\ncurl -H {KEY}", f"%%bash\ncurl -H {KEY}  # {IGNORE}"),
    (f"%%bash\ncat <<E\n{KEY}\nE", None),
    (f"%%bash\necho '\n{KEY}\n'", None),
    (f"%%bash -c {KEY}\nls", None),
    (f"%%html\n<b>{KEY}</b>", None),
    (f"%%time\nx = '{KEY}'", f"%%time\nx = '{KEY}'  # {IGNORE}"),
    (f"%%timeit x = '{KEY}'\ny", f"%%timeit x = '{KEY}'  # {IGNORE}\ny"),
    (f"%%writefile a.yaml\nt: {KEY}", f"%%writefile a.yaml\nt: {KEY}  # {IGNORE}"),
    (f'%%writefile a.json\n{{"t": "{KEY}"}}', None),
    (f"%%R\nx <- '{KEY}'", None),
]


@pytest.mark.parametrize(("source", "expected"), CELLS)
@pytest.mark.parametrize("is_list", [True, False])
def test_an_ignored_cell(worker, source, expected, is_list):
    content = json.loads(notebook("import os", source))
    if not is_list:
        content["cells"][1]["source"] = source
    content = json.dumps(content)
    finding = token_in(worker, "a.ipynb", content)
    answer, made = changed(worker, "a.ipynb", content, finding, "ignore")
    assert answer["status"] == "ok"
    assert TOKEN not in worker.rules("a.ipynb", made)
    assert sources(made)[1] == (source if expected is None else expected)
    tag = {"cell": 2, "cell_id": "cell-2", "tag": f"labcoat:ignore={TOKEN}"}
    assert answer["tags"] == ([tag] if expected is None else [])
    assert answer["title"] == f"Ignore {TOKEN} {'in this cell' if expected is None else 'on this line'}"


TAGGED = [
    ({"cell_type": "markdown", "source": KEY}, ["labcoat:ignore=huggingface-token"]),
    ({"cell_type": "raw", "source": KEY, "metadata": {"tags": ["a"]}}, ["a", "labcoat:ignore=huggingface-token"]),
    ({"outputs": [{"output_type": "stream", "text": KEY}]}, ["labcoat:ignore=huggingface-token"]),
    ({"metadata": {"tags": [], "a": KEY}}, ["labcoat:ignore=huggingface-token"]),
    ({"metadata": {"tags": None, "a": KEY}}, ["labcoat:ignore=huggingface-token"]),
]


@pytest.mark.parametrize(("more", "tags"), TAGGED)
def test_what_has_no_comments_gets_a_tag(worker, more, tags):
    content = json.loads(notebook("x = 1"))
    content["cells"][0] |= more
    content = json.dumps(content, indent=1)
    finding = token_in(worker, "a.ipynb", content)
    answer, made = changed(worker, "a.ipynb", content, finding, "ignore")
    assert (finding["ignore"], answer["edits"]) == ("tag", [])
    assert json.loads(made)["cells"][0]["metadata"]["tags"] == tags
    assert worker.rules("a.ipynb", made) == []


FILES = [
    ("a.py", f'x = "{KEY}"\r\ny\r\n', f'x = "{KEY}"  # {IGNORE}\r\ny\r\n'),
    ("a.py", f'\ufeffx = "{KEY}"\n', f'\ufeffx = "{KEY}"  # {IGNORE}\n'),
    ("a.py", f'x = """\n{KEY}\n"""\n', None),
    ("a.sh", f"export T={KEY}\n", f"export T={KEY}  # {IGNORE}\n"),
    ("a.sh", f"cat <<E\n{KEY}\nE\n", None),
    ("a.yaml", f"a:\n  token: {KEY}\n", f"a:\n  token: {KEY}  # {IGNORE}\n"),
    ("a.yaml", f"a: |\n  {KEY}\n", None),
    ("a.toml", f'token = "{KEY}"', f'token = "{KEY}"  # {IGNORE}'),
    ("a.ini", f"[a]\ntoken = {KEY}\n", f"[a]\n# {IGNORE}\ntoken = {KEY}\n"),
    (".env", f"HF_TOKEN={KEY}\n", f"# {IGNORE}\nHF_TOKEN={KEY}\n"),
    ("Dockerfile", f"FROM a@b\nENV T={KEY}\n", f"FROM a@b\n# {IGNORE}\nENV T={KEY}\n"),
    ("Makefile", f"a:\n\tcurl -H {KEY}\n", f"a:\n# {IGNORE}\n\tcurl -H {KEY}\n"),
    ("a.md", f"see {KEY}\n", f"see {KEY}  <!-- {IGNORE} -->\n"),
    ("a.md", f"```\n{KEY}\n```\n", None),
    ("a.js", f'const t = "{KEY}";\n', f'const t = "{KEY}";  // {IGNORE}\n'),
    ("a.json", f'{{"token": "{KEY}"}}\n', None),
    ("a.txt", f"{KEY}\n", None),
]


@pytest.mark.parametrize(("path", "content", "expected"), FILES)
def test_an_ignored_line_of_a_file(worker, path, content, expected):
    finding = token_in(worker, path, content)
    answer, made = changed(worker, path, content, finding, "ignore")
    assert answer["status"] == ("none" if expected is None else "ok")
    assert made == (content if expected is None else expected)
    assert (TOKEN in worker.rules(path, made)) is (expected is None)
    assert (finding["ignore"] is None) <= (expected is None)
    assert bool(answer["message"]) is (expected is None)


def test_only_the_finding_that_is_meant_is_ignored(worker):
    content = f'x = "{KEY}"\nimport torch\ny = torch.load("{KEY}")\n'
    second = worker.scan("a.py", content)["findings"][-1]
    _, made = changed(worker, "a.py", content, second, "ignore")
    assert worker.rules("a.py", made) == [TOKEN, "torch-load"]
    finding = next(finding for finding in worker.scan("a.py", made)["findings"] if finding["rule"] == "torch-load")
    _, made = changed(worker, "a.py", made, finding, "ignore")
    assert made.splitlines()[-1].endswith(f"# labcoat: ignore[{TOKEN}, torch-load]")
    assert worker.rules("a.py", made) == [TOKEN]


def test_a_requirement_stays_what_it_is(worker):
    content = "torch\nnumpy>=1 \\\n  --hash=sha256:0\n"
    for finding in worker.scan("requirements.txt", content)["findings"]:
        _, made = changed(worker, "requirements.txt", content, finding, "ignore")
        assert len(worker.rules("requirements.txt", made)) == len(worker.rules("requirements.txt", content)) - 1


def test_metadata_of_a_notebook_cannot_be_ignored(worker):
    content = json.dumps({**json.loads(notebook("x")), "metadata": {"token": KEY}})
    finding = token_in(worker, "a.ipynb", content)
    answer, _ = changed(worker, "a.ipynb", content, finding, "ignore")
    assert (finding["ignore"], answer["status"]) == (None, "none")


FIXES = [
    ([f'x = "{KEY}"'], ['import os\nx = os.environ["HF_TOKEN"]']),
    (["import os", f'y = "😀"; hf_token = "{KEY}"'], ["import os", 'y = "😀"; hf_token = os.environ["HF_TOKEN"]']),
    (["import torch\ntorch.load(f)"], ["import torch\ntorch.load(f, weights_only=True)"]),
    (["import yaml\nyaml.load(f, Loader=yaml.Loader)"], ["import yaml\nyaml.load(f, Loader=yaml.SafeLoader)"]),
]


@pytest.mark.parametrize(("cells", "expected"), FIXES)
def test_a_fixed_cell(worker, cells, expected):
    content = notebook(*cells)
    (finding,) = worker.scan("a.ipynb", content)["findings"]
    answer, made = changed(worker, "a.ipynb", content, finding, "fix")
    assert (answer["status"], answer["title"]) == ("ok", finding["fix"]["title"])
    assert sources(made) == expected
    assert worker.rules("a.ipynb", made) == []
    starts = [(edit["cell"], *edit["range"]["start"].values()) for edit in answer["edits"]]
    assert starts == sorted(starts)


def test_a_key_in_an_output_is_redacted_apart_from_the_sources(worker):
    content = json.loads(notebook("x"))
    content["cells"][0]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": ["a\n", f"😀 {KEY}\n"]}]
    content = json.dumps(content)
    (finding,) = worker.scan("a.ipynb", content)["findings"]
    answer, made = changed(worker, "a.ipynb", content, finding, "fix")
    (value,) = answer["values"]
    assert (answer["edits"], value["cell"], value["pointer"]) == ([], 1, ["outputs", 0, "text"])
    assert edited(f"a\n😀 {KEY}\n", [value]) == "a\n😀 REDACTED\n"
    assert worker.rules("a.ipynb", made) == []


def test_a_notebook_in_a_text_editor_is_edited_as_a_text(worker):
    content = notebook("a = 1", f'x = "{KEY}"\n')
    for action in ("fix", "ignore"):
        finding = token_in(worker, "a.ipynb", content, kind="file")
        answer, _ = worker.change("edits", "a.ipynb", content, finding, action, kind="file")
        assert worker.rules("a.ipynb", edited(content, answer["edits"])) == []
        assert (answer["tags"], answer["values"]) == ([], [])


def test_a_requirement_is_pinned_to_what_an_interpreter_has(worker):
    content = "pytest\nno-such-package-here\n"
    first, second = worker.scan("requirements.txt", content)["findings"]
    assert worker.change("edits", "requirements.txt", content, first, "fix")[0]["status"] == "none"
    answer, made = changed(worker, "requirements.txt", content, first, "fix", python=sys.executable)
    assert made == f"pytest=={pytest.__version__}\nno-such-package-here\n"
    assert sys.executable not in json.dumps(answer)
    answer, _ = changed(worker, "requirements.txt", content, second, "fix", python=sys.executable)
    assert (answer["status"], answer["message"]) == ("none", "no one version that fits is installed")
    answer, _ = changed(worker, "requirements.txt", content, first, "fix", python="/no/such/python")
    assert answer["status"] == "none"


def test_requirements_of_notebooks_are_pinned_by_the_kernel(tmp_path):
    (tmp_path / "pyproject.toml").write_text("[tool.labcoat.pinned-requirements]\nnotebooks = true\n")
    content = notebook("!pip install pytest")
    with Worker(tmp_path) as worker:
        (finding,) = worker.scan("a.ipynb", content)["findings"]
        assert finding["fix"] == {
            "title": "Pin to the version that the kernel has installed",
            "safe": False,
            "pins": True,
        }
        _, made = changed(worker, "a.ipynb", content, finding, "fix", python=sys.executable)
        assert sources(made) == [f"!pip install pytest=={pytest.__version__}"]
        assert worker.rules("a.ipynb", made) == []


def test_what_is_gone_is_not_changed(worker):
    content = notebook(f'x = "{KEY}"')
    finding = token_in(worker, "a.ipynb", content)
    for other in (notebook("x = 1"), "{"):
        answer, body = worker.change("apply", "a.ipynb", other, finding, "fix")
        assert (answer["status"], answer["edits"], body) == ("gone", [], b"")
    answer, _ = worker.change("edits", "a.ipynb", content, {**finding, "rule": "torch-load"}, "fix")
    assert answer["status"] == "gone"
