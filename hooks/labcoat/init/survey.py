"""What is in a repository, as far as init wants to know."""

from __future__ import annotations

import os
import re
import subprocess
from collections import Counter
from typing import NamedTuple

from labcoat.core.files import find_files, git_environment
from labcoat.core.kinds import kind_of
from labcoat.core.paths import relative

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

GITHUB, GITLAB = "github", "gitlab"
_VENDORED = frozenset("3rdparty third-party third_party vendor vendored".split())
_PACKAGES = re.compile(r"pyproject\.toml|pipfile|environment[\w.-]*\.ya?ml|conda[\w.-]*\.ya?ml|setup\.(?:py|cfg)")
_NOUNS = {  # in the order in which they are told
    "notebook": "notebook",
    "python": "Python file",
    "packages": "package list",
    "dockerfile": "Dockerfile",
    "kubernetes": "Kubernetes file",
    "hcl": "Terraform file",
}
_HEAD = 2000  # bytes that tell a Kubernetes file
_MOST_FOLDERS = 5


class Survey(NamedTuple):
    """The root, how many files of which kind it has, folders of others' code, and the hosts that it is built on."""

    root: str
    counts: Mapping[str, int]
    vendored: list[str]
    hosts: list[str]

    def told(self) -> str:
        """What was found, in one line."""
        from labcoat.core.report.places import counted

        found = [counted(self.counts[kind], noun) for kind, noun in _NOUNS.items() if self.counts.get(kind)]
        hosts = [{GITHUB: "GitHub", GITLAB: "GitLab"}[host] for host in self.hosts]
        return ", ".join([*found, *hosts]) or "nothing yet"


def survey(root: str) -> Survey:
    """Look at the files that git tracks or would track."""
    files, _ = find_files([root], lambda path: False)
    places = [relative(path, root) or "" for path in files]
    counts = Counter([kind for place in places for kind in _kinds(root, place)])
    return Survey(root, counts, _vendored(places), _hosts(root))


def _kinds(root: str, place: str) -> list[str]:
    kind, name = kind_of(place), place.rpartition("/")[2].lower()
    if kind == "requirements" or _PACKAGES.fullmatch(name):
        return [kind, "packages"]
    return ["kubernetes"] if kind == "yaml" and _is_kubernetes(os.path.join(root, place)) else [kind]


def _is_kubernetes(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            head = b"\n" + file.read(_HEAD)
    except OSError:
        return False
    return b"\napiVersion:" in head and b"\nkind:" in head


def _vendored(places: list[str]) -> list[str]:
    """The outermost folders of other people's code; only those whose names no pattern could misread."""
    found = set()
    for place in places:
        folders = place.split("/")[:-1]
        depth = next((depth for depth, folder in enumerate(folders, 1) if folder.lower() in _VENDORED), 0)
        if depth and re.fullmatch(r"[\w./-]+", "/".join(folders[:depth]), re.ASCII):
            found.add("/".join(folders[:depth]))
    return sorted(found)[:_MOST_FOLDERS]


def _hosts(root: str) -> list[str]:
    """GitHub, GitLab, both or none: by where the repository is pushed to, else by the files that they read."""
    remotes = _remotes(root)
    by_remote = [host for host in (GITHUB, GITLAB) if any([host in remote for remote in remotes])]
    files = {GITHUB: ".github", GITLAB: ".gitlab-ci.yml"}
    return by_remote or [host for host, name in files.items() if os.path.exists(os.path.join(root, name))]


def _remotes(root: str) -> list[str]:
    """The names of the hosts that git pushes to."""
    command = ("git", "config", "--local", "--get-regexp", r"^remote\..*\.url$")
    try:
        done = subprocess.run(
            command, cwd=root, env=git_environment(), stdin=subprocess.DEVNULL, capture_output=True, check=False
        )
    except OSError:
        return []
    urls = [line.partition(" ")[2] for line in os.fsdecode(done.stdout).splitlines()]
    hosts = [re.match(r"(?:\w+://)?(?:[^/]*@)?([\w.-]+)[:/]", url) for url in urls]
    return [host[1].lower() for host in hosts if host]
