"""The queue of saved files: one scan at a time, and of each path only the latest save."""

from __future__ import annotations

import asyncio
import time
from collections import OrderedDict
from dataclasses import dataclass

from labcoat_jupyter.reports import empty_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from labcoat_jupyter.reports import Report
    from labcoat_jupyter.sources import Source, Stamp

KEPT_PATHS = 200
KEPT_FINDINGS = 20_000


@dataclass
class Job:
    """A scan that is due. `has_waited`: it took the place of one that had run in vain already."""

    source: Source
    stamp: Stamp | None
    rev: int
    has_waited: bool = False


class Scans:
    """Scans saved files and remembers their reports. All methods have to be called on the event loop."""

    def __init__(self, scan: Callable[[Source], Awaitable[Report]], publish: Callable[[Report], None]) -> None:
        self._scan = scan
        self._publish = publish
        self._queue: dict[str, Job] = {}
        self._waiting: dict[str, asyncio.Future[Report | None]] = {}
        self._kept: OrderedDict[str, tuple[Report, Stamp | None]] = OrderedDict()
        self._current: Job | None = None
        self._task: asyncio.Task[None] | None = None
        self._rev = int(time.time() * 1000)  # so that it also grows over restarts of the server

    def schedule(self, source: Source, stamp: Stamp | None) -> asyncio.Future[Report | None]:
        """Scan a source as soon as possible; the result is that of the path's latest scan, None if it is deleted."""
        if not self._is_due(source, stamp):
            self._queue[source.path] = Job(source, stamp, self._next_rev())
        future = self._waiting.get(source.path)
        if future is None:
            future = self._waiting[source.path] = asyncio.get_running_loop().create_future()
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._run())
        return future

    def latest(self, path: str) -> asyncio.Future[Report | None] | None:
        """The result of the scan of a path that is due or runs; None if none is."""
        return self._waiting.get(path)

    def kept(self, path: str, stamp: Stamp) -> Report | None:
        """The last report on a path, if it is about what is stored now."""
        report, of = self._kept.get(path, (None, None))
        if report is None or of not in (None, stamp):
            return None
        self._kept[path] = (report, stamp)
        self._kept.move_to_end(path)
        return report

    def outdate(self, path: str) -> None:
        """The report on a path is no longer about what is stored, even if dates and sizes say so."""
        if path in self._kept:
            self._kept[path] = (self._kept[path][0], ("outdated",))

    def knows(self, path: str) -> bool:
        """Whether there is a report on a path, or will be."""
        return path in self._kept or path in self._waiting

    def publish_now(self, report: Report, stamp: Stamp | None = None) -> None:
        """Remember and tell a report from outside of the queue. Without a stamp it is of what is not stored."""
        self._finish(report, stamp, self._next_rev())

    def forget(self, path: str) -> None:
        """Drop all that is known about a path and everything below it."""
        for known in [known for known in {*self._kept, *self._waiting} if f"{known}/".startswith(f"{path}/")]:
            self._kept.pop(known, None)
            self._queue.pop(known, None)
            future = self._waiting.pop(known, None)
            if future and not future.done():
                future.set_result(None)

    async def close(self) -> None:
        """End the queue; who waits gets no report."""
        self._queue.clear()
        if self._task:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        self.forget_all()

    def forget_all(self) -> None:
        """Drop all reports and all waiting scans."""
        for path in {*self._kept, *self._waiting}:
            self.forget(path)

    def _is_due(self, source: Source, stamp: Stamp | None) -> bool:
        """Whether a scan of the same state of a file on disk is queued or runs already."""
        current = self._current if self._current and self._current.source.path == source.path else None
        job = self._queue.get(source.path) or (current if source.path in self._waiting else None)
        return job is not None and source.text is None and job.source == source and job.stamp == stamp

    def _next_rev(self) -> int:
        self._rev += 1
        return self._rev

    async def _run(self) -> None:
        while self._queue:
            path = next(iter(self._queue))
            job = self._current = self._queue.pop(path)
            future = self._waiting.get(path)
            report = await self._report(job)
            self._current = None
            newer = self._queue.get(path)
            if newer and not job.has_waited:
                newer.has_waited = True  # a file that is saved all the time gets its answers, too
            elif future is not None and self._waiting.get(path) is future:
                self._resolve(job, report, is_last=newer is None)

    async def _report(self, job: Job) -> Report:
        try:
            return await self._scan(job.source)
        except Exception:  # the contents manager's: its message may have content
            return empty_report(job.source.path, "unreadable")

    def _resolve(self, job: Job, report: Report, is_last: bool) -> None:
        path = job.source.path
        self._finish(report, job.stamp, job.rev)
        if is_last:
            future = self._waiting.pop(path)
            if not future.done():
                future.set_result(self._kept[path][0])

    def _finish(self, report: Report, stamp: Stamp | None, rev: int) -> None:
        path = report["path"]
        if path in self._kept and self._kept[path][0]["rev"] > rev:
            return
        self._kept[path] = ({**report, "rev": rev}, stamp)
        self._kept.move_to_end(path)
        self._forget_oldest()
        self._publish(self._kept[path][0])

    def _forget_oldest(self) -> None:
        findings = sum(len(report["findings"]) for report, _ in self._kept.values())
        while len(self._kept) > 1 and (len(self._kept) > KEPT_PATHS or findings > KEPT_FINDINGS):
            _, (report, _) = self._kept.popitem(last=False)
            findings -= len(report["findings"])
