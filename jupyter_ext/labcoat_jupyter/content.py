"""Content of notebooks and files as bytes, and back; for threads, because it can be much."""

from __future__ import annotations

import json
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    Model = dict[str, Any]

# A string that does not end goes on to the end of the body: without that, the search would start again at each quote.
TOKEN = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*(?:"|\\?\Z)|[{}\[\],:]', re.DOTALL)


def model_bytes(model: Model) -> bytes:
    """The content of a contents model as the bytes of its file. Raises ValueError or TypeError for what is none."""
    content = model.get("content")
    if model.get("type") == "notebook":
        return notebook_bytes(content)
    if not isinstance(content, str):
        raise TypeError("no text")
    if model.get("format") == "base64":
        from base64 import b64decode

        return b64decode(content)
    return content.encode("utf-8", "surrogatepass")


def notebook_bytes(content: Any) -> bytes:
    """A notebook as JSON. Cell by cell, so that other threads can run in between."""
    if not isinstance(content, dict) or not isinstance(content.get("cells"), list):
        return json.dumps(content).encode()
    fields = [f"{json.dumps(key)}: {json.dumps(value)}" for key, value in content.items() if key != "cells"]
    cells = ", ".join([json.dumps(cell) for cell in content["cells"]])
    return ("{" + ", ".join([*fields, f'"cells": [{cells}]']) + "}").encode()


def split_request(body: bytes) -> tuple[Model, bytes | None]:
    """A JSON object without its "content", and the JSON text of that as it came; None without one.

    Reads only what is outside of the content. Raises ValueError for what is no such object.
    """
    span = _content_span(body)
    rest = body[: span[0]] + b"null" + body[span[1] :] if span else body
    fields = json.loads(rest)
    if not isinstance(fields, dict):
        raise ValueError("not an object")
    content = body[span[0] : span[1]].strip() if span else None
    return fields, None if content in (b"null", b"") else content


def _content_span(body: bytes) -> tuple[int, int] | None:
    """From after the colon of the top level's "content" to the comma or brace that ends its value."""
    depth, is_name, start, name = 0, False, 0, b""
    for match in TOKEN.finditer(body):
        token = match[0] if match.end() - match.start() < 32 else b'"'
        if token in (b"{", b"["):
            depth += 1
            is_name = is_name or depth == 1
        elif depth == 1 and start and token in (b",", b"}"):
            return start, match.start()
        elif token in (b"}", b"]"):
            depth -= 1
        elif depth == 1 and token == b":":
            start = match.end() if name == b'"content"' else 0
            is_name = False
        elif depth == 1 and token == b",":
            is_name = True
        elif depth == 1 and is_name:
            name = token
    return None


def unsaved_bytes(kind: str, content: bytes) -> bytes:
    """What a request's content has as a file: the notebook as it came, or the text of the JSON string."""
    if kind == "notebook":
        return content
    text = json.loads(content)
    if not isinstance(text, str):
        raise ValueError("not a string")
    return text.encode("utf-8", "surrogatepass")
