"""Asks the worker from one thread, and turns its deaths into reports."""

from __future__ import annotations

import asyncio
import contextlib
import os
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import TimeoutError as NoResult

from labcoat_jupyter.options import check_names
from labcoat_jupyter.process import WorkerError, WorkerProcess, WorkerTimeoutError
from labcoat_jupyter.reports import empty_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from labcoat_jupyter.options import Options
    from labcoat_jupyter.process import Header
    from labcoat_jupyter.reports import Report
    from labcoat_jupyter.sources import Source

NOTHING = {"path": "", "file": "", "root": "", "kind": "file", "from_disk": False}
START_SECONDS = 30.0  # for the first answer of a process, on a busy machine


class Engine:
    """One worker and the thread that asks it. `complain` is called with messages about the options."""

    def __init__(self, root: str, options: Options, complain: Callable[[str], None]) -> None:
        self.process = WorkerProcess(root)
        self.options = options
        self.rules: list[dict[str, Any]] = []
        self._complain = complain
        self._pool = ThreadPoolExecutor(1, "labcoat")

    def warm(self) -> None:
        """Start the process and check the names in the options, in the thread."""
        self._pool.submit(self._ready)

    async def ask(self, op: str, source: Source | None = None, **own: object) -> tuple[Header, bytes]:
        """The answer to a request. Raises WorkerError, and what reading the source raises."""
        body = await source.text() if source and source.text else b""
        answer: tuple[Header, bytes] = await self._in_thread(self._ask, op, source, body, own)
        return answer

    async def scan(self, source: Source) -> Report:
        """The report on a source, whatever happens; without `rev`."""
        body = await source.text() if source.text else b""
        try:
            report: Report = await self._in_thread(self._scan, source, body)
        except WorkerError:
            return empty_report(source.path, "error")
        return report

    def scan_now(self, source: Source, body: bytes) -> Report | None:
        """The report on a body; None if it takes too long. Blocks."""
        future = self._pool.submit(self._scan, source, body)
        try:
            return future.result(self.options.scan_timeout + 0.5)
        except NoResult:
            future.cancel()
            return None

    async def close(self) -> None:
        """End process and thread. Who still waits gets an error, and who asks later, too."""
        self.process.close()
        with contextlib.suppress(WorkerError):
            await self._in_thread(self.process.discard)
        self._pool.shutdown(wait=True, cancel_futures=True)

    async def _in_thread(self, function: Callable[..., Any], *arguments: object) -> Any:
        try:
            future = asyncio.get_running_loop().run_in_executor(self._pool, function, *arguments)
        except RuntimeError:  # the thread has ended
            raise WorkerError("closed") from None
        return await future

    def _ready(self) -> None:
        """Learn the rules from the worker, once."""
        if not self.rules:
            header, _ = self.process.ask({"op": "rules", **NOTHING, "settings": {}}, b"", START_SECONDS)
            if not header.get("rules"):
                raise WorkerError("no rules")
            self.rules = header["rules"]
            names = {name for rule in self.rules for name in (rule["name"], rule["family"])}
            check_names(self.options, sorted(names), self._complain)

    def _ask(self, op: str, source: Source | None, body: bytes, own: Header) -> tuple[Header, bytes]:
        self._ready()
        where = NOTHING if source is None else _where(source)
        header = {"op": op, **where, **own, "settings": self.options.for_worker()}
        return self.process.ask(header, body, self.options.scan_timeout)

    def _scan(self, source: Source, body: bytes) -> Report:
        if _size(source, body) > self.options.max_bytes:
            return empty_report(source.path, "too-large")
        try:
            header, _ = self._ask("scan", source, body, {})
            return {**empty_report(source.path, "error"), **header, "path": source.path}
        except WorkerTimeoutError:
            return empty_report(source.path, "timeout")
        except (WorkerError, KeyError, TypeError):
            return empty_report(source.path, "error")


def _where(source: Source) -> Header:
    return {
        "path": source.path,
        "file": source.file,
        "root": source.root,
        "kind": source.kind,
        "from_disk": source.text is None,
    }


def _size(source: Source, body: bytes) -> int:
    try:
        return len(body) if source.text else os.stat(source.file).st_size
    except (OSError, ValueError):
        return 0  # the worker says what is wrong
