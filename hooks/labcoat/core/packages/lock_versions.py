"""The versions that a lock file says, by name: of what comes from an index, where `==` finds it again."""

from __future__ import annotations

import re

from labcoat.core.packages.names import normalized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Found = Iterator[tuple[Any, Any, Iterable[Any]]]  # name, version and hashes, of any type: files are not trusted

_VERSION = re.compile(r"[0-9][A-Za-z0-9.!+_-]*|v[0-9][A-Za-z0-9.!+_-]*")
_HASH = re.compile(r"(?:sha256|sha384|sha512):[0-9a-f]{64,128}")
_ELSEWHERE = ("git", "hg", "svn", "bzr", "vcs", "path", "file", "url", "editable", "directory", "archive", "ref")


class Locked:
    """One version of a package and the hashes of its files, `sha256:…`. `is_conda` is a package of a conda channel."""

    __slots__ = ("hashes", "is_conda", "version")

    def __init__(self, version: str, hashes: frozenset[str] = frozenset(), is_conda: bool = False) -> None:
        self.version = version
        self.hashes = hashes
        self.is_conda = is_conda

    def __repr__(self) -> str:
        return f"Locked({self.version!r}, {len(self.hashes)} hashes)"


def locked_versions(name_of_lock_file: str, text: str) -> dict[str, list[Locked]]:
    """The locked versions by normalized name, all of them where forks or platforms have several.

    What comes from a repository, a path or an address is left out. Never raises: empty for what cannot be read.
    """
    name = name_of_lock_file.replace("\\", "/").rpartition("/")[2].lower()
    try:
        if name in ("conda-lock.yml", "conda-lock.yaml"):
            return _conda_lock(text)
        return _collected(_read(name, text))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}


def _read(name: str, text: str) -> Found:
    if name == "uv.lock" or name.endswith(".py.lock"):  # the second is of a script
        return _uv(_toml(text))
    if name == "poetry.lock":
        return _poetry(_toml(text))
    if name == "pdm.lock":
        return _pdm(_toml(text))
    if name == "pipfile.lock":
        return _pipenv(text)
    if name.startswith("pylock.") and name.endswith(".toml"):
        return _pylock(_toml(text))
    return _requirements(name, text)


def _toml(text: str) -> dict[str, Any]:
    import tomli

    return tomli.loads(text.removeprefix("\ufeff"))


def _collected(found: Found) -> dict[str, list[Locked]]:
    """By name; the same version again adds its hashes."""
    versions: dict[str, dict[str, set[str]]] = {}
    for name, version, hashes in found:
        if isinstance(name, str) and isinstance(version, str) and _VERSION.fullmatch(version):
            known = versions.setdefault(normalized(name), {}).setdefault(version, set())
            known.update([value for value in hashes if isinstance(value, str) and _HASH.fullmatch(value)])
    return {
        name: [Locked(version, frozenset(hashes)) for version, hashes in found.items()]
        for name, found in versions.items()
    }


def _hashes(files: Any) -> list[Any]:
    """The `hash` of each file in a list."""
    return [file.get("hash") for file in files if isinstance(file, dict)] if isinstance(files, list) else []


def _uv(data: dict[str, Any]) -> Found:
    for package in data["package"]:
        source = package.get("source", {})
        index = source.get("registry", "") if isinstance(source, dict) else source.removeprefix("registry+")
        if index.startswith("http"):
            files = [*package.get("wheels", []), package.get("sdist")]
            yield package["name"], package.get("version"), _hashes(files)


def _poetry(data: dict[str, Any]) -> Found:
    older = data.get("metadata", {}).get("files", {})  # where the lock format 1 has the files
    for package in data["package"]:
        if package.get("source", {}).get("type", "legacy") == "legacy":
            files = package.get("files") or older.get(package["name"], [])
            yield package["name"], package.get("version"), _hashes(files)


def _pdm(data: dict[str, Any]) -> Found:
    older = data.get("metadata", {}).get("files", {})
    for package in data["package"]:
        if not any([key in package for key in _ELSEWHERE]):
            files = package.get("files") or older.get(f"{package['name']} {package.get('version')}", [])
            yield package["name"], package.get("version"), _hashes(files)


def _pipenv(text: str) -> Found:
    import json

    for group, packages in json.loads(text.removeprefix("\ufeff")).items():
        for name, package in packages.items() if group != "_meta" else ():
            if isinstance(package, dict) and not any([key in package for key in _ELSEWHERE]):
                yield name, str(package.get("version")).removeprefix("=="), package.get("hashes", [])


def _pylock(data: dict[str, Any]) -> Found:
    for package in data["packages"]:
        if not any([key in package for key in _ELSEWHERE]):
            files = [package.get("sdist"), *package.get("wheels", [])]
            hashes = [file["hashes"] for file in files if isinstance(file, dict)]
            yield package["name"], package.get("version"), [f"{key}:{of[key]}" for of in hashes for key in of]


def _requirements(name: str, text: str) -> Found:
    """A requirements file in which everything is pinned; nothing of any other."""
    from labcoat.core.packages.pip_file import read
    from labcoat.core.packages.project import Project
    from labcoat.core.packages.requirement import PIP, Packages
    from labcoat.core.segment import Segment

    found = Packages(name, Project("."))
    read(Segment(text, "requirements"), found)
    named = [requirement for requirement in found.requirements if requirement.form == PIP and requirement.name]
    if any([requirement.level not in ("exact", "hash") for requirement in named]):
        return
    for requirement in named:
        clauses = [clause.strip() for clause in requirement.specifier.strip("() ").split(",")]
        exact = [clause.lstrip("= ") for clause in clauses if clause.startswith("==") and not clause.endswith(".*")]
        yield requirement.name, exact[0] if exact else None, requirement.hashes


def _conda_lock(text: str) -> dict[str, list[Locked]]:
    """https://conda.github.io/conda-lock/output/: a list of packages, of conda and of pip."""
    from labcoat.core.settings import settings

    packages: dict[str, dict[str, str]] = {}
    for setting in settings(text, "yaml"):
        if len(setting.path) >= 3 and setting.path[0] == "package":  # `version: 1.10` is no number
            written = setting.value if setting.quoted else text[setting.start : setting.end]
            packages.setdefault(setting.path[1], {})[".".join(setting.path[2:])] = str(written)
    made: dict[str, list[Locked]] = {}
    for is_conda in (False, True):
        chosen = [package for package in packages.values() if (package.get("manager") == "conda") is is_conda]
        for name, found in _collected(_conda_packages(chosen, is_conda)).items():
            made[name] = made.get(name, []) + [Locked(one.version, one.hashes, is_conda) for one in found]
    return made


def _conda_packages(packages: Iterable[dict[str, str]], is_conda: bool) -> Found:
    for package in packages:
        if not package.get("url", "").startswith(("git+", "file:")):
            hashes = () if is_conda else (f"sha256:{package.get('hash.sha256', '')}",)
            yield package.get("name"), package.get("version"), hashes
