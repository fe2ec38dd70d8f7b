"""Programs that install packages: which of their commands do, and which of their options take a value.

pip 26.3, uv 0.13, pipx 1.8, conda 25 with mamba and micromamba 2, poetry 2, pdm 2, pipenv 2026, rye 0.44.
"""

from __future__ import annotations

import re

# What the words after a command are: requirements, all of them, the first, or those after the first; files of them;
# a setting's name and value; or nothing of that kind.
ALL, FIRST, LATER, FILES, SETTING, NOTHING = "all", "first", "later", "files", "setting", "nothing"

CONDA_COMMANDS: dict[tuple[str, ...], str] = {
    ("install",): ALL,
    ("create",): ALL,
    ("update",): ALL,
    ("upgrade",): ALL,
    ("config",): SETTING,
}
COMMANDS: dict[str, dict[tuple[str, ...], str]] = {
    "pip": {("install",): ALL, ("download",): ALL, ("wheel",): ALL, ("config", "set"): SETTING},
    "uv": {
        ("pip", "install"): ALL,
        ("pip", "sync"): FILES,
        ("pip", "compile"): NOTHING,
        ("add",): ALL,
        ("tool", "install"): FIRST,
        ("tool", "run"): FIRST,
        ("run",): NOTHING,
        ("sync",): NOTHING,
        ("lock",): NOTHING,
    },
    "uvx": {(): FIRST},
    "pipx": {("install",): ALL, ("run",): FIRST, ("inject",): LATER},
    "conda": CONDA_COMMANDS,
    "mamba": CONDA_COMMANDS,
    "micromamba": CONDA_COMMANDS,
    "poetry": {("add",): ALL},
    "pdm": {("add",): ALL},
    "pipenv": {("install",): ALL},
    "rye": {("add",): ALL},
    "easy_install": {(): ALL},
    "pip-compile": {(): NOTHING},
    "pip-sync": {(): FILES},
}
RUNNING = frozenset(
    ("uvx", "uv tool run", "uv run", "pipx run")
)  # what comes after their first word is another program's
AT_VERSION = frozenset(("poetry add", "uvx", "uv tool run", "uv tool install"))  # `name@1.2` names a version there
SAME_OPTION = {
    "requirements": "requirement",
    "constraints": "constraint",
    "pypi-url": "index-url",
    "with-requirements": "requirement",
    "file": "conda-file",
}
REQUIREMENT_OPTIONS = ("with", "from", "spec", "preinstall")  # their values are requirements

_PIP_SHORT = {
    "i": "index-url",
    "r": "requirement",
    "c": "constraint",
    "e": "editable",
    "f": "find-links",
    "C": "config-settings",
    "t": "target",
    "d": "dest",
    "w": "wheel-dir",
    "b": "build",
}
_PIP_LONG = frozenset(
    "abi all-releases build-constraint cache-dir cert client-cert config-setting config-settings constraint dest "
    "default-timeout editable editor exists-action "
    "extra-index-url find-links global-option group implementation index-url "
    "install-option keyring-provider log no-binary only-binary only-final platform prefix progress-bar proxy pypi-url "
    "python python-version refresh-package report requirement requirements-from-script resume-retries retries root "
    "root-user-action src target timeout trusted-host upgrade-strategy uploaded-prior-to use-deprecated use-feature "
    "wheel-dir".split()
)
_UV_LONG = _PIP_LONG | frozenset(
    "allow-insecure-host annotation-style bounds branch build-constraints color config-file config-settings-package "
    "constraints custom-compile-command default-index directory env-file exclude-newer exclude-newer-package excludes "
    "extra fork-strategy format from index index-strategy link-mode marker no-binary-package "
    "no-build-isolation-package no-build-package no-emit-package no-extra no-group no-install-package "
    "no-sources-package only-group optional output-file output-format override overrides package prerelease project "
    "python-platform python-preference refresh-package reinstall-package requirements resolution rev script tag "
    "torch-backend upgrade-group upgrade-package with with-editable with-executables-from with-requirements".split()
)
_UV_SHORT = {
    **{letter: name for letter, name in _PIP_SHORT.items() if letter not in "dw"},
    "P": "upgrade-package",
    "p": "python",
    "o": "output-file",
    "b": "build-constraints",
    "w": "with",
}
_CONDA_LONG = frozenset(
    "add append cacert-path category channel channel-priority clone console experimental-solver file log-level name "
    "platform prefix prepend rc-file remove repodata-fn revision root-prefix safety-checks set solver ssl-verify "
    "subdir".split()
)
_CONDA_SHORT = {"n": "name", "p": "prefix", "c": "channel", "f": "file", "r": "root-prefix"}
_SHORT = {
    "uv": _UV_SHORT,
    "uvx": _UV_SHORT,
    "conda": {letter: name for letter, name in _CONDA_SHORT.items() if letter in "npc"},
    "mamba": _CONDA_SHORT,
    "micromamba": _CONDA_SHORT,
    "poetry": {"G": "group", "E": "extras", "C": "directory", "P": "project"},
    "pdm": {"G": "group", "L": "lockfile", "p": "project", "e": "editable"},
    "pipenv": {"r": "requirement", "e": "editable", "i": "index-url"},
    "rye": {},
    "pipx": {"i": "index-url"},
}
_LONG = {
    "uv": _UV_LONG,
    "uvx": _UV_LONG,
    "conda": _CONDA_LONG,
    "mamba": _CONDA_LONG,
    "micromamba": _CONDA_LONG,
    "poetry": frozenset("group extras python platform source directory project markers".split()),
    "pdm": frozenset("group lockfile project editable venv config-setting override".split()),
    "pipenv": frozenset("requirements editable index python pypi-mirror extra-pip-args categories".split()),
    "rye": frozenset("git rev tag branch path features url pin pyproject optional".split()),
    "pipx": frozenset("python pip-args index-url spec suffix preinstall backend".split()),
}

_PIP = re.compile(r"pip-?[\d.]*")
_PYTHON = re.compile(r"(?:python|pypy|py)[\d.]*")
_BEFORE_VARIABLE = re.compile(r"(python|pip)[\d.]*[${`]")  # `python${V}`, `python3.$MINOR`
_VARIABLE_MARKS = frozenset("${}()`")


def long_options(tool: str) -> frozenset[str]:
    """The long options of a tool that take a value."""
    return _LONG.get(tool, _PIP_LONG)


def short_options(tool: str) -> dict[str, str]:
    """The letters of a tool's options that take a value, and the long names of these."""
    return _SHORT.get(tool, _PIP_SHORT)


def program_of(word: str) -> str:
    """The name of a program: `pip` for `/opt/venv/bin/pip3.11`, `"$PIP"` and `{pip}`, `python` for any Python."""
    name = word.replace("\\", "/").rpartition("/")[2].lower().removesuffix(".exe").lstrip("!%")
    versioned = _BEFORE_VARIABLE.match(name)
    if versioned:
        return versioned[1]
    if not _VARIABLE_MARKS.isdisjoint(name):
        name = "".join([char for char in name if char.isalnum()])
        name = "pip" if name.endswith(("pip", "pip3")) else "python" if name.endswith(_PYTHON_VARIABLES) else name
    if _PIP.fullmatch(name):
        return "pip"
    return "python" if _PYTHON.fullmatch(name) else name


_PYTHON_VARIABLES = ("python", "python3", "executable", "pythonexe", "pythonbin", "py")
