"""How surely a specifier, a URL or a commit gives the same again."""

from __future__ import annotations

from labcoat.core.packages.requirement import LEVELS

HEX = frozenset("0123456789abcdef")
COMMIT_LENGTHS = (40, 64)  # digits of SHA-1 and SHA-256
ARCHIVES = (".whl", ".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz", ".egg")


def level_of_specifier(specifier: str) -> str:
    """The level of a PEP 440 specifier set: one clause that names one version is enough."""
    clauses = [clause.strip() for clause in specifier.strip().strip("()").split(",")]
    levels = [_level_of_clause(clause) for clause in clauses if clause]
    return max(levels, key=LEVELS.index, default="none")


def _level_of_clause(clause: str) -> str:
    if clause.startswith("=="):
        return "compatible" if clause.endswith(".*") and not clause.startswith("===") else "exact"
    return "compatible" if clause.startswith("~=") else "range"


def is_commit(revision: str) -> bool:
    """Whether a revision is a whole commit id, SHA-1 or SHA-256."""
    return len(revision) in COMMIT_LENGTHS and HEX.issuperset(revision.lower())


def level_of_vcs(url: str) -> str:
    """The level of `git+https://host/repo@revision#egg=name`, of hg, svn and bzr alike.

    https://pip.pypa.io/en/stable/topics/vcs-support/
    """
    scheme, _, rest = url.partition("://")
    path = (rest or url).partition("#")[0].partition("/")[2]  # a variable may hold the scheme: `git+${SERVER}/o/r@v1`
    revision = path.rpartition("@")[2] if "@" in path else ""
    if is_commit(revision) or (scheme.startswith(("svn", "bzr")) and revision.isdigit()):
        return "commit"
    return "env" if "$" in revision else "compatible" if revision else "none"


def level_of_url(url: str) -> str:
    """The level of an archive's address: by its hash, its commit, or the version in its file name."""
    address, _, fragment = url.partition("#")
    if any([f"{name}=" in fragment for name in ("sha256", "sha384", "sha512")]):
        return "hash"
    address = address.partition("?")[0]
    parts = address.split("/")
    if any([is_commit(part.partition(".")[0]) for part in parts]):
        return "commit"
    if "archive" in parts or "zipball" in parts or "tarball" in parts:  # of a branch or a tag, made on request
        return "compatible" if "tags" in parts or parts[-1].lstrip("v")[:1].isdigit() else "none"
    return "exact" if _has_version(parts[-1]) else "none"


def _has_version(file: str) -> bool:
    """Whether a wheel or source archive says its version: `name-1.2.tar.gz`, `name-1.2-py3-none-any.whl`."""
    for ending in ARCHIVES:
        if file.endswith(ending):
            stem = file[: -len(ending)].replace("%2B", "+").replace("%2b", "+")
            parts = stem.split("-") if ending in (".whl", ".egg") else stem.rsplit("-", 1)
            return len(parts) > 1 and _is_version(parts[1])
    return False


def _is_version(text: str) -> bool:
    if not text[:1].isdigit() or all([part.isdigit() for part in text.split(".")]):
        return text[:1].isdigit()
    from packaging.version import Version

    try:
        Version(text)
    except ValueError:  # that of a number with thousands of digits, too
        return False
    return True
