"""`make demo`, as a user runs it."""

from __future__ import annotations

import importlib.util
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
    pytest.param("$ labcoat-find-keys .env train.ipynb", id="the hook for keys"),
    pytest.param("critical[openai-project-key]: OpenAI project API key `sk-p", id="whose key"),
    pytest.param(" --> .env:3:15", id="key in .env"),
    pytest.param("critical[huggingface-token]: Hugging Face user access token `hf_", id="key in a source"),
    pytest.param(" --> train.ipynb:cell 3:2:75 (output): the same key", id="key in a traceback"),
    pytest.param(" --> train.ipynb:cell 9:1:30 (output)", id="key in an output"),
    pytest.param("108 characters, in pieces\n --> train.ipynb:cell 10:3:27\n", id="key in pieces"),
    pytest.param("https://trainer:**************@mlflow.lab.internal", id="password in metadata"),
    pytest.param("revoke it at https://huggingface.co/settings/tokens, then use `os.env", id="what to do about a key"),
    pytest.param("\nshare.ipynb: 5 keys redacted\n", id="copy to share"),
    pytest.param("\nAll clear: 1 file checked.\n", id="no key in the copy"),
    pytest.param('token=os.environ[\\"HF_TOKEN\\"], trust_remote_code', id="key from the environment"),
    pytest.param('+      "bucket s3://lab-chat, key id REDACTED\\n"', id="redacted output"),
    pytest.param("critical[extra-index-url]: `lab-tokens` is a private package, and PyPI", id="dependency confusion"),
    pytest.param("high[misspelled-package]: `reqeusts` is one letter away from `requests`", id="a misspelled name"),
    pytest.param("high[hidden-requirement]: pip never reads this line", id="a swallowed line"),
    pytest.param(" --> serve.py:7:32\n", id="a package of a service"),
    pytest.param("\n+transformers==5.0.0  # the newest\n", id="a pin from the lock file"),
    pytest.param("\n+RUN pip install vllm==0.12.0\n", id="a pin in the Dockerfile"),
    pytest.param("$ labcoat check . --pedantic", id="the command"),
    pytest.param("medium[secret-in-log]: `CHAT_API_KEY` is logged", id="a secret by where it comes from"),
    pytest.param("high[torch-load]: `weights_only=False` runs the code", id="a checkpoint"),
    pytest.param("medium[public-share]: `share=True` gives this app a public address", id="a public link"),
    pytest.param("medium[pipe-to-shell]: `sh` runs what `curl` downloads", id="a downloaded script"),
    pytest.param("critical[bind-all-interfaces]: `--dashboard-host` opens the Ray dashboard", id="an open dashboard"),
    pytest.param("high[wildcard-iam]: all actions of `s3` are allowed, on every resource", id="a role"),
    pytest.param("create       .github/workflows/labcoat.yml", id="a job for CI"),
    pytest.param("train.ipynb:cell 9:1:30 (output): high[aws-access-key]", id="output on one line"),
    pytest.param("Dockerfile:3:38: high[trust-remote-code]", id="Dockerfile"),
    pytest.param("config.yaml:3:3: high[trust-remote-code]", id="YAML"),
    pytest.param("merged.ipynb:5:1: high[unreadable-file] unresolved merge conflict", id="broken notebook"),
    pytest.param("train.ipynb:cell 3:1:96: high[trust-remote-code]", id="constant of another cell"),
    pytest.param("train.ipynb:cell 6:1:20: high[trust-remote-code]", id="shell line"),
    pytest.param("train.ipynb:cell 7:4:26: high[trust-remote-code]", id="file that a cell writes"),
    pytest.param("train.ipynb:cell 8:1:1: low[unparsed-cell]", id="Python 2"),
    pytest.param("train.py:4:51: high[torch-hub-trust-repo]", id="Python"),
    pytest.param("train.py:9:49: low[unused-ignore]", id="comment that ignores nothing"),
    pytest.param("(2 ignored)", id="accepted by a comment"),
    pytest.param('token="hf_**********************************"', id="masked key"),
    pytest.param("train.ipynb: stripped 7 outputs, ", id="stripped notebook"),
    pytest.param("2 files changed, ", id="size of the change"),
    pytest.param("critical[dangerous-pickle-import]: calls `os.system('curl", id="what a checkpoint would run"),
    pytest.param('| hub_token = "hf_****', id="a key in a checkpoint"),
    pytest.param("Locked 1 model, 1 file in models.lock.", id="lock"),
    pytest.param("high[model-mismatch]: `encoder.pt` has ", id="another file than was locked"),
]


@pytest.mark.parametrize("text", SHOWN)
def test_shows(output: str, text: str) -> None:
    assert text in output


def test_what_is_accepted_is_not_shown(output: str) -> None:
    assert "train.py:7:" not in output
    assert "--> evaluate.py" not in output


def keys() -> list[str]:
    """The keys of the demo, made anew."""
    spec = importlib.util.spec_from_file_location("ml_repo", EXAMPLES / "ml_repo.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.KEYS)


def test_no_key_is_shown(demo: Path, output: str) -> None:
    committed = subprocess.run(["git", "show", "HEAD:.env", "HEAD:train.ipynb"], cwd=demo, capture_output=True).stdout
    assert [key for key in keys() if key[-30:].encode() not in committed] == []
    assert [key for key in keys() if key in output or key[-12:] in output or key[5:15] in output] == []


def test_no_key_is_in_the_copy(demo: Path, output: str) -> None:
    copy = (demo / "share.ipynb").read_text(encoding="utf-8")
    assert [key for key in keys() if key in copy or key[-12:] in copy] == []
    assert "401 Client Error" in copy


def test_no_key_is_in_its_source() -> None:
    sources = [path.read_text(encoding="utf-8") for path in EXAMPLES.iterdir() if path.is_file()]
    assert [key for key in keys() if any([key[-12:] in source for source in sources])] == []


def test_runs_again_over_what_it_left(demo: Path, output: str) -> None:
    assert re.sub(r"\d", "", run(demo)) == re.sub(r"\d", "", output)
