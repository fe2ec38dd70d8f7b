"""A scratch project, in which the installed programs run as processes of their own."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.e2e.runners import Repo, environment, tool


class Result(NamedTuple):
    """How a program ended."""

    code: int
    out: str
    err: str


class Project(Repo):
    """A git repository in which labcoat runs."""

    def labcoat(self, *arguments: str, **options: object) -> Result:
        """Run `labcoat`."""
        return self.program("labcoat", *arguments, **options)

    def program(self, name: str, *arguments: str, stdin: bytes = b"", **variables: str) -> Result:
        """Run a program of ours; what it prints has to be UTF-8."""
        command = [tool(name), *arguments]
        done = subprocess.run(
            command, cwd=self.root, env=self.env | variables, input=stdin, capture_output=True, timeout=120
        )
        return Result(done.returncode, done.stdout.decode(), done.stderr.decode())

    def lines(self, *arguments: str) -> list[str]:
        """The places that `labcoat check` finds, as `path:line:column` or `path:cell N:line:column`."""
        done = self.labcoat("check", "--format=concise", *arguments)
        return [line.partition(": ")[0] for line in done.out.splitlines()]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project."""
    env = environment(tmp_path)
    for name in ("NO_COLOR", "PYTHONUTF8", "PYTHONUNBUFFERED"):
        env.pop(name, None)
    return Project(tmp_path / "project", env | {"PYTHONIOENCODING": "utf-8"})
