"""`labcoat fix`: the changes that rules offer, and notebooks without outputs."""

from __future__ import annotations

import os
from argparse import ArgumentParser

from labcoat.core.arguments import Arguments, names, parse
from labcoat.core.checker import HEAD, origin
from labcoat.core.config import ConfigError
from labcoat.core.console import complain
from labcoat.core.edits import EditError, spliced, splices_of
from labcoat.core.families import CHECKERS
from labcoat.core.files import find_files
from labcoat.core.hook import CLEAN, FAILED, FOUND, make_checker, requirements_files
from labcoat.core.reading import UNREADABLE_FILE
from labcoat.core.report.printable import printable
from labcoat.core.rule_set import PACKAGES
from labcoat.core.write import WriteError, read_file, replace_file
from labcoat.strip_outputs.options import OptionError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.core.checker import Checker
    from labcoat.core.document import Document
    from labcoat.core.edits import Splice
    from labcoat.core.rule import Fix, Hit, Rule

STRIP = "strip-outputs"
PINS, UNPINNED = "pinned-requirements", "unpinned-requirement"


class FixArguments(Arguments):
    """The command line of `labcoat fix`."""

    check = False
    diff = False
    python = ""
    unsafe_fixes = False
    strips = False


def main(argv: Sequence[str]) -> int:
    """Fix the files and directories named. 0: nothing to do; 1: changed, or would be; 2: something failed."""
    arguments = FixArguments()
    parse(_parser(), argv, arguments)
    arguments.strips = _take_strip(arguments)
    try:
        _take_python(arguments)
        checker = make_checker(CHECKERS, arguments)
        files, problems = find_files(list(arguments.paths) or ["."], checker.is_excluded)
        checker.given = requirements_files(files)
        worst = max([_fix_file(checker, path, arguments) for path in files], default=CLEAN)
        worst = max(worst, _strip(files, arguments) if arguments.strips else CLEAN)
    except (ConfigError, OptionError) as error:
        complain(f"labcoat fix: {error}")
        return FAILED
    for problem in problems:
        complain(problem)
    return FAILED if problems else worst


def _parser() -> ArgumentParser:
    description = "Strip notebook outputs and make the changes rules offer."
    parser = ArgumentParser(prog="labcoat fix", description=description, allow_abbrev=False)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, or directories to walk")
    parser.add_argument("--select", type=names, metavar="RULE,…", help=f"fix only these; {STRIP} is one of them")
    parser.add_argument("--ignore", type=names, metavar="RULE,…", help="do not fix these")
    parser.add_argument(
        "--python",
        metavar="PATH",
        help="pin requirements to what this interpreter, or environment, has installed instead of to lock files",
    )
    parser.add_argument("--unsafe-fixes", action="store_true", help="also changes that may break what works")
    action = parser.add_mutually_exclusive_group()
    action.add_argument("--check", action="store_true", help="change nothing, say what would change")
    action.add_argument("--diff", action="store_true", help="change nothing, show what would change")
    return parser


def _take_strip(arguments: FixArguments) -> bool:
    """Whether outputs are to be stripped. Rules alone remain in the selection."""
    selected = arguments.select is None or bool({STRIP, "all"} & set(arguments.select))
    ignored = STRIP in (arguments.ignore or ())
    for option in (arguments.select, arguments.ignore):
        if option and STRIP in option:
            option.remove(STRIP)
    return selected and not ignored


def _take_python(arguments: FixArguments) -> None:
    """Ask the interpreter that is named what it has installed. Raises ConfigError."""
    if arguments.python:
        from labcoat.core.packages.locks.installed import installed_in

        installed_in(arguments.python)
        arguments.options = {PINS: {"python": arguments.python}}


def _fix_file(checker: Checker, path: str, arguments: FixArguments, kind: str = "") -> int:
    if checker.is_excluded(path):
        return CLEAN
    try:
        with open(path, "rb") as file:
            head = file.read(HEAD)
        return _fix_rules(checker, path, arguments, kind) if kind or checker.looks_at(path, head) else CLEAN
    except (ConfigError, BrokenPipeError):  # a pipe is ours, not the file's
        raise
    except OSError as error:
        reason = error.strerror or "cannot be read or written"
    except (EditError, WriteError) as error:
        reason = str(error)
    except Exception as error:  # a bug must not keep the other files from being fixed; its text may hold content
        reason = f"internal error, please report it: {origin(error)}"
    return _fail(path, reason)


def _fix_rules(checker: Checker, path: str, arguments: FixArguments, kind: str) -> int:
    data, before = read_file(path)
    document = checker.read(path, data, kind)
    kept = [(rule, hit) for rule, hit in checker.kept_hits(document) if not kind or PACKAGES in rule.checks]
    hits = [hit for rule, hit in kept if hit.fix and _is_wanted(rule, hit.fix, arguments)]
    if hits and document.decoded is not None:
        splices = splices_of(document, hits)
        if not arguments.check and not arguments.diff:
            replace_file(path, document.decoded.encode(spliced(document.text, splices)), before)
        _report(document, splices, [hit.fix.title for hit in hits if hit.fix], arguments)
    asked = [(rule, hit) for rule, hit in kept if _is_asked(rule, arguments)]
    _tell_unpinned(path, [hit for rule, hit in asked if rule.name == UNPINNED and not hit.fix], arguments)
    worst = max(FOUND if hits else CLEAN, _fix_followed(checker, document, arguments))
    for reason in [hit.message for rule, hit in kept if rule is UNREADABLE_FILE and hit.start == hit.end]:
        if not (arguments.strips and document.kind == "notebook" and document.notebook is None):  # stripping says that
            return _fail(path, reason)
    return worst


def _fix_followed(checker: Checker, document: Document, arguments: FixArguments) -> int:
    """Fix the files that a document installs from, which may have any name; those that are called so come anyway."""
    followed = document.packages.followed() if document.packages else []
    known = checker.outcome.followed
    waiting = [path for path in followed if path not in known and os.path.realpath(path) not in checker.given]
    known.update(waiting)
    return max([_fix_file(checker, path, arguments, "requirements") for path in waiting], default=CLEAN)


def _is_wanted(rule: Rule, fix: Fix, arguments: FixArguments) -> bool:
    return fix.safe or arguments.unsafe_fixes or (fix.asked and _is_asked(rule, arguments))


def _is_asked(rule: Rule, arguments: FixArguments) -> bool:
    """Whether the command line asks for the fixes of a rule."""
    is_named = bool({rule.name, rule.family} & set(arguments.select or ()))
    return is_named or (bool(arguments.python) and rule.family == PINS)


def _tell_unpinned(path: str, hits: Sequence[Hit], arguments: FixArguments) -> None:
    """Say that requirements stay unpinned, although pins were asked for."""
    if hits:
        count = "1 requirement stays" if len(hits) == 1 else f"{len(hits)} requirements stay"
        source = "is installed" if arguments.python else "is in a lock file"
        complain(f"{path}: {count} unpinned: no one version that fits {source}")


def _fail(path: str, reason: str) -> int:
    complain(f"{path}: {reason}")
    return FAILED


def _report(document: Document, splices: list[Splice], titles: list[str], arguments: FixArguments) -> None:
    if not arguments.diff:
        verb = "would fix" if arguments.check else "fixed"
        told = ", ".join(dict.fromkeys([title[:1].lower() + title[1:] for title in titles]))
        print(printable(f"{document.path}: {verb}: {told}"))
        return
    from labcoat.find_keys.masking import masked
    from labcoat.strip_outputs.diff import unified_diff

    print(unified_diff(printable(document.path), masked(document), splices), end="")


def _strip(files: list[str], arguments: FixArguments) -> int:
    from labcoat.strip_outputs.command import strip_files

    action = "check" if arguments.check else "diff" if arguments.diff else "write"
    return strip_files([path for path in files if path.lower().endswith((".ipynb", ".zpln"))], action)
