"""The real pre-commit and prek, run on scratch repositories that know nothing of the machine's own settings."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

IDS = ("labcoat", "labcoat-remote-code", "labcoat-strip-outputs")
RUNNERS = ("pre-commit", "prek")
GIT_CONFIG = """\
[user]
    name = A
    email = a@example.org
[init]
    defaultBranch = main
[core]
    autocrlf = false
"""
_OURS = ("GIT_", "PRE_COMMIT", "PREK_", "SKIP", "LABCOAT_", "GITHUB_", "FORCE_COLOR", "VIRTUAL_ENV")
_PLACE = re.compile(r"^ *(.+?):(?:cell (\d+):)?(\d+):(\d+): [a-z]+\[([a-z-]+)\]", re.MULTILINE)


@dataclass(frozen=True)
class Done:
    """How a program ended, and what it said on both streams."""

    code: int
    output: str

    def places(self, rule: str) -> list[tuple[str, int, int, int]]:
        """(path, cell or 0, line, column) of each finding of a rule in concise format, sorted."""
        found = [match.groups() for match in _PLACE.finditer(self.output)]
        return sorted(
            (path, int(cell or 0), int(line), int(column)) for path, cell, line, column, name in found if name == rule
        )


def tool(name: str) -> str:
    """A program beside the Python that runs the tests."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}"
    return found


def environment(home: Path) -> dict[str, str]:
    """The machine's environment without what would steer git, a runner or labcoat; their files go below `home`."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}
    (home / "gitconfig").write_text(GIT_CONFIG, encoding="utf-8")
    path = os.pathsep.join([str(Path(sys.executable).parent), kept.get("PATH", os.defpath)])
    git = {"GIT_CONFIG_GLOBAL": str(home / "gitconfig"), "GIT_CONFIG_NOSYSTEM": "1"}
    runners = {"PRE_COMMIT_HOME": str(home / "pre-commit"), "PREK_HOME": str(home / "prek")}
    return kept | git | runners | {"PATH": path, "NO_COLOR": "1", "PRE_COMMIT_COLOR": "never", "PYTHONUTF8": "1"}


class Repo:
    """A scratch git repository."""

    def __init__(self, root: Path, env: dict[str, str]) -> None:
        self.root = root
        self.env = env
        root.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet")

    def run(self, *command: str, **variables: str) -> Done:
        """Run a program at the root of the repository."""
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.env | variables,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
        )
        return Done(done.returncode, done.stdout.decode(errors="backslashreplace"))

    def git(self, *arguments: str) -> str:
        """What a git command prints; it has to succeed."""
        done = self.run("git", *arguments)
        assert done.code == 0, done.output
        return done.output

    def write(self, name: str, text: str) -> Path:
        """Write a file and its directories."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def read(self, name: str) -> str:
        """The text of a file."""
        return (self.root / name).read_bytes().decode()

    def add(self, name: str, text: str) -> None:
        """Write and stage a file."""
        self.write(name, text)
        self.git("add", "--", name)

    def commit(self) -> str:
        """Stage and commit everything, past the hooks; the commit."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--no-verify", "--allow-empty", "--message", "x")
        return self.git("rev-parse", "HEAD").strip()


class Runner:
    """One of the two runners, with the hooks of one revision of this repository."""

    def __init__(self, name: str, hooks: Path, rev: str) -> None:
        self.name = name
        self.program = tool(name)
        self.hooks = hooks
        self.rev = rev

    def configure(self, repo: Repo, *ids: str, **args: list[str]) -> None:
        """Stage a .pre-commit-config.yaml with these hooks; `args` are by hook id, with underscores."""
        chosen = [{"id": name} | _args(args.get(name.replace("-", "_"))) for name in ids]
        config = {"repos": [{"repo": str(self.hooks), "rev": self.rev, "hooks": chosen}]}
        repo.add(".pre-commit-config.yaml", json.dumps(config, indent=2) + "\n")

    def run(self, repo: Repo, *arguments: str, **variables: str) -> Done:
        """Run the hooks of the configuration."""
        return repo.run(self.program, "run", *arguments, **variables)

    def try_repo(self, repo: Repo, *arguments: str) -> Done:
        """Run hooks of this repository without a configuration."""
        return repo.run(self.program, "try-repo", str(self.hooks), *arguments)

    def install(self, repo: Repo) -> None:
        """Install the git hook."""
        done = repo.run(self.program, "install")
        assert done.code == 0, done.output


def _args(args: list[str] | None) -> dict[str, list[str]]:
    return {} if args is None else {"args": args}
