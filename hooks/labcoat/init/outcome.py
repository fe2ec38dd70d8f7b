"""What a check of the repository finds, in a few lines, and what to do next."""

from __future__ import annotations

import os
import subprocess

from labcoat.core.arguments import Arguments
from labcoat.core.console import complain
from labcoat.core.families import CHECKERS, load_rules
from labcoat.core.files import git_environment
from labcoat.core.hook import BASELINE, CLEAN, FAILED, check_paths
from labcoat.core.report.places import counted, headline, totals
from labcoat.core.report.printable import printable
from labcoat.core.rule import SEVERITIES
from labcoat.init.hook_config import NAMES, PREK
from labcoat.init.steps import text_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from labcoat.core.checker import Outcome
    from labcoat.core.finding import Finding

_MOST_RULES, _MOST_PLACES = 10, 3
_MANY_FILES = 500  # are worth the start of several processes


def check_and_tell(root: str, files: int) -> int:
    """Check the repository; findings are no failure. Raises ConfigError."""
    arguments = Arguments()
    arguments.jobs = 0 if files > _MANY_FILES else 1
    arguments.paths = [os.path.relpath(root)]
    baseline = os.path.join(root, BASELINE)
    arguments.baseline = baseline if os.path.exists(baseline) else ""
    outcome = check_paths(CHECKERS, arguments)
    print()
    place = "" if os.path.samefile(root, ".") else f" {printable(arguments.paths[0])}"
    for line in [*_summary(outcome, place), "", *_next(root, outcome, place)]:
        print(line)
    for problem in outcome.errors:
        complain(problem)
    return FAILED if outcome.errors else CLEAN


def _summary(outcome: Outcome, place: str) -> Iterator[str]:
    findings = outcome.findings
    if not findings:
        yield f"All clear: {counted(outcome.stats['files'], 'file')} checked."
        return
    yield f"{totals(findings)}, of {outcome.stats['files']} checked:"
    groups = _groups(findings)
    for group in groups[:_MOST_RULES]:
        yield f"  {len(group):>5}  {group[0].severity:<8}  {group[0].rule}"
    if len(groups) > _MOST_RULES:
        yield f"         and {counted(len(groups) - _MOST_RULES, 'more rule')}"
    yield ""
    shown = [group[0] for group in groups[:_MOST_PLACES]]
    yield from [f"  {headline(finding)}" for finding in shown]
    if len(findings) > len(shown):
        yield f"  and {len(findings) - len(shown)} more: `labcoat check{place}`"


def _groups(findings: Sequence[Finding]) -> list[list[Finding]]:
    """The findings of a severity and rule together; the worst, then the most, come first."""
    groups: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        groups.setdefault((finding.severity, finding.rule), []).append(finding)
    return sorted(groups.values(), key=lambda group: (-SEVERITIES.index(group[0].severity), -len(group), group[0].rule))


def _next(root: str, outcome: Outcome, place: str) -> Iterator[str]:
    """What to do now."""
    keys = {rule.name for rule in load_rules(["find_keys"])["find-keys"]}
    if any([finding.rule in keys for finding in outcome.findings]):
        yield "Revoke the keys first: git's history keeps what was committed."
    if any([os.path.exists(os.path.join(root, name)) for name in (*NAMES, PREK)]) and not _has_hook(root):
        yield "`pre-commit install` (or `prek install`) has every commit checked."
    if any([finding.fixable for finding in outcome.findings]):
        yield f"`labcoat fix --diff{place}` shows what can be fixed."
    if outcome.findings:
        yield f"`labcoat baseline{place}` accepts what is there today, so that only new findings are reported."


def _has_hook(root: str) -> bool:
    """Whether git runs pre-commit or prek before a commit."""
    command = ("git", "rev-parse", "--git-path", "hooks/pre-commit")
    try:
        done = subprocess.run(command, cwd=root, env=git_environment(), capture_output=True, check=False)
    except OSError:
        return False
    text = text_of(os.path.join(root, os.fsdecode(done.stdout).strip() or os.devnull))
    return "pre-commit" in text or "prek" in text
