"""Paths to files: files as given, directories walked as git sees them."""

from __future__ import annotations

import os
import stat

from labcoat.core.paths import relative, slashes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

CHECKPOINTS = ".ipynb_checkpoints"
_CACHES = (
    "__pycache__ __pypackages__ .direnv .eggs .mypy_cache .nox .pytest_cache .ruff_cache .tox .venv venv node_modules"
)
SKIPPED = frozenset([CHECKPOINTS, ".git", ".hg", ".svn", *_CACHES.split()])
_JUNCTION = 0xA0000003  # reparse tag of what is a link to a directory on Windows, though it says it is a directory

# A git hook has these set to its own repository and index; we ask about the one that the path is in.
_GIT_PLACES = ("DIR", "WORK_TREE", "INDEX_FILE", "COMMON_DIR", "PREFIX", "NAMESPACE", "OBJECT_DIRECTORY")
# A repository that we only look at must not be able to name a program for git to start: neither a monitor of its files,
# nor a transport that fetches what is missing, such as a .gitignore of which git has no copy.
_NO_FETCH = {"GIT_NO_LAZY_FETCH": "1", "GIT_ALLOW_PROTOCOL": "none"}
_LIST = ("git", "-c", "core.fsmonitor=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
_UNREADABLE = "warning: could not open directory "


def find_files(paths: Iterable[str], is_excluded: Callable[[str], bool]) -> tuple[list[str], list[str]]:
    """The files that paths stand for, in order and once each, and a line for each path that is a problem.

    A file is taken as given, excluded or not. A directory stands for what git tracks or would track in it, sorted;
    outside a git work tree, or where git knows nothing of it, for all files but those of caches and environments.
    `is_excluded` gets the path as it would be returned, or with a slash at its end for a directory.
    """
    found: dict[str, str] = {}
    problems: list[str] = []
    for path in paths:
        for file in _expand(path, is_excluded, problems):
            found.setdefault(os.path.normcase(os.path.abspath(file)), file)
    return list(found.values()), problems


def _expand(path: str, is_excluded: Callable[[str], bool], problems: list[str]) -> list[str]:
    problem = ""
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return _walk(path, is_excluded, problems)
        if not stat.S_ISREG(mode):
            problem = f"not a regular file: {_shown(path)}"
        elif not os.access(path, os.R_OK):
            problem = f"cannot read: {_shown(path)} (Permission denied)"
    except FileNotFoundError:
        problem = f"{'broken symbolic link' if os.path.islink(path) else 'no such file'}: {_shown(path)}"
    except OSError as error:
        problem = f"cannot read: {_shown(path)} ({error.strerror})"
    except ValueError:
        problem = f"cannot read: {_shown(path)} (embedded null byte)"
    if problem:
        problems.append(problem)
    return [] if problem else [slashes(path)]


def _shown(path: str) -> str:
    """The path for a message: nothing in it can break the line, or the terminal."""
    path = slashes(path)
    return path if path.isprintable() else ascii(path)


def _walk(top: str, is_excluded: Callable[[str], bool], problems: list[str]) -> list[str]:
    """The files in a directory. Without recursion, because directories can be nested deeper than Python's stack."""
    start = slashes(top).rstrip("/")
    prefix = {"": "/", ".": ""}.get(start, f"{start}/")
    files: list[str] = []
    links: list[str] = []
    directories = [""]
    kinds = {stat.S_IFREG: files, stat.S_IFLNK: links, stat.S_IFDIR: directories}
    count, before = 0, len(problems)
    while directories:
        for place in _places(top, directories.pop(), problems):
            kind = _kind(os.path.join(top, place), problems)
            end = "/" if kind == stat.S_IFDIR else ""
            if kind in kinds and not _is_skipped(place + end):
                count += 1
                if not is_excluded(prefix + place + end):
                    kinds[kind].append(place + end)
    files += _linked(top, links, set(files), lambda place: is_excluded(prefix + place))
    if not files and len(problems) == before:
        problems.append(f"no files in {_shown(top)}" + (": all are excluded, or links" if count else ""))
    return [prefix + place for place in sorted(files)]


def _kind(path: str, problems: list[str]) -> int:
    """What is at a path, links not followed; 0 for nothing, such as a deleted file that is still in git's index."""
    try:
        status = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return 0
    except OSError as error:
        problems.append(f"cannot read: {_shown(path)} ({error.strerror})")
        return 0
    return 0 if getattr(status, "st_reparse_tag", 0) == _JUNCTION else stat.S_IFMT(status.st_mode)


def _is_skipped(place: str) -> bool:
    """Whether a directory is one of SKIPPED, or a file is git's own or in a directory of Jupyter's old copies."""
    *parents, name = place.rstrip("/").split("/")
    return CHECKPOINTS in parents or name == ".git" or (place.endswith("/") and name in SKIPPED)


def _linked(top: str, links: list[str], files: set[str], is_excluded: Callable[[str], bool]) -> list[str]:
    """The links to files that are in the directory but not among its files, such as those of a model cache."""
    root = os.path.realpath(top)
    targets = {link: os.path.realpath(os.path.join(top, link)) for link in links}
    inside = {link: relative(target, root) for link, target in targets.items() if os.path.isfile(target)}
    return [
        link
        for link, place in inside.items()
        if place and place not in files and SKIPPED.isdisjoint(place.split("/")) and not is_excluded(place)
    ]


def _places(top: str, directory: str, problems: list[str]) -> list[str]:
    """What is in a directory of `top`: for a git work tree everything down to the files, else one level."""
    path = os.path.join(top, directory)
    names = _from_git(path, problems) if _is_in_git(path, is_top=not directory) else None
    if names is None or not (names or directory):
        names = _from_disk(path, problems)
        if directory and "pyvenv.cfg" in names:
            return []
    linked: dict[str, bool] = {}
    return [directory + name for name in names if not _is_behind_link(path, name, linked)]


def _is_behind_link(path: str, name: str, known: dict[str, bool]) -> bool:
    """Whether a directory above a name has become a link since git was told of the name."""
    parent = name.rpartition("/")[0]
    if parent not in known:
        steps = parent.split("/") if parent else []
        known[parent] = any(os.path.islink(os.path.join(path, *steps[:end])) for end in range(1, len(steps) + 1))
    return known[parent]


def _is_in_git(path: str, is_top: bool) -> bool:
    """Whether a directory is in a git work tree; one below the top only where it is the root of its own."""
    above = os.path.realpath(path) if is_top else path
    while not os.path.lexists(os.path.join(above, ".git")):
        path, above = above, os.path.dirname(above)
        if not is_top or above == path:
            return False
    return True


def _from_disk(path: str, problems: list[str]) -> list[str]:
    try:
        return os.listdir(path)
    except OSError as error:
        problems.append(f"cannot read: {_shown(path)} ({error.strerror})")
        return []


def _from_git(path: str, problems: list[str]) -> list[str] | None:
    """What git tracks or would track in a directory; a repository inside it is one name. None where git cannot say."""
    import subprocess

    try:
        done = subprocess.run(_LIST, cwd=path, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True)
    except OSError:
        return None
    if done.returncode:
        return None
    warnings = [line for line in os.fsdecode(done.stderr).splitlines() if line.startswith(_UNREADABLE)]
    problems += [f"cannot read: {_shown(path)}: {_shown(line.removeprefix(_UNREADABLE))}" for line in warnings]
    names = os.fsdecode(done.stdout).split("\0")
    return list({name.rstrip("/"): None for name in names if name not in ("", "./")})


def git_environment() -> dict[str, str]:
    """The environment in which git looks at the repository of its folder, and at nothing else."""
    removed = {f"GIT_{place}" for place in _GIT_PLACES}
    kept = {name: value for name, value in os.environ.items() if name not in removed}
    return {**kept, **_NO_FETCH, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
