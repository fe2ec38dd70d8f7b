"""A real Jupyter server of its own: config, data, kernels and notebooks lie in a temporary directory."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.jupyter.environments import command, variables

if TYPE_CHECKING:
    from collections.abc import Iterator

TOKEN = "browser"
SECONDS = 120  # until a server answers, on a busy machine
SETTINGS = "labcoat-jupyter/plugin"
NO_NEWS = {"fetchNews": "false", "checkForUpdates": False}


@dataclass(frozen=True)
class Server:
    """A running server. `root` holds the notebooks; `url` ends with a slash."""

    url: str
    root: Path
    config: Path
    log: Path

    def api(self, path: str, body: object = None, method: str = "") -> Any:
        """What the server answers to GET, or to POST where there is a body: parsed JSON, None if it is empty."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.url + path, data, {"Authorization": f"token {TOKEN}"})
        request.method = method or ("GET" if data is None else "POST")
        with urllib.request.urlopen(request, timeout=60) as answer:
            text = answer.read()
        return json.loads(text) if text else None

    def findings(self, path: str) -> list[dict[str, Any]]:
        """What labcoat says about a saved file."""
        report = self.api("labcoat/findings?path=" + urllib.parse.quote(path))
        assert report["status"] == "ok", report
        return list(report["findings"])

    def write(self, path: str, content: object) -> Path:
        """Put a file, or a notebook's JSON, into the root."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content if isinstance(content, str) else json.dumps(content, indent=1), encoding="utf-8")
        return file

    def settings(self, values: dict[str, Any], plugin: str = SETTINGS) -> None:
        """The user's settings of a plugin, for pages that are opened from now on."""
        file = self.config / "lab" / "user-settings" / f"{plugin}.jupyterlab-settings"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(values), encoding="utf-8")

    def end_sessions(self) -> None:
        """Stop the kernels of all notebooks."""
        for session in self.api("api/sessions"):
            with contextlib.suppress(urllib.error.HTTPError):  # gone meanwhile
                self.api(f"api/sessions/{session['id']}", method="DELETE")


@contextlib.contextmanager
def running(
    directory: Path, application: str = "lab", environment: str = "main", options: tuple[str, ...] = ()
) -> Iterator[Server]:
    """A server of an environment, for as long as the block lasts; `options` are more words of its command line."""
    places = {name: directory / name for name in ("config", "data", "runtime", "ipython", "root")}
    for place in places.values():
        place.mkdir(parents=True)
    log = directory / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*command(environment, application), *_options(application, places["root"]), *options],
            env=os.environ | variables(environment) | _variables(places),
            cwd=places["root"],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = _url(process, places["runtime"], log)
        server = Server(url, places["root"], places["config"], log)
        server.settings(NO_NEWS, "@jupyterlab/apputils-extension/notification")
        yield server
    finally:
        _end(process)


def _options(application: str, root: Path) -> list[str]:
    return [
        "--allow-root",
        "--no-browser",
        "--ip=127.0.0.1",
        f"--port={_free_port()}",
        "--ServerApp.port_retries=0",
        f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={root}",
        "--LabApp.expose_app_in_browser=True",
        "--JupyterNotebookApp.expose_app_in_browser=True",
    ]


def _free_port() -> int:
    """A port that nobody has: Jupyter Server 2.14 writes down 0 where it is to choose one."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _variables(places: dict[str, Path]) -> dict[str, str]:
    names = {"config": "JUPYTER_CONFIG_DIR", "data": "JUPYTER_DATA_DIR", "runtime": "JUPYTER_RUNTIME_DIR"}
    return {variable: str(places[name]) for name, variable in names.items()} | {"IPYTHONDIR": str(places["ipython"])}


def _url(process: subprocess.Popen[bytes], runtime: Path, log: Path) -> str:
    """The address of a server that has started: it writes its port down, and then answers."""
    until = time.monotonic() + SECONDS
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, ValueError):
            (file,) = runtime.glob("jpserver-*.json")
            url: str = json.loads(file.read_text(encoding="utf-8"))["url"]
            with urllib.request.urlopen(f"{url}labcoat/status?token={TOKEN}", timeout=5):
                return url
        time.sleep(0.1)
    raise AssertionError(f"no server after {SECONDS} s, or it ended: {log.read_text(errors='replace')[-4000:]}")


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop a server and all that it started. Kernels have sessions of their own: it has time to stop them."""
    process.terminate()
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(20)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
