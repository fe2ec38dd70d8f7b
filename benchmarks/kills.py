"""A thousand runs of strip-outputs over 50 notebooks, killed at random instants: the test of this, at length."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from benchmarks.environment import ROOT
from benchmarks.table import Row

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from benchmarks.environment import Environment

TITLE = "kills: SIGKILL during a strip of 50 notebooks; every file is old or new, and the next run leaves nothing stray"
KILLS = 1_000
TEST = "tests/strip_kill_test.py"


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """How many kills did no harm: all of them, or none where the test fails."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "--quiet",
        "-p",
        "no:cacheprovider",
        f"--basetemp={scratch / 'kills'}",
        TEST,
    ]
    path = os.pathsep.join([str(ROOT / "hooks"), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "LABCOAT_KILLS": str(KILLS), "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stdout[-3000:], done.stderr[-1000:], sep="\n")
    yield Row("runs killed without harm", 0 if done.returncode else KILLS, " kills", least=KILLS)
