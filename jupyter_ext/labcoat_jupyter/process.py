"""The worker process: one request at a time over its pipes, asked by one thread."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import threading
from typing import cast

import labcoat
import labcoat_jupyter
from labcoat_jupyter.worker import BOOT, read_frame, write_frame

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, BinaryIO

    Header = dict[str, Any]

TIDYING_SECONDS = 0.5  # for a process that has nothing to do and is told to end
NICE = 5  # kernels and the server go first
WINDOWS_FLAGS = 0x00004000 | 0x00000200 | 0x08000000  # below normal priority, a group of its own, no window


class WorkerError(Exception):
    """The process cannot be started, died, or answered with something that is no answer."""


class WorkerTimeoutError(WorkerError):
    """The answer took longer than it may; the process was killed."""


class WorkerProcess:
    """Starts when it is first asked, and again after it ended. `root` is its working directory."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._process: subprocess.Popen[bytes] | None = None
        self._is_closed = False
        self._is_asked = False
        self._lock = threading.Lock()

    @property
    def pid(self) -> int | None:
        """Of the process that runs now."""
        return self._process.pid if self._process else None

    def ask(self, header: Header, body: bytes, seconds: float) -> tuple[Header, bytes]:
        """The answer to a request; waits for it. Only one thread may ask. Raises WorkerError."""
        process = self._running()
        expired = threading.Event()
        timer = threading.Timer(seconds, _expire, [process, expired])
        timer.daemon = True
        timer.start()
        try:
            return _exchange(process, header, body)
        except (OSError, EOFError, ValueError, OverflowError, MemoryError, RecursionError) as error:
            self.discard()
            kind = WorkerTimeoutError if expired.is_set() else WorkerError
            raise kind(type(error).__name__) from None
        finally:
            timer.cancel()
            timer.join()
            if expired.is_set():
                self.discard()
            self._is_asked = False

    def _running(self) -> subprocess.Popen[bytes]:
        with self._lock:
            if self._is_closed:
                raise WorkerError("closed")
            if self._process and self._process.poll() is None:
                self._is_asked = True
                return self._process
        self.discard()
        with self._lock:
            self._process = None if self._is_closed else _start(self._root)
            if self._process is None:
                raise WorkerError("closed")
            self._is_asked = True
            return self._process

    def discard(self) -> None:
        """End the process, whatever it does; one that does nothing may tidy up. Only for the thread that asks."""
        with self._lock:
            process, self._process = self._process, None
        if process:
            if not self._is_asked:
                _close(process.stdin)
                _wait(process, TIDYING_SECONDS)
            _kill(process)
            process.wait()
            for pipe in (process.stdin, process.stdout):
                _close(pipe)

    def close(self) -> None:
        """No more answers, from any thread: whoever waits for one gets an error. `discard` ends the process."""
        with self._lock:
            self._is_closed = True
            if self._process and self._is_asked:
                _kill(self._process)


def _exchange(process: subprocess.Popen[bytes], header: Header, body: bytes) -> tuple[Header, bytes]:
    requests, answers = cast("BinaryIO", process.stdin), cast("BinaryIO", process.stdout)
    write_frame(requests, header, body)
    frame = read_frame(answers)
    if frame is None:
        raise EOFError
    return frame


def _start(root: str) -> subprocess.Popen[bytes]:
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-c", BOOT, json.dumps(_import_path(root))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=root or None,
            creationflags=WINDOWS_FLAGS if os.name == "nt" else 0,
            start_new_session=os.name != "nt",  # Ctrl-C in the server's terminal is the server's
        )
    except OSError as error:
        raise WorkerError(type(error).__name__) from None
    _lower_priority(process.pid)
    return process


def _import_path(root: str) -> list[str]:
    """Where the server's modules come from; of what is below the folder of the notebooks, packages and labcoat only."""
    inside = os.path.join(os.path.realpath(root), "") if root else ""
    return [
        entry
        for entry in sys.path
        if os.path.isabs(entry) and (not inside or not os.path.realpath(entry).startswith(inside) or _is_needed(entry))
    ]


def _is_needed(entry: str) -> bool:
    homes = [os.path.dirname(os.path.dirname(str(module.__file__))) for module in (labcoat, labcoat_jupyter)]
    return os.path.basename(entry) in ("site-packages", "dist-packages") or entry in homes


def _lower_priority(pid: int) -> None:
    if hasattr(os, "setpriority"):
        try:
            os.setpriority(os.PRIO_PROCESS, pid, NICE)
        except OSError:
            return  # it ended already, or the system does not want it


def _expire(process: subprocess.Popen[bytes], expired: threading.Event) -> None:
    expired.set()
    _kill(process)


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Kill the process and what it has started, as the interpreter of a kernel that does not answer."""
    if sys.platform == "win32":
        process.kill()
    elif process.returncode is None:  # else its number may be another's
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _wait(process: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)


def _close(pipe: Any) -> None:
    try:
        pipe.close()
    except OSError:
        return  # what could not be written to a dead process
