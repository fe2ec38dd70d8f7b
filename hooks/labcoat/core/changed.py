"""`--changed-lines`: which lines of a file are new since a commit, so that old findings can wait."""

from __future__ import annotations

import os

from labcoat.core.config import ConfigError
from labcoat.core.decode import decode
from labcoat.core.differences import Difference, difference
from labcoat.core.files import git_environment
from labcoat.core.lines import line_starts
from labcoat.core.paths import project_root, relative
from labcoat.core.reading import UNREADABLE_FILE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.finding import Finding

CHUNK = 1 << 20  # bytes of a large file that are read at once


class ChangedLines:
    """What has changed since a commit: the last one, or the one where `to_ref` left `from_ref`.

    Files are compared as they are on disk, as checked; a renamed file with its old self. Raises ConfigError where there
    is no git repository, or a name is no commit in it.
    """

    def __init__(self, from_ref: str = "", to_ref: str = "") -> None:
        self.root = os.path.realpath(project_root("."))
        self._base = self._find_base(from_ref, to_ref)
        self._known: dict[str, tuple[Difference, bool]] = {}
        self._old_names: dict[str, str] | None = None
        self._brought_in: set[str] = set()

    def touches(self, finding: Finding, document: Document) -> bool:
        """Whether a finding is on a new line, or has its cause there; of an unreadable file, whether that has changed.

        All of a file is new that a new line has made part of another one, and all of a model that has changed.
        """
        if document.path in self._brought_in:
            return True
        lines, is_same = self._changes(document)
        is_point = (finding.line, finding.column) == (finding.end_line, finding.end_column)
        if document.decoded is None and document.source is not None:  # a model has no lines
            return not is_same
        if finding.rule == UNREADABLE_FILE.name and is_point:  # not of a name in it that leads to nothing
            return not is_same
        last = finding.raw_line + finding.end_line - finding.line
        return lines.touches(finding.raw_line, last) or any(
            [lines.touches(first, end, behind=True) for first, end in finding.causes]
        )

    def bring_in(self, document: Document, given: frozenset[str]) -> None:
        """Note which files a document includes by a line that is new, but for those that are `given` to be checked."""
        packages = document.packages
        references = [one for one in packages.references if not one.is_constraint] if packages else []
        if packages is None or not references:
            return
        from labcoat.core.locate import Locator

        locator = Locator(document, document.path)
        lines = self._changes(document)[0]
        is_new = document.path in self._brought_in
        spans = [(one.path, locator.raw_lines(one.segment, one.start, one.end)) for one in references]
        for name in dict.fromkeys([name for name, span in spans if is_new or lines.touches(*span)]):
            path = packages.project.find(name, document.path)
            if path is not None and os.path.realpath(path) not in given:
                self._brought_in.add(path)

    def _changes(self, document: Document) -> tuple[Difference, bool]:
        """What has changed in a document, and whether nothing has."""
        path = document.path
        if path not in self._known:
            is_large = not document.data  # too large to be read, or empty
            old = None if is_large else self._old_bytes(path)
            is_same = self._is_same_file(path) if is_large else old is not None and _plain(old) == _plain(document.data)
            before = _lines(path, _decoded(old or b"", document))
            self._known[path] = difference(before, _lines(path, document.text)), is_same
        return self._known[path]

    def _find_base(self, from_ref: str, to_ref: str) -> str:
        """The commit that files are compared with; empty in a repository without any."""
        if self._git("rev-parse", "--git-dir") is None:
            raise ConfigError("--changed-lines: not in a git repository")
        if not from_ref:
            return self._commit("HEAD")
        if set(from_ref) == {"0"}:  # what git gives a hook for a branch that is new
            return ""
        names = [from_ref, to_ref or "HEAD"]
        commits = [self._commit(name) for name in names]
        for name, commit in zip(names, commits, strict=True):
            if not commit:
                raise ConfigError(f"--changed-lines: no commit is called {name}")
        return _line(self._git("merge-base", *commits)) or commits[0]

    def _commit(self, name: str) -> str:
        return _line(self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"))

    def _old_bytes(self, path: str) -> bytes | None:
        """The file as it was, None where it is new; of a link that was one before, what it leads to."""
        old = self._old_blob(path)
        if old is not None and os.path.islink(path) and old == os.fsencode(os.readlink(path)):
            return self._old_blob(os.path.realpath(path))
        return old

    def _old_blob(self, path: str) -> bytes | None:
        blobs = (self._git("cat-file", "blob", name, root=root) for root, name in self._old_objects(path))
        return next((blob for blob in blobs if blob is not None), None)

    def _is_same_file(self, path: str) -> bool:
        """Whether a file has the hash that it had: it may be too large to be held in memory."""
        names = (
            self._git("rev-parse", "--verify", "--quiet", name, root=root) for root, name in self._old_objects(path)
        )
        old = next((_line(name) for name in names if name is not None), "")
        return bool(old) and old == _hash(path, "sha1" if len(old) == 40 else "sha256")

    def _old_objects(self, path: str) -> Iterator[tuple[str, str]]:
        """The repository that a file is in, which may be a submodule, and git's names for what it may have been."""
        folder, file = os.path.split(os.path.abspath(path))
        folder = os.path.realpath(folder)
        root = project_root(folder)
        name = relative(os.path.join(folder, file), root)
        base = self._base if root == self.root else self._base_of(root)
        if not base or name is None:
            return
        yield root, f"{base}:{name}"
        if root == self.root and name in self._renamed():
            yield root, f"{base}:{self._renamed()[name]}"

    def _base_of(self, root: str) -> str:
        """The commit that a submodule was at."""
        name = relative(root, self.root)
        return (
            _line(self._git("rev-parse", "--verify", "--quiet", f"{self._base}:{name}")) if self._base and name else ""
        )

    def _renamed(self) -> dict[str, str]:
        """The old names of renamed files, by git's index: to look at files, git may start programs."""
        if self._old_names is None:
            out = self._git(
                "diff", "--cached", "--name-status", "-M", "--diff-filter=R", "-z", "--no-ext-diff", self._base
            )
            parts = os.fsdecode(out or b"").split("\0")
            self._old_names = dict(zip(parts[2::3], parts[1::3], strict=False))
        return self._old_names

    def _git(self, *arguments: str, root: str = "") -> bytes | None:
        """What git says; None where it fails."""
        import subprocess

        command = ["git", "-c", "core.fsmonitor=false", *arguments]
        where = root or self.root
        try:
            done = subprocess.run(
                command, cwd=where, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True
            )
        except (OSError, ValueError):  # no git, or a name that no file can have
            return None
        return None if done.returncode else done.stdout


def _line(out: bytes | None) -> str:
    return (out or b"").decode("ascii", "replace").strip()


def _plain(data: bytes) -> bytes:
    """Bytes as git keeps them where it translates the ends of lines."""
    return data.replace(b"\r\n", b"\n")


def _hash(path: str, algorithm: str) -> str:
    """Git's name for what is in a file; empty where it cannot be read."""
    import hashlib

    try:
        with open(path, "rb") as file:
            made = hashlib.new(algorithm, b"blob %d\0" % os.fstat(file.fileno()).st_size, usedforsecurity=False)
            while chunk := file.read(CHUNK):
                made.update(chunk)
    except OSError:
        return ""
    return made.hexdigest()


def _decoded(data: bytes, document: Document) -> str:
    """The old text, in the encoding of the new one; in one of several bytes a character only if it is so itself."""
    encoding = document.decoded.encoding if document.decoded else ""
    try:
        return decode(data, "" if encoding.startswith(("utf-16", "utf-32")) else encoding).text
    except (UnicodeError, LookupError):
        return data.decode("latin-1")


def _lines(path: str, text: str) -> list[str]:
    """The lines of a file without their ends; of a notebook, without what another line behind changes in JSON."""
    ends = [*line_starts(text)[1:], len(text)]
    lines = [text[start:end].rstrip("\r\n") for start, end in zip(line_starts(text), ends, strict=True)]
    if not path.lower().endswith(".ipynb"):
        return lines
    return [line.strip().rstrip(",").replace('\\n"', '"') for line in lines]


def refs(from_ref: str, to_ref: str) -> tuple[str, str]:
    """The names given, else those that pre-commit and prek set when they run from one commit to another."""
    if from_ref:
        return from_ref, to_ref
    environment = os.environ
    return environment.get("PRE_COMMIT_FROM_REF", ""), environment.get("PRE_COMMIT_TO_REF", "")
