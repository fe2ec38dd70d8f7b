"""Options for a file: the command line, else `[tool.labcoat.strip-outputs]`, else the defaults."""

from __future__ import annotations

import os

from labcoat.strip_outputs.options import FAMILY, OPTIONS, OptionError, Options

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from labcoat.core.config import Config

_GIT_KEYS = {"extrakeys": "extra-keys", "keepmetadatakeys": "keep-metadata-keys"}


class Settings:
    """Options by directory; `values` are those of the command line, which come first."""

    __slots__ = ("_by_directory", "_unconfigured", "values")

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self._by_directory: dict[str, tuple[Options, Config | None]] = {}
        self._unconfigured: set[str] = set()

    def options_for(self, path: str) -> Options | None:
        """The options for a file; None where the configuration exempts it. Raises OptionError."""
        directory = os.path.dirname(path)
        if directory not in self._by_directory:
            self._by_directory[directory] = self._read(directory)
        options, config = self._by_directory[directory]
        if config and (config.is_excluded(path) or {"all", FAMILY} & set(config.ignored_rules(path))):
            return None
        return options

    def _read(self, directory: str) -> tuple[Options, Config | None]:
        if not self._may_be_configured(os.path.abspath(directory)):
            return Options(self.values), None
        config = _load(directory)
        return Options({**config.options(FAMILY), **self.values}), config

    def _may_be_configured(self, directory: str) -> bool:
        """Whether a pyproject.toml from here up to the git root mentions labcoat: a look that needs no TOML reader."""
        while directory not in self._unconfigured:
            if _mentions_us(os.path.join(directory, "pyproject.toml")):
                return True
            self._unconfigured.add(directory)
            if os.path.exists(os.path.join(directory, ".git")):
                break
            directory = os.path.dirname(directory)  # of the root itself: the root, which is known by now
        return False


def _mentions_us(path: str) -> bool:
    if not os.path.isfile(path):  # to open a pipe is to wait for whoever writes to it
        return False
    try:
        with open(path, "rb") as file:
            return b"labcoat" in file.read()
    except OSError:
        return False


def _load(directory: str) -> Config:
    from labcoat.core.config import Config, ConfigError, check_config, check_keys, load_config
    from labcoat.core.families import family_names

    try:
        config = load_config(directory)
        check_keys(config, family_names())
        own = Config(config.path, {FAMILY: config.options(FAMILY)})
        check_config(own, [], {FAMILY: OPTIONS})
    except ConfigError as error:
        raise OptionError(str(error)) from None
    return config


def git_values() -> dict[str, str]:
    """`filter.labcoat.extrakeys` and `.keepmetadatakeys` of git's configuration, and nbstripout's where it has them."""
    import subprocess

    pattern = r"^filter\.(labcoat|nbstripout)\.(extrakeys|keepmetadatakeys)$"
    command = ["git", "config", "--null", "--get-regexp", pattern]
    try:
        output = subprocess.run(command, capture_output=True, check=False).stdout
    except OSError:
        return {}
    values: dict[str, str] = {}
    for entry in output.decode(errors="replace").split("\0"):
        key, _, value = entry.partition("\n")
        if value:
            word = _GIT_KEYS[key.rpartition(".")[2]]
            values[word] = f"{values.get(word, '')} {value}".strip()
    return values
