"""Keys whose name stands elsewhere: in the file's name, at the top of a column, in a widget's model or its call."""

from __future__ import annotations

import json

import pytest

from labcoat.core.keys.examples import expand
from tests.cases import found
from tests.notebooks import code, notebook

KEY = expand("<alnum:32>")
HEX = expand("<hex:40>")
HF = expand("hf_<letters:34>")
PASSWORD = "Zq" + "7-kdw!pv2m"

Place = tuple[str, int | None, int | None]


def keys_in(path: str, text: str) -> list[Place]:
    """(rule, line, column) of every key found in a file."""
    return [(finding.rule, finding.line, finding.column) for finding in found(path, text.encode()) if finding.group]


FILES = [
    "mlruns/0/3f2a/params/api_key",
    ".cache/acme/token",
    "secrets/acme",
    "run/secrets/mail",
    "api_key.txt",
    ".acme-token",
    ".openai_key",
    "conf/api.key",
    "SECRET_KEY",
    "C:\\Users\\me\\api_key.txt",
]


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("text", [KEY, f"{KEY}\n", f"\n  {KEY}\r\n\n"])
def test_a_file_named_as_a_secret(path: str, text: str) -> None:
    before = text[: text.index(KEY)]
    place = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert keys_in(path, text) == [("hardcoded-secret", *place)]


def test_other_files_named_as_a_secret() -> None:
    assert keys_in("secrets/db_password", PASSWORD) == [("hardcoded-password", 1, 1)]
    assert keys_in(".cache/huggingface/token", HF) == [("huggingface-token", 1, 1)]
    assert keys_in("params/wandb_api_key", HEX) == [("wandb-api-key-old", 1, 1)]


QUIET = [
    ("params/pad_token", KEY),
    ("params/learning_rate", KEY),
    ("params/api_key", "None"),
    ("params/api_key", "your-api-key-here"),
    ("api_key.txt", f"{KEY}\n{KEY}\n"),
    ("token", "the tokens of this model"),
    ("api_key.md", KEY),
    (".htpasswd", "me:$apr1$" + KEY),
    ("secrets/README", "Put the secrets here"),
    ("password.txt", ""),
    ("token", f'"{KEY[:8]}\\{KEY[8:]}"'),
]


@pytest.mark.parametrize(("path", "text"), QUIET)
def test_other_files(path: str, text: str) -> None:
    assert keys_in(path, text) == []


def test_a_column_named_as_a_secret() -> None:
    assert keys_in("keys.csv", f"service,api_key,n\nacme,{KEY},1\nnone,None,2\n") == [("hardcoded-secret", 2, 6)]
    assert keys_in("keys.tsv", f"a\tSecret access key\r\nacme\t{KEY}\r\n") == [("hardcoded-secret", 2, 6)]
    assert keys_in("keys.csv", f'"user","password"\n"me", "{PASSWORD}"\n') == [("hardcoded-password", 2, 8)]


@pytest.mark.parametrize(
    "text",
    [
        "password,strength\n" + f"{PASSWORD},2\n" * 21,
        "api_key,n\n" + f"{KEY},2\n" * 101,
        f"id,n\n{KEY},1\n",
        f"api_key,n\n{KEY},1,2\n",
        f"api_key\n{KEY[:10]}\n",
        "token,label\nunbelievable,B-PER\n",
    ],
)
def test_a_table_of_data(text: str) -> None:
    assert keys_in("a.csv", text) == []


def widgets(model: str, state: dict[str, object]) -> str:
    view = "application/vnd.jupyter.widget-state+json"
    models = {"a1": {"model_module": "@jupyter-widgets/controls", "model_name": model, "state": state}}
    states = {"b2": {"model_name": "LayoutModel", "state": {}}, **models}
    return json.dumps({**notebook(code("")), "metadata": {"widgets": {view: {"state": states}}}})


def test_what_is_typed_in_a_password_widget() -> None:
    state = {"_model_name": "PasswordModel", "description": "Key", "layout": "IPY_MODEL_b2", "value": PASSWORD}
    text = widgets("PasswordModel", state)
    [finding] = [finding for finding in found("a.ipynb", text.encode()) if finding.group]
    assert (finding.rule, finding.part) == ("hardcoded-password", "metadata")
    assert PASSWORD not in finding.excerpt
    assert keys_in("a.ipynb", widgets("TextModel", state | {"_model_name": "TextModel"})) == []
    assert keys_in("a.ipynb", widgets("PasswordModel", {"value": ""})) == []


@pytest.mark.parametrize(
    "call",
    [
        'st.text_input("Key", value="{}", type="password")',
        "gr.Textbox(\n    type='password',\n    value='{}',\n)",
    ],
)
def test_the_value_of_a_password_field(call: str) -> None:
    assert [rule for rule, *_ in keys_in("a.py", call.format(PASSWORD))] == ["hardcoded-password"]
    assert keys_in("a.py", call.replace("password", "text").format(PASSWORD)) == []
