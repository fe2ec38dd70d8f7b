"""Replacing a file: at every instant all of the old or all of the new bytes, and nothing else of it changes."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from labcoat.core import write
from labcoat.core.write import WriteError, read_file, remove_strays, replace_file

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "nb.ipynb"
    path.write_bytes(b"old and longer")
    return path


def replace(path: Path, data: bytes = b"new") -> None:
    _, before = read_file(str(path))
    replace_file(str(path), data, before)


def test_replaces_the_bytes_and_leaves_nothing_else(path: Path) -> None:
    assert read_file(str(path))[0] == b"old and longer"
    replace(path)
    assert path.read_bytes() == b"new"
    assert os.listdir(path.parent) == ["nb.ipynb"]


def test_relative_paths(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(path.parent)
    _, before = read_file(path.name)
    replace_file(path.name, b"new", before)
    remove_strays("")
    write.flush_directory("")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("mode", [0o600, 0o644, 0o755, 0o640])
def test_keeps_the_mode(path: Path, mode: int) -> None:
    path.chmod(mode)
    expected = stat.S_IMODE(path.stat().st_mode)  # Windows knows only read-only
    replace(path)
    assert stat.S_IMODE(path.stat().st_mode) == expected


def test_keeps_the_owner_or_else_the_file(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Someone else's file, which we may write but not give away, stays theirs: it is written in place."""

    def refuse(*_: object) -> bool:
        return False

    monkeypatch.setattr(write, "_give", refuse)
    inode = path.stat().st_ino
    replace(path)
    assert (path.read_bytes(), path.stat().st_ino) == (b"new", inode)
    assert os.listdir(path.parent) == ["nb.ipynb"]


def test_follows_symlinks_and_keeps_them(path: Path) -> None:
    link = path.parent / "elsewhere" / "link.ipynb"
    link.parent.mkdir()
    link.symlink_to(os.path.join("..", path.name))
    replace(link)
    assert link.is_symlink()
    assert path.read_bytes() == b"new"
    assert os.listdir(link.parent) == ["link.ipynb"]


def test_hard_links_stay_one_file(path: Path) -> None:
    other = path.parent / "other.ipynb"
    os.link(path, other)
    replace(path)
    assert other.read_bytes() == b"new"
    assert os.path.samefile(path, other)


@pytest.mark.parametrize("links", [1, 2])
def test_a_file_that_changed_meanwhile_is_left_alone(path: Path, links: int) -> None:
    if links == 2:
        os.link(path, path.parent / "other.ipynb")
    _, before = read_file(str(path))
    path.write_bytes(b"the user's edit")
    with pytest.raises(WriteError, match="changed"):
        replace_file(str(path), b"new", before)
    assert path.read_bytes() == b"the user's edit"


def test_a_file_that_an_editor_replaced_meanwhile_is_left_alone(path: Path) -> None:
    _, before = read_file(str(path))
    saved = path.parent / "saved"
    saved.write_bytes(b"OLD AND LONGER")
    os.utime(saved, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(saved, path)
    with pytest.raises(WriteError, match="changed"):
        replace_file(str(path), b"new", before)
    assert path.read_bytes() == b"OLD AND LONGER"
    assert os.listdir(path.parent) == ["nb.ipynb"]


def test_a_file_that_is_gone_does_not_come_back(path: Path) -> None:
    _, before = read_file(str(path))
    path.unlink()
    with pytest.raises((OSError, WriteError)):
        replace_file(str(path), b"new", before)
    assert os.listdir(path.parent) == []


@pytest.mark.parametrize("failing", ["write", "close", "replace", "stat"])
def test_an_error_at_any_step_leaves_the_old_file_and_nothing_else(
    path: Path, failing: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, before = read_file(str(path))
    real = getattr(os, failing)

    def fail(*arguments: object, **named: object) -> None:
        if failing == "close":
            real(*arguments)
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, failing, fail)
    with pytest.raises(OSError, match="No space"):
        replace_file(str(path), b"new", before)
    monkeypatch.undo()
    assert path.read_bytes() == b"old and longer"
    assert os.listdir(path.parent) == ["nb.ipynb"]


def test_an_interrupt_leaves_nothing_behind(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(write, "_flush", interrupt)
    with pytest.raises(KeyboardInterrupt):
        replace(path)
    monkeypatch.undo()
    assert os.listdir(path.parent) == ["nb.ipynb"]


def test_a_directory_that_cannot_be_written_is_an_error(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _, before = read_file(str(path))
    real = os.open

    def refuse(name: str, flags: int, *mode: int) -> int:
        if flags & os.O_CREAT:
            raise PermissionError(13, "Permission denied", name)
        return real(name, flags, *mode)

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(PermissionError):
        replace_file(str(path), b"new", before)
    monkeypatch.undo()
    assert path.read_bytes() == b"old and longer"


def test_a_read_only_file_is_left_alone(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_access(*_: object) -> bool:
        return False

    monkeypatch.setattr(os, "access", no_access)
    with pytest.raises(WriteError, match="read-only"):
        replace(path)
    assert path.read_bytes() == b"old and longer"


def test_a_name_as_long_as_names_can_be(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    path.write_bytes(b"old")
    replace(path)
    assert path.read_bytes() == b"new"


def test_short_writes_are_continued(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.write

    def write_one(file: int, data: memoryview) -> int:
        return real(file, data[:1])

    monkeypatch.setattr(os, "write", write_one)
    replace(path)
    monkeypatch.undo()
    assert path.read_bytes() == b"new"


def ended_process() -> int:
    done = subprocess.Popen([sys.executable, "-c", ""])
    done.wait()
    return done.pid


STRAYS = [
    pytest.param("dead", True, id="a killed run's"),
    pytest.param("own", True, id="one with our own process id, which an earlier process had"),
    pytest.param("alive", False, id="a running process's"),
]


@pytest.mark.parametrize(("writer", "removed"), STRAYS)
def test_temporary_files_of_killed_runs_are_removed(tmp_path: Path, writer: str, removed: bool) -> None:
    pid = {"dead": ended_process, "own": os.getpid, "alive": os.getppid}[writer]()
    stray = tmp_path / f".nb.ipynb.labcoat-{pid}-01234567.tmp"
    stray.touch()
    remove_strays(str(tmp_path))
    assert stray.exists() is not removed


@pytest.mark.parametrize(
    "name",
    [
        "nb.ipynb.labcoat-{}-01234567.tmp",
        ".nb.ipynb.labcoat-{}.tmp",
        ".nb.ipynb.labcoat-x{}-01234567.tmp",
        ".nb.ipynb.labcoat-{}-01234567.tmp.ipynb",
        ".nb.ipynb.labcoat-{}-012345678.tmp",
        ".labcoat-baseline.json",
    ],
)
def test_files_of_other_names_are_never_removed(tmp_path: Path, name: str) -> None:
    other = tmp_path / name.format(ended_process())
    other.touch()
    remove_strays(str(tmp_path))
    assert other.exists()


def test_a_name_that_replace_file_gives_is_one_that_is_removed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(write, "remove_if_there", lambda _: None)
    monkeypatch.setattr(os, "replace", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        replace(path)
    monkeypatch.undo()
    assert len(os.listdir(path.parent)) == 2
    remove_strays(str(path.parent))
    assert os.listdir(path.parent) == ["nb.ipynb"]


def test_a_directory_that_is_not_there_has_no_strays(tmp_path: Path) -> None:
    remove_strays(str(tmp_path / "nowhere"))
