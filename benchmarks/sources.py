"""Sources of large machine-learning packages, as their authors publish them: unpacked source distributions."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
from hashlib import sha256
from typing import TYPE_CHECKING

from benchmarks.environment import CACHE

if TYPE_CHECKING:
    from pathlib import Path

DIRECTORY = CACHE / "sources"
PACKAGES = {
    "accelerate": "1.15.0",
    "datasets": "5.2.0",
    "diffusers": "0.42.1",
    "gradio": "6.31.0",
    "transformers": "5.23.0",
}


def unpacked() -> list[Path]:
    """A directory for each package; downloaded where there is none yet."""
    return [_unpacked(f"{name}-{version}") for name, version in PACKAGES.items()]


def _unpacked(release: str) -> Path:
    directory = DIRECTORY / release
    if not directory.exists():
        name, _, version = release.rpartition("-")
        DIRECTORY.mkdir(parents=True, exist_ok=True)
        print(f"downloading {release} …", file=sys.stderr)
        pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "download", "--no-deps"]
        line = [*pip, "--no-binary", name, "--dest", str(DIRECTORY), f"{name}=={version}"]
        subprocess.run(line, check=True, env={**os.environ, "PIP_NO_INPUT": "1"})
        with tarfile.open(DIRECTORY / f"{release}.tar.gz") as archive:
            archive.extractall(DIRECTORY, filter="data")
    return directory


def python_files(directory: Path, most_bytes: int, most_files: int) -> list[Path]:
    """Files of a package, drawn by their names, up to so many and up to so many bytes."""
    chosen: list[Path] = []
    size = 0
    for path in sorted(directory.rglob("*.py"), key=lambda path: sha256(path.name.encode()).digest()):
        if len(chosen) < most_files and size + path.stat().st_size <= most_bytes:
            chosen.append(path)
            size += path.stat().st_size
    return chosen
