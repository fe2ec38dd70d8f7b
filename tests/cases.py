"""How rule tests run a rule: over one file's content, through the whole engine."""

from __future__ import annotations

import json

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.families import load_rules
from labcoat.core.finding import Finding


def notebook(*cells: str, **metadata: object) -> str:
    """A notebook of code cells; a cell that starts with `[markdown]` is one of those."""
    made = []
    for number, source in enumerate(cells, 1):
        kind = "markdown" if source.startswith("[markdown]") else "code"
        made.append(
            {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": source.splitlines(keepends=True)}
        )
        if kind == "code":
            made[-1] |= {"execution_count": None, "outputs": []}
    return json.dumps({"cells": made, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def findings(path: str, text: str, **options: object) -> list[Finding]:
    """What all rules say about a file's text, `options` being the remote-code table of the project."""
    return found(path, text.encode(), {"remote-code": options})


def found(path: str, data: bytes, options: dict[str, dict[str, object]] | None = None) -> list[Finding]:
    """What all rules say about a file's bytes under the project's options."""
    checker = _Checker(load_rules(), Arguments(), lambda config: None)
    checker.given = options or {}
    checker.check_bytes(path, data)
    assert checker.outcome.errors == []
    return checker.outcome.findings


class _Checker(Checker):
    given: dict[str, dict[str, object]]

    def _options(self, family: str, config):
        return {**super()._options(family, config), **self.given.get(family, {})}


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """A text without its `»` and `«` marks, and the (line, column) of every `»`."""
    places, plain = [], ""
    for char in text:
        if char == "»":
            places.append((plain.count("\n") + 1, len(plain) - plain.rfind("\n")))
        elif char != "«":
            plain += char
    return plain, places
