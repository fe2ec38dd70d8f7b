"""How tables of model files are written and run: a name, a path, and the file's bytes."""

from __future__ import annotations

from typing import Any

import pytest

from labcoat.core.finding import Finding
from tests.cases import found

FAMILY = "model-files"


def case(name: str, path: str, data: bytes, **options: object):
    """A row; the options are those of `[tool.labcoat.model-files]`."""
    return pytest.param(path, data, {key.replace("_", "-"): value for key, value in options.items()}, id=name)


def findings(data: bytes, path: str = "model.pkl", options: dict[str, object] | None = None) -> list[Finding]:
    """What the rules for model files say about a file's bytes."""
    return found(path, data, {FAMILY: options or {}})


def rules_in(data: bytes, path: str = "model.pkl", **options: object) -> set[str]:
    """The names of the rules that report something in a file's bytes."""
    return {finding.rule for finding in found(path, data, {FAMILY: options})}


def flagging(rule: str, table: list[Any]):
    """A test that the rule reports each row."""

    @pytest.mark.parametrize(("path", "data", "options"), table)
    def check(path: str, data: bytes, options: dict[str, object]) -> None:
        assert rule in rules_in(data, path, **options)

    check.rule, check.table, check.is_flagging = rule, table, True
    return check


def quiet(table: list[Any]):
    """A test that no rule has anything to say about any row."""

    @pytest.mark.parametrize(("path", "data", "options"), table)
    def check(path: str, data: bytes, options: dict[str, object]) -> None:
        assert findings(data, path, options) == []

    check.rule, check.table, check.is_flagging = "", table, False
    return check
