"""Requests to the REST API, read and checked."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from dataclasses import dataclass

from jupyter_core.utils import ensure_async
from tornado.web import HTTPError

from labcoat_jupyter.content import split_request, unsaved_bytes
from labcoat_jupyter.sources import check_visible, located, saved_source, with_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat_jupyter.content import Model
    from labcoat_jupyter.sources import Source

KINDS = ("notebook", "file")
KERNEL_NAME = re.compile(r"[A-Za-z0-9._-]+")  # jupyter_client writes any other into the log, and asks all the same
# What jupyter_client takes for the Python that the server runs in, wherever PATH leads.
SERVERS_OWN = {"python", f"python{sys.version_info[0]}", "python{}.{}".format(*sys.version_info)}


@dataclass(frozen=True)
class Request:
    """The fields of a POST, and its content as bytes of a file; None where it has none."""

    fields: Model
    path: str
    content: bytes | None

    def text(self, name: str, default: str | None = None) -> str:
        """A field that has to be a string. Raises HTTPError 400."""
        value = self.fields.get(name, default)
        if not isinstance(value, str):
            raise HTTPError(400, f'"{name}" must be a string')
        return value


async def read_request(body: bytes) -> Request:
    """The fields of a POST; content is not parsed if it is a notebook. Raises HTTPError 400."""
    try:
        return await asyncio.to_thread(_read, body)
    except (ValueError, RecursionError):
        raise HTTPError(400, "Not a JSON object with the expected fields") from None


def _read(body: bytes) -> Request:
    fields, content = split_request(body)
    path, kind = fields.get("path"), fields.get("type", "notebook")
    if not isinstance(path, str) or not path.strip("/") or kind not in KINDS:
        raise ValueError("path or type")
    return Request(fields, path.strip("/"), None if content is None else unsaved_bytes(kind, content))


async def source_of(manager: Any, request: Request) -> Source:
    """What a request is about: its content, else what is stored. Raises HTTPError as the manager does."""
    if request.content is None:
        return (await saved_source(manager, request.path))[0]
    await check_visible(manager, request.path)
    content = request.content

    async def text() -> bytes:
        return content

    return with_text(located(manager, request.path, request.fields.get("type", "notebook")), text)


async def interpreter(specs: Any, kernel: str) -> str:
    """The Python that a kernel runs, as an absolute path; empty if it is no Python, or not known.

    Only what the specification names: nothing is looked for in PATH, in the folder of the notebooks or beside the file.
    """
    if not KERNEL_NAME.fullmatch(kernel):
        return ""
    try:
        program = str((await ensure_async(specs.get_kernel_spec(kernel))).argv[0])
    except Exception:  # no such kernel, or a specification that is none: its file may hold anything
        return ""
    if program in SERVERS_OWN:
        return sys.executable
    is_python = os.path.basename(program).lower().startswith("python")
    return program if is_python and os.path.isabs(program) and os.path.isfile(program) else ""
