"""What `labcoat fix` makes of calls and commands without the revision of models.lock."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labcoat.core.lockfile.lookup import forget_locks
from labcoat.fix import main
from tests.cases import notebook

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OTHER = "f" * 40
LOCK = f"""
version = 1
model = [
  {{ name = "x", source = "hf:org/x", revision = "{COMMIT}" }},
  {{ name = "old", source = "hf:org/two", revision = "{OTHER}" }},
  {{ name = "new", source = "hf:org/two", revision = "{COMMIT}" }},
]
"""
WANTED = f'revision="{COMMIT}"'
FIXED = [
    ("AutoModel.from_pretrained('org/x')", f"AutoModel.from_pretrained('org/x', {WANTED})"),
    ("AutoModel.from_pretrained('org/x',)", f"AutoModel.from_pretrained('org/x', {WANTED},)"),
    (
        "AutoModel.from_pretrained('org/x', device_map='auto')",
        f"AutoModel.from_pretrained('org/x', device_map='auto', {WANTED})",
    ),
    ("AutoModel.from_pretrained('org/x', revision='main')", f"AutoModel.from_pretrained('org/x', {WANTED})"),
    (
        "AutoModel.from_pretrained('org/x', revision = None)",
        f"AutoModel.from_pretrained('org/x', revision = \"{COMMIT}\")",
    ),
    (f"AutoModel.from_pretrained('org/x', revision='{OTHER}')", f"AutoModel.from_pretrained('org/x', {WANTED})"),
    ("AutoModel.from_pretrained('org/x', **{'a': 1})", f"AutoModel.from_pretrained('org/x', **{{'a': 1}}, {WANTED})"),
    ("AutoModel.from_pretrained(\n    'org/x',\n)", f"AutoModel.from_pretrained(\n    'org/x',\n    {WANTED},\n)"),
    ("AutoModel.from_pretrained(\n\t'org/x'\n)", f"AutoModel.from_pretrained(\n\t'org/x',\n\t{WANTED}\n)"),
    ("AutoModel.from_pretrained(\r\n  'org/x',\r\n)", f"AutoModel.from_pretrained(\r\n  'org/x',\r\n  {WANTED},\r\n)"),
    (
        "AutoModel.from_pretrained(\n    'org/x',  # ours, small\n    a=1  # one\n)",
        f"AutoModel.from_pretrained(\n    'org/x',  # ours, small\n    a=1,  # one\n    {WANTED}\n)",
    ),
    (
        "AutoModel.from_pretrained(\n    'org/x',\n    a=1,  # one\n    # end\n)",
        f"AutoModel.from_pretrained(\n    'org/x',\n    a=1,  # one\n    {WANTED},\n    # end\n)",
    ),
    (
        "AutoModel.from_pretrained('org/x',\n                  a=1)",
        f"AutoModel.from_pretrained('org/x',\n                  a=1, {WANTED})",
    ),
    ("AutoModel.from_pretrained(\n    'org/x', a=1,\n)", f"AutoModel.from_pretrained(\n    'org/x', a=1, {WANTED},\n)"),
    ("x = 'ä'; AutoModel.from_pretrained('org/x'); 'é'", f"x = 'ä'; AutoModel.from_pretrained('org/x', {WANTED}); 'é'"),
    ("N = 'org/x'\nAutoModel.from_pretrained(N)", f"N = 'org/x'\nAutoModel.from_pretrained(N, {WANTED})"),
    (
        "K = {'revision': 'main'}\nAutoModel.from_pretrained('org/x', **K)",
        f"K = {{'revision': \"{COMMIT}\"}}\nAutoModel.from_pretrained('org/x', **K)",
    ),
    (
        "M = {'a': 'org/x'}\nAutoModel.from_pretrained(M['a'])",
        f"M = {{'a': 'org/x'}}\nAutoModel.from_pretrained(M['a'], {WANTED})",
    ),
    ("pipeline('t', 'org/x', tokenizer='org/x')", f"pipeline('t', 'org/x', tokenizer='org/x', {WANTED})"),
]
KEPT = [
    "REV = 'main'\nA.from_pretrained('org/x', revision=REV)",
    "A.from_pretrained(('org/x'))",
    "A.from_pretrained('org/two')",
    "A.from_pretrained('org/y')",
    "pipeline('t', 'org/x', tokenizer='org/y')",
    "from nemo.collections.asr.models import ASRModel\nASRModel.from_pretrained(model_name='org/x')",
    "WhisperModel('org/x')",
    "processor.from_pretrained('org/x')",
    "def load(name='org/x'):\n    return A.from_pretrained(name)",
    "class C:\n    name = 'org/x'\nA.from_pretrained(C.name)",
]


@pytest.fixture(autouse=True)
def _project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "models.lock").write_text(LOCK)
    monkeypatch.chdir(tmp_path)
    forget_locks()


def fixed(name: str, text: str, *options: str) -> str:
    """The file after `labcoat fix`."""
    Path(name).write_bytes(text.encode())
    main(["--select", "revision-not-in-lock", *options, name])
    return Path(name).read_bytes().decode()


@pytest.mark.parametrize(("before", "after"), FIXED)
def test_calls_get_the_commit(before: str, after: str) -> None:
    start = "from transformers import pipeline\r\n" if "\r" in before else "from transformers import pipeline\n"
    assert fixed("a.py", f"{start}{before}\n") == f"{start}{after}\n"
    assert main(["--select", "revision-not-in-lock", "a.py"]) == 0


@pytest.mark.parametrize("text", KEPT)
def test_other_calls_stay(text: str) -> None:
    text = f"from transformers import pipeline\n{text}\n"
    assert fixed("a.py", text) == text


def test_a_notebook_gets_the_commit_in_its_cell() -> None:
    text = notebook("%pip install x\nN = 'org/x'", "m = AutoModel.from_pretrained(\n    N,\n)")
    made = json.loads(fixed("nb.ipynb", text))
    sources = ["".join(cell["source"]) for cell in made["cells"]]
    assert sources == ["%pip install x\nN = 'org/x'", f"m = AutoModel.from_pretrained(\n    N,\n    {WANTED},\n)"]


def test_what_not_every_version_takes_needs_the_users_word() -> None:
    text = "WhisperModel('org/x')\n"
    assert fixed("a.py", text, "--unsafe-fixes") == f"WhisperModel('org/x', {WANTED})\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("hf download org/x", f"hf download org/x --revision {COMMIT}"),
        ("hf download org/x a.bin && ls", f"hf download org/x --revision {COMMIT} a.bin && ls"),
        ("hf download org/x --revision main a", f"hf download org/x --revision {COMMIT} a"),
        ("hf download org/x --revision=main", f"hf download org/x --revision={COMMIT}"),
        ("vllm serve --model=org/x;ls", f"vllm serve --model=org/x --revision {COMMIT};ls"),
        ('hf download "org/x"', 'hf download "org/x"'),
        ("hf download org/two", "hf download org/two"),
    ],
)
def test_commands_get_the_commit(before: str, after: str) -> None:
    assert fixed("run.sh", f"{before}\n") == f"{after}\n"


def test_a_list_of_words_stays() -> None:
    text = "subprocess.run(['hf', 'download', 'org/x'])\n"
    assert fixed("a.py", text) == text
