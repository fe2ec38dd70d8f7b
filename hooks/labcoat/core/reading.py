"""The engine's own rules: what it could not read, and idle ignores.

They run whatever is selected; only `ignore` switches them off. An unreadable file is reported at any `min-severity`.
"""

from __future__ import annotations

from labcoat.core.rule import Rule

FAMILY = "reading"

UNREADABLE_FILE = Rule(
    "unreadable-file",
    FAMILY,
    """A file could not be read, so nothing in it was checked, or not all of it.

    What it does
    ------------
    Reports a file that is not what its name says: a notebook that is truncated, empty, full of merge-conflict
    markers, nested too deeply or has a key twice; Python, YAML, TOML or JSON that does not parse; text in an unknown
    encoding. Only files in which a selected rule has something to look for are parsed; notebooks always are.

    Of a requirements file, it reports the lines that name another file (`-r`, `-c`) which nobody can look at: one that
    does not exist, is outside of the repository, or on the network (medium).

    Why is this bad?
    ----------------
    A scanner that passes over what it cannot read says "clean" about a file that nobody has looked at.

    Example
    -------
    A notebook committed in the middle of a merge:

        <<<<<<< HEAD
           "execution_count": 3,

    Use instead
    -----------
    Repair the file, or leave it out on purpose, with `exclude` or `per-file-ignores` in `[tool.labcoat]`.

    References
    ----------
    - https://nbformat.readthedocs.io/en/latest/format_description.html
    """,
    "high",
)

UNPARSED_CELL = Rule(
    "unparsed-cell",
    FAMILY,
    """A notebook cell could not be parsed, so the rules could not look at it.

    What it does
    ------------
    Reports a code cell that is not Python 3 after IPython's own syntax has been taken out, in a notebook in which a
    selected rule has something to look for that may be in the cell; and a cell of another language (R, Julia) that
    mentions what a rule looks for. Such a cell is searched as plain text, and the notebook's other cells are checked
    as usual.

    Why is this bad?
    ----------------
    What the cell does is unknown: a dangerous call in it may have been missed.

    Example
    -------
        print "Python 2"

    Use instead
    -----------
    Python 3, or a cell magic (`%%bash`, `%%html`) that says which language the cell is in. To accept the cell as it is,
    give it the tag `labcoat:ignore=unparsed-cell`.

    References
    ----------
    - https://ipython.readthedocs.io/en/stable/interactive/magics.html
    """,
    "low",
)

UNUSED_IGNORE = Rule(
    "unused-ignore",
    FAMILY,
    """An ignore comment ignores nothing.

    What it does
    ------------
    With `--pedantic`, reports `labcoat: ignore` comments that name no rule, or one that does not exist, or one that
    has nothing to report there.

    Why is this bad?
    ----------------
    The comment says that a risk has been accepted. Once the risk is gone the comment would hide the next one.

    Example
    -------
        model = AutoModel.from_pretrained("org/name")  # labcoat: ignore[trust-remote-code] reviewed

    Use instead
    -----------
        model = AutoModel.from_pretrained("org/name")

    References
    ----------
    - https://docs.astral.sh/ruff/rules/unused-noqa/
    """,
    "low",
    opt_in=True,
)

RULES = (UNREADABLE_FILE, UNPARSED_CELL, UNUSED_IGNORE)
