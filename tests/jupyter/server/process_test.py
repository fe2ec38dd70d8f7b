"""A server as users start and end it."""

from __future__ import annotations

import os
import signal
import time
from datetime import datetime

import pytest

from labcoat_jupyter.process import WorkerProcess
from tests.jupyter.server.running import is_alive, server
from tests.jupyter.server.saved import KEY, LEAK, code, notebook

pytestmark = pytest.mark.skipif(os.name == "nt", reason="ends servers with signals")


def save(running, path, content):
    return running.call(f"api/contents/{path}", "PUT", {"type": "notebook", "format": "json", "content": content})


def test_the_end_of_a_server_does_not_wait_for_a_scan(tmp_path):
    lines = "".join([f"epoch {number} loss 0.{number % 997} password: x{number}\n" for number in range(1_300_000)])
    with server(tmp_path, "--log-level=DEBUG") as running:
        save(running, "big.ipynb", notebook("x = 1", code("train()", lines)))
        (worker,) = running.workers()
        os.kill(worker, signal.SIGSTOP)  # so that the scan is not over, however fast the machine is
        running.process.send_signal(signal.SIGTERM)
        running.process.wait(20)
        assert not is_alive(worker)
        log = running.log.read_text()
    assert (
        seconds_of(log, "'labcoat' stopped") - seconds_of(log, "'labcoat' stopping") < 1
    )  # of the 2 that all may take
    assert "Traceback" not in log
    assert "labcoat:" not in log


def seconds_of(log, message):
    (line,) = [line for line in log.splitlines() if message in line]
    return datetime.strptime(" ".join(line.split()[1:3]), "%Y-%m-%d %H:%M:%S.%f").timestamp()


def test_the_worker_ends_with_a_server_that_is_killed(tmp_path):
    with server(tmp_path) as running:
        running.call("labcoat/rules")
        (worker,) = running.workers()
        running.process.kill()
        running.process.wait()
        end = time.monotonic() + 10
        while is_alive(worker):
            assert time.monotonic() < end
            time.sleep(0.02)


def test_a_server_starts_with_options_that_cannot_be_used(tmp_path):
    wrong = [
        "--LabcoatApp.scan_timeout=soon",
        "--LabcoatApp.min_severity=hihg",
        "--LabcoatApp.select=find-kys",
    ]
    with server(tmp_path, *wrong) as running:
        save(running, "nb.ipynb", notebook(LEAK))
        report = running.call("labcoat/findings?path=nb.ipynb")
        assert report["total"] == 1
        log = running.log.read_text()
        for option in ("scan_timeout", "min_severity", "select"):
            assert f"LabcoatApp.{option}" in log
            assert f"LabcoatApp.{option}" in "".join(report["notices"])
        assert KEY not in log


OTHER = """
import json, struct, sys
def main():
    head = json.dumps({"status": "other"}).encode()
    sys.stdout.buffer.write(struct.pack(">QQ", len(head), 0) + head)
    sys.stdout.flush()
    sys.stdin.buffer.read()
"""


def status_of_worker(root):
    process = WorkerProcess(str(root))
    try:
        return process.ask({"op": "rules"}, b"", 30)[0]["status"]
    finally:
        process.close()
        process.discard()


@pytest.mark.parametrize(("place", "status"), [("elsewhere", "other"), ("root/folder", "ok"), ("root", "ok")])
def test_the_worker_runs_the_labcoat_of_the_server_and_none_of_the_notebooks(tmp_path, monkeypatch, place, status):
    root = tmp_path / "root"
    root.mkdir()
    package = tmp_path / place / "labcoat_jupyter" / "worker"
    package.mkdir(parents=True)
    for folder in (package.parent, package):
        (folder / "__init__.py").write_text("")
    (package / "main.py").write_text(OTHER)
    monkeypatch.syspath_prepend(str(tmp_path / place))
    assert status_of_worker(root) == status


def test_variables_do_not_steer_the_worker(tmp_path, monkeypatch):
    (tmp_path / "json.py").write_text("raise SystemExit('imported')\n")
    for name in ("PYTHONPATH", "PYTHONHOME", "PYTHONPLATLIBDIR"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setenv("PYTHONSTARTUP", str(tmp_path / "json.py"))
    monkeypatch.setenv("PYTHONINSPECT", "1")
    assert status_of_worker(tmp_path) == "ok"
