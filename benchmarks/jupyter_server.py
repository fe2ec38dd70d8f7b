"""A real Jupyter server to measure, with labcoat's extension on or off, and what the kernel counts of it."""

from __future__ import annotations

import base64
import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

TOKEN = "benchmark"
START_SECONDS = 120
PLACES = ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE = os.sysconf("SC_PAGE_SIZE")
_EXTENSIONS = {"jupyter_lsp": False, "jupyter_server_terminals": False, "notebook_shim": False}


class Server:
    """A server process on a port of its own; `root` is its folder of notebooks."""

    def __init__(self, folder: Path, extensions: Mapping[str, bool], application: str = "jupyter_server") -> None:
        self.root = folder / "root"
        self.root.mkdir(parents=True)
        self.port = _free_port()
        settings = {"jpserver_extensions": {**_EXTENSIONS, **extensions}}
        config = folder / "config"
        config.mkdir()
        (config / "jupyter_server_config.json").write_text(json.dumps({"ServerApp": settings}))
        places = {
            name: str(folder / name.lower()) for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
        }
        options = [
            "--allow-root",
            "--no-browser",
            "--ip=127.0.0.1",
            f"--port={self.port}",
            "--ServerApp.port_retries=0",
            f"--IdentityProvider.token={TOKEN}",
            f"--ServerApp.root_dir={self.root}",
            "--LabApp.expose_app_in_browser=True",
        ]
        path = os.pathsep.join([str(Path(__file__).parent.parent), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, "-m", application, *options],
            env=os.environ | places | {"JUPYTER_CONFIG_DIR": str(config), "PYTHONPATH": path},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        self.connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=START_SECONDS)
        self._wait()
        self._subscriber = self._subscribe()

    def _wait(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            if time.monotonic() > end:
                raise RuntimeError("the server does not answer")
            time.sleep(0.2)

    def _answers(self) -> bool:
        try:
            self.request("GET", "/api/status")
        except OSError:
            self.connection.close()
            return False
        return True

    def _subscribe(self) -> socket.socket:
        """Listen to the server's events, as every open JupyterLab does: without a listener, none are made."""
        listener = socket.create_connection(("127.0.0.1", self.port))
        lines = [
            "GET /api/events/subscribe HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            f"Authorization: token {TOKEN}",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            f"Sec-WebSocket-Key: {base64.b64encode(os.urandom(16)).decode()}",
        ]
        listener.sendall("\r\n".join([*lines, "", ""]).encode())
        if b" 101 " not in listener.recv(1000):
            raise RuntimeError("the server sends no events")
        return listener

    @property
    def url(self) -> str:
        """With a slash at its end."""
        return f"http://127.0.0.1:{self.port}/"

    def request(self, method: str, target: str, body: bytes | None = None) -> Any:
        """The JSON of an answer. Raises RuntimeError for an error's."""
        self.connection.request(method, target, body, {"Authorization": f"token {TOKEN}"})
        response = self.connection.getresponse()
        data = response.read()
        if response.status >= 400:
            raise RuntimeError(f"{method} {target.partition('?')[0]}: {response.status}")
        return json.loads(data) if data else None

    def put(self, name: str, body: bytes) -> float:
        """Save a notebook; the seconds until the answer."""
        start = time.perf_counter()
        self.request("PUT", f"/api/contents/{name}", body)
        return time.perf_counter() - start

    def findings(self, name: str) -> Any:
        """What the extension says about a file, when the scan of its latest save is done."""
        return self.request("GET", f"/labcoat/findings?path={name}")

    def processes(self) -> list[int]:
        """The server's process, then its children's."""
        found = subprocess.run(["pgrep", "-P", str(self.process.pid)], capture_output=True, text=True, check=False)
        return [self.process.pid, *map(int, found.stdout.split())]

    def cpu(self) -> float:
        """Seconds of CPU so far, of the server and its children."""
        total = 0
        for pid in self.processes():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            total += int(fields[11]) + int(fields[12])
        return total / _TICKS

    def memory(self) -> int:
        """Bytes of memory in use, of the server and its children."""
        return sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE for pid in self.processes())

    def stop(self) -> float:
        """Seconds from SIGTERM to the end of the process."""
        self._subscriber.close()
        start = time.perf_counter()
        self.process.terminate()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            raise
        return time.perf_counter() - start


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
