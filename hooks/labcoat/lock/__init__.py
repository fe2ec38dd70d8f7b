"""`labcoat lock`: write models.lock from what is in the repository and in the cache of Hugging Face. Never online."""

from __future__ import annotations

import os

from labcoat.core.arguments import Arguments, parse
from labcoat.core.config import ConfigError
from labcoat.core.console import complain
from labcoat.lock.discovery import LockError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Sequence

    from labcoat.lock.plan import Plan

PROGRAM = "labcoat lock"
CLEAN, WOULD_CHANGE, FAILED = 0, 1, 2


class LockArguments(Arguments):
    """The command line of `labcoat lock`."""

    check = False
    lock = ""
    source: Sequence[str] | None = None
    revision: Sequence[str] | None = None
    upgrade = False


def main(argv: Sequence[str]) -> int:
    """Write or update the lock. 0: it is up to date now; 1: `--check`, and it is not; 2: not everything was locked."""
    from labcoat.core.write import WriteError, put_file
    from labcoat.lock.plan import make_plan

    arguments = LockArguments()
    parse(_parser(), argv, arguments)
    try:
        plan = make_plan(arguments)
        if plan.text != plan.old and not arguments.check:
            put_file(plan.path, plan.text.encode())
    except (LockError, ConfigError, WriteError) as error:
        complain(f"{PROGRAM}: {error}")
        return FAILED
    _report(plan, arguments.check)
    if plan.problems:
        return FAILED
    return WOULD_CHANGE if arguments.check and plan.text != plan.old else CLEAN


def _parser() -> ArgumentParser:
    from argparse import ArgumentParser

    description = "Write models.lock: every model in the repository, where it comes from, and its sha256."
    parser = ArgumentParser(prog=PROGRAM, description=description, allow_abbrev=False)
    add = parser.add_argument
    add(
        "paths",
        nargs="*",
        metavar="PATH",
        help="files or folders of the repository, or of a cache of Hugging Face (default: the folder of the lock)",
    )
    add("--check", action="store_true", help="write nothing; exit with 1 if the lock would change")
    add("--lock", metavar="FILE", help="the lock (default: the nearest models.lock, or a new one in the git root)")
    add(
        "--source",
        action="append",
        metavar="NAME=SOURCE",
        help="where a model comes from: hf:org/name, hf:datasets/org/name, url:https://… or local; "
        "a new name adds a model that only code uses",
    )
    add("--revision", action="append", metavar="NAME=COMMIT", help="the commit of a model of the hub")
    add("--upgrade", action="store_true", help="take the commits of hub models from the cache, as it is now")
    return parser


def _report(plan: Plan, is_check: bool) -> None:
    """What has changed, line by line, and how much is locked."""
    from labcoat.core.report.printable import printable

    for change in plan.changes:
        print(printable(change))
    for problem in plan.problems:
        complain(f"{PROGRAM}: {problem}")
    files = sum([len(model.files) for model in plan.models])
    counts = f"{_count(len(plan.models), 'model')}, {_count(files, 'file')}"
    name = printable(os.path.relpath(plan.path))
    if plan.text == plan.old:
        print(f"{name} is up to date: {counts}.")
    elif is_check:
        print(f"{name} would change; run `labcoat lock`.")
    else:
        print(f"Locked {counts} in {name}.")


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
