"""What is found in a file is found in a notebook, at the same place, and by each hook as by `labcoat check`."""

from __future__ import annotations

import json

import pytest

from labcoat.core.families import hook_module, load_rules
from tests.all_rows import FAMILIES, Row, all_rows
from tests.cases import found, notebook

ROWS = [row for row in all_rows() if row.is_flagged]
CODE = [row for row in ROWS if row.path.endswith(".py") and not row.text.startswith(("#!", "%", "!"))]
SCRIPTS = [row for row in ROWS if row.path.endswith(".sh") and not row.text.startswith("#!")]
OWN_NAME = ("settings.py", "config.py", "conf.py")  # rules for which a file's name counts


def places(row: Row, path: str, text: str) -> list[tuple[int, int]]:
    """Where the row's rule reports something: lines and columns, in the cell where there is one."""
    return [(finding.line, finding.column) for finding in found(path, text.encode()) if finding.rule == row.rule]


def ids(rows: list[Row]) -> list[str]:
    return [f"{row.rule}-{number}" for number, row in enumerate(rows)]


@pytest.mark.parametrize("row", CODE, ids=ids(CODE))
def test_python_is_the_same_in_a_cell(row: Row) -> None:
    if row.path.endswith(OWN_NAME):
        return
    inside = places(row, "a.ipynb", notebook(row.text))
    assert set(places(row, row.path, row.text)) <= set(inside)


@pytest.mark.parametrize("row", SCRIPTS, ids=ids(SCRIPTS))
def test_a_script_is_the_same_in_a_cell(row: Row) -> None:
    below = [(line + 1, column) for line, column in places(row, row.path, row.text)]
    assert places(row, "a.ipynb", notebook(f"%%bash\n{row.text}")) == below


@pytest.mark.parametrize("family", FAMILIES)
def test_a_hook_finds_what_check_finds(family: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    for number, row in enumerate([row for row in ROWS if row.rule in names(family)]):
        path = tmp_path / f"{number:04}" / row.path
        path.parent.mkdir(parents=True)
        path.write_bytes(row.text.encode())
    from labcoat.cli import main

    checked = report(main, ["check", ".", "--select", family.replace("_", "-"), "--format", "json"], capsys)
    hooked = report(hook_module(family).main, [".", "--format", "json"], capsys)
    assert hooked == checked
    assert len(checked) > 20


def names(family: str) -> set[str]:
    return {rule.name for rule in load_rules((family,))[family.replace("_", "-")] if not rule.opt_in}


def report(main, arguments: list[str], capsys) -> list[dict[str, object]]:
    main(arguments)
    findings = json.loads(capsys.readouterr().out)["findings"]
    return [finding for finding in findings if finding["rule"] not in ("unreadable-file", "unparsed-cell")]
