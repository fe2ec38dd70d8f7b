"""What other scanners say about files: for each row, the rules of ours that their findings stand for."""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmarks.environment import Environment

    Said = set[tuple[str, frozenset[str]]]  # a case's directory, and the rules of ours that a finding may stand for

RULES = Path(os.environ.get("LABCOAT_SEMGREP_RULES", "semgrep-rules"))  # checkouts: semgrep cannot ship its own
UNSAFE_EVAL = ("dynamic-exec", "pipe-to-shell")
BANDIT = {
    "B301": ("pickle-load",),
    "B302": ("pickle-load",),
    "B506": ("yaml-unsafe-load",),
    "B614": ("torch-load",),
    "B615": ("unpinned-hub-model", "hub-code"),
    "B104": ("bind-all-interfaces",),
    "B201": ("debug-server",),
    "B103": ("world-access",),
    "B501": ("tls-verification-off",),
    "B323": ("tls-verification-off",),
    "B310": ("insecure-download",),
    "B307": UNSAFE_EVAL,
    "B102": UNSAFE_EVAL,
}
RUFF = {
    "S301": ("pickle-load",),
    "S302": ("pickle-load",),
    "S506": ("yaml-unsafe-load",),
    "S104": ("bind-all-interfaces",),
    "S201": ("debug-server",),
    "S103": ("world-access",),
    "S501": ("tls-verification-off",),
    "S323": ("tls-verification-off",),
    "S310": ("insecure-download",),
    "S307": UNSAFE_EVAL,
    "S102": UNSAFE_EVAL,
}
SEMGREP = {  # parts of the names of rules
    r"torch|pytorch": ("torch-load",),
    r"numpy|np-load": ("numpy-allow-pickle",),
    r"pickle|marshal|dill|shelve|joblib|pandas": ("pickle-load",),
    r"yaml": ("yaml-unsafe-load",),
    r"0-0-0-0|bind-all|avoid-bind|listen": ("bind-all-interfaces",),
    r"flask.*debug|debug-enabled|debug.*flask|active-debug": ("debug-server",),
    r"chmod|permission|umask": ("world-access",),
    r"cors|allow-origin": ("wildcard-cors",),
    r"privileged|docker-?sock|host-?(?:network|pid|ipc)|cap-add|allow-privilege": ("privileged-container",),
    r"cert|ssl|tls|verify": ("tls-verification-off",),
    r"insecure-(?:request|url|transport|file)|http-request|no-tls|urlopen|ftp": ("insecure-download",),
    r"pipe|curl|bash": ("pipe-to-shell",),
    r"eval|exec": UNSAFE_EVAL,
    r"log(?:ger|ging).*(?:secret|credential|cred)|credential-disclosure|disclosure": ("secret-in-log",),
    r"iam|admin|rbac|wildcard|privilege-escalation|least": ("wildcard-iam",),
    r"s3|bucket|public-read|gcs|acl|storage": ("public-bucket",),
    r"trust-remote|remote-code": ("trust-remote-code",),
    r"share": ("public-share",),
}


def bandit(environment: Environment, rows: Path) -> Said:
    """bandit, of Python files."""
    done = _output(environment.command("bandit -q -r -f json --exit-zero"), rows, ["."])
    return _mapped([(item["filename"], item["test_id"]) for item in done["results"]], BANDIT.get)


def bandit_in_notebooks(environment: Environment, rows: Path) -> Said:
    """nbQA with bandit, of notebooks; it has no report but text."""
    line = environment.command("nbqa bandit . -f csv")
    path = {"PATH": f"{environment.bin}:{os.environ['PATH']}"}
    done = subprocess.run(line, cwd=rows, capture_output=True, encoding="utf-8", env={**os.environ, **path})
    found = re.findall(r"(?m)^([^,\n]*\.ipynb)[^,\n]*,[^,]*,(B\d+),", done.stdout)
    return _mapped(found, BANDIT.get)


def ruff(environment: Environment, rows: Path) -> Said:
    """ruff's security rules, of Python files and notebooks."""
    line = environment.command("ruff check --select S --no-cache --isolated --exit-zero --output-format json")
    done = _output(line, rows, ["."])
    return _mapped([(item["filename"], item["code"]) for item in done], RUFF.get)


def semgrep(environment: Environment, rows: Path) -> Said:
    """semgrep with the registry's rules and those of Trail of Bits, for Python, shell, Docker, YAML and Terraform."""
    configs = [str(path) for path in _rule_folders()]
    options = [option for path in configs for option in ("--config", path)]
    line = environment.command("semgrep scan --quiet --json --metrics=off --disable-version-check --no-git-ignore")
    done = _output([*line, *options], rows, ["."])
    return _mapped([(item["path"], item["check_id"]) for item in done["results"]], _of_semgrep)


def _rule_folders() -> Iterator[Path]:
    folders = (
        "semgrep/python semgrep/bash semgrep/dockerfile semgrep/yaml semgrep/terraform semgrep/json semgrep/ai "
        "trailofbits/python trailofbits/generic trailofbits/yaml trailofbits/hcl"
    )
    for name in folders.split():
        if (RULES / name).is_dir():
            yield RULES / name


def _of_semgrep(name: str) -> tuple[str, ...] | None:
    last = ".".join(name.split(".")[-3:])
    return next((ours for pattern, ours in SEMGREP.items() if re.search(pattern, last)), None)


def _output(line: list[str], rows: Path, paths: list[str]) -> Any:
    done = subprocess.run([*line, *paths], cwd=rows, capture_output=True, check=False)
    return json.loads(done.stdout)


def _mapped(found: Iterable[tuple[str, str]], ours: Callable[[str], tuple[str, ...] | None]) -> Said:
    said: Said = set()
    for path, theirs in found:
        row = next((part for part in Path(path).parts if re.fullmatch(r"\d{5}", part)), "")
        if rules := ours(theirs):
            said.add((row, frozenset(rules)))
    return said


PEERS: dict[str, Callable[[Environment, Path], Said]] = {
    "bandit": bandit,
    "nbQA + bandit": bandit_in_notebooks,
    "ruff S": ruff,
    "semgrep": semgrep,
}
