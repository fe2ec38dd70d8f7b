"""unpinned-requirement, unpinned-vcs and unhashed-requirement: what may be something else tomorrow."""

from __future__ import annotations

from labcoat.core.packages.requirement import (
    COMMAND,
    CONDA_FORM,
    DOCKERFILE,
    HOOK,
    INPUT,
    PIP,
    POETRY_FORM,
    REQUIREMENTS,
    URL,
    VCS,
)
from labcoat.core.rule import Hit
from labcoat.pinned_requirements.policy import HASHED, PINNED, is_below, is_pip_or_conda, judged, min_level
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options

GETS = {
    "none": "the newest version is installed, whatever that is",
    "range": "`{}` is a range, and the newest version in it is installed",
    "compatible": "`{}` still takes later releases",
}
ADD_HASHES = {
    REQUIREMENTS: "let `uv pip compile --generate-hashes` or `pip-compile --generate-hashes` write the file",
    DOCKERFILE: "install from a requirements file with hashes: `pip install --require-hashes -r requirements.txt`",
    COMMAND: "install from a requirements file with hashes: `pip install --require-hashes -r requirements.txt`",
}
PINS = {CONDA_FORM: "{}=<version>", POETRY_FORM: '{} = "<version>"'}  # how one version is written; else `==`


@packages_rule("medium")
def unpinned_requirement(found: Packages, options: Options) -> Iterator[Hit]:
    """A package is installed in whatever version is the newest that day.

    What it does
    ------------
    Reports a requirement that does not name one version, with the level it has. From the surest to the least sure:

    - `hash`: the file that is installed is named by its hash (`--hash=sha256:...`)
    - `commit`: a repository at a commit of 40 digits
    - `exact`: one version (`==1.2.3`, `===1.2.3`, conda's `=1.2.3`, a wheel's address)
    - `compatible`: `~=1.2`, `==1.*`, conda's `=1.2`
    - `range`: `>=1`, `<2`, `!=1.3`
    - `none`: a bare name

    It looks at requirements files and what they include with `-r`, conda environments, PEP 723 headers, `pip`, `uv`,
    `conda` and others on command lines of Dockerfiles, scripts, Makefiles, CI jobs and Python code, lists in code and
    configuration that a service installs from (`runtime_env`, `pip_install`, `cog.yaml` ...) and
    `additional_dependencies` of pre-commit hooks. Notebooks are looked at with `--notebooks`, or

        [tool.labcoat.pinned-requirements]
        notebooks = true
        min-level = "compatible"  # range, compatible, exact (the default) or hash

    It is quiet about ranges in a library's `pyproject.toml`, `setup.cfg` and `setup.py`, in `*.in` files and in
    constraints; about names that a local `-c` file pins, manifests with a lock file beside or above them, `pip install
    --upgrade pip`, local paths, and what a variable decides.

    `labcoat fix --select pinned-requirements` writes the version that a lock file of the repository holds, or with
    `--python` the one that is installed there.

    Why is this bad?
    ----------------
    When somebody takes over a package, their first release is in your next build: in December 2024 versions 8.3.41 and
    8.3.42 of `ultralytics` mined cryptocurrency wherever the newest one was installed. And a run of last month cannot
    be repeated today.

    Example
    -------
        numpy>=1.20

    Use instead
    -----------
        numpy==1.26.4

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/repeatable-installs/
    - https://blog.pypi.org/posts/2024-12-11-ultralytics-attack-analysis/
    """
    level = "exact" if min_level(options) == "hash" else min_level(options)
    for requirement in judged(found, options):
        is_asked = requirement.place in PINNED and is_pip_or_conda(requirement)
        if is_asked and is_below(requirement, level):
            yield _unpinned(found, requirement, options)


@packages_rule("medium")
def unpinned_vcs(found: Packages, options: Options) -> Iterator[Hit]:
    """A package is installed from a repository, at no certain commit.

    What it does
    ------------
    Reports `git+https://...` and its relatives (hg, svn, bzr; `git` in Poetry, uv and Pipfile; a branch as the `rev` of
    a pre-commit hook) where no commit is named, or a branch, a tag or a shortened commit. It is quiet where a lock file
    beside or above holds the commit.

    Why is this bad?
    ----------------
    A branch is whatever was pushed last, and a tag can be moved: whoever can push there, now or later, runs code in
    your next build.

    Example
    -------
        git+https://github.com/huggingface/transformers

    Use instead
    -----------
        git+https://github.com/huggingface/transformers@052e652d6d53c2b26ffde87e039b723949a53493

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/vcs-support/
    """
    level = "commit" if min_level(options) in ("exact", "hash") else min_level(options)
    for requirement in judged(found, options):
        is_asked = requirement.form == VCS and requirement.place != INPUT
        if is_asked and is_below(requirement, level):
            yield _unpinned_vcs(requirement)


def repository_name(url: str) -> str:
    """The last part of a repository's path: `r` of `git+ssh://git@host/o/r.git@main#subdirectory=x`."""
    path = url.partition("#")[0].partition("://")[2].partition("/")[2].partition("@")[0]
    return path.rstrip("/").rpartition("/")[2].removesuffix(".git") or "the repository"


def _unpinned_vcs(requirement: Requirement) -> Hit:
    name = requirement.name or repository_name(requirement.url)
    is_named = requirement.level == "compatible"
    what = "at a name that can be moved" if is_named else "at whatever was pushed last"
    return _hit(requirement, f"`{name}` is installed {what}", "name the commit, all 40 digits of it: `@<commit>`")


@packages_rule("low", opt_in=True)
def unhashed_requirement(found: Packages, options: Options) -> Iterator[Hit]:
    """A version is named, but not the file that it is.

    What it does
    ------------
    Reports `name==1.2.3` without `--hash` in requirements files, and in `pip install` of Dockerfiles and scripts, which
    cannot take one. It runs with `min-level = "hash"`, or where it is selected by name or by `all`.

    Why is this bad?
    ----------------
    An index, a mirror or a proxy may hand out another file under the same version: with hashes pip refuses it.

    Example
    -------
        numpy==1.26.4

    Use instead
    -----------
    What `uv pip compile --generate-hashes` or `pip-compile --generate-hashes` writes:

        numpy==1.26.4 --hash=sha256:2a02aba9ed12e4ac4eb3ea9421c420301a0c6460d9830d74a9df87efa4912010

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
    """
    for requirement in judged(found, options):
        is_asked = requirement.place in HASHED and requirement.form in (PIP, URL)
        if is_asked and requirement.level in ("exact", "commit"):
            name = requirement.name or requirement.url
            yield _hit(requirement, f"`{name}` has no hash", ADD_HASHES[requirement.place])


def _unpinned(found: Packages, requirement: Requirement, options: Options) -> Hit:
    from labcoat.pinned_requirements.pinning import advice, pin

    fix = pin(found, requirement, options)
    asked = " ".join((requirement.specifier or requirement.text).replace("\\", " ").split())  # on one line
    what = GETS[requirement.level].format(asked)
    name = requirement.name or requirement.url
    written = PINS.get(requirement.form, "{}==<version>").format(name)
    help_ = advice(requirement, fix) or f"name one version: `{written}`"
    severity = "low" if requirement.place in (COMMAND, HOOK) else ""
    hit = _hit(requirement, f"`{name}` is not pinned: {what}", help_, severity)
    hit.fix = fix
    return hit


def _hit(requirement: Requirement, message: str, help_: str, severity: str = "") -> Hit:
    severity = "low" if requirement.segment.cell is not None else severity
    return Hit(requirement.segment, requirement.start, requirement.end, message, help_, severity)


unhashed_requirement.switch = "min-level=hash"
RULES = [unpinned_requirement, unpinned_vcs, unhashed_requirement]
