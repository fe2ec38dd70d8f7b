"""The command line. The usual ones are read by hand: `import argparse` costs as much as stripping 30 notebooks."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

# actions
WRITE, CHECK, DIFF, DRY_RUN, TEXTCONV = "write", "check", "diff", "dry-run", "textconv"

_FLAGS: dict[str, tuple[str, Any]] = {
    "--check": ("action", CHECK),
    "--diff": ("action", DIFF),
    "--textconv": ("action", TEXTCONV),
    "-t": ("action", TEXTCONV),
    "--keep-output": ("keep-output", True),
    "--keep-count": ("keep-count", True),
    "--keep-id": ("id", "keep"),
    "--id=sequential": ("id", "sequential"),
    "--drop-empty-cells": ("drop-empty-cells", True),
    "--strip-init-cells": ("strip-init-cells", True),
}


class Arguments:
    """What the command line asks for: `paths`, an `action`, and `values` for `Options`.

    `name` is what standard input is called, `zeppelin` the mode for files whose name does not tell, `git_config`
    whether git's configuration has a say.
    """

    __slots__ = ("action", "git_config", "name", "paths", "values", "zeppelin")

    def __init__(self) -> None:
        self.paths: list[str] = []
        self.action = WRITE
        self.values: dict[str, Any] = {}
        self.name = ""
        self.zeppelin = False
        self.git_config = False


def read_arguments(argv: list[str]) -> Arguments:
    """Exits, as argparse does, for `--help`, `--version` and what it cannot understand."""
    arguments = _read_by_hand(argv)
    if arguments is None:
        from labcoat.strip_outputs.parser import parse

        arguments = parse(argv)
    return arguments


def _read_by_hand(argv: list[str]) -> Arguments | None:
    """None where an argument is not one of the usual ones."""
    arguments = Arguments()
    words = iter(argv)
    for word in words:
        if word in _FLAGS:
            key, value = _FLAGS[word]
            if key == "action":
                arguments.action = value
            else:
                arguments.values[key] = value
        elif word == "--stdin-filename":
            arguments.name = next(words, "")
        elif not is_option(word):
            arguments.paths.append(word)
        else:
            return None
    return arguments


def is_option(word: str) -> bool:
    """Runners pass file names as they are, also `-x.ipynb`."""
    return word.startswith("-") and not os.path.lexists(word)
