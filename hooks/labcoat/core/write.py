"""Files read so that they can be replaced safely, and replaced: verified, flushed to disk, atomic."""

from __future__ import annotations

import os
import stat

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_MARK = ".labcoat-"
_flush: Callable[[int], None] = getattr(os, "fdatasync", os.fsync)
_BINARY: int = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


class WriteError(Exception):
    """Why the file was left as it was, in words for the user."""


def read_file(path: str) -> tuple[bytes, os.stat_result]:
    """The file's bytes, and what it was just before that, for `replace_file`. Raises OSError and WriteError."""
    mode = os.stat(path).st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise WriteError("not a regular file")  # to open a pipe is to wait for whoever writes to it
    with open(path, "rb", buffering=0) as file:
        before = os.fstat(file.fileno())
        return file.readall(), before


def replace_file(path: str, data: bytes, before: os.stat_result) -> None:
    """Give the file at `path` the bytes `data`: at every instant it holds all of the old or all of the new ones.

    The bytes are flushed to disk first; `flush_directory` makes the replacement itself last. Symlinks are followed and
    stay; mode and owner stay. A file with several hard links, or with an owner that we may not give away, is written
    in place instead: a replacement would cut it off from its other names, or change hands. That is not atomic, so it
    happens only now that the whole result is in memory.
    Raises WriteError where the file is no longer as it was read (`before`), OSError where it cannot be written.
    """
    target = resolved(path)
    if not os.access(target, os.W_OK):
        raise WriteError("the file is read-only")
    if before.st_nlink > 1 or not _replace_atomically(target, data, before):
        _write_in_place(target, data, before)


def put_file(path: str, data: bytes) -> bool:
    """Give a file of settings these bytes, all at one instant, or make it; whether it was different before.

    Raises OSError and WriteError.
    """
    try:
        old, before = read_file(path)
    except FileNotFoundError:
        _create(os.path.realpath(path), data)
        return True
    if old != data:
        replace_file(path, data, before)
    return old != data


def _create(target: str, data: bytes) -> None:
    temporary = _temporary_name(target)
    try:
        with open(temporary, "xb") as file:
            file.write(data)
        _rename(temporary, target)
    except BaseException:
        remove_if_there(temporary)
        raise


def read_or_empty(path: str) -> bytes:
    """The file's bytes; none where there is no file. Raises OSError and WriteError."""
    try:
        return read_file(path)[0]
    except FileNotFoundError:
        return b""


def with_lines(data: bytes, lines: Sequence[bytes]) -> bytes:
    """The text of a file of settings with these lines, each once and ended as the others; those it lacks come last."""
    known = [line.strip() for line in data.splitlines()]
    missing = [line for line in lines if line not in known]
    end = b"\r\n" if b"\r\n" in data else b"\n"
    if missing and data and not data.endswith((b"\n", b"\r")):
        data += end
    return data + b"".join([line + end for line in missing])


def _replace_atomically(target: str, data: bytes, before: os.stat_result) -> bool:
    """Whether the file was replaced; it was not where the owner could not be kept."""
    temporary = _temporary_name(target)
    file = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
    try:
        try:
            if not _give(file, before):
                os.unlink(temporary)
                return False
            _write_all(file, data)
            _flush(file)
        finally:
            os.close(file)
        if os.name == "nt":
            os.chmod(temporary, before.st_mode & 0o7777)
        _check_unchanged(os.stat(target), before)
        _rename(temporary, target)
    except BaseException:
        remove_if_there(temporary)
        raise
    return True


def _give(file: int, before: os.stat_result) -> bool:
    """Give the new file the mode and owner of the old one; False where the owner cannot be given."""
    if os.name == "nt":
        return True
    now = os.fstat(file)
    if (now.st_uid, now.st_gid) != (before.st_uid, before.st_gid):
        try:
            os.fchown(file, before.st_uid, before.st_gid)
        except PermissionError:
            return False
    os.fchmod(file, before.st_mode & 0o7777)
    return True


def _write_all(file: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(file, rest) :]


def _check_unchanged(now: os.stat_result, before: os.stat_result) -> None:
    if _identity(now) != _identity(before):
        raise WriteError("the file changed while it was being read: left as it is, run again")


def _identity(stat: os.stat_result) -> tuple[int, int, int, int]:
    return stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size


def _rename(temporary: str, target: str) -> None:
    try:
        os.replace(temporary, target)
    except PermissionError:
        if os.name != "nt":
            raise
        raise WriteError("it cannot be replaced while another program has it open") from None


def _write_in_place(target: str, data: bytes, before: os.stat_result) -> None:
    file = os.open(target, os.O_RDWR | _BINARY)
    try:
        _check_unchanged(os.fstat(file), before)
        _write_all(file, data)
        os.ftruncate(file, len(data))
        _flush(file)
    finally:
        os.close(file)


def resolved(path: str) -> str:
    """The file that a path stands for, with no symlink in its last part."""
    return os.path.realpath(path) if os.path.islink(path) else path


def flush_directory(directory: str) -> None:
    """Make the replacements in a directory last; best effort, since not every file system lets it be opened."""
    if os.name == "nt":
        return
    try:
        file = os.open(directory or ".", os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(file)
    except OSError:
        pass
    finally:
        os.close(file)


def remove_if_there(path: str) -> None:
    """Remove a file; where that is not possible, leave it."""
    try:  # noqa: SIM105 - contextlib is not loaded
        os.unlink(path)
    except OSError:
        pass


def _temporary_name(target: str) -> str:
    directory, name = os.path.split(target)
    return os.path.join(directory, f".{name[:40]}{_MARK}{os.getpid()}-{os.urandom(4).hex()}.tmp")


def remove_strays(directory: str, is_running: Callable[[int], bool] | None = None) -> None:
    """Remove the temporary files that killed runs left in `directory`.

    Call it before this process writes there: a file that carries our own process id is then an older process's.
    """
    try:
        names = os.listdir(directory or ".")
    except OSError:
        return
    for name in names:
        if _MARK in name:
            pid = _writer(name)
            if pid and (pid == os.getpid() or not (is_running or _is_running)(pid)):
                remove_if_there(os.path.join(directory, name))


def _writer(name: str) -> int:
    """Process id in the name of a temporary file of ours; 0 where it is none."""
    stem, _, tail = name.rpartition(_MARK)
    pid, _, rest = tail.partition("-")
    ours = stem.startswith(".") and pid.isdecimal() and len(rest) == len("01234567.tmp") and rest.endswith(".tmp")
    return int(pid) if ours else 0


def _is_running(pid: int) -> bool:
    """Whether the process lives. On Windows nobody can remove a file that its writer holds open, so trying is safe."""
    if os.name == "nt":
        return False
    try:
        os.kill(pid, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
