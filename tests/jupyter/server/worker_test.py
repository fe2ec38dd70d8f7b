"""What the server does when the worker is slow, dies or answers nonsense; real processes, stopped by signals."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import signal
import subprocess
import threading

import pytest
from tornado.httpclient import HTTPClientError

from labcoat_jupyter import process
from tests.jupyter.server.running import is_alive
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
    pid = await started(labcoat, get)
    os.kill(pid, signal.SIGKILL)
    await until(lambda: not is_running(pid))
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


async def test_a_client_that_has_gone_is_no_error(labcoat, get, jp_root_dir, jp_fetch, caplog):
    pid = await started(labcoat, get)
    (jp_root_dir / "a.py").write_text(LEAK)
    os.kill(pid, signal.SIGSTOP)
    with pytest.raises(HTTPClientError):
        await jp_fetch("labcoat", "findings", params={"path": "a.py"}, request_timeout=0.5)
    os.kill(pid, signal.SIGCONT)
    await until(lambda: not labcoat.scans._waiting)
    assert (await get("findings", path="a.py"))["total"] == 1
    assert "Uncaught" not in caplog.text


@pytest.mark.parametrize("labcoat_config", [{"scan_timeout": 1.0}])
async def test_an_interpreter_that_does_not_answer_ends_with_the_worker(get, put, post, jp_root_dir, jp_data_dir):
    program = jp_data_dir / "python-slow"
    program.write_text(f"#!/bin/sh\necho $$ > {jp_root_dir}/number.txt\nexec sleep 100\n")
    program.chmod(0o755)
    (jp_data_dir / "kernels" / "slow").mkdir(parents=True)
    (jp_data_dir / "kernels" / "slow" / "kernel.json").write_text(json.dumps({"argv": [str(program)]}))
    await get("rules")
    await put("nb.ipynb", notebook(LEAK))
    with pytest.raises(HTTPClientError) as late:
        await post("fix", path="nb.ipynb", fingerprint="f", rule="r", kernel="slow")
    assert late.value.code == 504
    number = int((jp_root_dir / "number.txt").read_text())
    await until(lambda: not is_running(number))


def is_running(pid):
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
    return bool(listed.strip()) and not listed.startswith("Z")


async def test_the_end_can_come_twice_and_before_the_last_request(labcoat, put, get, post):
    await put("a.py", LEAK)
    await labcoat.stop_extension()
    await labcoat.stop_extension()
    assert (await post("scan", path="a.py", type="file", content=LEAK))["status"] == "error"
    assert (await get("findings", path="a.py"))["status"] == "error"
    with pytest.raises(HTTPClientError) as late:
        await get("rules")
    assert late.value.code == 503


async def test_a_file_that_is_none_says_so(get, jp_root_dir):
    os.mkfifo(jp_root_dir / "pipe.py")
    report = await get("findings", path="pipe.py")
    assert report["status"] == "unreadable"
    assert "could not read" in report["message"]
