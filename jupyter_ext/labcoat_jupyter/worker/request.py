"""A request: the content it is about, where that is, and how it is to be checked."""

from __future__ import annotations

import os

from labcoat.core.arguments import Arguments
from labcoat.core.config import MAX_BYTES, forget_configs
from labcoat.core.families import CHECKERS
from labcoat.core.hook import BASELINE, make_checker
from labcoat.core.lockfile.lookup import forget_locks
from labcoat.core.packages.project import forget_projects
from labcoat.core.paths import read_nothing_above, readable_root, relative, slashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.checker import Checker


_nowhere: list[str] = []


class UnreadableError(Exception):
    """The file cannot be read; the message says why."""


class Request:
    """What the server asks. `path` is how the core is to call the file, `shown` how the server calls it.

    `kind` is the core's, where the file's name does not tell it. `is_raw`: who asks sees a notebook as a text.
    """

    def __init__(self, header: dict[str, Any], body: bytes) -> None:
        self.header = header
        self.shown = str(header.get("path", ""))
        self.settings: dict[str, Any] = header.get("settings") or {}
        self.max_bytes = int(self.settings.get("max_bytes") or MAX_BYTES)
        self.is_raw = header.get("kind") != "notebook"
        self.is_from_disk = bool(header.get("from_disk"))
        self.path = _place(header)
        self.kind = "notebook" if not self.is_raw and not self.is_from_disk else ""
        self.data = _read(self.path, self.max_bytes) if self.is_from_disk else body

    def checker(self, options: dict[str, dict[str, Any]] | None = None) -> Checker:
        """A checker as `labcoat check` would make it, that sees the files as they are now. Raises ConfigError."""
        forget_configs()
        forget_projects()
        forget_locks()
        arguments = Arguments()
        arguments.select = self.settings.get("select")
        arguments.ignore = self.settings.get("ignore")
        arguments.min_severity = self.settings.get("min_severity") or ""
        arguments.baseline = _baseline(self.path)
        arguments.options = options or {}
        checker = make_checker(CHECKERS, arguments)
        checker.follows = False  # what is wrong in other files is reported where they are open
        return checker


def _place(header: dict[str, Any]) -> str:
    """The file's path from the root, which becomes the working directory; nothing above that is read."""
    root, file = str(header.get("root") or ""), str(header.get("file") or "")
    if not file:
        return _nowhere_path(str(header.get("path", "")))
    root = root or os.path.dirname(file)
    inside = relative(file, root)
    if inside is None:
        raise UnreadableError("the file is outside of the server's folder")
    os.chdir(root)
    read_nothing_above(root)
    return os.path.normpath(inside)


def _nowhere_path(shown: str) -> str:
    """A path for content that is in no file, in an empty folder that is a project by itself."""
    if not _nowhere:
        import atexit
        from shutil import rmtree
        from tempfile import mkdtemp

        folder = mkdtemp(prefix="labcoat-")
        atexit.register(rmtree, folder, ignore_errors=True)
        os.mkdir(os.path.join(folder, ".git"))
        _nowhere.append(folder)
    os.chdir(_nowhere[0])
    read_nothing_above(_nowhere[0])
    return os.path.normpath("/" + slashes(shown).replace("\0", "")).lstrip("/" + os.sep) or "untitled"


def _read(path: str, most: int) -> bytes:
    """The file's bytes, and one more than there may be where there are too many. Raises UnreadableError."""
    try:
        if not os.path.isfile(path):
            raise UnreadableError("no such file" if not os.path.lexists(path) else "not a regular file")
        with open(path, "rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise UnreadableError(f"cannot be read: {error.strerror}") from None
    except ValueError:
        raise UnreadableError("cannot be read: not a file's name") from None


def _baseline(path: str) -> str:
    """The baseline of the file's project, else that of the server's folder; empty where there is none."""
    for folder in (readable_root(os.path.dirname(path) or "."), "."):
        found = os.path.join(folder, BASELINE)
        if os.path.isfile(found):
            return os.path.relpath(found)
    return ""
