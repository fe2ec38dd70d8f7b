"""How tables of cases are written and run: a name, a path, and a text with marks around each place that is found."""

from __future__ import annotations

from typing import Any

import pytest

from labcoat.core.families import load_rules
from labcoat.core.finding import Finding
from tests.cases import found, marked

FAMILY_OF = {rule.name: family for family, rules in load_rules().items() for rule in rules}


def case(name: str, path: str, text: str, **options: object):
    """A row: `»` and `«` are around what is found; the options are those of the family's table in [tool.labcoat]."""
    return pytest.param(path, text, {key.replace("_", "-"): value for key, value in options.items()}, id=name)


def flagging(rule: str, table: list[Any]):
    """A test that the rule reports what is marked in each row, and nothing else."""

    @pytest.mark.parametrize(("path", "text", "options"), table)
    def check(path: str, text: str, options: dict[str, object]) -> None:
        text = text.replace("\\u00bb", "»").replace("\\u00ab", "«")  # as JSON has them
        plain, starts = marked(text)
        _, ends = marked(text.replace("»", "").replace("«", "»"))
        hits = [finding for finding in reported(rule, path, plain, options) if finding.rule == rule]
        is_notebook = path.endswith(".ipynb")
        assert [(f.raw_line, f.raw_column) if is_notebook else (f.line, f.column) for f in hits] == starts
        assert is_notebook or [(f.end_line, f.end_column) for f in hits] == ends

    check.rule, check.table, check.is_flagging = rule, table, True
    return check


def quiet(rule: str, table: list[Any]):
    """A test that the rule, and the engine itself, have nothing to say about any row."""

    @pytest.mark.parametrize(("path", "text", "options"), table)
    def check(path: str, text: str, options: dict[str, object]) -> None:
        names = (rule, "unreadable-file", "unparsed-cell")
        assert [finding for finding in reported(rule, path, text, options) if finding.rule in names] == []

    check.rule, check.table, check.is_flagging = rule, table, False
    return check


def reported(rule: str, path: str, text: str, options: dict[str, object] | None = None) -> list[Finding]:
    """All findings in a file, under the options of the rule's family."""
    return found(path, text.encode(), {FAMILY_OF[rule]: options or {}})
