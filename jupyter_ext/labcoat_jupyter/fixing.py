"""A fix of a file that is not open: read, changed and written through the contents manager."""

from __future__ import annotations

import asyncio
import json

from jupyter_core.utils import ensure_async
from jupyter_server.services.contents.fileio import FileManagerMixin
from tornado.web import HTTPError

from labcoat_jupyter.blocking import is_fixing
from labcoat_jupyter.content import model_bytes
from labcoat_jupyter.sources import check_visible, located, with_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat_jupyter.content import Model
    from labcoat_jupyter.engine import Engine
    from labcoat_jupyter.process import Header


async def apply_fix(manager: Any, engine: Engine, path: str, wish: Header) -> Header:
    """Apply a finding's fix to what is stored; the worker's answer. Raises HTTPError if that cannot be done."""
    await check_visible(manager, path)
    model = await ensure_async(manager.get(path, content=True))
    _check(model)
    source = located(manager, path, model["type"])
    answer, changed = await engine.ask(
        "apply", with_text(source, lambda: asyncio.to_thread(model_bytes, model)), **wish
    )
    if answer["status"] == "ok":
        content = await asyncio.to_thread(_parsed, model, changed)
        await _check_unchanged(manager, path, model)
        await _save(manager, path, {"type": model["type"], "format": model["format"], "content": content})
    return answer


def _check(model: Model) -> None:
    if model["type"] == "directory" or model.get("format") == "base64":
        raise HTTPError(400, "Only notebooks and text files can be fixed")
    if not model.get("writable", True):
        raise HTTPError(403, "The file is read-only")


def _parsed(model: Model, changed: bytes) -> Any:
    """The content for the contents manager. Raises HTTPError if the change broke the notebook."""
    if model["type"] != "notebook":
        return changed.decode("utf-8", "surrogatepass")
    content = json.loads(changed)
    if len(content["cells"]) != len(model["content"]["cells"]):
        raise HTTPError(500, "The fix was not applied: it would have changed the number of cells")
    return content


async def _check_unchanged(manager: Any, path: str, model: Model) -> None:
    """Raise HTTPError 409 if it is not; where there are no files, dates may be missing, or those of something else."""
    has_files = isinstance(manager, FileManagerMixin)
    now = await ensure_async(manager.get(path, content=not has_files))
    is_same = has_files or now.get("content") == model["content"]
    if not is_same or now.get("last_modified") != model.get("last_modified"):
        raise HTTPError(409, "The file was changed meanwhile")


async def _save(manager: Any, path: str, model: Model) -> None:
    token = is_fixing.set(True)
    try:
        await ensure_async(manager.save(model, path))
    finally:
        is_fixing.reset(token)
