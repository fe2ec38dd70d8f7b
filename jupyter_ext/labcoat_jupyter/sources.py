"""Where the content of a path is read from: its file on disk, what was saved, or the contents manager."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass

from jupyter_core.utils import ensure_async
from tornado.web import HTTPError

from labcoat_jupyter.content import model_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from typing import Any

    from labcoat_jupyter.content import Model

    Stamp = tuple[Any, ...]

SETTINGS_FILES = ("pyproject.toml", ".labcoat-baseline.json")


@dataclass(frozen=True)
class Source:
    """The content of an API path. `text` gets it; None where the worker reads `file` itself.

    `kind` is "notebook" or "file"; `file` and `root` are empty for a manager without files.
    """

    path: str
    kind: str
    file: str = ""
    root: str = ""
    text: Callable[[], Awaitable[bytes]] | None = None


async def saved_source(manager: Any, path: str, saved: Model | None = None) -> tuple[Source, Stamp]:
    """The source of what is stored, and what changes with it. `saved` is the model that was stored, if it is known.

    Raises HTTPError as the manager does, and 400 for a directory.
    """
    await check_visible(manager, path)
    model = await ensure_async(manager.get(path, content=False))
    if model["type"] == "directory":
        raise HTTPError(400, "A directory has no findings of its own")
    source = located(manager, path, model["type"])
    stamp = (model.get("last_modified"), model.get("size"), *_settings_times(source))
    if source.file and os.path.isfile(source.file) and not _is_converted(model["type"], path):
        return source, stamp
    return with_text(source, lambda: _content(manager, path, saved)), stamp


async def check_visible(manager: Any, path: str) -> None:
    """Raise HTTPError 404 for what the manager does not show, or for a way out of its root."""
    try:
        is_hidden = not manager.allow_hidden and await ensure_async(manager.is_hidden(path))
    except OSError:  # a name that is too long, links in a circle
        is_hidden = True
    if is_hidden:
        raise HTTPError(404, "No such file")


def located(manager: Any, path: str, kind: str) -> Source:
    """A source without content; knows where its file is or would be. Raises HTTPError for a path outside the root."""
    from jupyter_server.services.contents.fileio import FileManagerMixin

    kind = "notebook" if kind == "notebook" else "file"
    if not isinstance(manager, FileManagerMixin):
        return Source(path, kind)
    root = os.path.abspath(manager.root_dir)  # type: ignore[attr-defined]
    return Source(path, kind, os.path.abspath(manager._get_os_path(path)), root)  # type: ignore[no-untyped-call]


def with_text(source: Source, text: Callable[[], Awaitable[bytes]]) -> Source:
    """The same source, with content of its own."""
    return Source(source.path, source.kind, source.file, source.root, text)


async def _content(manager: Any, path: str, saved: Model | None) -> bytes:
    """What was saved, or what the manager has where that is unknown or changes meanwhile."""
    if saved is not None:
        try:
            return await asyncio.to_thread(model_bytes, saved)
        except RuntimeError:  # a dictionary that somebody changes
            saved = None
    model = await ensure_async(manager.get(path, content=True))
    return await asyncio.to_thread(model_bytes, model)


def _is_converted(kind: str, path: str) -> bool:
    """Whether what is shown as a notebook is none on disk, as with jupytext."""
    return kind == "notebook" and not path.endswith(".ipynb")


def _settings_times(source: Source) -> list[float]:
    """When the settings changed that may hold for a file: a memory of findings is as old as those."""
    if not source.root:
        return []
    folder, times = os.path.dirname(source.file), []
    while folder.startswith(source.root):
        times += [_changed(os.path.join(folder, name)) for name in SETTINGS_FILES]
        if folder in (source.root, os.path.dirname(folder)):
            break
        folder = os.path.dirname(folder)
    return times


def _changed(file: str) -> float:
    try:
        return os.stat(file).st_mtime
    except OSError:
        return 0.0
