"""`[tool.labcoat]` of the nearest pyproject.toml: found, read and checked."""

from __future__ import annotations

import os

from labcoat.core.paths import ceiling
from labcoat.core.rule import SEVERITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Table = Mapping[str, Any]

KEYS = {
    "select": list,
    "ignore": list,
    "min-severity": str,
    "exclude": list,
    "per-file-ignores": dict,
    "max-bytes": int,
}
MAX_BYTES = 100_000_000  # of a file that is read, where the project does not say
TYPE_NAMES: dict[Any, str] = {
    list: "a list of strings",
    dict: "a table",
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    bool | list: "true, false or a list of strings",
}


class ConfigError(Exception):
    """The settings cannot be used. The message names the file and what is wrong in it."""


class Config:
    """A project's settings. `path` is its pyproject.toml and `root` the directory of that; both empty without one.

    `select` and `ignore` are None, and `min_severity` is empty, where the project does not say.
    """

    __slots__ = (
        "_exclude",
        "_per_file_ignores",
        "ignore",
        "max_bytes",
        "min_severity",
        "path",
        "root",
        "select",
        "table",
    )

    def __init__(self, path: str = "", table: Table | None = None) -> None:
        self.path = path
        self.root = os.path.dirname(path)
        self.table = table or {}
        self.select: list[str] | None = self.table.get("select")
        self.ignore: list[str] | None = self.table.get("ignore")
        self.min_severity: str = self.table.get("min-severity", "")
        self.max_bytes: int = self.table.get("max-bytes", MAX_BYTES)
        self._exclude: list[str] = self.table.get("exclude", [])
        self._per_file_ignores: dict[str, list[str]] = self.table.get("per-file-ignores", {})
        _check_values(self)

    def is_excluded(self, path: str) -> bool:
        """Whether `exclude` covers a path, absolute or relative to the working directory.

        A path that ends in a slash is a directory.
        """
        inside = _inside(path, self.root) if self._exclude else None
        return inside is not None and _match(self, "exclude", self._exclude, inside)

    def ignored_rules(self, path: str) -> list[str]:
        """The rules, families or `all` that `per-file-ignores` switches off for a path.

        A pattern that starts with `!` stands for all files that it does not match.
        """
        inside = _inside(path, self.root) if self._per_file_ignores else None
        if inside is None:
            return []
        found = [
            names
            for glob, names in self._per_file_ignores.items()
            if _match(self, "per-file-ignores", [glob.removeprefix("!")], inside) is not glob.startswith("!")
        ]
        return [name for names in found for name in names]

    def options(self, family: str) -> Table:
        """The table of a rule family; empty where there is none."""
        table: Table = self.table.get(family, {})
        return table


def _inside(path: str, root: str) -> str | None:
    from labcoat.core.paths import relative

    found = relative(path, root)
    return f"{found}/" if found and path.endswith(("/", os.sep)) else found


def _match(config: Config, key: str, patterns: list[str], path: str) -> bool:
    """Whether the patterns of a key cover a path below the root. Raises ConfigError for an invalid pattern."""
    if not patterns:
        return False
    from labcoat.core.globs import compile_globs

    try:
        return compile_globs(tuple(patterns))(path)
    except ValueError as error:
        raise ConfigError(f"{config.path}: {key}: {error}") from None


def _check_values(config: Config) -> None:
    for key, kind in KEYS.items():
        _check_type(config, key, config.table.get(key, kind()), kind)
    _match(config, "exclude", config._exclude, "")
    for glob, names in config._per_file_ignores.items():
        _check_type(config, f"per-file-ignores: {glob}", names, list)
        _match(config, "per-file-ignores", [glob.removeprefix("!")], "")
    if config.max_bytes < 1:
        raise ConfigError(f"{config.path}: max-bytes: must be at least 1")
    if config.select == []:
        raise ConfigError(f"{config.path}: select: the list is empty, so nothing would be checked")
    if "min-severity" in config.table:
        check_names([config.min_severity], SEVERITIES, f"{config.path}: min-severity", "severity")


def _check_type(config: Config, key: str, value: object, kind: type) -> None:
    fits = isinstance(value, kind) and (kind in (bool, bool | list) or not isinstance(value, bool))
    if not fits or (isinstance(value, list) and not all(isinstance(item, str) for item in value)):
        raise ConfigError(f"{config.path}: {key}: must be {TYPE_NAMES[kind]}")


def check_names(names: Iterable[str], known: Iterable[str], where: str, what: str = "rule") -> None:
    """Raise ConfigError, with the nearest known name, unless all names are known. `where` begins the message."""
    known = list(known)
    for name in names:
        if name not in known:
            from difflib import get_close_matches

            near = get_close_matches(name, known, n=1, cutoff=0)
            raise ConfigError(f'{where}: unknown {what} "{name}"' + (f', did you mean "{near[0]}"?' if near else ""))


def check_config(config: Config, rules: Iterable[str], families: Mapping[str, Mapping[str, type]]) -> None:
    """Raise ConfigError for a key, rule or family that does not exist, or an option of the wrong type.

    `families` gives the options that each family knows, and their types; a `list` is one of strings, and a tuple names
    the strings that are allowed.
    """
    check_keys(config, families)
    for family in [family for family in families if family in config.table]:
        _check_type(config, family, config.table[family], dict)
        check_names(config.table[family], families[family], f"{config.path}: [tool.labcoat.{family}]", "key")
        for key, value in config.table[family].items():
            _check_option(config, f"{family}.{key}", value, families[family][key])
    known = [*rules, *families, "all"]
    for key in ("select", "ignore"):
        check_names(config.table.get(key, ()), known, f"{config.path}: {key}")
    for glob, names in config._per_file_ignores.items():
        check_names(names, known, f"{config.path}: per-file-ignores: {glob}")


def _check_option(config: Config, key: str, value: Any, kind: Any) -> None:
    """An option of a family has a type, or is one of a tuple of words."""
    words = kind if isinstance(kind, tuple) else ()
    _check_type(config, key, value, str if words else kind)
    if words:
        check_names([value], words, f"{config.path}: {key}", "value")


def check_keys(config: Config, families: Iterable[str]) -> None:
    """Raise ConfigError for a key of `[tool.labcoat]` that does not exist."""
    check_names(config.table, [*KEYS, *families], f"{config.path}: [tool.labcoat]", "key")


_cache: dict[tuple[str, str], Config] = {}


def load_config(directory: str, stop: str = "") -> Config:
    """The settings that hold in a directory: of the nearest pyproject.toml with a `[tool.labcoat]`.

    Looks up to the git root, else up to `stop`, and not above what may be read. Remembered until `forget_configs`.
    Raises ConfigError.
    """
    stop = stop or ceiling()
    here, last = os.path.abspath(directory), os.path.abspath(stop) if stop else ""
    passed = []
    while (config := _cache.get((here, last))) is None:
        passed.append((here, last))
        above = os.path.dirname(here)
        is_top = here in (above, last) or os.path.exists(os.path.join(here, ".git"))
        config = _read(os.path.join(here, "pyproject.toml")) or (Config() if is_top else None)
        if config:
            break
        here = above
    _cache.update(dict.fromkeys(passed, config))
    return config


def forget_configs() -> None:
    """Let a process that lives long see changed files."""
    _cache.clear()


def _read(path: str) -> Config | None:
    """The settings in one file; None where it does not exist or has no table for us."""
    if not os.path.isfile(path):
        return None
    try:
        with open(path, "rb") as file:
            data = file.read()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    if b"labcoat" not in data and b"l\0a\0b\0c\0o\0a\0t" not in data:
        return None
    tool = _parse(path, data).get("tool")
    table = tool.get("labcoat") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise ConfigError(f"{path}: tool.labcoat: must be a table")
    return None if table is None else Config(path, table)


def _parse(path: str, data: bytes) -> dict[str, Any]:
    import tomli

    try:
        text = data.decode()
        return tomli.loads(text)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{path}: not UTF-8 (at line {line})") from None
    except tomli.TOMLDecodeError as error:
        line = text.count("\n") + 1
        raise ConfigError(f"{path}: {error}".replace("at end of document", f"at line {line}")) from None
    except RecursionError:
        raise ConfigError(f"{path}: nested too deeply") from None
