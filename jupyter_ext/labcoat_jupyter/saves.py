"""What happens at a save: the content is noted, and the file is scanned after the answer has gone out."""

from __future__ import annotations

from collections import OrderedDict

from jupyter_server.services.contents.fileio import FileManagerMixin
from tornado.web import HTTPError

from labcoat_jupyter.sources import saved_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from logging import Logger
    from typing import Any

    from labcoat_jupyter.blocking import Blocker
    from labcoat_jupyter.content import Model
    from labcoat_jupyter.scans import Scans

NOTED = 4  # saves at the same time; of others the content is asked for


class Saves:
    """The pre-save hook and the listener to what the contents manager does."""

    def __init__(self, manager: Any, scans: Scans, blocker: Blocker | None, log: Logger) -> None:
        self._manager = manager
        self._scans = scans
        self._blocker = blocker
        self._log = log
        self._noted: OrderedDict[str, Model] = OrderedDict()

    def before_save(self, *, model: Any = None, path: Any = "", **_: object) -> None:
        """Note what is saved, without a look at it. Raises HTTPError only for what the user wants to be refused."""
        if not isinstance(model, dict) or not isinstance(path, str):
            return
        if model.get("type") not in ("notebook", "file") or "chunk" in model or model.get("content") is None:
            return
        path = path.strip("/")
        self._scans.outdate(path)
        if self._blocker:
            self._blocker.check(path, model)
        if self._is_needed(model, path):
            self._noted[path] = model
            while len(self._noted) > NOTED:
                self._noted.popitem(last=False)

    async def after_event(self, logger: Any, schema_id: str, data: dict[str, Any]) -> None:
        """Scan what was saved, and forget what is gone."""
        try:
            await self._follow(data)
        except HTTPError as error:
            self._log.debug("labcoat: %s is not scanned (%s)", data.get("path"), error.status_code)
        except Exception as error:  # a message of the contents manager may have content
            self._log.error("labcoat: %s after %s", type(error).__name__, data.get("action"))

    async def _follow(self, data: dict[str, Any]) -> None:
        action, path = data["action"], data["path"].strip("/")
        if action in ("save", "upload", "create"):
            await self._rescan(path, self._noted.pop(path, None))
        elif action == "rename":
            await self._move(data["source_path"].strip("/"), path)
        elif action == "delete":
            self._scans.forget(path)
        elif action == "copy" and not self._scans.knows(path):
            await self._rescan(path)

    async def _rescan(self, path: str, saved: Model | None = None) -> None:
        self._scans.schedule(*await saved_source(self._manager, path, saved))

    async def _move(self, old: str, new: str) -> None:
        is_known = self._scans.knows(old)
        self._scans.forget(old)
        if is_known:
            await self._rescan(new)

    def _is_needed(self, model: Model, path: str) -> bool:
        """Whether the content cannot be read from a file on disk afterwards."""
        is_converted = model["type"] == "notebook" and not path.endswith(".ipynb")
        return is_converted or not isinstance(self._manager, FileManagerMixin)
