"""A server extension that measures how late the event loop is: GET /probe starts again and answers what it saw."""

from __future__ import annotations

import asyncio
import json
import time
from typing import Any

from jupyter_server.base.handlers import JupyterHandler
from tornado import web

PAUSE = 0.005  # seconds between two looks at the clock

_late: list[float] = []
_tasks: list[asyncio.Task[None]] = []


class ProbeHandler(JupyterHandler):
    """The delays since the last time, in seconds."""

    @web.authenticated
    def get(self) -> None:
        """All of them, in order."""
        self.finish(json.dumps(_late))
        _late.clear()


def _jupyter_server_extension_points() -> list[dict[str, str]]:
    return [{"module": "benchmarks.loop_probe"}]


def _load_jupyter_server_extension(serverapp: Any) -> None:
    serverapp.web_app.add_handlers(".*$", [(serverapp.base_url + "probe", ProbeHandler)])
    serverapp.io_loop.add_callback(_begin)


async def _begin() -> None:
    _tasks.append(asyncio.create_task(_watch()))


async def _watch() -> None:
    while True:
        due = time.perf_counter() + PAUSE
        await asyncio.sleep(PAUSE)
        _late.append(time.perf_counter() - due)
