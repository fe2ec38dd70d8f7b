"""The command: files or standard input in; stripped files, a list, a diff or standard output out."""

from __future__ import annotations

import gc
import os
import sys

from labcoat.core.console import complain, console
from labcoat.core.write import WriteError, flush_directory, read_file, remove_strays, replace_file, resolved
from labcoat.strip_outputs.arguments import CHECK, DIFF, DRY_RUN, TEXTCONV, WRITE, read_arguments
from labcoat.strip_outputs.cells import StripError
from labcoat.strip_outputs.options import OptionError
from labcoat.strip_outputs.settings import Settings, git_values
from labcoat.strip_outputs.stripping import strip_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from labcoat.core.decode import Text
    from labcoat.strip_outputs.arguments import Arguments
    from labcoat.strip_outputs.options import Options
    from labcoat.strip_outputs.stripping import Stripped

CLEAN, STRIPPED, FAILED = 0, 1, 2
PROGRAM = "labcoat-strip-outputs"
_STDIN = "input from stdin"


@console
def main(argv: Sequence[str] | None = None) -> int:
    """Strip the notebooks named in `argv`, or standard input to standard output.

    Returns 0 where nothing was to strip, 1 where something was, 2 where a file or an option could not be handled.
    """
    gc.set_threshold(100_000)  # JSON has no cycles; looking for them takes a third of the time of reading it
    arguments = read_arguments(sys.argv[1:] if argv is None else list(argv))
    settings = Settings({**(git_values() if arguments.git_config else {}), **arguments.values})
    if arguments.paths:
        return strip_files(arguments.paths, arguments.action, settings, arguments.zeppelin)
    try:
        return _strip_standard_input(arguments, settings)
    except OptionError as error:
        return _fail(PROGRAM, str(error))


def strip_files(
    paths: Sequence[str], action: str = WRITE, settings: Settings | None = None, zeppelin: bool = False
) -> int:
    """Strip files, or do what else the action says; print a line for each that was or would be changed.

    Returns the worst of 0 (clean), 1 (stripped, or would be) and 2 (a file or the settings could not be handled);
    printing the stripped text is no change.
    """
    settings = settings or Settings({})
    if action == WRITE:
        for directory in _directories(paths):
            remove_strays(directory)
    statuses: dict[str, int] = {}
    try:
        for path in dict.fromkeys(paths):
            options = settings.options_for(path)
            if options is not None:
                statuses[path] = _strip_file(path, action, options, zeppelin)
    except OptionError as error:
        statuses[PROGRAM] = _fail(PROGRAM, str(error))
    stripped = [path for path, status in statuses.items() if status == STRIPPED]
    if stripped and action == WRITE:
        _finish(stripped)
    worst = max(statuses.values(), default=CLEAN)
    return CLEAN if action == TEXTCONV and worst == STRIPPED else worst


def _finish(stripped: list[str]) -> None:
    for directory in _directories(stripped):
        flush_directory(directory)
    if os.environ.get("PRE_COMMIT") == "1":
        from labcoat.strip_outputs.rollback import warn_of_rollback

        warn_of_rollback(stripped)


def _directories(paths: Iterable[str]) -> set[str]:
    return {os.path.dirname(resolved(path)) for path in paths}


def _strip_file(path: str, action: str, options: Options, zeppelin: bool) -> int:
    try:
        data, before = read_file(path)
        decoded, stripped = strip_bytes(data, options, zeppelin or path.lower().endswith(".zpln"))
        new = decoded.encode(stripped.text) if stripped.edits else data
        if action == TEXTCONV:
            sys.stdout.buffer.write(new)
        elif stripped.edits:
            if action == WRITE:
                replace_file(path, new, before)
            _report(path, action, decoded, stripped, len(data) - len(new))
    except OSError as error:
        return _fail(path, error.strerror or "cannot be read or written")
    except (StripError, WriteError) as error:
        return _fail(path, str(error))
    if stripped.warning:
        return _fail(path, stripped.warning)
    return STRIPPED if stripped.edits else CLEAN


def _strip_standard_input(arguments: Arguments, settings: Settings) -> int:
    """As a git filter: what is clean passes through as it is, and only failure is an exit code."""
    name = arguments.name or _STDIN
    if sys.stdin is None or sys.stdin.isatty():
        return _fail(PROGRAM, "no files given, and nothing on standard input")
    data = sys.stdin.buffer.read()
    options = settings.options_for(arguments.name)
    if options is None:
        sys.stdout.buffer.write(data)
        return CLEAN
    try:
        decoded, stripped = strip_bytes(data, options, arguments.zeppelin or name.lower().endswith(".zpln"))
    except StripError as error:
        return _fail(name, str(error))
    new = decoded.encode(stripped.text) if stripped.edits else data
    if arguments.action in (WRITE, TEXTCONV):
        sys.stdout.buffer.write(new)
    elif stripped.edits:
        _report(name, arguments.action, decoded, stripped, len(data) - len(new))
        return STRIPPED
    return _fail(name, stripped.warning) if stripped.warning else CLEAN


def _report(path: str, action: str, before: Text, stripped: Stripped, saved: int) -> None:
    from labcoat.core.report.printable import printable

    if action == DRY_RUN:
        print(f"Dry run: would have stripped {printable(path)}")
    elif action == DIFF:
        from labcoat.strip_outputs.diff import unified_diff

        print(unified_diff(printable(path), _masked(path, before), stripped.edits), end="")
    else:
        verb = "would strip" if action == CHECK else "stripped"
        outputs = f"{stripped.outputs:,} output{'' if stripped.outputs == 1 else 's'}"
        print(f"{printable(path)}: {verb} {outputs}, {saved:,} bytes")


def _masked(path: str, before: Text) -> str:
    """The text without its keys, of the same length."""
    from labcoat.core.document import read_document
    from labcoat.core.redact import redact
    from labcoat.find_keys.masking import masked

    kind = "" if path.lower().endswith((".ipynb", ".zpln")) else "notebook"
    document = read_document(path, before.encode(before.text), kind)
    return masked(document) if document.text == before.text else redact(before.text)


def _fail(path: str, reason: str) -> int:
    complain(f"{path}: {reason}")
    return FAILED
