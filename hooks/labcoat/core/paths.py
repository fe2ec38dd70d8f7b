"""Paths as labcoat writes them: with forward slashes, relative to where they belong."""

from __future__ import annotations

import os

_ceiling: list[str] = []  # the folder above which this process reads nothing

TEST_FOLDERS = ("test", "tests", "testing", "unittests", "integration_tests")


def slashes(path: str) -> str:
    """The path with forward slashes, on a system whose own separator is another."""
    return path if os.sep == "/" else path.replace(os.sep, "/")


def relative(path: str, root: str) -> str | None:
    """`path` from `root` on, with forward slashes; None where it is outside.

    Both are absolute or relative to the working directory. Symbolic links count as named; only a path that seems
    to be outside is looked at as it really is.
    """
    path, root = os.path.abspath(path), os.path.abspath(root)
    found = _below(path, root)
    return _below(os.path.realpath(path), os.path.realpath(root)) if found is None else found


def project_root(path: str) -> str:
    """The git root that a path is in; without one the working directory."""
    above = os.path.abspath(path)
    while not os.path.lexists(os.path.join(above, ".git")):
        if above == os.path.dirname(above):
            return os.getcwd()
        above = os.path.dirname(above)
    return above


def read_nothing_above(folder: str) -> None:
    """Let this process read no settings, baselines and requirements above a folder; an empty one lifts that."""
    _ceiling[:] = [os.path.abspath(folder)] if folder else []


def ceiling() -> str:
    """The folder above which nothing is read; empty without one."""
    return _ceiling[0] if _ceiling else ""


def readable_root(path: str) -> str:
    """The git root that a path is in, as far up as files may be read."""
    root, top = project_root(path), ceiling()
    return top if top and _below(root, top) is None else root


def _below(path: str, root: str) -> str | None:
    try:
        found = slashes(os.path.relpath(path, root))
    except ValueError:  # another drive
        return None
    return None if found == ".." or found.startswith("../") else found


def is_test(path: str) -> bool:
    """Whether a file belongs to the tests of its project: by its name, or by a folder below the project's root."""
    below = relative(path, project_root(os.path.dirname(path) or ".")) or slashes(path)
    *folders, name = below.lower().split("/")
    stem = name.partition(".")[0]
    is_named = stem.startswith("test_") or stem.endswith("_test") or stem == "conftest"
    return is_named or any([folder in TEST_FOLDERS for folder in folders])
