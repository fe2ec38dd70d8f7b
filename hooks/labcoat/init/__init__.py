"""`labcoat init`: the hooks, the settings and a job for CI, and what they would find.

New files are made. A file that is there is added to only after a yes, and nothing in it is changed.
"""

from __future__ import annotations

import os
from argparse import ArgumentParser

from labcoat.core.arguments import Arguments
from labcoat.core.config import ConfigError
from labcoat.core.console import complain
from labcoat.core.hook import CLEAN, FAILED
from labcoat.core.paths import project_root, relative
from labcoat.init.origin import is_address, is_revision
from labcoat.init.survey import GITHUB, GITLAB

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.init.steps import Step
    from labcoat.init.survey import Survey


class InitArguments(Arguments):
    """The command line of `labcoat init`."""

    directory = ""
    yes = False
    diff = False
    ci = ""
    no_ci = False
    no_check = False
    repo = ""
    rev = ""


def main(argv: Sequence[str]) -> int:
    """Set labcoat up in a git repository. 0: done, whatever is found; 2: something failed."""
    arguments = InitArguments()
    parser = _parser()
    parser.parse_args(argv, arguments)
    if arguments.repo and not is_address(arguments.repo):
        parser.error("argument --repo: not the address of a repository, or one with a password")
    if arguments.rev and not is_revision(arguments.rev):
        parser.error("argument --rev: not a tag or commit")
    try:
        return _init(_root(arguments.directory), arguments)
    except ConfigError as error:
        complain(f"labcoat init: {error}")
        return FAILED


def _parser() -> ArgumentParser:
    description = "Set up hooks, settings and a CI job; show what they find. Ask before a file that exists is added to."
    parser = ArgumentParser(prog="labcoat init", description=description, allow_abbrev=False)
    add = parser.add_argument
    add("directory", nargs="?", metavar="DIRECTORY", help="a directory of the repository (default: the current one)")
    add("--yes", action="store_true", help="add to files that exist without asking")
    add("--diff", "--dry-run", dest="diff", action="store_true", help="change nothing, show what would change")
    job = parser.add_mutually_exclusive_group()
    job.add_argument("--ci", choices=(GITHUB, GITLAB), help="where the job runs (default: where the repository is)")
    job.add_argument("--no-ci", action="store_true", help="make no job")
    add("--no-check", action="store_true", help="do not check the repository afterwards")
    add("--repo", metavar="URL", help="the repository of the hooks, such as your mirror of labcoat")
    add("--rev", metavar="REV", help="the tag or commit of the hooks (default: of this version)")
    return parser


def _root(directory: str | None) -> str:
    """The git root of a directory. Raises ConfigError where there is none, and for a home folder nobody named."""
    start = os.path.abspath(directory or ".")
    if not os.path.isdir(start):
        raise ConfigError(f"{directory}: no such directory")
    root = project_root(start)
    if relative(start, root) is None or not os.path.lexists(os.path.join(root, ".git")):
        raise ConfigError("not in a git repository: run `git init` first")
    if os.path.realpath(root) == os.path.realpath(os.path.expanduser("~")) and not (directory and start == root):
        raise ConfigError("the git repository here is your home folder: run `labcoat init ~` if you mean that")
    return root


def _init(root: str, arguments: InitArguments) -> int:
    from labcoat.core.report.printable import printable
    from labcoat.init.survey import survey

    found = survey(root)
    print(f"{printable(root)}: {found.told()}\n")
    steps = _plan(found, arguments)
    from labcoat.init.writing import carry_out, show_changes, show_plan

    show_plan(steps)
    if not (found.hosts or arguments.ci or arguments.no_ci):
        print("Neither GitHub nor GitLab is seen here: `--ci github` or `--ci gitlab` makes a job for it.\n")
    if arguments.diff:
        show_changes(steps)
        return CLEAN
    worst = carry_out(root, steps, arguments.yes)
    if arguments.no_check:
        return worst
    from labcoat.init.outcome import check_and_tell

    return max(worst, check_and_tell(root, sum(found.counts.values())))


def _plan(found: Survey, arguments: InitArguments) -> list[Step]:
    from labcoat.init.ci import plan_ci
    from labcoat.init.hook_config import plan_hooks
    from labcoat.init.origin import origin
    from labcoat.init.project_settings import plan_settings

    source = origin(arguments.repo, arguments.rev)
    hosts = [] if arguments.no_ci else [arguments.ci] if arguments.ci else found.hosts
    jobs = [step for host in hosts for step in plan_ci(found, source, host)]
    return [plan_hooks(found, source), plan_settings(found), *jobs]
