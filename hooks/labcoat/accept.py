"""`labcoat baseline`: accept today's findings, so that only new ones are reported."""

from __future__ import annotations

import os
import sys

from labcoat.core.arguments import Arguments, parse
from labcoat.core.config import ConfigError
from labcoat.core.console import complain
from labcoat.core.families import CHECKERS
from labcoat.core.hook import BASELINE, CLEAN, FAILED, check_paths
from labcoat.core.paths import project_root
from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class BaselineArguments(Arguments):
    """The command line of `labcoat baseline`: known findings are listed again."""

    no_baseline = True


def main(argv: Sequence[str]) -> int:
    """Write the findings of the files and directories named to the baseline file; 2 where a file is unreadable."""
    from argparse import ArgumentParser

    description = "Accept today's findings; report only new ones."
    parser = ArgumentParser(prog="labcoat baseline", description=description, allow_abbrev=False)
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files, or directories to walk")
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
        write_baseline(arguments.output, outcome.findings, old, lambda path: not _is_below(path, arguments.paths))
    except (ConfigError, BaselineError) as error:
        complain(f"labcoat baseline: {error}")
        return FAILED
    count = len(outcome.findings)
    print(f"{arguments.output}: {count} finding{'' if count == 1 else 's'} accepted.")
    return FAILED if outcome.errors else CLEAN


def _is_below(path: str, places: Sequence[str]) -> bool:
    """Whether a path is, or is in, one of the places; none stands for the current directory."""
    from labcoat.core.paths import relative

    return any(relative(path, place) is not None for place in places or ["."])
