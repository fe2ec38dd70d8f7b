"""Contents managers that a hub might have: all in memory, without files, without hidden names, or not to be written."""

from __future__ import annotations

from datetime import datetime, timezone

from jupyter_server.services.contents.checkpoints import AsyncCheckpoints, Checkpoints
from jupyter_server.services.contents.filemanager import FileContentsManager
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from jupyter_server.services.contents.manager import AsyncContentsManager, ContentsManager
from tornado.web import HTTPError

NOW = datetime(2026, 1, 1, tzinfo=timezone.utc)


class NoCheckpoints(Checkpoints):
    def list_checkpoints(self, path):
        return []

    def delete_all_checkpoints(self, path):
        return None

    def rename_all_checkpoints(self, old, new):
        return None


class NoAsyncCheckpoints(AsyncCheckpoints):
    async def list_checkpoints(self, path):
        return []

    async def delete_all_checkpoints(self, path):
        return None

    async def rename_all_checkpoints(self, old, new):
        return None


class Stored:
    """What both managers in memory share. `is_writable` is what their models say."""

    is_writable = True

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.stored = {}

    def model(self, path, content):
        path = path.strip("/")
        if path == "":
            return self.described(path, {"type": "directory", "format": "json", "content": []}, content)
        if path not in self.stored:
            raise HTTPError(404, f"no {path}")
        return self.described(path, self.stored[path], content)

    def described(self, path, stored, content):
        known = {"name": path.split("/")[-1], "path": path, "type": stored["type"], "writable": self.is_writable}
        dates = {"created": NOW, "last_modified": NOW, "mimetype": None}
        shown = {"content": stored["content"], "format": stored["format"]} if content else {}
        return {**known, **dates, "content": None, "format": None, **shown}

    def store(self, model, path):
        path = path.strip("/")
        self.run_pre_save_hooks(model=model, path=path)
        if not self.is_writable:
            raise HTTPError(403, "read-only")
        self.stored[path] = {"type": model["type"], "format": model.get("format"), "content": model["content"]}
        self.emit({"action": "save", "path": path})
        return self.model(path, content=False)


class SyncMemory(Stored, ContentsManager):
    def _checkpoints_class_default(self):
        return NoCheckpoints

    def dir_exists(self, path):
        return path.strip("/") == ""

    def file_exists(self, path):
        return path.strip("/") in self.stored

    def is_hidden(self, path):
        return False

    def get(self, path, content=True, **_):
        return self.model(path, content)

    def save(self, model, path):
        return self.store(model, path)

    def delete_file(self, path):
        del self.stored[path.strip("/")]

    def rename_file(self, old_path, new_path):
        self.stored[new_path.strip("/")] = self.stored.pop(old_path.strip("/"))


class AsyncMemory(Stored, AsyncContentsManager):
    def _checkpoints_class_default(self):
        return NoAsyncCheckpoints

    async def dir_exists(self, path):
        return path.strip("/") == ""

    async def file_exists(self, path):
        return path.strip("/") in self.stored

    async def is_hidden(self, path):
        return False

    async def get(self, path, content=True, **_):
        return self.model(path, content)

    async def save(self, model, path):
        return self.store(model, path)

    async def delete_file(self, path):
        del self.stored[path.strip("/")]

    async def rename_file(self, old_path, new_path):
        self.stored[new_path.strip("/")] = self.stored.pop(old_path.strip("/"))


class WithoutHooks(AsyncMemory):
    """As those of some object stores: tells of saves, but calls no hook."""

    def run_pre_save_hooks(self, model, path, **kwargs):
        return None


class Converting(LargeFileManager):
    """As jupytext: a Python file is shown as a notebook of one cell."""

    def get(self, path, content=True, **_):
        model = super().get(path, content=content, type="file", format="text")
        if not path.endswith(".py"):
            return model
        shown = as_notebook(model["content"]) if content else None
        return {**model, "type": "notebook", "format": "json" if content else None, "content": shown}

    def save(self, model, path=""):
        if model["type"] != "notebook":
            return super().save(model, path)
        self.run_pre_save_hooks(model=model, path=path)
        text = "\n".join("".join(cell["source"]) for cell in model["content"]["cells"])
        self._save_file(self._get_os_path(path), text, "text")
        self.emit({"action": "save", "path": path})
        return self.get(path, content=False)


def as_notebook(text):
    cell = {"cell_type": "code", "metadata": {}, "source": text, "outputs": [], "execution_count": None}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


class ReadOnly(FileContentsManager):
    def save(self, model, path=""):
        raise HTTPError(403, "read-only")
