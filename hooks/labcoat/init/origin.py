"""Where labcoat comes from: the repository and the version that init writes down."""

from __future__ import annotations

import json
import re
from importlib.metadata import PackageNotFoundError, distribution
from typing import NamedTuple

from labcoat import __version__

REPOSITORY = "https://github.com/OWNER/labcoat"
PLACEHOLDER = "OWNER"
_URL = re.compile(r"(?:https?|ssh|git|file)://(?:git@)?[\w./~+%:-]+|git@[\w.-]+:[\w./~+-]+|/[\w./~+-]+", re.ASCII)
_REVISION = re.compile(r"v?\d[\w.+-]*|[A-Za-z_][\w./+-]*", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")


class Origin(NamedTuple):
    """A repository of labcoat, its tag, and the commit of that where it is known."""

    url: str
    rev: str
    commit: str = ""

    @property
    def requirement(self) -> str:
        """What pip installs."""
        url = self.url
        if url.startswith("git@"):
            url = "ssh://" + url.replace(":", "/", 1)
        return f"git+{'file://' if url.startswith('/') else ''}{url}@{self.commit or self.rev}"


def origin(url: str = "", rev: str = "") -> Origin:
    """The repository that is named, else the one that this package was installed from, else the usual one."""
    tag = f"v{__version__}"
    installed, commit, asked = _installed()
    if rev:
        return Origin(url or installed or REPOSITORY, rev, rev if _COMMIT.fullmatch(rev) else "")
    if installed and url in ("", installed):
        return Origin(installed, tag, commit if asked == tag else "")
    return Origin(url or REPOSITORY, tag)


def is_address(url: str) -> bool:
    """Whether a URL can stand in YAML and in a command as it is, and holds no password."""
    return bool(_URL.fullmatch(url))


def is_revision(rev: str) -> bool:
    """Whether a tag or commit can stand there."""
    return bool(_REVISION.fullmatch(rev))


def _installed() -> tuple[str, str, str]:
    """URL, commit and tag of the git repository that pip or uv installed this package from, as PEP 610 has it."""
    try:
        data = json.loads(distribution("labcoat").read_text("direct_url.json") or "{}")
        url, vcs = str(data["url"]), data["vcs_info"]
        commit, asked = str(vcs["commit_id"]), str(vcs.get("requested_revision"))
    except (PackageNotFoundError, OSError, ValueError, KeyError, TypeError, AttributeError):
        return "", "", ""
    usable = url.startswith("https://") and is_address(url) and _COMMIT.fullmatch(commit)
    return (url, commit, asked) if usable else ("", "", "")
