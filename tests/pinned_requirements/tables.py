"""How the tables of this family are written and run: a name, a path, and a text with marks around each place."""

from __future__ import annotations

import pytest

from labcoat.core.families import load_rules
from labcoat.core.finding import Finding
from tests.cases import found, marked

FAMILY = "pinned-requirements"
RULES = {rule.name for name, rules in load_rules().items() for rule in rules if name in (FAMILY, "reading")}


def case(name: str, path: str, text: str, **options: object):
    """A row: `»` and `«` are around what is found; the options are those of `[tool.labcoat.pinned-requirements]`."""
    return pytest.param(path, text, {key.replace("_", "-"): value for key, value in options.items()}, id=name)


def check_flags(rule: str, path: str, text: str, options: dict[str, object]) -> None:
    """The rule reports what is marked, and nothing else."""
    text = text.replace("\\u00bb", "»").replace("\\u00ab", "«")  # as JSON has them
    plain, starts = marked(text)
    _, ends = marked(text.replace("»", "").replace("«", "»"))
    findings = [finding for finding in reported(path, plain, options) if finding.rule == rule]
    is_notebook = path.endswith(".ipynb")
    assert [(f.raw_line, f.raw_column) if is_notebook else (f.line, f.column) for f in findings] == starts
    assert is_notebook or [(f.end_line, f.end_column) for f in findings] == ends


def check_quiet(rule: str, path: str, text: str, options: dict[str, object]) -> None:
    """The rule, and the engine itself, have nothing to say."""
    assert [f for f in reported(path, text, options) if f.rule in (rule, "unreadable-file", "unparsed-cell")] == []


def reported(path: str, text: str | bytes, options: dict[str, object] | None = None) -> list[Finding]:
    """The findings of this family and of the engine in a file."""
    data = text.encode() if isinstance(text, str) else text
    return [finding for finding in found(path, data, {FAMILY: options or {}}) if finding.rule in RULES]
