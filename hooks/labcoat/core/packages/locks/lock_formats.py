"""The formats of lock files, each to its packages: name, version, hashes and where from. What is broken raises."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    Entries = Iterator[tuple[Any, Any, Iterable[Any], str]]  # of any type but the last: files are not trusted

INDEX, CONDA = "index", "conda"  # where `==` finds a version again, or a channel does
OWN, ELSEWHERE = "own", "elsewhere"  # the repository's own code; a repository, an address, a file, a folder of files
_NOT_INDEX = ("git", "hg", "svn", "bzr", "vcs", "path", "file", "url", "editable", "directory", "archive", "ref")
_FOLDERS = ("path", "editable", "virtual", "directory")
_ARCHIVES = (".whl", ".gz", ".zip", ".bz2", ".tgz", ".xz")


def _source(package: dict[str, Any]) -> str:
    """Where a package comes from, by the keys that say so."""
    if not any([key in package for key in (*_NOT_INDEX, "virtual")]):
        return INDEX
    places = [package[key] for key in _FOLDERS if key in package]
    named = [place.get("path") if isinstance(place, dict) else place for place in places]
    return OWN if any([isinstance(place, str) and _is_own(place) for place in named]) else ELSEWHERE


def _is_own(place: str) -> bool:
    """Whether a place is a folder below that of the lock file."""
    is_below = not place.startswith(("..", "/", "\\", "~")) and ":" not in place
    return is_below and not place.lower().endswith(_ARCHIVES)


def _packages(text: str) -> tuple[Any, dict[str, Any]]:
    """The packages in TOML, and all of it; one without any is still a lock file."""
    import tomli

    data = tomli.loads(text.removeprefix("\ufeff"))
    if "package" not in data and "version" not in data and "metadata" not in data:
        raise LookupError("package")
    return data.get("package", []), data


def _hashes(files: Any) -> list[Any]:
    """The `hash` of each file in a list."""
    return [file.get("hash") for file in files if isinstance(file, dict)] if isinstance(files, list) else []


def uv(text: str) -> Entries:
    """https://docs.astral.sh/uv/concepts/projects/layout/#the-lockfile"""
    for package in _packages(text)[0]:
        source = package.get("source", {})
        if isinstance(source, str):  # of the first versions
            kind, _, place = source.partition("+")
            source = {kind: place}
        is_index = source.get("registry", "").startswith("http")
        files = [*package.get("wheels", []), package.get("sdist")]
        found = INDEX if is_index else _source({"url": "", **source})
        yield package["name"], package.get("version"), _hashes(files), found


def poetry(text: str) -> Entries:
    """https://python-poetry.org/docs/basic-usage/#installing-with-poetrylock"""
    packages, data = _packages(text)
    older = data.get("metadata", {}).get("files", {})  # where the lock format 1 has the files
    for package in packages:
        files = package.get("files") or older.get(package["name"], [])
        source = package.get("source", {})
        kind = source.get("type", "legacy")
        found = INDEX if kind == "legacy" else _source({"url": "", kind: source.get("url")})
        yield package["name"], package.get("version"), _hashes(files), found


def pdm(text: str) -> Entries:
    """https://pdm-project.org/en/latest/usage/lockfile/"""
    packages, data = _packages(text)
    older = data.get("metadata", {}).get("files", {})
    for package in packages:
        files = package.get("files") or older.get(f"{package['name']} {package.get('version')}", [])
        yield package["name"], package.get("version"), _hashes(files), _source(package)


def pipenv(text: str) -> Entries:
    """https://pipenv.pypa.io/en/latest/pipfile.html#pipfile-lock"""
    import json

    for group, packages in json.loads(text.removeprefix("\ufeff")).items():
        for name, package in packages.items() if group != "_meta" else ():
            version = str(package.get("version")).removeprefix("==")
            yield name, version, package.get("hashes", []), _source(package)


def pylock(text: str) -> Entries:
    """https://packaging.python.org/en/latest/specifications/pylock-toml/"""
    import tomli

    for package in tomli.loads(text.removeprefix("\ufeff"))["packages"]:
        files = [package.get("sdist"), *package.get("wheels", [])]
        hashes = [file.get("hashes", {}) for file in files if isinstance(file, dict)]
        values = [f"{key}:{of[key]}" for of in hashes for key in of]
        yield package["name"], package.get("version"), values, _source(package)


def _rows(text: str, key: str) -> list[dict[str, str]]:
    """The mappings in a list of YAML, flat and as written: `version: 1.10` is no number."""
    from labcoat.core.settings import read_settings

    settings, error = read_settings(text, "yaml")
    if error or not any([setting.path[:1] in ((key,), ("version",), ("metadata",)) for setting in settings]):
        raise ValueError(key)
    rows: dict[str, dict[str, str]] = {}
    for setting in settings:
        if len(setting.path) >= 3 and setting.path[0] == key:
            written = setting.value if setting.quoted else text[setting.start : setting.end]
            rows.setdefault(setting.path[1], {})[".".join(setting.path[2:])] = str(written)
    return list(rows.values())


def conda_lock(text: str) -> Entries:
    """https://conda.github.io/conda-lock/output/: a list of packages, of conda and of pip."""
    for row in _rows(text, "package"):
        if row.get("manager") == "conda":
            yield row.get("name", ""), row.get("version"), (), CONDA
        else:
            found = ELSEWHERE if row.get("url", "").startswith(("git+", "file:")) else INDEX
            yield row["name"], row.get("version"), (f"sha256:{row.get('hash.sha256', '')}",), found


def pixi(text: str) -> Entries:
    """https://pixi.sh/latest/workspace/lockfile/: `pypi: https://…` with a name; in versions before 6 `kind: pypi`."""
    for row in _rows(text, "packages"):
        if "pypi" not in row and row.get("kind") != "pypi":
            yield row.get("name", ""), row.get("version"), (), CONDA
            continue
        place = row.get("pypi") or row.get("url") or row.get("path") or ""
        found = INDEX if place.startswith("http") else _source({"path": place})
        yield row["name"], row.get("version"), (f"sha256:{row.get('sha256', '')}",), found


def requirements(text: str) -> Entries:
    """A requirements file in which everything is pinned; nothing of any other."""
    from labcoat.core.packages.pip.pip_file import read
    from labcoat.core.packages.project import Project
    from labcoat.core.packages.requirement import PIP, Packages
    from labcoat.core.segment import Segment

    found = Packages("requirements.txt", Project("."))
    read(Segment(text, "requirements"), found)
    named = [requirement for requirement in found.requirements if requirement.form == PIP and requirement.name]
    if any([requirement.level not in ("exact", "hash") for requirement in named]):
        return
    for requirement in named:
        clauses = [clause.strip() for clause in requirement.specifier.strip("() ").split(",")]
        exact = [clause.lstrip("= ") for clause in clauses if clause.startswith("==") and not clause.endswith(".*")]
        yield requirement.name, exact[0] if exact else None, requirement.hashes, INDEX


READERS = {
    "uv": uv,
    "poetry": poetry,
    "pdm": pdm,
    "pipenv": pipenv,
    "pylock": pylock,
    "conda-lock": conda_lock,
    "pixi": pixi,
}
