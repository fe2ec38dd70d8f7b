"""The environment that is measured: labcoat as a user installs it, not editable, with the peers beside it."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CACHE = ROOT / "build" / "bench"  # git ignores it


class Environment:
    """A directory with the programs that are compared."""

    def __init__(self, directory: Path) -> None:
        self.bin = directory / "bin"

    def command(self, line: str, *paths: str | Path) -> list[str]:
        """A program of the environment with its options, and paths."""
        program, *options = line.split()
        return [str(self.bin / program), *options, *map(str, paths)]

    @property
    def bare(self) -> list[str]:
        """What every Python program costs at least."""
        return [*self.command("python -c"), "pass"]


def installed() -> Environment:
    """The environment of this state of the source; made where there is none yet."""
    directory = CACHE / "venv"
    stamp = directory / "labcoat.stamp"
    state = _state()
    if not stamp.exists() or stamp.read_text() != state:
        print("installing labcoat and its peers …", file=sys.stderr)
        _install(directory)
        stamp.write_text(state)
    return Environment(directory)


def _state() -> str:
    digest = sha256(sys.version.encode())
    for path in sorted([ROOT / "pyproject.toml", *(ROOT / "hooks").rglob("*.py")]):
        digest.update(bytes(path) + path.read_bytes())
    return digest.hexdigest()


def _install(directory: Path) -> None:
    if not directory.exists():
        venv.create(directory, with_pip=True)
    python = str(directory / "bin" / "python")
    pip = [python, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    steps = (
        [*pip, "install", "--upgrade", "pip"],
        [*pip, "install", "--force-reinstall", "--no-deps", "."],
        [*pip, "install", ".", "--group", "bench"],
        [*pip, "uninstall", "--yes", "setuptools"],  # its .pth file would make the bare interpreter slower
    )
    for step in steps:
        subprocess.run(step, cwd=ROOT, check=True, stderr=subprocess.DEVNULL, env={**os.environ, "PIP_NO_INPUT": "1"})
