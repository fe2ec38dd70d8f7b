"""How a command ends when whoever reads its output, or the user, has gone."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

FAILED, INTERRUPTED = 2, 130


def complain(message: str) -> None:
    """Say on standard error what is wrong. A scanned project may be quoted: not its keys, nor orders to a terminal."""
    from labcoat.core.redact import redact
    from labcoat.core.report.printable import printable

    print(printable(redact(message)), file=sys.stderr)


def console(main: Callable[[Sequence[str] | None], int]) -> Callable[..., int]:
    """A `main` that never ends in a traceback: Ctrl-C is 130, output that cannot be written is 2."""

    def run(argv: Sequence[str] | None = None) -> int:
        _prepare_streams()
        try:
            return _run(main, argv)
        except Exception as error:  # a bug; its text may hold what was scanned
            from labcoat.core.checker import origin

            sys.stderr.write(f"labcoat: internal error, please report it: {origin(error)}\n")
            return FAILED

    run.__doc__ = main.__doc__
    return run


def _run(main: Callable[[Sequence[str] | None], int], argv: Sequence[str] | None) -> int:
    try:
        try:
            return main(argv)
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _fail(error)


def _prepare_streams() -> None:
    """Escape what the console's encoding lacks. Where the caller closed a stream, the next file must not be it."""
    sys.stdout = sys.stdout or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    sys.stderr = sys.stderr or open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _fail(error: OSError) -> int:
    """Say what is wrong, unless the reader of our output has closed it, and let Python's last flush go nowhere."""
    if not isinstance(error, BrokenPipeError):
        place = f"{error.filename}: " if error.filename else ""
        complain(f"labcoat: {place}{error.strerror}")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    return FAILED
