"""pip-will-reject, mixed-hashes and local-path-requirement: what fails when the file is installed somewhere else."""

from __future__ import annotations

from labcoat.core.languages import TEMPLATE_MARKS
from labcoat.core.packages.names import normalized
from labcoat.core.packages.requirement import (
    COMMAND,
    CONDA_FORM,
    CONSTRAINTS,
    DOCKERFILE,
    INVALID,
    LOCAL,
    REQUIREMENTS,
)
from labcoat.core.rule import Hit
from labcoat.pinned_requirements.prose import by_file, is_prose
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options

WRITE = "write one requirement a line, as `name==version`; a comment starts with `#`"
NOT_FOR_PIP = "give the file another name, or leave it out with `exclude` or `per-file-ignores` in [tool.labcoat]"
ON_IMAGE = (COMMAND, DOCKERFILE)  # there, an absolute path is one that the script or image has made
HASH_ALL = "`pip-compile --generate-hashes` or `uv pip compile --generate-hashes` writes them for all"
FREEZE = "name a version: `pip list --format=freeze` writes versions where `pip freeze` writes paths"


@packages_rule("high")
def pip_will_reject(found: Packages, options: Options) -> Iterator[Hit]:
    """A requirement is none to pip, which refuses the whole file for it.

    What it does
    ------------
    Reports what is no requirement (PEP 508) and no option that pip knows in such a file, with the reason: a command, a
    quoted item of a list, `name=1.0`. A file of sentences, or of another tool's, is reported once (low). Placeholders
    of templates (`{{ x }}`) are left alone.

    Why is this bad?
    ----------------
    pip stops at the first such line before it installs anything, and tools that check requirements often skip the
    whole file from there on without a word.

    Example
    -------
        numpy=1.26.4

    Use instead
    -----------
        numpy==1.26.4

    References
    ----------
    - https://pip.pypa.io/en/stable/reference/requirements-file-format/
    - https://peps.python.org/pep-0508/
    """
    prose = [made for made in by_file(found) if is_prose(made)]
    for requirements in prose:
        yield _not_for_pip([made for made in requirements if made.level == INVALID])
    known = {id(requirements[0].segment) for requirements in prose}
    for made in found.requirements:
        is_template = any([mark in made.text for mark in TEMPLATE_MARKS])
        if made.level == INVALID and not is_template and id(made.segment) not in known:
            installer = "conda" if made.form == CONDA_FORM else "pip"
            yield Hit(made.segment, made.start, made.end, f"{installer} refuses this: {_reason(made)}", WRITE)


def _not_for_pip(refused: list[Requirement]) -> Hit:
    first = refused[0]
    message = f"this is not a requirements file for pip, which refuses {len(refused)} lines of it"
    causes = [(made.start, made.end) for made in refused[1:]]
    return Hit(first.segment, first.start, first.end, message, NOT_FOR_PIP, "low", causes=causes)


def _reason(made: Requirement) -> str:
    odd = next((char for char in made.text if not char.isascii()), "")
    return f"{made.reason or 'not a valid requirement'}{f'; it has U+{ord(odd):04X} in it' if odd else ''}"


@packages_rule("medium")
def mixed_hashes(found: Packages, options: Options) -> Iterator[Hit]:
    """Some requirements of a file have hashes, others have none.

    What it does
    ------------
    Reports the first requirement without a `--hash` in a requirements file in which another one has it.

    Why is this bad?
    ----------------
    One hash switches pip to hash-checking mode for all requirements of the command, also for those that other files
    name, repositories and local folders. It then refuses to install whatever has none. uv checks the hashes that are
    there, and installs the rest unchecked.

    Example
    -------
        idna==3.11 --hash=sha256:771a87f49d9defaf64091e6e6fe9c18d4833f140bd19464795bc32d966ca37ea
        requests==2.32.5

    Use instead
    -----------
        idna==3.11 --hash=sha256:771a87f49d9defaf64091e6e6fe9c18d4833f140bd19464795bc32d966ca37ea

    References
    ----------
    - https://pip.pypa.io/en/stable/topics/secure-installs/#hash-checking-mode
    - https://docs.astral.sh/uv/reference/cli/#uv-pip-install--require-hashes
    """
    for requirements in by_file(found):
        made = [each for each in requirements if each.level != INVALID and each.place != CONSTRAINTS]
        without = [each for each in made if not each.hashes and each.level != "hash"]
        if 0 < len(without) < len(made):
            first, count = without[0], len(without)
            message = f"{count} of {len(made)} requirements {'has' if count == 1 else 'have'} no hash: pip refuses them"
            hashed = next(each for each in made if each.hashes or each.level == "hash")
            causes = [(each.start, each.end) for each in [*without[1:], hashed]]
            yield Hit(first.segment, first.start, first.end, message, HASH_ALL, causes=causes)


@packages_rule("medium")
def local_path_requirement(found: Packages, options: Options) -> Iterator[Hit]:
    """A requirement is a path that only one machine has.

    What it does
    ------------
    Reports absolute paths, `~`, drives of Windows and `file:///` addresses, as `pip freeze` writes them in a conda
    environment, and `pkg-resources==0.0.0`, which it writes on Debian and Ubuntu. Paths within the repository are
    left alone, and so are commands in scripts, notebooks and Dockerfiles: there, the path is made by what runs before.
    A path such as `/opt/x.whl` may be in the image that the file is made for, so that one is low.

    Why is this bad?
    ----------------
    Nobody else can install the file, and nobody can tell which version of the package was meant.

    Example
    -------
        numpy @ file:///croot/numpy_and_numpy_base_1701295038894/work/dist/numpy-1.26.4-cp312-cp312-linux_x86_64.whl

    Use instead
    -----------
        numpy==1.26.4

    References
    ----------
    - https://github.com/conda/conda/issues/11580
    - https://pip.pypa.io/en/stable/cli/pip_list/
    """
    for made in found.requirements:
        if made.level == LOCAL and made.place not in ON_IMAGE and made.segment.cell is None and _is_absolute(made):
            message = f"{f'`{made.name}`' if made.name else 'this'} comes from a path that other machines do not have"
            severity = "" if _is_personal(made.url) else "low"
            yield Hit(made.segment, made.start, made.end, message, FREEZE, severity)
        elif made.place == REQUIREMENTS and made.specifier == "==0.0.0" and normalized(made.name) == "pkg-resources":
            message = "`pkg-resources` of version 0.0.0 is nowhere: `pip freeze` of Debian and Ubuntu has made it up"
            yield Hit(made.segment, made.start, made.end, message, "remove the line")


def _is_absolute(made: Requirement) -> bool:
    """Whether a path or a `file:` address is the same wherever it is read from, and no variable decides."""
    path = "" if "${" in made.text else made.url
    if path[:5].lower() == "file:":
        path = path[5:]
        path = path[2:].removeprefix("localhost") if path.startswith("//") else path
    is_drive = path[1:2] == ":" and path[:1].isalpha() and path[2:3] in ("/", "\\")
    return is_drive or path.startswith(("/", "~", "\\\\"))


def _is_personal(path: str) -> bool:
    """Whether a path is surely one machine's: what `pip freeze` writes, a home folder, a drive of Windows."""
    return path.startswith(("/home/", "/Users/", "/root/")) or not path.startswith("/")


RULES = [pip_will_reject, mixed_hashes, local_path_requirement]
