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
    [finding] = [each for each in found(path, text.encode()) if each.group and each.rule != "secret-in-magic"]
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


KEY = expand("<alnum:32>")
REVOKE, CHANGE = "revoke it, then ", "change it, then "
OUT_OF_GIT = "keep this file out of git: list it in `.gitignore`"
AT_HOME = "keep this file in your home folder, out of the repository"
AS_SECRET = "; what a build needs, as a build secret"

NAMED = [
    ("a.py", f"X_TOKEN = '{KEY}'", 'read `os.environ["X_TOKEN"]`'),
    ("a.py", f"f(acmeApiKey='{KEY}')", 'read `os.environ["ACME_API_KEY"]`'),
    ("a.py", f"os.environ['X_TOKEN'] = '{KEY}'", "set `X_TOKEN` outside of the file"),
    ("a.py", f"os.environ.setdefault('X_TOKEN', '{KEY}')", "set `X_TOKEN` outside of the file"),
    ("a.py", f"os.environ.get('X_TOKEN', '{KEY}')", 'read `os.environ["X_TOKEN"]`'),
    ("a.sh", f"export X_TOKEN={KEY}", "use `$X_TOKEN`, and set it outside of the file"),
    ("a.sh", f"acme --api-key {KEY}", "use `$API_KEY`, and set it outside of the file"),
    ("a.yaml", f"x_token: {KEY}", "read `X_TOKEN` from the environment, or keep the file out of git"),
    ("a.R", f"x_token = '{KEY}'", 'use `Sys.getenv("X_TOKEN")`, and set it outside of the file, as in `~/.Renviron`'),
    (
        "Dockerfile",
        f"FROM a\nENV X_TOKEN={KEY}",
        f"give it to the container when it runs, as `docker run -e X_TOKEN`{AS_SECRET}",
    ),
    (".streamlit/secrets.toml", f'x_token = "{KEY}"', OUT_OF_GIT),
    ("params/api_key", KEY, OUT_OF_GIT),
    ("kaggle.json", json.dumps({"username": "me", "token": KEY}), AT_HOME),
    (".pypirc", f"[x]\ntoken = {KEY}", AT_HOME),
]


@pytest.mark.parametrize(("path", "text", "advice"), NAMED)
def test_help_names_the_variable_and_the_language_of_the_line(path: str, text: str, advice: str) -> None:
    assert only(path, text).help == REVOKE + advice


@pytest.mark.parametrize("path", [".netrc", "_netrc", "home/.netrc"])
def test_files_for_the_home_folder(path: str) -> None:
    assert only(path, f"machine a.org login me password {PASSWORD}").help == CHANGE + AT_HOME


def test_help_where_the_provider_has_a_variable() -> None:
    assert only("a.py", f"X_TOKEN = '{HF}'").help == f'{ROTATE}read `os.environ["HF_TOKEN"]`'
    assert only("a.sh", f"export X_TOKEN='{HF}'").help == f"{ROTATE}use `$X_TOKEN`, and set it outside of the file"
    docker = only("Dockerfile", f"FROM a\nENV X_TOKEN {HF}").help
    assert docker == f"{ROTATE}give it to the container when it runs, as `docker run -e X_TOKEN`{AS_SECRET}"


MAGICS = [
    (f"os.environ['X_TOKEN'] = '{HF}'", "set `X_TOKEN` outside of the notebook, or use `getpass.getpass()`"),
    (f"%%javascript\nf('{HF}')", "keep it outside of the notebook, as `HF_TOKEN`"),
    (f"%%writefile a.py\nf('{HF}')", 'use `os.environ["HF_TOKEN"]`, or `getpass.getpass()`'),
    (f"%%writefile -a .env\nX={HF}", OUT_OF_GIT),
    (f"%%R\nf('{HF}')", 'use `Sys.getenv("HF_TOKEN")`, and set it outside of the notebook, as in `~/.Renviron`'),
    (f"%%time\nf('{HF}')", 'use `os.environ["HF_TOKEN"]`, or `getpass.getpass()`'),
    (f"%%time\n!tool login '{HF}'", IN_SHELL),
]


@pytest.mark.parametrize(("source", "advice"), MAGICS)
def test_help_in_cells_of_other_languages(source: str, advice: str) -> None:
    assert in_notebook(code(source)).help == ROTATE + advice


def test_help_in_notebooks_of_r() -> None:
    finding = in_notebook(code(f"x_token = '{KEY}'"), kernelspec={"language": "R"})
    assert finding.help.startswith('revoke it, then use `Sys.getenv("X_TOKEN")`')
