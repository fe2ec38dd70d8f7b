"""A run's outcome as a report: on standard output or in a file, and in GitHub's step summary."""

from __future__ import annotations

import os
import sys

from labcoat.core.config import ConfigError
from labcoat.core.report import Report, render
from labcoat.core.report.printable import printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from labcoat.core.arguments import Arguments
    from labcoat.core.checker import Outcome
    from labcoat.core.rule import Rule


def write_report(outcome: Outcome, families: Mapping[str, Sequence[Rule]], arguments: Arguments) -> None:
    """Write the report where the command line wants it. Raises ConfigError where it cannot be written."""
    rules = {rule.name: rule for rules in families.values() for rule in rules}
    report = Report(outcome.findings, rules, outcome.stats, outcome.errors)
    if arguments.output:
        text = "".join(render(arguments.format, report, False))
        try:
            with open(arguments.output, "w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
                file.write(text)
        except OSError as problem:
            raise ConfigError(f"{arguments.output}: cannot be written: {problem.strerror}") from None
    else:
        _print("".join(render(arguments.format, report, _wants_color(arguments.color))))
    for error in outcome.errors:
        print(printable(error), file=sys.stderr)
    summary = os.environ.get("GITHUB_STEP_SUMMARY")
    if summary and outcome.findings:
        from labcoat.core.report.step_summary import write_step_summary

        try:
            write_step_summary(report, summary)
        except OSError as problem:
            raise ConfigError(f"GITHUB_STEP_SUMMARY: {summary}: cannot be written: {problem.strerror}") from None


def _print(text: str) -> None:
    """Print in the terminal's encoding, escaping what it does not have."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))


def _wants_color(when: str) -> bool:
    """`always`, `never`, or by https://no-color.org, FORCE_COLOR and the terminal."""
    if when != "auto":
        return when == "always"
    environment = os.environ
    if environment.get("NO_COLOR") or environment.get("TERM") == "dumb":
        return False
    return bool(environment.get("FORCE_COLOR")) or sys.stdout.isatty()
