"""What the rules of this family look at: an artifact, or a lock, with what they need to know about it."""

from __future__ import annotations

import os

from labcoat.core.lockfile.content import Content, content_of
from labcoat.core.lockfile.hub_cache import is_blob
from labcoat.core.rule import Hit
from labcoat.core.segment import Segment

TYPE_CHECKING = False
if TYPE_CHECKING:
    from labcoat.core.document import Document
    from labcoat.core.lockfile.dvc import Output
    from labcoat.core.lockfile.lock import Keys, Lock, LockedFile, LockedModel

SHOWN = 12  # hex digits of a sha256 in messages
_contents: dict[tuple[str, int, int, int], Content] = {}  # of files that this process has hashed, by what they were


class Artifact:
    """A model file at `path`, itself or as the pointer or stub that stands for it; `lock` is responsible for it.

    `given` is its content where that is known, `output` what a stub of DVC says. Hits are about the characters from
    `start` to `end` of `segment`.
    """

    __slots__ = ("end", "entry", "given", "lock", "output", "path", "segment", "start")

    def __init__(self, path: str, segment: Segment, lock: Lock | None) -> None:
        self.path = path
        self.segment = segment
        self.start, self.end = 0, len(segment.text)
        self.lock = lock
        self.entry: tuple[LockedModel, LockedFile] | None = _entry(path, lock) if lock else None
        self.output: Output | None = None
        self.given: Content | None = None

    @property
    def content(self) -> Content | None:
        """What the file holds, hashed now; None where only a stub is there."""
        return self.given or content_at(self.path)

    @property
    def size(self) -> int:
        """Its bytes, which nothing is read for; -1 where nobody says."""
        content = self.given or (content_at(self.path) if self.output else None)
        if content or self.output:
            return content.size if content else self.output.size if self.output else -1
        try:
            return os.stat(self.path).st_size
        except OSError:
            return -1

    def hit(self, message: str, advice: str) -> Hit:
        """A hit about the artifact."""
        made = Hit(self.segment, self.start, self.end, message, advice)
        made.about = self.path
        return made


def _entry(path: str, lock: Lock) -> tuple[LockedModel, LockedFile] | None:
    """The entry of a file; of the bytes in a cache of Hugging Face, that of a name which links to them."""
    found = lock.file_at(path)
    if found or not is_blob(path):
        return found
    blob, repository = os.path.realpath(path), os.path.dirname(os.path.dirname(path))
    for entry in [(model, file) for model in lock.models for file in model.files]:
        named = os.path.join(lock.folder, entry[1].path)
        if os.path.basename(repository) in named and os.path.realpath(named) == blob:
            return entry
    return None


class LockDocument:
    """A models.lock that is being checked, with its document."""

    def __init__(self, document: Document, lock: Lock) -> None:
        self.path = document.path
        self.lock = lock
        self.segment = Segment(document.text, document.kind)
        self._spans: dict[Keys, tuple[int, int]] | None = None

    def hit(self, keys: Keys, message: str, advice: str) -> Hit:
        """A hit about a setting or a table, by its keys."""
        made = Hit(self.segment, *self.span(keys), message, advice)
        made.about = message
        return made

    def span(self, keys: Keys) -> tuple[int, int]:
        """Where a setting's value is, or what of its table comes first; the place of the error in a broken file."""
        spans = self._spans = self._spans if self._spans is not None else _spans(self.segment.text)
        while keys not in spans and keys:
            keys = keys[:-1]
        return spans.get(keys, (0, 0))


def _spans(text: str) -> dict[Keys, tuple[int, int]]:
    """The places of values by their keys, and of the first setting of every table."""
    from labcoat.core.settings import SettingsError, settings

    spans: dict[Keys, tuple[int, int]] = {}
    try:
        for setting in settings(text, "toml"):
            for length in range(1, len(setting.path)):
                spans.setdefault(setting.path[:length], (setting.key_start, setting.end))
            spans[setting.path] = setting.start, setting.end
    except SettingsError as error:
        spans.setdefault((), (error.offset, error.offset))
    return spans


def content_at(path: str) -> Content | None:
    """What a file holds or its pointer stands for; None where there is no file. Hashed once for a process."""
    try:
        status = os.stat(path)
        key = os.path.realpath(path), status.st_size, status.st_mtime_ns, status.st_ino
        if key not in _contents:
            _contents[key] = content_of(path)
        return _contents[key]
    except (OSError, ValueError):  # a path can have a zero byte
        return None
