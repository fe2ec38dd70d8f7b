"""The REST API below /labcoat. All answers are JSON."""

from __future__ import annotations

import asyncio
import json
from importlib.metadata import version

from jupyter_core.utils import ensure_async
from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from tornado import web

from labcoat_jupyter.fixing import apply_fix
from labcoat_jupyter.process import WorkerError, WorkerTimeoutError
from labcoat_jupyter.reports import empty_report
from labcoat_jupyter.requests import interpreter, read_request, source_of
from labcoat_jupyter.sources import saved_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat_jupyter.engine import Engine
    from labcoat_jupyter.process import Header
    from labcoat_jupyter.requests import Request
    from labcoat_jupyter.sources import Source


class LabcoatHandler(APIHandler):
    """What all handlers share."""

    auth_resource = "labcoat"

    @property
    def app(self) -> Any:
        """The extension."""
        return self.settings["labcoat"]

    @property
    def engine(self) -> Engine:
        """What asks the worker."""
        engine: Engine = self.app.engine
        return engine

    async def demand(self, action: str) -> None:
        """Raise HTTPError 403 unless the user may "read" or "write" what is stored, without labcoat, too."""
        allowed = self.authorizer.is_authorized(self, self.current_user, action, "contents")
        if not await ensure_async(allowed):
            raise web.HTTPError(403, f"User is not authorized to {action} contents")

    async def answer(self, value: object) -> None:
        """Finish with a value; serialized in a thread, because reports can be long."""
        self.finish(await asyncio.to_thread(json.dumps, value))  # not awaited: whoever asked may have gone

    async def ask(self, op: str, source: Source | None = None, **own: object) -> Header:
        """The header of the worker's answer. Raises HTTPError if there is none."""
        try:
            return (await self.engine.ask(op, source, **own))[0]
        except WorkerError as error:
            raise _unavailable(error) from None


class FindingsHandler(LabcoatHandler):
    """GET ?path=: the report on what is stored."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """A report with `rev` and `notices`. 404 for what the contents manager does not know."""
        await self.demand("read")
        path = self.get_query_argument("path", strip=False).strip("/")
        source, stamp = await saved_source(self.contents_manager, path)
        if not self.app.enabled:
            return await self.answer({**empty_report(path, "off"), "rev": 0, "notices": self.app.notices})
        scans = self.app.scans
        report = None if scans.latest(path) else scans.kept(path, stamp)
        if report is None:
            report = await asyncio.shield(scans.schedule(source, stamp))
        if report is None:
            raise web.HTTPError(404, "The file was deleted or moved")
        return await self.answer({**report, "notices": self.app.notices})


class ScanHandler(LabcoatHandler):
    """POST: the report on content that is not saved. Nothing is stored."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """A report without `rev`."""
        request = await read_request(self.request.body)
        if request.content is None:
            raise web.HTTPError(400, '"content" is missing')
        source = await source_of(self.contents_manager, request)
        report = await self.engine.scan(source) if self.app.enabled else empty_report(request.path, "off")
        await self.answer(report)


class FixHandler(LabcoatHandler):
    """POST: the edits that fix or ignore a finding, or their application to what is stored."""

    @web.authenticated
    @authorized
    async def post(self) -> None:
        """The edits; with `apply` only status, message and title."""
        request = await read_request(self.request.body)
        wish = await self._wish(request)
        if not request.fields.get("apply"):
            return await self.answer(await self._edits(request, wish))
        if request.content is not None:
            raise web.HTTPError(400, '"apply" is for what is stored, so "content" is not allowed')
        return await self.answer(await self._apply(request.path, wish))

    async def _wish(self, request: Request) -> dict[str, object]:
        if not self.app.enabled:
            raise web.HTTPError(400, "LabcoatApp.enabled is False")
        action = request.text("action", "fix")
        if action not in ("fix", "ignore"):
            raise web.HTTPError(400, '"action" must be "fix" or "ignore"')
        return {
            "fingerprint": request.text("fingerprint"),
            "rule": request.text("rule"),
            "action": action,
            "python": await interpreter(self.kernel_spec_manager, request.text("kernel", "")),
        }

    async def _edits(self, request: Request, wish: Header) -> Header:
        if request.content is None:
            await self.demand("read")
        return await self.ask("edits", await source_of(self.contents_manager, request), **wish)

    async def _apply(self, path: str, wish: Header) -> Header:
        await self.demand("write")
        try:
            answer = await apply_fix(self.contents_manager, self.engine, path, wish)
        except WorkerError as error:
            raise _unavailable(error) from None
        return {key: answer[key] for key in ("status", "message", "title") if key in answer}


class RulesHandler(LabcoatHandler):
    """GET: all rules; with ?name= the page of one."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """A list of rules, or the name and Markdown of one. 404 for one that does not exist."""
        name = self.get_query_argument("name", "")
        rules = (await self.ask("rules"))["rules"]
        if not name:
            return await self.answer(rules)
        if name not in [rule["name"] for rule in rules]:
            raise web.HTTPError(404, "No such rule")
        page = await self.ask("explain", rule=name)
        return await self.answer({"name": name, "markdown": page["markdown"]})


class StatusHandler(LabcoatHandler):
    """GET: what is on."""

    @web.authenticated
    @authorized
    async def get(self) -> None:
        """Version, options and notices."""
        await self.answer(
            {
                "version": version("labcoat"),
                "enabled": self.app.enabled,
                "block_on": self.engine.options.block_on,
                "notices": self.app.notices,
            }
        )


def _unavailable(error: WorkerError) -> web.HTTPError:
    if isinstance(error, WorkerTimeoutError):
        return web.HTTPError(504, "This took longer than LabcoatApp.scan_timeout allows")
    return web.HTTPError(503, "The process that scans has ended; it starts again with the next request")


HANDLERS = [
    ("labcoat/findings", FindingsHandler),
    ("labcoat/scan", ScanHandler),
    ("labcoat/fix", FixHandler),
    ("labcoat/rules", RulesHandler),
    ("labcoat/status", StatusHandler),
]
