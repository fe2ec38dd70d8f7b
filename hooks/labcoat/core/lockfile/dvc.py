"""Stubs of DVC: https://dvc.org/doc/user-guide/project-structure/dvc-files. They know an MD5 and a size, no sha256."""

from __future__ import annotations

import os
import posixpath

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

ENDING = ".dvc"
LONGEST_PATH = 4096
DIRECTORY = ".dir"  # ends the MD5 of a folder
_CACHES = ("files/md5", "")  # of DVC 3, and of what came before


class Output:
    """A file or folder that a stub stands for. `path` is from the stub's folder on; `start`: where that is written."""

    __slots__ = ("end", "md5", "path", "size", "start")

    def __init__(self, path: str, md5: str, size: int, start: int, end: int) -> None:
        self.path = path
        self.md5 = md5
        self.size = size
        self.start = start
        self.end = end

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, of whose files the stub says nothing."""
        return self.md5.endswith(DIRECTORY)


def is_stub(path: str) -> bool:
    """Whether a file is a stub by its name."""
    return path.endswith(ENDING) and os.path.basename(path) != ENDING


def outputs(text: str) -> Iterator[Output]:
    """What a stub stands for, with its size in bytes, -1 where it does not say. Yields nothing for other YAML."""
    from labcoat.core.settings import read_settings

    settings, _ = read_settings(text, "yaml")
    values = {setting.path: setting for setting in settings}
    folder = values.get(("wdir",))
    start = str(folder.value) if folder and _is_path(folder.value) else ""
    for keys, setting in values.items():
        if len(keys) == 3 and keys[0] == "outs" and keys[2] == "path" and _is_path(setting.value):
            md5, size = values.get((*keys[:2], "md5")), values.get((*keys[:2], "size"))
            yield Output(
                posixpath.normpath(posixpath.join(start, str(setting.value))),
                str(md5.value) if md5 else "",
                size.value if size and isinstance(size.value, int) else -1,
                setting.start,
                setting.end,
            )


def _is_path(value: object) -> bool:
    """Whether it is of a file: DVC can also keep what is at a URL."""
    return isinstance(value, str) and 0 < len(value) < LONGEST_PATH and "\0" not in value and "://" not in value


def cached_file(stub: str, md5: str) -> str:
    """The file with an MD5 in the cache of the stub's project; empty where the cache has none."""
    folder = os.path.dirname(os.path.abspath(stub))
    while not os.path.isdir(os.path.join(folder, ENDING, "cache")):
        above = os.path.dirname(folder)
        if above == folder or os.path.lexists(os.path.join(folder, ".git")):
            return ""
        folder = above
    if len(md5) != 32 or md5.strip("0123456789abcdef"):
        return ""
    places = [os.path.join(folder, ENDING, "cache", cache, md5[:2], md5[2:]) for cache in _CACHES]
    return next((place for place in places if os.path.isfile(place)), "")
