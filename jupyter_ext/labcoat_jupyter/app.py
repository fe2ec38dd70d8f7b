"""The server extension: its options, and what starts and ends with the server."""

from __future__ import annotations

from jupyter_server.extension.application import ExtensionApp

from labcoat.core.config import MAX_BYTES
from labcoat_jupyter.blocking import Blocker
from labcoat_jupyter.engine import Engine
from labcoat_jupyter.events import SCHEMA, emit
from labcoat_jupyter.handlers import HANDLERS
from labcoat_jupyter.options import SCAN_TIMEOUT, Options, check_values
from labcoat_jupyter.saves import Saves
from labcoat_jupyter.scans import Scans
from labcoat_jupyter.traits import LenientBool, LenientFloat, LenientInt, LenientNames, LenientUnicode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat_jupyter.reports import Report


class LabcoatApp(ExtensionApp):
    """Warns of keys and unsafe code in notebooks and files when they are saved."""

    name = "labcoat"

    enabled = LenientBool(True, config=True, help="Scan what is saved. False: no hook, no process.")
    select = LenientNames(
        None, allow_none=True, config=True, help="Rules or families to run, or 'all'; replaces the project's selection."
    )
    ignore = LenientNames(
        None, allow_none=True, config=True, help="Rules or families not to run; replaces the project's list."
    )
    min_severity = LenientUnicode("", config=True, help="Show nothing below: 'low', 'medium', 'high' or 'critical'.")
    scan_timeout = LenientFloat(SCAN_TIMEOUT, config=True, help="Seconds after which a scan is stopped and says so.")
    max_bytes = LenientInt(MAX_BYTES, config=True, help="Size of a file in bytes above which it is not scanned.")
    block_on = LenientNames(
        [],
        config=True,
        help="Severities, rules or families that refuse a save, after a scan that the save waits for. A scan that"
        " fails or takes too long refuses nothing. Not used together with jupyter-collaboration.",
    )

    def __init__(self, **kwargs: Any) -> None:
        self._messages: list[str] = []
        super().__init__(**kwargs)

    def complain(self, message: str) -> None:
        """Log what is wrong with the configuration and show it with every report."""
        if message not in self._messages:
            self._messages.append(message)
            self.log.error("labcoat: %s", message)

    @property
    def notices(self) -> list[str]:
        """What users should know about the extension itself."""
        return [*self._messages, *(self.blocker.notices if self.enabled else [])]

    def initialize_settings(self) -> None:
        """Listen to what is saved."""
        server = self._server
        options = Options(
            self.select, self.ignore, self.min_severity, self.scan_timeout, self.max_bytes, list(self.block_on)
        )
        check_values(options, self.complain)
        self.engine = Engine(_root(server), options, self.complain)
        self.scans = Scans(self.engine.scan, self._publish)
        self.blocker = Blocker(server, self.engine, self.scans.publish_now)
        server.event_logger.register_event_schema(SCHEMA)
        if self.enabled:
            self._listen()

    def initialize_handlers(self) -> None:
        """Answer under /labcoat."""
        self.handlers.extend(HANDLERS)

    async def _start_jupyter_server_extension(self, serverapp: Any) -> None:
        if self.enabled:
            self.engine.warm()

    async def stop_extension(self) -> None:
        """End the queue, the thread and the process, in the middle of a scan, too."""
        if hasattr(self, "scans"):
            await self.scans.close()
            await self.engine.close()

    @property
    def _server(self) -> Any:
        return self.serverapp

    def _listen(self) -> None:
        manager = self._server.contents_manager
        self.saves = Saves(manager, self.scans, self.blocker, self.log)
        manager.register_pre_save_hook(self.saves.before_save)
        manager.event_logger.add_listener(schema_id=manager.event_schema_id, listener=self.saves.after_event)

    def _publish(self, report: Report) -> None:
        try:
            emit(self._server.event_logger, report)
        except Exception as error:  # a listener's or a handler's: never ours to fail over
            self.log.error("labcoat: %s while an event was sent", type(error).__name__)


def _root(server: Any) -> str:
    """The folder that the worker runs in."""
    from jupyter_server.services.contents.fileio import FileManagerMixin

    has_files = isinstance(server.contents_manager, FileManagerMixin)
    return str(server.contents_manager.root_dir if has_files else server.root_dir)
