"""Small git repositories with models, and what the rules of this family say about them."""

from __future__ import annotations

import os
import subprocess
from hashlib import sha256
from pathlib import Path

from labcoat.core.arguments import Arguments
from labcoat.core.config import forget_configs
from labcoat.core.hook import check_paths
from labcoat.core.lockfile.lookup import forget_locks
from labcoat.model_lock.repository import forget_repositories

COMMIT = "0123456789abcdef" * 2 + "01234567"
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def pointer(data: bytes) -> bytes:
    """What Git LFS commits in the place of these bytes."""
    return f"version https://git-lfs.github.com/spec/v1\noid sha256:{digest(data)}\nsize {len(data)}\n".encode()


def entry(path: str, data: bytes, **more: str) -> str:
    keys = "".join([f'{key} = "{value}"\n' for key, value in more.items()])
    return f'[[model.file]]\npath = "{path}"\nsha256 = "{digest(data)}"\nsize = {len(data)}\n{keys}\n'


def lock(*entries: str, name: str = "m", source: str = "local", more: str = "") -> str:
    return f'version = 1\n\n[[model]]\nname = "{name}"\nsource = "{source}"\n{more}\n' + "".join(entries)


class Repo:
    """A git repository in a folder, which is the working directory while it is asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "--quiet")

    def git(self, *arguments: str) -> str:
        done = subprocess.run([*GIT, *arguments], cwd=self.root, check=True, capture_output=True, encoding="utf-8")
        return done.stdout

    def write(self, name: str, data: bytes | str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "--quiet", "-m", "x")

    def findings(self, *paths: str, required: bool = False, select: str = "model-lock") -> list:
        """What is found in these paths, or in everything."""
        forget_everything()
        arguments = Arguments()
        arguments.paths = paths
        arguments.select = [select]
        arguments.options = {"model-lock": {"required": True}} if required else {}
        before = Path.cwd()
        os.chdir(self.root)
        try:
            outcome = check_paths(["model_lock"], arguments)
        finally:
            os.chdir(before)
        assert outcome.errors == []
        return outcome.findings

    def found(self, *paths: str, required: bool = False) -> list[tuple[str, str, int]]:
        """(path, rule, line) of what is found in these paths, or in everything."""
        return [(one.path, one.rule, one.line) for one in self.findings(*paths, required=required)]

    def said(self, *paths: str, required: bool = False) -> list[str]:
        """The messages of what is found in these paths, or in everything."""
        return [one.message for one in self.findings(*paths, required=required)]


def forget_everything() -> None:
    forget_configs()
    forget_locks()
    forget_repositories()
