"""What a scanner says about each file, as its command would: `python scan_each.py TOOL < paths > lines of JSON`.

Runs with the scanner's own Python. The scanner is imported once, and each file is scanned in a fork of its own, with
limits of time and memory: the exit code is the command's, and start-up is not counted.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import resource
import signal
import sys
import tempfile
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

SECONDS = int(os.environ.get("SCAN_SECONDS", "20"))
GIGABYTES = int(os.environ.get("SCAN_GIGABYTES", "6"))


def picklescan(path: str, *options: str) -> int:
    from picklescan import cli

    sys.argv = ["picklescan", "--path", path, *options]
    return cli.main()


def picklescan_strict(path: str) -> int:
    return picklescan(path, "--strict")


def modelscan(path: str) -> int:
    from modelscan.cli import main

    sys.argv = ["modelscan", "--path", path]
    return main()


def fickling(path: str) -> int:
    from fickling.cli import main

    return main(["fickling", "--check-safety", "--print-results", path])


def fickling_api(path: str) -> int:
    import fickling

    return 0 if fickling.is_likely_safe(path) else 1


def modelaudit(path: str) -> int:
    from modelaudit.cli import cli

    return cli(["scan", "--format", "text", "--no-cache", path])


def hayward(path: str, *options: str) -> int:
    from hayward.cli import main

    return main(["scan", *options, path])


def hayward_strict(path: str) -> int:
    return hayward(path, "--fail-on", "info", "--fail-on-coverage")


def labcoat(path: str) -> int:
    from labcoat.model_files import main

    return main(["--format", "jsonl", path])


TOOLS = {
    tool.__name__: tool
    for tool in (
        picklescan,
        picklescan_strict,
        modelscan,
        fickling,
        fickling_api,
        modelaudit,
        hayward,
        hayward_strict,
        labcoat,
    )
}


def main() -> None:
    """Scan every path of standard input."""
    tool = TOOLS[sys.argv[1]]
    kept = int(os.environ.get("SCAN_OUTPUT", "1500"))
    _warm_up(tool)
    for line in sys.stdin:
        print(json.dumps(scanned(tool, line.rstrip("\n"), kept)), flush=True)


def _warm_up(tool: Callable[[str], int]) -> None:
    """Import what the scanner needs for a pickle, once."""
    silent = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "none.pkl")
        with open(path, "wb") as file:
            file.write(b"\x80\x04N.")
        with contextlib.redirect_stdout(silent), contextlib.redirect_stderr(silent), contextlib.suppress(BaseException):
            tool(path)


def scanned(tool: Callable[[str], int], path: str, kept: int) -> dict[str, object]:
    """The exit code (None: killed), CPU, peak memory and output of one scan."""
    with tempfile.TemporaryFile() as output:
        began = time.monotonic()
        child = os.fork()
        if child == 0:
            _scan(tool, path, output.fileno())
        _, status, usage = os.wait4(child, 0)
        output.seek(0)
        said = output.read(kept).decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    return {
        "path": path,
        "code": code if code >= 0 else None,
        "cpu": round(usage.ru_utime + usage.ru_stime, 4),
        "seconds": round(time.monotonic() - began, 3),
        "peak": usage.ru_maxrss,
        "said": said,
    }


def _scan(tool: Callable[[str], int], path: str, output: int) -> None:
    code = 70
    try:
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), errors="replace", line_buffering=True)
        sys.stderr = io.TextIOWrapper(io.FileIO(2, "w", closefd=False), errors="replace", line_buffering=True)
        folder = tempfile.mkdtemp() if sys.argv[1].startswith("fickling") else os.path.dirname(path)
        os.chdir(folder)
        resource.setrlimit(resource.RLIMIT_AS, (GIGABYTES << 30, GIGABYTES << 30))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(3 * SECONDS)
        code = tool(path)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else (0 if end.code is None else 1)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}")
    finally:
        with contextlib.suppress(BaseException):
            sys.stdout.flush()
        os._exit(code or 0)


if __name__ == "__main__":
    main()
