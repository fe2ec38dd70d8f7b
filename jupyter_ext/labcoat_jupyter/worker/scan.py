"""A request's content through the core: the findings with what they come from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.checker import Checker
    from labcoat.core.document import Document
    from labcoat.core.engine import RuleHit
    from labcoat.core.finding import Finding
    from labcoat_jupyter.worker.request import Request

    Found = tuple[Document, Finding, RuleHit]

TOO_LARGE = "larger than {:,} bytes, so it was not checked"


class Scan:
    """What was found, and how it went: `status` is that of a report."""

    def __init__(self, status: str, message: str = "", found: list[Found] | None = None) -> None:
        self.status = status
        self.message = message
        self.found = found or []
        self.secrets = sorted({hit.secret for _, _, (_, hit) in self.found if hit.secret}, key=len, reverse=True)


def scan(request: Request, options: dict[str, dict[str, Any]] | None = None) -> Scan:
    """Check what a request brings. Raises ConfigError."""
    checker = request.checker(options)
    if checker.is_excluded(request.path):
        return Scan("excluded", "the project's settings exclude it")
    if len(request.data) > request.max_bytes:
        return Scan("too-large", TOO_LARGE.format(request.max_bytes))
    return check(checker, request, request.data)


def check(checker: Checker, request: Request, data: bytes) -> Scan:
    """Check other content in the place of the request's. Raises ConfigError."""
    found: list[Found] = []
    checker.on_finding = lambda *row: found.append(row)
    checker.check_bytes(request.path, data, request.kind)
    if checker.outcome.errors:
        return Scan("error", checker.outcome.errors[0].removeprefix(f"{request.path}: "))
    status = "too-large" if len(data) > checker.max_bytes(request.path) else "ok"
    return Scan(status, "", found)
