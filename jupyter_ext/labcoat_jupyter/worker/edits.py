"""Changes that silence a finding: the rule's fix, or an ignore."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat_jupyter.worker.request import Request


def changes(request: Request) -> tuple[dict[str, Any], bytes]:
    """The edits."""
    return refusal("not possible"), b""


def refusal(message: str, status: str = "none") -> dict[str, Any]:
    """Why nothing is changed."""
    return {"status": status, "message": message, "title": "", "edits": [], "tags": []}
