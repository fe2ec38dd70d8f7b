"""The files around a document: constraints and further requirements that it names, and the lock files above it."""

from __future__ import annotations

import os

from labcoat.core.decode import decode
from labcoat.core.paths import readable_root, relative, slashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.packages.locks.lock_versions import Locked
    from labcoat.core.packages.project_versions import Floor

MOST_BYTES = 20_000_000  # of a file that another one names


class Project:
    """The repository that a document is in. Nothing outside of its root is read.

    What has been read is kept for the next document: one Project serves all documents of a run below one root.
    """

    def __init__(self, root: str) -> None:
        self.root = root
        self.locks: dict[str, dict[str, list[tuple[str, Locked]]]] = {}  # by folder and name: the file, a version
        self.near: dict[str, list[dict[str, list[tuple[str, Locked]]]]] = {}  # by a document's folder: those above, too
        self.floors: dict[tuple[str, str], Floor | None] = {}  # by folder and package
        self._texts: dict[str, str | None] = {}
        self._found: dict[tuple[str, str], tuple[str | None, str]] = {}
        self._files: dict[str, frozenset[str]] = {}

    def text(self, path: str) -> str | None:
        """The text of a file in the project; None where there is none, or none that can be read."""
        path = os.path.abspath(path)
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path: str) -> str | None:
        try:
            if not self._holds(path):
                return None
            if os.path.getsize(path) > MOST_BYTES:
                return None
            with open(path, "rb") as file:
                return decode(file.read()).text
        except (OSError, UnicodeError, LookupError, ValueError):
            return None

    def _holds(self, path: str) -> bool:
        """Whether a path, and what it is a link to, is in the project."""
        real = relative(os.path.realpath(path), os.path.realpath(self.root))
        return relative(path, self.root) is not None and real is not None

    def find(self, path: str, beside: str) -> str | None:
        """The file that `path` names in a document at `beside`: from its folder, else from the root."""
        return self.look_for(path, beside)[0]

    def look_for(self, path: str, beside: str) -> tuple[str | None, str]:
        """The file that `path` names in a document at `beside`, or why there is none to look at."""
        folder = os.path.dirname(os.path.abspath(beside))
        key = path, folder
        if key not in self._found:
            self._found[key] = self._look_for(path, folder)
        found, problem = self._found[key]
        if found is None:
            return None, problem
        return slashes(found if os.path.isabs(beside) else os.path.relpath(found)), ""

    def _look_for(self, path: str, folder: str) -> tuple[str | None, str]:
        if "://" in path:
            return None, "is on the network"
        if "$" in path or "\0" in path:
            return None, "has a name that a variable decides"
        problem = "does not exist"
        for above in dict.fromkeys((folder, self.root)):
            found = os.path.normpath(os.path.join(above, path))
            if not self._holds(found):
                problem = "is outside of the repository"
            elif os.path.isfile(found):
                return found, ""
            elif os.path.exists(found):
                problem = "is no regular file"
        return None, problem

    def folders(self, path: str) -> list[str]:
        """The folder of a document and those above it, up to the root, nearest first."""
        folder = os.path.dirname(os.path.abspath(path))
        found = [folder]
        while folder != self.root and folder != os.path.dirname(folder):
            folder = os.path.dirname(folder)
            found.append(folder)
        return found

    def names(self, folder: str) -> frozenset[str]:
        """The names of the files in a folder."""
        if folder not in self._files:
            try:
                with os.scandir(folder) as entries:
                    self._files[folder] = frozenset([entry.name for entry in entries if entry.is_file()])
            except OSError:
                self._files[folder] = frozenset()
        return self._files[folder]


_projects: dict[str, Project] = {}


def project_of(path: str) -> Project:
    """The project of a document; remembered until `forget_projects`."""
    root = readable_root(os.path.dirname(path) or ".")
    if root not in _projects:
        _projects[root] = Project(root)
    return _projects[root]


def forget_projects() -> None:
    """Let a process that lives long see changed files."""
    _projects.clear()
