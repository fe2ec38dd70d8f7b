"""What a finding of a key says: which key it is, what to do about it where it stands, and an excerpt to read."""

from __future__ import annotations

import json

import pytest

from labcoat.core.finding import Finding
from labcoat.core.keys.examples import expand
from tests.cases import found
from tests.notebooks import code, markdown, notebook

HF = expand("hf_<letters:34>")
PASSWORD = "Zq" + "7-kdw!pv2m"
ROTATE = "revoke it at https://huggingface.co/settings/tokens, then "


def only(path: str, text: str) -> Finding:
    """The one finding of a key in a file."""
    [finding] = [finding for finding in found(path, text.encode()) if finding.group]
    return finding


def in_notebook(*cells: dict[str, object], **metadata: object) -> Finding:
    return only("a.ipynb", json.dumps({**notebook(*cells), "metadata": metadata}))


MESSAGES = [
    pytest.param(
        "a.py", f"password = '{PASSWORD[:6]}' '{PASSWORD[6:]}'", "hard-coded password, 12 characters", id="two literals"
    ),
    pytest.param("a.py", f"f('{HF}')", f"Hugging Face user access token `{HF[:4]}…`, 37 characters", id="a token"),
    pytest.param("a.py", f"password = '{PASSWORD}'", "hard-coded password, 12 characters", id="a password"),
    pytest.param(
        "a.py",
        f"f('{HF[:12]}' + '{HF[12:]}')",
        f"Hugging Face user access token `{HF[:4]}…`, 37 characters, in pieces",
        id="pieces",
    ),
    pytest.param(
        "a.py",
        f"client = f(api_key='{HF[:12]}' + '{HF[12:]}')",
        f"Hugging Face user access token `{HF[:4]}…`, 37 characters, in pieces",
        id="pieces with a name, once",
    ),
    pytest.param(
        "a.py",
        f"f('{HF.encode().hex()}')",
        f"Hugging Face user access token `{HF[:4]}…`, 37 characters, in hexadecimal digits",
        id="an encoding",
    ),
]


@pytest.mark.parametrize(("path", "text", "message"), MESSAGES)
def test_message(path: str, text: str, message: str) -> None:
    assert only(path, text).message == message


HELP = [
    pytest.param("a.py", f"login('{HF}')", 'read `os.environ["HF_TOKEN"]`', id="Python"),
    pytest.param("a.sh", f"login {HF}", "use `$HF_TOKEN`, and set it outside of the file", id="shell"),
    pytest.param(
        "a.yaml", f"token: {HF}", "read `HF_TOKEN` from the environment, or keep the file out of git", id="YAML"
    ),
    pytest.param(".env", f"HF_TOKEN={HF}", "keep this file out of git: list it in `.gitignore`", id=".env"),
    pytest.param("a.md", f"log in with {HF}", "write a placeholder, such as `<HF_TOKEN>`", id="Markdown"),
    pytest.param("a.log", f"with {HF}", "keep it in a file outside of git, as `HF_TOKEN`", id="text"),
]


@pytest.mark.parametrize(("path", "text", "advice"), HELP)
def test_help(path: str, text: str, advice: str) -> None:
    assert only(path, text).help == ROTATE + advice


PRINTED = {"name": "stdout", "output_type": "stream", "text": [f"{HF}\n"]}
IN_SHELL = "use `$HF_TOKEN`, and set it outside of the notebook"
CELLS = [
    pytest.param(code(f"login('{HF}')"), 'use `os.environ["HF_TOKEN"]`, or `getpass.getpass()`', id="code"),
    pytest.param(code(f"x = 1\n!tool login {HF}"), IN_SHELL, id="shell line"),
    pytest.param(code(f"%env HF_TOKEN={HF}"), IN_SHELL, id="magic"),
    pytest.param(code(f"%%bash\n\ntool login {HF}"), IN_SHELL, id="shell cell"),
    pytest.param(markdown(f"use {HF}"), "write a placeholder, such as `<HF_TOKEN>`", id="markdown"),
    pytest.param(
        code("") | {"outputs": [PRINTED]},
        "redact it in the output with `labcoat fix --select find-keys`, or clear the output",
        id="output",
    ),
]


@pytest.mark.parametrize(("cell", "advice"), CELLS)
def test_help_in_a_notebook(cell: dict[str, object], advice: str) -> None:
    assert in_notebook(cell).help == ROTATE + advice


def test_help_on_colab() -> None:
    assert in_notebook(code(f"f('{HF}')"), colab={}).help == f'{ROTATE}use `google.colab.userdata.get("HF_TOKEN")`'


def test_help_for_metadata() -> None:
    finding = in_notebook(code(""), token=HF)
    assert finding.help == f"{ROTATE}redact it in the metadata with `labcoat fix --select find-keys`"


def test_a_password_is_changed_not_revoked() -> None:
    assert only("a.py", f"password = '{PASSWORD}'").help == 'change it, then read `os.environ["PASSWORD"]`'


@pytest.mark.parametrize("before", ["", "\x1b[0;31mHTTPError\x1b[0m: ", "x" * 200 + "\x1b[38;5;241m"])
def test_an_excerpt_has_no_colors_and_its_columns_are_right(before: str) -> None:
    trace = [f"{before}bad \x1b[33m{HF}\x1b[39m key"]
    output = {"output_type": "error", "ename": "HTTPError", "evalue": "401", "traceback": trace}
    finding = in_notebook(code("") | {"outputs": [output]})
    shown = finding.excerpt[finding.excerpt_column - 1 : finding.excerpt_end_column - 1]
    assert ("\x1b" in finding.excerpt, shown) == (False, "hf_" + "*" * 34)
    assert finding.column == trace[0].index(HF) + 1


@pytest.mark.parametrize("line", ["f('{}')", "token = '{}'", "f(x, token='{}', y=True)", "HF_TOKEN='{}'"])
def test_an_excerpt_shows_how_the_key_begins(line: str) -> None:
    assert only("a.py", line.format(HF)).excerpt == line.format("hf_" + "*" * 34)
