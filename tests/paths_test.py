"""Which files belong to the tests of a project, and what files are called that code opens."""

from __future__ import annotations

import ast

import pytest

from labcoat.core.code.files import file_name
from labcoat.core.paths import is_test
from labcoat.core.python import Module
from labcoat.core.segment import Segment

TESTS = [
    "tests/a.py", "test/a.py", "src/tests/b/a.yaml", "TESTS/a.py", "testing/a.py", "integration_tests/a.sh",
    "test_a.py", "src/test_a.py", "a_test.py", "a_test.go", "conftest.py", "b/conftest.py", "Test_a.ipynb",
    "./tests/a.py", "tests/../tests/a.py",
]  # fmt: skip
OTHERS = [
    "a.py", "src/a.py", "testdata.py", "attest/a.py", "latest/a.py", "contest.py", "my_tests.py", "tests.py",
    "mytests/a.py", "a.test_b", "tests", "protests/a.py", "tests/../a.py", "a_testing.py", "test-a.py",
]  # fmt: skip


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A git repository, which is the working directory, inside of a folder that is called `tests`."""
    root = tmp_path / "tests" / "project"
    (root / ".git").mkdir(parents=True)
    monkeypatch.chdir(root)
    return root


@pytest.mark.parametrize("path", TESTS)
def test_tests(project, path):
    assert is_test(path)
    assert is_test(str(project / path))


@pytest.mark.parametrize("path", OTHERS)
def test_other_files(project, path):
    assert not is_test(path)
    assert not is_test(str(project / path))


NAMES = {
    "open": ("open('a.sh', 'w')", "a.sh"),
    "open of io": ("io.open('a.sh', 'w')", "a.sh"),
    "path": ("Path('a.sh')", "a.sh"),
    "path of parts": ("Path('d') / 'e' / 'a.sh'", "a.sh"),
    "path with two arguments": ("Path('d', 'a.sh')", "a.sh"),
    "opened path": ("Path('a.sh').open('w')", "a.sh"),
    "opened path of parts": ("(Path(d) / 'a.sh').open('w')", "a.sh"),
    "joined": ("open(os.path.join(d, 'a.sh'), 'w')", "a.sh"),
    "f-string": ("open(f'{d}/a.sh', 'w')", "/a.sh"),
    "added": ("open(d + '/a.sh', 'w')", "/a.sh"),
    "name of a name": ("n = 'a.sh'\nopen(n, 'w')", "a.sh"),
    "with": ("with open('a.sh', 'w') as f:\n    f", "a.sh"),
    "opened before": ("f = open('a.sh', 'w')\nf", "a.sh"),
    "unknown": ("open(n, 'w')", ""),
    "unknown end": ("open(f'a.sh{n}', 'w')", ""),
    "parameter": ("def g(n):\n    open(n)", ""),
    "number": ("open(1)", ""),
    "no arguments": ("open()", ""),
    "standard output": ("sys.stdout", ""),
    "cycle": ("n = m\nm = n\nopen(n)", ""),
}


@pytest.mark.parametrize(("source", "name"), NAMES.values(), ids=NAMES)
def test_file_names(source, name):
    module = Module()
    module.add(Segment(source, "python"), source)
    last = module.nodes(ast.Expr)[-1].value
    assert file_name(module, last) == name
