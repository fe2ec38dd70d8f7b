"""How the tables of this family are written and run: a name, a path, and a text with a mark around each place."""

from __future__ import annotations

import pytest

from labcoat.core.finding import Finding
from tests.cases import found, marked

FAMILY = "pinned-requirements"


def case(name: str, path: str, text: str, **options: object):
    """A row: `»` and `«` are around what is found; the options are those of `[tool.labcoat.pinned-requirements]`."""
    options = {key.replace("_", "-"): value for key, value in options.items()}
    return pytest.param(path, text, options, id=name)


def places(path: str, text: str, options: dict[str, object], rule: str) -> tuple[list[str], list[str]]:
    """What a rule is to report in a marked text, and what it reports: (expected, found), each `line:column-line:column`."""
    plain, starts = marked(text)
    _, ends = marked(text.replace("»", "").replace("«", "»"))
    expected = [f"{a}:{b}-{c}:{d}" for (a, b), (c, d) in zip(starts, ends, strict=True)]
    return expected, [place(finding) for finding in reported(path, plain, options) if finding.rule == rule]


def place(finding: Finding) -> str:
    return f"{finding.line}:{finding.column}-{finding.end_line}:{finding.end_column}"


def reported(path: str, text: str | bytes, options: dict[str, object] | None = None) -> list[Finding]:
    """The findings of this family and of the engine in a file's text."""
    data = text.encode() if isinstance(text, str) else text
    findings = found(path, data, {FAMILY: options or {}})
    return [finding for finding in findings if finding.url and finding.rule in RULES]


def _rules() -> set[str]:
    from labcoat.core.families import load_rules

    families = load_rules()
    return {rule.name for name in (FAMILY, "reading") for rule in families[name]}


RULES = _rules()
