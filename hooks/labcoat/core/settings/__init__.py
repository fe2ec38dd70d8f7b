"""One stream of settings, keys and values with their places, for every configuration language.

YAML 1.1 as PyYAML reads it (aliases of scalars are followed, collections are never expanded), JSON (RFC 8259),
TOML 1.0, INI: configparser files, Java properties and `.env` files; and HCL as Terraform writes it.
"""

from __future__ import annotations

from labcoat.core.settings.lines import line_settings
from labcoat.core.settings.setting import Setting, SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Setting", "SettingsError", "line_settings", "read_settings", "settings"]


def settings(text: str, language: str) -> Iterator[Setting]:
    """The settings of `text` in file order; `language` is `yaml`, `json`, `toml`, `ini` or `hcl`.

    Raises SettingsError, sometimes after the first settings, where the text is not valid in that language or is
    nested more than 100 levels deep. Raises KeyError for another language.
    """
    return _READERS[language](text)


def read_settings(text: str, language: str) -> tuple[list[Setting], SettingsError | None]:
    """All settings of `text`; where it is not valid, those that a line reader finds, and what is wrong."""
    try:
        return list(settings(text, language)), None
    except SettingsError as error:
        return list(line_settings(text)), error


def _yaml(text: str) -> Iterator[Setting]:
    from labcoat.core.settings.yaml_reader import yaml_settings

    return yaml_settings(text)


def _json(text: str) -> Iterator[Setting]:
    from labcoat.core.settings.json_reader import json_settings

    return json_settings(text)


def _toml(text: str) -> Iterator[Setting]:
    from labcoat.core.settings.toml_reader import toml_settings

    return toml_settings(text)


def _ini(text: str) -> Iterator[Setting]:
    from labcoat.core.settings.ini_reader import ini_settings

    return ini_settings(text)


def _hcl(text: str) -> Iterator[Setting]:
    from labcoat.core.settings.hcl_reader import hcl_settings

    return hcl_settings(text)


_READERS = {"yaml": _yaml, "json": _json, "toml": _toml, "ini": _ini, "hcl": _hcl}
