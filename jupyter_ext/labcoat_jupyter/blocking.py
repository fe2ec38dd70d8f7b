"""Saves that are refused because of what is in them. Off by default: `LabcoatApp.block_on`."""

from __future__ import annotations

from contextvars import ContextVar

from tornado.web import HTTPError

from labcoat_jupyter.content import model_bytes
from labcoat_jupyter.sources import located, with_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from labcoat_jupyter.content import Model
    from labcoat_jupyter.engine import Engine
    from labcoat_jupyter.reports import Report

COLLABORATION = ("jupyter_server_ydoc", "jupyter_collaboration")
REFUSED = (
    "LabcoatApp.block_on is not used: jupyter-collaboration is loaded, and there a save that is refused is lost"
    " without a message"
)
is_fixing: ContextVar[bool] = ContextVar("is_fixing", default=False)  # a fix makes nothing worse


class Blocker:
    """Looks at a notebook or file before it is saved. `publish` gets the report of one that is refused."""

    def __init__(self, serverapp: Any, engine: Engine, publish: Callable[[Report], None]) -> None:
        self._serverapp = serverapp
        self._engine = engine
        self._publish = publish
        self._is_collaborative: bool | None = None

    @property
    def notices(self) -> list[str]:
        """What users should know about it."""
        return [REFUSED] if self._engine.options.block_on and self._refuses() else []

    def check(self, path: str, model: Model) -> None:
        """Raise HTTPError 400 if a finding is one of those to block on. An error of ours lets the save go on."""
        if not self._engine.options.block_on or is_fixing.get() or self._refuses():
            return
        try:
            report = self._scan(path, model)
            found = self._blocking(report) if report else []
            if report and found:
                self._publish(report)
        except Exception as error:  # with content in its message, maybe
            self._serverapp.log.error("labcoat: %s before a save, which goes on", type(error).__name__)
            return
        if found:
            raise HTTPError(400, _message(found), reason="Refused by labcoat")

    def _scan(self, path: str, model: Model) -> Report | None:
        body = model_bytes(model)

        async def text() -> bytes:
            return body

        source = with_text(located(self._serverapp.contents_manager, path, model["type"]), text)
        return self._engine.scan_now(source, body)

    def _blocking(self, report: Report) -> list[str]:
        """Rules and places of what refuses a save; a long report does not list all that it counts."""
        names = {*self._engine.options.block_on}
        families = {rule["name"]: rule["family"] for rule in self._engine.rules}
        places = [
            _place(finding)
            for finding in report["findings"]
            if {"all", finding["severity"], finding["rule"], families.get(finding["rule"], "")} & names
        ]
        return places or [rule for rule in report["rules"] if {rule, families.get(rule, "")} & names]

    def _refuses(self) -> bool:
        """Whether jupyter-collaboration is there; asked at the first save, when all extensions are loaded."""
        if self._is_collaborative is None:
            extensions = self._serverapp.extension_manager.extensions
            self._is_collaborative = any(name in extensions and extensions[name].enabled for name in COLLABORATION)
            if self._is_collaborative:
                self._serverapp.log.error(REFUSED)
        return self._is_collaborative


def _message(found: list[str]) -> str:
    """Rules and cells, without any text of the file."""
    places = dict.fromkeys(found)
    shown = ", ".join([*places][:5]) + (f" and {len(places) - 5} more" if len(places) > 5 else "")
    return f"Not saved, because labcoat found: {shown}. LabcoatApp.block_on decides what is refused."


def _place(finding: dict[str, Any]) -> str:
    where = f"cell {finding['cell']}" if finding.get("cell") else f"line {finding['line']}"
    return f"{finding['rule']} in {where}"
