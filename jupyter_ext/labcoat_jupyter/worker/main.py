"""The loop of the worker: requests in, answers out, until its input ends."""

from __future__ import annotations

import os
import sys

from labcoat.core.checker import origin
from labcoat.core.config import ConfigError
from labcoat_jupyter.worker import read_frame, write_frame
from labcoat_jupyter.worker.request import Request, UnreadableError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    Answer = tuple[dict[str, Any], bytes]


def main() -> None:
    """Answer until the input ends. What anything else prints goes nowhere: the pipe is for answers."""
    requests, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, sys.stdout.fileno())
    serve(requests, answers)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    """Answer the frames of a file into another one."""
    from labcoat_jupyter.worker.memory import remember

    remember()
    while frame := read_frame(requests):
        header, body = answer(*frame)
        try:
            write_frame(answers, header, body)
        except BrokenPipeError:
            return


def answer(header: dict[str, Any], body: bytes) -> Answer:
    """The answer to one request. Never raises; an error tells where it came from, and nothing of the content."""
    try:
        return _answer(header, body)
    except UnreadableError as error:
        return _failed(header, "unreadable", str(error))
    except ConfigError as error:
        return _failed(header, "config-error", _inside(str(error), str(header.get("root", ""))))
    except Exception as error:
        return _failed(header, "error", f"internal error, please report it: {origin(error)}")


def _answer(header: dict[str, Any], body: bytes) -> Answer:
    op = header.get("op")
    if op in ("edits", "apply"):
        from labcoat_jupyter.worker.edits import changes

        return changes(Request(header, body))
    if op in ("rules", "explain"):
        from labcoat_jupyter.worker import rules

        return (rules.rules() if op == "rules" else rules.explain(str(header.get("rule", "")))), b""
    from labcoat_jupyter.worker.report import report

    return report(Request(header, body)), b""


def _failed(header: dict[str, Any], status: str, message: str) -> Answer:
    if header.get("op") in ("edits", "apply"):
        from labcoat_jupyter.worker.edits import refusal

        return refusal(message), b""
    from labcoat_jupyter.worker.report import empty

    return empty(str(header.get("path", "")), status, message), b""


def _inside(message: str, root: str) -> str:
    """A message about a file without the folder that the server's user need not know, and without keys."""
    from labcoat.core.redact import redact

    for folder in {root, os.path.realpath(root), os.path.abspath(root)} - {os.sep} if root else ():
        message = message.replace(folder.rstrip(os.sep) + os.sep, "")
    return redact(message.removeprefix("--"))
