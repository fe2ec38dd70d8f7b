"""The version that a package has at least, by the files around a document."""

from __future__ import annotations

from pathlib import Path

import pytest

from labcoat.core.document import read_document
from labcoat.core.packages.project import forget_projects
from labcoat.core.packages.project_versions import Floor, known_version, version_in
from tests.cases import notebook

UV_LOCK = (
    'version = 1\n[[package]]\nname = "torch"\nversion = "2.7.1"\nsource = {registry = "https://pypi.org/simple"}\n'
)
POETRY_LOCK = '[[package]]\nname = "torch"\nversion = "2.5.1"\nfiles = []\n'

KNOWN = {
    "exact": ({"requirements.txt": "numpy\ntorch==2.7.0\n"}, "2.7.0"),
    "local version": ({"requirements.txt": "torch==2.7.0+cu128\n"}, "2.7.0+cu128"),
    "at least": ({"requirements.txt": "torch>=2.6,<3\n"}, "2.6"),
    "at least, with an extra": ({"requirements.txt": "torch[opt-einsum] >= 2.6 ; python_version > '3.9'\n"}, "2.6"),
    "compatible": ({"requirements.txt": "torch~=2.6.1\n"}, "2.6.1"),
    "any patch": ({"requirements.txt": "torch==2.6.*\n"}, "2.6"),
    "the highest of the bounds": ({"requirements.txt": "torch>=2.1,>=2.10\n"}, "2.10"),
    "the lower of two lines": (
        {"requirements.txt": "torch==2.7;sys_platform=='a'\ntorch==2.2;sys_platform=='b'\n"},
        "2.2",
    ),
    "the lower of two files": ({"requirements.txt": "torch>=2.7\n", "requirements-dev.txt": "torch>=2.1\n"}, "2.1"),
    "folder of requirements": ({"requirements/base.txt": "torch>=2.7\n"}, "2.7"),
    "constraints": ({"constraints.txt": "torch==2.7\n"}, "2.7"),
    "pyproject": ({"pyproject.toml": '[project]\nname = "x"\ndependencies = ["torch>=2.6"]\n'}, "2.6"),
    "extra": ({"pyproject.toml": '[project.optional-dependencies]\ngpu = ["torch>=2.6"]\n'}, "2.6"),
    "poetry, caret": ({"pyproject.toml": '[tool.poetry.dependencies]\ntorch = "^2.6"\n'}, "2.6"),
    "poetry, bare": ({"pyproject.toml": '[tool.poetry.dependencies]\ntorch = "2.6.0"\n'}, "2.6.0"),
    "setup.cfg": ({"setup.cfg": "[options]\ninstall_requires =\n    torch>=2.6\n"}, "2.6"),
    "setup.py": ({"setup.py": "from setuptools import setup\nsetup(install_requires=['torch>=2.6'])\n"}, "2.6"),
    "conda": ({"environment.yml": "dependencies:\n  - torch=2.6\n  - pip\n"}, "2.6"),
    "conda, with a build": ({"environment.yml": "dependencies:\n  - torch=1.9.0=py3.7_cuda11.1_0\n"}, "1.9.0"),
    "conda, with any build": ({"environment.yml": "dependencies:\n  - torch>=2.6=*cuda12*\n"}, "2.6"),
    "pip in conda": ({"environment.yml": "dependencies:\n  - pip:\n    - torch==2.6.0\n"}, "2.6.0"),
    "lock": ({"uv.lock": UV_LOCK}, "2.7.1"),
    "lock before manifest": (
        {"uv.lock": UV_LOCK, "pyproject.toml": '[project]\ndependencies = ["torch>=2"]\n'},
        "2.7.1",
    ),
    "two locks": ({"uv.lock": UV_LOCK, "poetry.lock": POETRY_LOCK}, "2.5.1"),
    "nearest folder": ({"requirements.txt": "torch==2.7\n", "src/requirements.txt": "torch==2.1\n"}, "2.1"),
    "above, where the nearest has no bound": (
        {"requirements.txt": "torch==2.7\n", "src/requirements.txt": "torch\n"},
        "2.7",
    ),
    "cap only": ({"requirements.txt": "torch<2.6\n"}, ""),
    "excluded": ({"requirements.txt": "torch!=2.6\n"}, ""),
    "no bound": ({"requirements.txt": "torch\n"}, ""),
    "other package": ({"requirements.txt": "torchvision==2.7\npytorch-lightning>=2.6\n"}, ""),
    "comment": ({"requirements.txt": "# torch==2.7\n"}, ""),
    "alternatives": ({"environment.yml": "dependencies:\n  - torch=2.6|2.7\n"}, ""),
    "nothing": ({}, ""),
    "broken": ({"pyproject.toml": "[[[", "uv.lock": "torch = ["}, ""),
    "huge number": ({"requirements.txt": f"torch=={'9' * 5000}\n"}, ""),
}


@pytest.mark.parametrize(("files", "expected"), KNOWN.values(), ids=KNOWN)
def test_version_by_the_files_around(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    assert _version(tmp_path, files, "import torch\n") == expected


def _version(root: Path, files: dict[str, str], text: str, name: str = "train.py") -> str:
    (root / ".git").mkdir()
    for path, content in files.items():
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text(content)
    forget_projects()
    floor = version_in(read_document(str(root / "src" / name), text.encode()), "Torch")
    return floor.text if floor else ""


def test_a_notebook_that_installs_it_is_nearer(tmp_path: Path) -> None:
    text = notebook("!pip install -q torch==2.1", "import torch\n")
    assert _version(tmp_path, {"requirements.txt": "torch==2.7\n"}, text, "a.ipynb") == "2.1"


def test_a_notebook_that_installs_any_version_says_nothing(tmp_path: Path) -> None:
    text = notebook("!pip install -q torch", "import torch\n")
    assert _version(tmp_path, {"requirements.txt": "torch==2.7\n"}, text, "a.ipynb") == "2.7"


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2.6", True), ("2.6.0", True), ("2", False), ("2.5.9", False), ("3", True), ("v2.10", True), ("2.6.0a1", True)],
)
def test_versions_compare_by_their_numbers(text: str, expected: bool) -> None:
    assert Floor(text, "").at_least(2, 6) is expected


def test_who_does_not_ask_gets_nothing() -> None:
    assert known_version({}, "torch") is None
    assert known_version({"known-version": "2"}, "torch") is None
