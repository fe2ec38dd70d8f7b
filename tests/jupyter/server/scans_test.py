"""The queue, with scans that end when the test says so."""

from __future__ import annotations

import asyncio

from labcoat_jupyter.reports import empty_report
from labcoat_jupyter.scans import KEPT_PATHS, Scans
from labcoat_jupyter.sources import Source
from tests.jupyter.server.saved import until


class Slow:
    """A queue whose scans wait for `let_go`; `told` has what was published."""

    def __init__(self):
        self.started, self.told = [], []
        self.gate = asyncio.Semaphore(0)
        self.scans = Scans(self.scan, self.told.append)

    async def scan(self, source):
        self.started.append(source.path)
        await self.gate.acquire()
        return empty_report(source.path, "ok")

    async def save(self, path, number):
        """Schedule a scan and wait until the queue has had its turn."""
        future = self.scans.schedule(Source(path, "file", f"/{path}"), (number,))
        await asyncio.sleep(0)
        return future

    async def let_go(self):
        before = len(self.started)
        self.gate.release()
        await until(lambda: len(self.started) > before or self.scans._task.done())


async def test_one_at_a_time_and_in_order():
    slow = Slow()
    for path in ("a", "b", "c", "a", "b"):
        await slow.save(path, path)
    for _ in range(3):
        await slow.let_go()
    assert slow.started == ["a", "b", "c"]
    assert [report["path"] for report in slow.told] == ["a", "b", "c"]


async def test_a_file_that_is_saved_all_the_time_gets_every_second_answer():
    slow = Slow()
    for number in range(1, 6):
        await slow.save("a", number)
        if number > 1:
            await slow.let_go()
    assert len(slow.told) == 2
    future = await slow.save("a", 6)
    await slow.let_go()
    await slow.let_go()
    assert (await future)["rev"] == slow.told[-1]["rev"] == max(report["rev"] for report in slow.told)


async def test_the_same_state_is_scanned_once():
    slow = Slow()
    first, second = await slow.save("a", 1), await slow.save("a", 1)
    assert first is second
    await slow.let_go()
    assert slow.started == ["a"]
    assert slow.scans.kept("a", (1,)) == await first
    assert slow.scans.kept("a", (2,)) is None


async def test_what_is_remembered_has_a_bound():
    slow = Slow()
    for number in range(KEPT_PATHS + 50):
        await slow.save(f"{number}", number)
        await slow.let_go()
    assert len(slow.scans._kept) == KEPT_PATHS
    assert slow.scans.kept("0", (0,)) is None
    assert slow.scans.kept("249", (249,))


async def test_revisions_grow_although_a_file_was_deleted():
    slow = Slow()
    first = await slow.save("a", 1)
    await slow.let_go()
    slow.scans.forget("a")
    second = await slow.save("a", 1)
    await slow.let_go()
    assert (await second)["rev"] > (await first)["rev"]


async def test_who_waits_at_the_end_gets_nothing():
    slow = Slow()
    futures = [await slow.save(path, 1) for path in "ab"]
    await slow.scans.close()
    assert [await future for future in futures] == [None, None]
    assert slow.told == []
