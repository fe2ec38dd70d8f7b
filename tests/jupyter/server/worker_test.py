"""What the server does when the worker is slow, dies or answers nonsense; real processes, stopped by signals."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import signal
import threading

import pytest
from tornado.httpclient import HTTPClientError

from labcoat_jupyter import process
from tests.jupyter.server.saved import KEY, LEAK, notebook, until

pytestmark = pytest.mark.skipif(os.name == "nt", reason="stops processes with signals")


async def started(labcoat, get):
    await get("rules")
    assert labcoat.engine.process.pid
    return labcoat.engine.process.pid


@pytest.mark.parametrize("labcoat_config", [{"scan_timeout": 0.3}])
async def test_a_scan_that_takes_too_long_is_stopped_and_says_so(labcoat, put, get, post, events):
    pid = await started(labcoat, get)
    os.kill(pid, signal.SIGSTOP)
    await put("a.py", LEAK)
    report = await get("findings", path="a.py")
    assert (report["status"], report["total"]) == ("timeout", 0)
    assert "scan_timeout" in report["message"]
    assert [event["status"] for event in events] == ["timeout"]
    assert not is_alive(pid)
    labcoat.engine.options.scan_timeout = 20.0
    await put("b.py", LEAK)
    assert (await get("findings", path="b.py"))["total"] == 1
    os.kill(await started(labcoat, get), signal.SIGSTOP)
    labcoat.engine.options.scan_timeout = 0.3
    with pytest.raises(HTTPClientError) as late:
        await get("rules")
    assert late.value.code == 504


def is_alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


async def test_the_latest_save_counts(labcoat, put, get, events):
    pid = await started(labcoat, get)
    os.kill(pid, signal.SIGSTOP)
    await put("other.py", "x = 1")
    for number in range(10):
        await put("a.py", LEAK * number)
    await until(lambda: labcoat.scans.latest("a.py"))
    waiting = asyncio.create_task(get("findings", path="a.py"))
    await asyncio.sleep(0.05)
    os.kill(pid, signal.SIGCONT)
    assert (await waiting)["total"] == 9
    await until(lambda: len(events) >= 2)
    assert [(event["path"], event["total"]) for event in events] == [("other.py", 0), ("a.py", 9)]


async def test_an_answer_that_a_save_made_old_is_dropped(labcoat, put, get, events):
    pid = await started(labcoat, get)
    os.kill(pid, signal.SIGSTOP)
    await put("a.py", LEAK)
    await until(lambda: labcoat.scans._current)
    await put("a.py", LEAK * 2)
    await until(lambda: labcoat.scans._queue)
    os.kill(pid, signal.SIGCONT)
    await until(lambda: events)
    assert (await get("findings", path="a.py"))["total"] == 2
    assert [event["total"] for event in events] == [2]


async def test_a_file_that_is_deleted_while_it_is_scanned_is_not_told_about(labcoat, put, get, jp_fetch, events):
    pid = await started(labcoat, get)
    os.kill(pid, signal.SIGSTOP)
    await put("a.py", LEAK)
    await until(lambda: labcoat.scans._current)
    waiting = asyncio.create_task(get("findings", path="a.py"))
    await asyncio.sleep(0.05)
    await jp_fetch("api", "contents", "a.py", method="DELETE")
    with pytest.raises(HTTPClientError) as gone:
        await waiting
    assert gone.value.code == 404
    os.kill(pid, signal.SIGCONT)
    await put("b.py", LEAK)
    await until(lambda: events)
    assert [event["path"] for event in events] == ["b.py"]
    assert not labcoat.scans.knows("a.py")


async def test_a_worker_that_dies_in_a_scan_does_not_do_it_again(labcoat, put, get, events):
    pid = await started(labcoat, get)
    os.kill(pid, signal.SIGSTOP)
    await put("a.py", LEAK)
    await until(lambda: any(isinstance(thread, threading.Timer) for thread in threading.enumerate()))  # it is asked
    os.kill(pid, signal.SIGKILL)
    assert (await get("findings", path="a.py"))["status"] == "error"
    assert (await get("findings", path="a.py"))["status"] == "error"
    assert [event["status"] for event in events] == ["error"]
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1


async def test_a_worker_that_died_meanwhile_is_started_again(labcoat, put, get):
    os.kill(await started(labcoat, get), signal.SIGKILL)
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1


@pytest.mark.parametrize(
    "script",
    [
        "print('Welcome to this process, which prints what is no frame at all')",
        "import sys; sys.stdout.buffer.write(bytes(8) + b'\\xff' * 8)",
        "import sys, struct; sys.stdout.buffer.write(struct.pack('>QQ', 2, 0) + b'[]')",
        "import sys, struct; sys.stdout.buffer.write(struct.pack('>QQ', 2, 0) + b'{}')",
        "import sys; sys.exit(3)",
    ],
)
async def test_an_answer_that_is_none(monkeypatch, put, get, events, script, caplog):
    monkeypatch.setattr(process, "BOOT", script)
    await put("a.py", LEAK)
    report = await get("findings", path="a.py")
    assert report["status"] == "error"
    assert len(events) == 1
    with pytest.raises(HTTPClientError) as refused:
        await get("rules")
    assert refused.value.code == 503
    assert KEY not in caplog.text


async def test_many_saves_leave_nothing_behind(labcoat, put, get, no_logs):
    content = notebook("x = 1", LEAK)
    for _ in range(20):
        await put("a.ipynb", content)
    first = await get("findings", path="a.ipynb"), counts(), labcoat.engine.process.pid
    for _ in range(300):
        await put("a.ipynb", content)
    last = await get("findings", path="a.ipynb"), counts(), labcoat.engine.process.pid
    assert last[2] == first[2]
    assert last[1][0] - first[1][0] < 10  # asyncio's own threads, which have a bound
    assert len([thread for thread in threading.enumerate() if thread.name.startswith("labcoat")]) == 1
    assert last[1][1] - first[1][1] < 300
    assert last[0]["rev"] > first[0]["rev"]
    assert not labcoat.saves._noted
    assert not labcoat.scans._waiting


@pytest.fixture
def no_logs():
    """Pytest keeps every record."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


def counts():
    gc.collect()
    return threading.active_count(), len(gc.get_objects())
