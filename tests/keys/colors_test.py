"""Keys between the colours of tracebacks, behind escapes, and beside letters of other scripts."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat.core.colors import Plain, through_colors
from labcoat.core.keys.examples import expand
from labcoat.core.redact import redact
from tests.cases import found
from tests.notebooks import code, notebook

COLORS = ("\x1b[31m", "\x1b[0m", "\x1b[38;5;124m", "\x1b[38:5:1m", "\x1b[K")
TOKEN = expand("hf_<letters:34>")
SECRET = expand("<alnum:32>")
PASSWORD = "Tr0ub4dor" + "&3x"


@given(st.lists(st.one_of(st.sampled_from(COLORS), st.text(st.characters(exclude_characters="\x1b"), max_size=5))))
def test_every_plain_character_knows_its_place(pieces: list[str]) -> None:
    text = "".join(pieces)
    plain = Plain(text)
    assert plain.text == "".join([piece for piece in pieces if piece not in COLORS])
    assert [text[plain.offset(index)] for index in range(len(plain.text))] == list(plain.text)
    assert [plain.end(index + 1) for index in range(len(plain.text))] == [
        plain.offset(index) + 1 for index in range(len(plain.text))
    ]
    assert plain.restored(plain.text) == text
    assert Plain(through_colors(lambda part: "*" * len(part), text)).text == "*" * len(plain.text)


def colored(name: str, value: str) -> str:
    """An argument of a call, as IPython colours it in a traceback."""
    return f'{name}\x1b[38;5;241m=\x1b[39m\x1b[38;5;124m"\x1b[39m\x1b[38;5;124m{value}\x1b[39m\x1b[38;5;124m"\x1b[39m'


CALL = f"connect({colored('token', TOKEN)}, {colored('password', PASSWORD)}, {colored('api_key', SECRET)})"


def test_keys_between_colours_are_found_and_masked() -> None:
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": ["\x1b[31mE\x1b[0m", CALL]}
    findings = found("a.ipynb", json.dumps(notebook(code("connect()", outputs=[error]))).encode())
    assert [finding.rule for finding in findings] == ["huggingface-token", "hardcoded-password", "hardcoded-secret"]
    assert [
        CALL[finding.column - 1 :][: len(key)] for finding, key in zip(findings, (TOKEN, PASSWORD, SECRET), strict=True)
    ] == [
        TOKEN,
        PASSWORD,
        SECRET,
    ]
    for finding in findings:
        assert not [key for key in (TOKEN[8:], PASSWORD, SECRET) if key in finding.excerpt]


def test_redaction_looks_through_colours() -> None:
    masked = redact(CALL)
    assert len(masked) == len(CALL)
    assert not [key for key in (TOKEN[8:], PASSWORD, SECRET) if key in masked]
    assert masked.count("\x1b[") == CALL.count("\x1b[")


ESCAPES = (
    *("\\u003d", "\\u0022", "\\u0026", "\\x27", "\\b", "\\f", "\\0", "\\u00fc"),
    *("\\u001b[31m", "\\x1b[1;31m", "\\033[31m", "\\e[0m"),
)


@pytest.mark.parametrize("escape", ESCAPES)
def test_a_key_behind_an_escape_is_found(escape: str) -> None:
    assert [finding.column for finding in found("a.jsonl", f'{{"x": "y{escape}{TOKEN}"}}\n'.encode())] == [
        9 + len(escape)
    ]


@pytest.mark.parametrize("letters", ["是", "é", "を", "ß"])
def test_a_letter_of_another_script_ends_a_key(letters: str) -> None:
    assert [finding.rule for finding in found("a.md", f"{letters}{TOKEN}{letters}\n".encode())] == ["huggingface-token"]
