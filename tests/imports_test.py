"""What a clean run of each console script imports: what it does not import costs it nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import CHECKOUT
from tests.e2e.notebooks import REMOTE, notebook

OTHERS = {"nbformat", "nbstripout", "detect_secrets", "jsonschema", "packaging", "requests", "rich", "tomli", "yaml"}
SLOW = {
    *(
        "argparse",
        "ast",
        "collections",
        "contextlib",
        "copyreg",
        "dataclasses",
        "difflib",
        "enum",
        "functools",
        "hashlib",
    ),
    *("hmac", "importlib", "inspect", "json", "logging", "operator", "pathlib", "random", "re", "shutil", "signal"),
    *("subprocess", "tempfile", "threading", "tokenize", "traceback", "types", "typing", "unicodedata", "warnings"),
}
FILES = {
    "nb.ipynb": notebook("import numpy as np\n%matplotlib inline\n!ls\n", outputs=False),
    "a.py": "x = 1\n",
    "run.sh": "#!/bin/sh\nls\n",
    "Dockerfile": "FROM a:1\nRUN ls\n",
    "Makefile": "all:\n\tls\n",
    "a.yaml": "a: 1\n",
    "a.json": "{}\n",
    "pyproject.toml": "[project]\nname = 'a'\n",
    "requirements.txt": "a==1\n",
    "README.md": "# a\n",
}
PLAIN = [name for name in FILES if name != "Dockerfile"]  # each Dockerfile's images are looked at
SCRIPTS = {
    "labcoat-strip-outputs": ("labcoat.strip_outputs", [], ["nb.ipynb"]),
    "labcoat-pinned-requirements": ("labcoat.pinned_requirements", [], PLAIN),
    "labcoat-remote-code": ("labcoat.remote_code", [], list(FILES)),
    "labcoat": ("labcoat.cli", ["check"], PLAIN),
}

each = pytest.mark.parametrize("script", SCRIPTS)


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project in which there is nothing to find."""
    (tmp_path / ".git").mkdir()
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(script: str, *more: str) -> tuple[int, set[str]]:
    """The exit code of a console script, and what it has imported in a Python that had imported nothing."""
    module, command, files = SCRIPTS[script]
    program = (
        f"import sys; before = set(sys.modules); sys.path.append({str(CHECKOUT / 'hooks')!r}); "
        f"from {module} import main; code = main(); "
        "print(*sorted(set(sys.modules) - before), file=sys.stderr); raise SystemExit(code)"
    )
    command = [sys.executable, "-I", "-S", "-c", program, *command, *files, *more]
    done = subprocess.run(command, capture_output=True, text=True)
    return done.returncode, set(done.stderr.split())


@each
def test_a_clean_run_imports_nothing_that_is_slow(script: str) -> None:
    code, modules = imported(script)
    assert code == 0
    assert "labcoat.core.notebook" in modules
    assert modules & (SLOW | OTHERS) == set()


@each
def test_a_clean_run_imports_none_of_what_only_findings_need(script: str) -> None:
    _, modules = imported(script)
    reports = {name for name in modules if name.startswith(("labcoat.core.report", "labcoat.core.switches"))}
    assert reports == set()
    assert (
        modules & {f"labcoat.core.{name}" for name in ("locate", "output", "parallel", "python", "redact", "shell")}
        == set()
    )


@pytest.mark.parametrize("script", ["labcoat", "labcoat-remote-code"])
def test_what_a_finding_imports(script: str, project: Path) -> None:
    (project / "found.py").write_text(REMOTE, encoding="utf-8")
    code, modules = imported(script, "found.py")
    assert code == 1
    assert "ast" in modules
    assert modules & OTHERS == set()
