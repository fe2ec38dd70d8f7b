"""shell-redirect-in-install: a version that the shell takes for the name of a file."""

from __future__ import annotations

from labcoat.core.rule import Edit, Fix, Hit
from labcoat.pinned_requirements.scan import packages_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.packages.requirement import Packages, Redirect
    from labcoat.core.rule import Options
    from labcoat.core.segment import Segment

QUOTES = ("'", '"')
_WITHOUT = str.maketrans("", "", " \t'\"")


@packages_rule("high")
def shell_redirect_in_install(found: Packages, options: Options) -> Iterator[Hit]:
    """A version range without quotes: the shell reads `>` and `<` as redirections.

    What it does
    ------------
    Reports `>=`, `<=`, `>` and `<` after a requirement in an install command, where no quotes keep them from the
    shell: in scripts, in a Dockerfile's `RUN`, in Makefiles, in workflows and in notebooks, where IPython hands `!pip`,
    `%pip` and `%conda` lines to a shell. It is quiet about `> log.txt` and `2>&1`.

    Why is this bad?
    ----------------
    `pip install numpy>=1.20` installs any version of numpy, and writes what pip says to a file named `=1.20`.
    `numpy<2` reads a file named `2`, and fails where there is none.

    Example
    -------
        pip install numpy>=1.20

    Use instead
    -----------
        pip install "numpy==1.26.4"

    References
    ----------
    - https://pip.pypa.io/en/stable/cli/pip_install/#requirement-specifiers
    - https://www.gnu.org/software/bash/manual/html_node/Redirections.html
    """
    for redirect in found.redirects:
        written = redirect.segment.text[redirect.start : redirect.end]
        yield Hit(
            redirect.segment,
            redirect.word_start,
            redirect.end,
            f"the shell takes `{written}` for a file: the package is installed in any version",
            "quote the requirement",
            fix=_quote(redirect),
        )


def _quote(redirect: Redirect) -> Fix | None:
    """Quotes around it, where that is surely no string of another language."""
    start, end = redirect.word_start, redirect.end
    written = redirect.segment.text[start:end]
    if "\n" in written or "\\" in written or _is_in_string(redirect.segment):
        return None
    requirement = written.translate(_WITHOUT)
    return Fix("Quote the requirement", [Edit(start, end, f'"{requirement}"')], safe=True)


def _is_in_string(segment: Segment) -> bool:
    """Whether quotes are around the text, or have been taken out of it."""
    start, text = segment.offset, segment.text
    before = segment.parent[start - 1 : start] if start else ""
    written = segment.parent[start : start + len(text)]
    return before in QUOTES or any([written.count(quote) != text.count(quote) for quote in QUOTES])


RULES = [shell_redirect_in_install]
