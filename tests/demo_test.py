"""`make demo`, as a user runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("examples") / "demo"


@pytest.fixture(scope="module")
def output(demo: Path) -> str:
    return run(demo)


def run(demo: Path) -> str:
    done = subprocess.run(
        [sys.executable, EXAMPLES / "demo.py", demo],
        env=os.environ | {"PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


SHOWN = [
    pytest.param("$ labcoat check .", id="the command"),
    pytest.param("Dockerfile:3:38: high[trust-remote-code]", id="Dockerfile"),
    pytest.param("config.yaml:3:3: high[trust-remote-code]", id="YAML"),
    pytest.param("merged.ipynb:5:1: high[unreadable-file] unresolved merge conflict", id="broken notebook"),
    pytest.param("train.ipynb:cell 3:1:96: high[trust-remote-code]", id="constant of another cell"),
    pytest.param("train.ipynb:cell 6:1:20: high[trust-remote-code]", id="shell line"),
    pytest.param("train.ipynb:cell 7:4:26: high[trust-remote-code]", id="file that a cell writes"),
    pytest.param("train.ipynb:cell 8:1:1: low[unparsed-cell]", id="Python 2"),
    pytest.param("train.py:4:51: high[torch-hub-trust-repo]", id="Python"),
    pytest.param("train.py:9:49: low[unused-ignore]", id="comment that ignores nothing"),
    pytest.param("(1 ignored)", id="accepted by a comment"),
    pytest.param('token="hf_**********************************"', id="masked key"),
    pytest.param("train.ipynb: stripped 6 outputs, ", id="stripped notebook"),
    pytest.param("1 file changed, ", id="size of the change"),
]


@pytest.mark.parametrize("text", SHOWN)
def test_shows(output: str, text: str) -> None:
    assert text in output


def test_what_is_accepted_is_not_shown(output: str) -> None:
    assert "train.py:7:" not in output
    assert "--> evaluate.py" not in output


def test_no_key_is_shown(demo: Path, output: str) -> None:
    committed = subprocess.run(["git", "show", "HEAD:train.ipynb"], cwd=demo, capture_output=True, check=True).stdout
    keys = set(re.findall(r"hf_\w{34}", committed.decode()))
    assert len(keys) == 1
    assert not [key for key in keys if key in output or key[3:15] in output]


def test_no_key_is_in_its_source() -> None:
    assert not [path for path in EXAMPLES.iterdir() if path.is_file() and re.search(rb"hf_\w{16}", path.read_bytes())]


def test_runs_again_over_what_it_left(demo: Path, output: str) -> None:
    assert re.sub(r"\d", "", run(demo)) == re.sub(r"\d", "", output)
