"""A Jupyter Server in a process of its own, as users start it."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

SOURCE = Path(__file__).parents[3] / "jupyter_ext"
OPTIONS = ["--no-browser", "--allow-root", "--ip=127.0.0.1", "--ServerApp.port_retries=0", "--IdentityProvider.token=T"]


class Server:
    """Its address, its folder and its log."""

    def __init__(self, process, port, root, log):
        self.process, self.port, self.root, self.log = process, port, root, log

    def call(self, path, method="GET", body=None):
        """The answer as JSON. Raises urllib.error.HTTPError."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/{path}", data, method=method)
        request.add_header("Authorization", "token T")
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read())

    def workers(self):
        """The process ids of the workers of its extension."""
        words = ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="]
        listed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        rows = [line.split(maxsplit=2) for line in listed.splitlines()]
        ours = [row for row in rows if int(row[1]) == self.process.pid and "import json, os, sys" in row[2]]
        return [int(row[0]) for row in ours]


@contextlib.contextmanager
def server(folder, *options, command=(sys.executable, "-m", "jupyter_server"), environment=None, extension=True):
    """A server that answers, with its files below a folder; it is ended at the end."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    root = folder / "root"
    root.mkdir()
    variables = {f"JUPYTER_{name}_DIR": str(folder / name.lower()) for name in ("CONFIG", "DATA", "RUNTIME")}
    variables["PYTHONPATH"] = os.pathsep.join([str(SOURCE), os.environ.get("PYTHONPATH", "")])
    ours = repr({"labcoat_jupyter": extension})
    words = [*command, *OPTIONS, f"--port={port}", f"--ServerApp.root_dir={root}"]
    words += [f"--ServerApp.jpserver_extensions={ours}", *options]
    log = folder / "log.txt"
    with log.open("w") as file:
        process = subprocess.Popen(
            words, env={**os.environ, **variables, **(environment or {})}, stdout=file, stderr=file, cwd=folder
        )
        running = Server(process, port, root, log)
        try:
            wait(running)
            yield running
        finally:
            process.kill()
            process.wait()


def wait(running, seconds=60):
    """Until the server answers; fails with its log if it ends, or takes too long."""
    end = time.monotonic() + seconds
    while time.monotonic() < end and running.process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError):
            return running.call("api")
        time.sleep(0.05)
    raise AssertionError(running.log.read_text())


def is_alive(pid):
    """Whether there is a process with this number."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
