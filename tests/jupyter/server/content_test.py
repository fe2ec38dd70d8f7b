"""Requests are taken apart without a look at their content, and notebooks are put together cell by cell."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labcoat_jupyter.content import model_bytes, notebook_bytes, split_request

VALUES = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.just("content"), inner),
)


@given(
    st.dictionaries(st.text() | st.sampled_from(["path", "content"]), VALUES), st.booleans(), st.sampled_from([None, 1])
)
def test_content_is_cut_out_as_it_came(fields, is_ascii, indent):
    whole = json.dumps(fields, ensure_ascii=is_ascii, indent=indent).encode("utf-8", "surrogatepass")
    rest, content = split_request(whole)
    wanted = fields.get("content")
    assert (None if content is None else json.loads(content)) == wanted
    assert rest == ({**fields, "content": None} if "content" in fields else fields)


@pytest.mark.parametrize(
    "body", [b"", b"[1]", b"{", b'{"content": ', b'{"content": [}', b'{"a": "\xff"}', b"nul", b"\xff"]
)
def test_what_is_no_object(body):
    try:
        fields, content = split_request(body)
    except ValueError:
        return
    assert fields == {"content": None}
    with pytest.raises(ValueError, match="Expecting"):
        json.loads(content)


@given(st.dictionaries(st.text() | st.just("cells"), VALUES))
def test_a_notebook_is_written_as_it_is(content):
    assert json.loads(notebook_bytes(content)) == content
    assert json.loads(model_bytes({"type": "notebook", "content": content})) == content


@pytest.mark.parametrize("number", [1, 200_000])
def test_a_long_body_takes_time_in_proportion(number):
    line = json.dumps('a "quoted" \\ line\n' * number)
    body = f'{{"path": "a.py", "type": "file", "content": {line}, "apply": false}}'.encode()
    rest, content = split_request(body)
    assert rest == {"path": "a.py", "type": "file", "content": None, "apply": False}
    assert content == line.encode()


def test_the_package_can_be_imported_without_jupyter_server():
    code = (
        "import sys; sys.modules.update(dict.fromkeys(['jupyter_server', 'tornado', 'traitlets']));"
        "import labcoat_jupyter; assert labcoat_jupyter._jupyter_labextension_paths()"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("end", [b"", b"\\"])
def test_a_string_without_an_end_is_looked_through_once(end):
    code = (
        "import sys; from labcoat_jupyter.content import split_request\n"
        "try: split_request(sys.stdin.buffer.read())\n"
        "except ValueError: print('refused')"
    )
    body = b'{"path": "a.py", "content": "' + b'\\"' * 100_000 + end
    done = subprocess.run([sys.executable, "-c", code], input=body, capture_output=True, timeout=30)
    assert done.stdout.strip() == b"refused"
