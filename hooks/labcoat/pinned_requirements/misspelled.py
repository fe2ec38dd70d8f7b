"""misspelled-package: a name that looks like a popular one."""

from __future__ import annotations

from labcoat.core.packages.names import normalized
from labcoat.core.packages.requirement import LEVELS, PIP, POETRY_FORM
from labcoat.core.packages.spelling.popular import is_popular
from labcoat.core.rule import Hit
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages, Requirement
    from labcoat.core.rule import Options

OWN = ("allow-packages", "private-packages")  # the options that name packages which are meant


NO_PACKAGES = ("python",)  # conda has it, and people write it
TYPED = ("-r ", "-c ", ".in", "pyproject", "setup.", "(")  # in `# via …`: somebody has written the name
MOST_OF_NOTE = 4000  # characters of hashes and notes below a requirement


@packages_rule("high")
def misspelled_package(found: Packages, options: Options) -> Iterator[Hit]:
    """A package's name looks like that of a popular one.

    What it does
    ------------
    Reports a name that is none of the 15,000 most downloaded ones of PyPI (the list is of June 2026 and comes with
    labcoat: nobody is asked) but

    - one letter away from one of the first 10,000: one more, one less, another one, or two of them swapped,
    - two letters away from a long one of the first 2,000,
    - one of those with `python-` or `py-` too many or too few, or its two parts the other way round.

    Short names, and those that differ only in the number at their end, have to be like one of the first 2,000.
    Builds such as `faiss-gpu` are left alone, and so are conda's names, whatever comes from a repository, an address
    or a path, and names that the options give, in which `*` stands for anything:

        [tool.labcoat.pinned-requirements]
        allow-packages = ["pandaz", "acme-*"]
        private-packages = ["corp-*"]

    Why is this bad?
    ----------------
    Who waits for typing errors registers the names that people type by mistake, and an installed package can read
    all the keys on the machine: `jeIlyfish`, with a capital I in place of an l, stole those for SSH for a year.

    Example
    -------
        reqeusts==2.32.5

    Use instead
    -----------
        requests==2.32.5

    References
    ----------
    - https://owasp.org/www-project-top-10-ci-cd-security-risks/CICD-SEC-03-Dependency-Chain-Abuse
    - https://github.com/DataDog/malicious-software-packages-dataset
    - https://hugovk.github.io/top-pypi-packages/
    """
    for requirement in found.requirements:
        if requirement.name and requirement.level in LEVELS and requirement.form in (PIP, POETRY_FORM):
            name = normalized(requirement.name)
            if not is_popular(name) and name not in NO_PACKAGES and not _is_resolved(requirement):
                yield from _hits(requirement, name, options)


def _is_resolved(requirement: Requirement) -> bool:
    """Whether `# via other` below it says that a resolver wrote it, because another package needs it."""
    text, end = requirement.segment.text, requirement.end
    lines = text[end : end + MOST_OF_NOTE].splitlines()[1:]
    note = "\n".join(
        lines[: next((index for index, line in enumerate(lines) if line[:1] not in (" ", "#")), len(lines))]
    )
    return "# via" in note and not any([typed in note for typed in TYPED])


def _hits(requirement: Requirement, name: str, options: Options) -> Iterator[Hit]:
    from labcoat.core.packages.spelling.lookalike import lookalike

    like = lookalike(name)
    if not like or _is_meant(name, options):
        return
    popular, how = like
    yield Hit(
        requirement.segment,
        requirement.start,
        requirement.end,
        f"`{requirement.name}` is {how} `{popular}`",
        f"install `{popular}` if that is meant; `allow-packages` accepts a name that is right",
    )


def _is_meant(name: str, options: Options) -> bool:
    patterns = tuple([normalized(pattern) for option in OWN for pattern in options.get(option) or ()])
    if not patterns:
        return False
    from labcoat.core.globs import compile_globs

    return compile_globs(patterns)(name)


RULES = [misspelled_package]
