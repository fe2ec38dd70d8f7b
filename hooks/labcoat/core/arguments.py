"""What `labcoat check` and the stand-alone hooks are told on the command line."""

from __future__ import annotations

import os

from labcoat.core.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Mapping, Sequence
    from typing import Any

LEVELS = ("range", "compatible", "exact", "hash")  # from the least sure to the surest; `exact` where nobody says
FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")


class Arguments:
    """The defaults; argparse fills in the rest. None and empty: as the project's settings say."""

    paths: Sequence[str] = ()
    select: list[str] | None = None
    ignore: list[str] | None = None
    min_severity = ""
    format = "text"
    output = ""
    baseline = ""
    no_baseline = False
    exit_zero = False
    no_ignores = False
    pedantic = False
    color = "auto"
    jobs = 1
    stdin_filename = ""
    detect_secrets_plugins = False
    notebooks = False
    min_level = ""
    changed_lines = False
    from_ref = ""
    to_ref = ""
    options: Mapping[str, Mapping[str, Any]] = {}  # of rule families, that go before the project's


def parse_arguments(program: str, argv: Sequence[str]) -> Arguments:
    """Read a command line. Exits with 2 for a wrong one, as argparse does."""
    arguments = Arguments()
    arguments.paths = argv
    if any([argument.startswith("-") for argument in argv]):  # argparse costs 0.7 of a bare interpreter
        parser = _parser(program)
        parse(parser, argv, arguments)
        _check_values(parser, arguments)
        arguments.options = _family_options(arguments)
    return arguments


def _family_options(arguments: Arguments) -> dict[str, dict[str, Any]]:
    """The options that are a rule family's, by the keys of its table in the project's settings."""
    plugins = {"detect-secrets-plugins": True, "detect-secrets-plugins-asked": True}
    given: dict[str, dict[str, Any]] = {
        "find-keys": plugins if arguments.detect_secrets_plugins else {},
        "pinned-requirements": {"notebooks": arguments.notebooks, "min-level": arguments.min_level},
    }
    return {family: {key: value for key, value in options.items() if value} for family, options in given.items()}


def parse(parser: ArgumentParser, argv: Sequence[str], arguments: Arguments) -> None:
    """Fill in the arguments. A word that is the name of a file is that file, whatever it looks like.

    Runners put names behind options as they are: a file called `--exit-zero` must not switch a check off.
    """
    dashed = [word for word in argv if word.startswith("-") and os.path.lexists(word)]
    parser.parse_args([word for word in argv if word not in dashed], arguments)
    arguments.paths = [*arguments.paths, *dashed]


def _check_values(parser: ArgumentParser, arguments: Arguments) -> None:
    if arguments.jobs < 0:
        parser.error("argument --jobs: must not be negative")
    if (arguments.from_ref or arguments.to_ref) and not arguments.changed_lines:
        parser.error("arguments --from-ref and --to-ref: go with --changed-lines")
    if arguments.to_ref and not arguments.from_ref:
        parser.error("argument --to-ref: goes with --from-ref")
    if arguments.stdin_filename and list(arguments.paths) != ["-"]:
        parser.error("argument --stdin-filename: goes with - as the only path")
    if not arguments.stdin_filename and "-" in arguments.paths and not os.path.lexists("-"):
        parser.error("- needs --stdin-filename: what is checked depends on the name")


def _parser(program: str) -> ArgumentParser:
    from argparse import ArgumentParser

    description = "Report what is unsafe in notebooks, code and configuration."
    parser = ArgumentParser(prog=program, description=description, allow_abbrev=False)
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files, or directories to walk; - reads standard input")
    add(
        "--select",
        type=names,
        metavar="RULE,…",
        help="run only these rules or families; `all` is every rule",
    )
    add("--ignore", type=names, metavar="RULE,…", help="leave these rules or families out")
    add("--min-severity", choices=SEVERITIES, help="report nothing less severe")
    add("--format", choices=FORMATS, help="how to report (default: text)")
    add("--output", metavar="FILE", help="write the report to a file")
    add(
        "--baseline",
        metavar="FILE",
        help="hide the findings that FILE lists (default: .labcoat-baseline.json in the git root)",
    )
    add("--no-baseline", action="store_true", help="report known findings, too; read no .secrets.baseline")
    add("--exit-zero", action="store_true", help="exit with 0 although there are findings")
    add("--no-ignores", action="store_true", help="report what ignore comments and cell tags hide, too")
    add("--pedantic", action="store_true", help="report ignore comments that ignore nothing")
    add("--color", choices=("auto", "always", "never"), metavar="WHEN", help="auto, always or never")
    add(
        "--detect-secrets-plugins",
        action="store_true",
        help="look for keys with the plugins of detect-secrets, too",
    )
    add("--notebooks", action="store_true", help="report unpinned packages in notebooks, too")
    add("--min-level", choices=LEVELS, metavar="LEVEL", help=f"how packages must be pinned: {', '.join(LEVELS)}")
    add("--changed-lines", action="store_true", help="report only what is on lines that are new since the last commit")
    add("--from-ref", metavar="REF", help="with --changed-lines: new since this commit")
    add("--to-ref", metavar="REF", help="… on the way to this one (default: HEAD)")
    add("--jobs", type=int, metavar="N", help="processes to use; 0 is one a processor (default: 1)")
    add("--stdin-filename", metavar="PATH", help="the name of what - reads")
    return parser


def names(text: str) -> list[str]:
    """The names in a list with commas, for argparse; it must not be empty, since then nothing would be checked."""
    found = [name.strip() for name in text.split(",") if name.strip()]
    if not found:
        from argparse import ArgumentTypeError

        raise ArgumentTypeError("the list is empty")
    return found
