"""One run of a checking hook: arguments to files, files to findings, findings to a report and an exit code."""

from __future__ import annotations

import os
import sys

from labcoat.core.arguments import parse_arguments
from labcoat.core.checker import Checker, Outcome
from labcoat.core.config import ConfigError, check_config, check_names
from labcoat.core.console import complain
from labcoat.core.families import hook_module, known_names, known_options, load_rules
from labcoat.core.kinds import kind_of
from labcoat.core.paths import readable_root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.arguments import Arguments
    from labcoat.core.baseline import Baseline
    from labcoat.core.config import Config
    from labcoat.core.rule import Rule

BASELINE = ".labcoat-baseline.json"
CLEAN, FOUND, FAILED = 0, 1, 2


def run_hook(program: str, modules: Sequence[str], argv: Sequence[str] | None) -> int:
    """Check what the command line names with the rules of these hook modules; the exit code."""
    return run_checked(program, modules, parse_arguments(program, sys.argv[1:] if argv is None else argv))


def run_checked(program: str, modules: Sequence[str], arguments: Arguments) -> int:
    """Check what the arguments name, and report; the exit code."""
    try:
        outcome = check_paths(modules, arguments)
        _report(outcome, modules, arguments)
        for note in outcome.notes:
            complain(note)
    except ConfigError as error:
        complain(f"{program}: {error}")
        return FAILED
    if outcome.errors:
        return FAILED
    return FOUND if outcome.findings and not arguments.exit_zero else CLEAN


def check_paths(modules: Sequence[str], arguments: Arguments) -> Outcome:
    """Check files, walk directories. Raises ConfigError."""
    checker = make_checker(modules, arguments)
    if arguments.stdin_filename:
        checker.check_bytes(arguments.stdin_filename, sys.stdin.buffer.read())
        return checker.outcome
    from labcoat.core.files import find_files

    files, problems = find_files(list(arguments.paths) or ["."], checker.is_excluded)
    checker.outcome.errors += problems
    checker.given = requirements_files(files)
    jobs = arguments.jobs or os.cpu_count() or 1
    if jobs > 1 and len(files) > 1:
        from labcoat.core.parallel import check_in_parallel

        checker.outcome.add(check_in_parallel(modules, arguments, files, jobs, checker.given))
        return checker.outcome
    for path in files:
        checker.check_file(path)
    return checker.outcome


def requirements_files(files: Sequence[str]) -> frozenset[str]:
    """The real paths of those that are requirements files by their names, so that they are checked as such anyway."""
    return frozenset([os.path.realpath(path) for path in files if kind_of(path) == "requirements"])


def make_checker(modules: Sequence[str], arguments: Arguments) -> Checker:
    """A checker for the rules of these hook modules. Raises ConfigError for an unknown rule, or a bad baseline."""
    families = load_rules(modules)
    if arguments.select is not None or arguments.ignore is not None:
        check_names(arguments.select or (), known_names(), "--select")
        check_names(arguments.ignore or (), known_names(), "--ignore")
        _check_selection(families, arguments.select or [])
    return Checker(families, arguments, _validate, _baseline(arguments))


def _check_selection(families: Mapping[str, Sequence[Rule]], select: list[str]) -> None:
    """Raise ConfigError for a selection that this command has no rule for: it would find everything clean."""
    names = {name for family, rules in families.items() for name in (family, "all", *[rule.name for rule in rules])}
    for name in select:
        if name not in names:
            raise ConfigError(f'--select: "{name}" is not among the rules that are checked here')


def _validate(config: Config) -> None:
    check_config(config, known_names(), known_options())


def _baseline(arguments: Arguments) -> Baseline | None:
    path = arguments.baseline or os.path.relpath(os.path.join(readable_root("."), BASELINE))
    if arguments.no_baseline or (not arguments.baseline and not os.path.exists(path)):
        return None
    from labcoat.core.baseline import BaselineError, load_baseline

    try:
        return load_baseline(path)
    except BaselineError as error:
        raise ConfigError(str(error)) from None


def _report(outcome: Outcome, modules: Sequence[str], arguments: Arguments) -> None:
    files = outcome.stats["files"]
    plain = arguments.format == "text" and not arguments.output
    hidden = sum([outcome.stats[name] for name in ("ignored", "baselined", "unchanged")])
    if plain and files and not (outcome.findings or outcome.errors or hidden):
        print(f"All clear: {files} file{'' if files == 1 else 's'} checked.")
        return
    from labcoat.core.output import write_report

    write_report(outcome, load_rules(modules), arguments)
    if plain:
        for module in modules:
            for line in getattr(hook_module(module), "summary", no_summary)(outcome):
                print(line)


def no_summary(outcome: Outcome) -> list[str]:
    """Most families have nothing more to say about a run."""
    return []
