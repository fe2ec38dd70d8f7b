"""`labcoat baseline`: accept today's findings, so that only new ones are reported."""

from __future__ import annotations

import os
import sys

from labcoat.core.arguments import Arguments, names, parse
from labcoat.core.config import ConfigError
from labcoat.core.console import complain
from labcoat.core.families import CHECKERS, load_rules
from labcoat.core.hook import BASELINE, CLEAN, FAILED, check_paths
from labcoat.core.paths import project_root
from labcoat.core.report.printable import printable
from labcoat.core.selection import is_named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class BaselineArguments(Arguments):
    """The command line of `labcoat baseline`: known findings are listed again."""

    no_baseline = True


def main(argv: Sequence[str]) -> int:
    """Write the findings of the files and directories named to the baseline file; 2 where a file is unreadable."""
    from argparse import ArgumentParser

    description = "Accept today's findings; report only new ones."
    parser = ArgumentParser(prog="labcoat baseline", description=description, allow_abbrev=False)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, or directories to walk")
    parser.add_argument("--select", type=names, metavar="RULE,…", help="accept what these rules or families find, only")
    parser.add_argument("--output", metavar="FILE", help=f"where to write it (default: {BASELINE} in the git root)")
    arguments = BaselineArguments()
    arguments.output = os.path.relpath(os.path.join(project_root("."), BASELINE))
    parse(parser, argv, arguments)
    from labcoat.core.baseline import BaselineError, load_baseline, write_baseline

    try:
        outcome = check_paths(CHECKERS, arguments)
        for line in outcome.errors:
            print(printable(line), file=sys.stderr)
        if outcome.errors and not outcome.stats["files"]:  # an empty baseline is not what was asked for
            return FAILED
        old = load_baseline(arguments.output) if os.path.exists(arguments.output) else None
        write_baseline(arguments.output, outcome.findings, old, _keep(arguments))
    except (ConfigError, BaselineError) as error:
        complain(f"labcoat baseline: {error}")
        return FAILED
    count = len(outcome.findings)
    print(f"{arguments.output}: {count} finding{'' if count == 1 else 's'} accepted.")
    return FAILED if outcome.errors else CLEAN


def _keep(arguments: Arguments) -> Callable[[str, str], bool]:
    """Which of the old entries stay: those of files and rules that were not looked at."""
    selected = arguments.select
    ran = {
        rule.name
        for family, rules in load_rules().items()
        for rule in rules
        if is_named(selected or (), rule.name, family)
    }

    def keep(path: str, rule: str) -> bool:
        return not _is_below(path, arguments.paths) or (selected is not None and rule not in ran)

    return keep


def _is_below(path: str, places: Sequence[str]) -> bool:
    """Whether a path is, or is in, one of the places; none stands for the current directory."""
    from labcoat.core.paths import relative

    return any(relative(path, place) is not None for place in places or ["."])
