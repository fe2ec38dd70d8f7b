"""`labcoat redact`: copies of notebooks and other text files to share, without keys."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser

from labcoat.core.arguments import Arguments, parse
from labcoat.core.checker import origin
from labcoat.core.console import complain
from labcoat.core.report.printable import printable
from labcoat.core.write import WriteError, flush_directory, put_file, read_file, replace_file

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

DONE, FAILED = 0, 2
STDOUT = "-"
DESCRIPTION = """\
Write a copy in which every key is replaced by REDACTED, in sources, outputs and metadata alike.
The copy is scanned again before it is written. Images are not looked into: `labcoat-strip-outputs` removes them."""


class RedactArguments(Arguments):
    """The command line of `labcoat redact`."""

    in_place = False
    users = False
    ips = False
    all = False
    home_paths = False


def main(argv: Sequence[str]) -> int:
    """Write the copies. 0: all are written; 2: one could not be had, and is not there."""
    arguments = RedactArguments()
    parser = _parser()
    parse(parser, argv, arguments)
    _check(parser, arguments)
    directories = {os.path.dirname(_target(path, arguments)) for path in arguments.paths}
    worst = max([_redact_file(path, arguments) for path in arguments.paths], default=DONE)
    for directory in directories if arguments.output != STDOUT else ():
        flush_directory(directory)
    return worst


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="labcoat redact", description=DESCRIPTION, allow_abbrev=False)
    parser.add_argument("paths", nargs="+", metavar="FILE", help="notebooks or other text files")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument(
        "-o", "--output", metavar="OUT", help="the copy; a directory for several; - for standard output"
    )
    target.add_argument("--in-place", action="store_true", help="replace the files themselves")
    parser.add_argument("--paths", dest="home_paths", action="store_true", help="also paths below home directories")
    parser.add_argument("--users", action="store_true", help="also names of users and hosts")
    parser.add_argument("--ips", action="store_true", help="also IP addresses")
    parser.add_argument("--all", action="store_true", help="all of these")
    return parser


def _check(parser: ArgumentParser, arguments: RedactArguments) -> None:
    """Exit with 2 where it is not clear what is to be written, or the only copy would be written over."""
    if not arguments.paths:
        parser.error("no files given")
    if arguments.in_place:
        return
    if not arguments.output:
        parser.error("--output: no name given")
    if len(arguments.paths) > 1 and not _is_directory(arguments.output):
        parser.error(f"{arguments.output}: several files go into a directory that is there")
    targets = [_target(path, arguments) for path in arguments.paths]
    for target in targets:
        if not os.path.isdir(os.path.dirname(target) or "."):
            parser.error(f"{target}: no such directory")
        if arguments.output != STDOUT and any([_is_same(path, target) for path in arguments.paths]):
            parser.error(f"{target}: would replace a file that is read; --in-place does that")
        if targets.count(target) > 1:
            parser.error(f"{target}: two of the files have this name")


def _is_directory(output: str) -> bool:
    return output != STDOUT and os.path.isdir(output)


def _target(path: str, arguments: RedactArguments) -> str:
    """Where the copy of a file goes."""
    if arguments.in_place:
        return path
    output = arguments.output
    return os.path.join(output, os.path.basename(path)) if _is_directory(output) else output


def _is_same(path: str, target: str) -> bool:
    try:
        return os.path.samefile(path, target)
    except OSError:
        return False


def _redact_file(path: str, arguments: RedactArguments) -> int:
    from labcoat.find_keys.redaction import RedactError, Redaction

    wanted = (arguments.home_paths or arguments.all, arguments.users or arguments.all, arguments.ips or arguments.all)
    redaction = Redaction(*wanted)
    target = _target(path, arguments)
    try:
        data, before = read_file(path)
        new = redaction.redact(path, data)
        if arguments.output == STDOUT:
            sys.stdout.buffer.write(new)
            return DONE
        if not arguments.in_place:
            put_file(target, new)
        elif new != data:
            replace_file(path, new, before)
        print(printable(f"{target}: {_told(redaction.counts)}"))
        return DONE
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or "cannot be read or written"
    except (RedactError, WriteError) as error:
        reason = str(error)
    except Exception as error:  # its text may hold content
        reason = f"internal error, please report it: {origin(error)}"
    complain(f"{path}: {reason}; no copy was written")
    return FAILED


def _told(counts: Mapping[str, int]) -> str:
    """`3 keys and 1 path redacted`."""
    plurals = {"key": "keys", "path": "paths", "name": "names", "address": "addresses"}
    told = [f"{counts[what]:,} {what if counts[what] == 1 else plurals[what]}" for what in plurals if what in counts]
    return f"{', '.join(told)} redacted" if told else "nothing to redact"
