"""What an interpreter that the user names has installed. It is asked once; nothing that is scanned is run."""

from __future__ import annotations

import os

from labcoat.core.config import ConfigError
from labcoat.core.packages.names import normalized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TIMEOUT = 60  # seconds
MOST_CHARACTERS = 200  # of what a program that fails has said
INSIDE = ("bin/python", "Scripts/python.exe", "python.exe")  # of an environment's folder
# Runs in any Python from 3.8 on: (name, version, whether it came from elsewhere than an index) of all distributions,
# and the values that markers ask for. What conda installs says the folder it was built in; it came from a channel.
QUESTION = """
import json, os, platform, sys
from importlib import metadata

def described(one):
    try:
        is_elsewhere = bool(one.read_text("direct_url.json")) and (one.read_text("INSTALLER") or "").strip() != "conda"
        return one.metadata["Name"], one.version, is_elsewhere
    except Exception:  # what is left of one that was removed
        return None, None, True

found = [described(one) for one in metadata.distributions()]
for folder in filter(os.path.isdir, sys.path):
    links = [name for name in os.listdir(folder) if name.endswith(".egg-link")]
    found += [(name[:-len(".egg-link")], "0", True) for name in links]
kind = sys.implementation.version
number = "{0.major}.{0.minor}.{0.micro}".format(kind)
if kind.releaselevel != "final":
    number += kind.releaselevel[0] + str(kind.serial)
environment = {
    "implementation_name": sys.implementation.name,
    "implementation_version": number,
    "os_name": os.name,
    "platform_machine": platform.machine(),
    "platform_release": platform.release(),
    "platform_system": platform.system(),
    "platform_version": platform.version(),
    "python_full_version": platform.python_version(),
    "platform_python_implementation": platform.python_implementation(),
    "python_version": ".".join(platform.python_version_tuple()[:2]),
    "sys_platform": sys.platform,
}
print()
print(json.dumps([found, environment]))
"""


class Installed:
    """The versions of an interpreter's distributions by normalized name, and the values that its markers see.

    What is there twice has several versions, and what did not come from an index has None among them.
    """

    def __init__(self, found: Sequence[tuple[str | None, str | None, bool]], environment: Mapping[str, str]) -> None:
        self.environment = environment
        self._versions: dict[str, set[str | None]] = {}
        for name, version, is_elsewhere in found:
            if name:
                self._versions.setdefault(normalized(name), set()).add(None if is_elsewhere else version)

    def version(self, name: str) -> str | None:
        """The one version of a distribution, by its normalized name."""
        versions = self._versions.get(name, set())
        return next(iter(versions)) if len(versions) == 1 else None


_asked: dict[str, Installed] = {}


def installed_in(python: str) -> Installed:
    """What an interpreter, or the one of an environment's folder, has installed. Raises ConfigError."""
    if python not in _asked:
        _asked[python] = _ask(python)
    return _asked[python]


def forget_installed() -> None:
    """Let a process that lives long see what has been installed since."""
    _asked.clear()


def _ask(python: str) -> Installed:
    import json
    import subprocess

    command = [_program(python), "-I", "-"]
    try:
        done = subprocess.run(command, input=QUESTION.encode(), capture_output=True, timeout=TIMEOUT)
        if done.returncode == 0:
            return Installed(*json.loads(done.stdout.splitlines()[-1]))
        reason = f"exited with {done.returncode}: {_last_line(done.stderr)}"
    except OSError as error:
        reason = error.strerror or "cannot be run"
    except subprocess.TimeoutExpired:
        reason = f"no answer within {TIMEOUT} seconds"
    except (ValueError, TypeError, IndexError):
        reason = "not a Python that says what it has installed"
    raise ConfigError(f"--python: {python}: {reason[:1].lower() + reason[1:]}")


def _program(python: str) -> str:
    """The interpreter in an environment's folder; any other path as it is."""
    inside = [os.path.join(python, path) for path in INSIDE] if os.path.isdir(python) else []
    return next((path for path in inside if os.path.isfile(path)), python)


def _last_line(output: bytes) -> str:
    lines = output.decode("utf-8", "replace").split("\n")
    return next((line.strip()[:MOST_CHARACTERS] for line in reversed(lines) if line.strip()), "no message")
