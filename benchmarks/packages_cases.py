"""Labelled files: what is unpinned in them, written from how people write and what is asked, not from what we do.

`packages_cases/*.txt`: `=== path | names` and the file's text. `vcs:` are names for unpinned-vcs, `image:`
for unpinned-base-image. A notebook's text is its one cell.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

DIRECTORY = Path(__file__).parent / "packages_cases"
RULES = {"unpinned-requirement": "", "unpinned-vcs": "vcs:", "unpinned-base-image": "image:"}


class Case(NamedTuple):
    """A file and what must be reported in it: `numpy`, `vcs:transformers`, `image:python`."""

    name: str
    path: str
    text: str
    expected: Counter[str]


def cases(topic: str = "*") -> list[Case]:
    """All cases, or those of a topic."""
    return [case for path in sorted(DIRECTORY.glob(f"{topic}.txt")) for case in _cases_of(path)]


def _cases_of(path: Path) -> list[Case]:
    found = []
    number = 1
    for block in f"\n{path.read_text(encoding='utf-8')}".split("\n=== ")[1:]:
        head, _, text = block.partition("\n")
        file, _, names = head.partition(" |")
        found.append(Case(f"{path.stem}:{number}", file, _written(file, f"{text}\n"), Counter(names.split())))
        number += block.count("\n") + 1
    return found


def _written(path: str, text: str) -> str:
    if not path.endswith(".ipynb"):
        return text
    cell = {"cell_type": "code", "metadata": {}, "execution_count": None, "outputs": [], "source": text.rstrip()}
    return json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}, indent=1) + "\n"


def label(rule: str, message: str) -> str:
    """A finding as the table names it; empty for a rule that is not asked."""
    if rule not in RULES:
        return ""
    quoted = re.search(r"`([^`]+)`", message)
    name = quoted[1] if quoted else ""
    if rule == "unpinned-base-image":
        name = name.partition("@")[0]
        name = name if ":" not in name.rpartition("/")[2] else name.rpartition(":")[0]
    return RULES[rule] + name


def label_of_misspelled(finding: dict[str, object]) -> str:
    """The name that looks like another one; empty for any other finding."""
    quoted = re.search(r"`([^`]+)`", str(finding["message"]))
    return quoted[1] if finding["rule"] == "misspelled-package" and quoted else ""
