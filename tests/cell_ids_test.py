"""Ids of cells in reports: Jupyter's own as they are, whatever looks like a key masked."""

from __future__ import annotations

import uuid

import pytest

from tests.cases import found, notebook

GITHUB = "ghp_" + "aB3dE6gH9" * 4


def id_in_finding(cell_id: str) -> str | None:
    text = notebook("f(trust_remote_code=True)").replace("cell-1", cell_id)
    [finding] = found("nb.ipynb", text.encode())
    return finding.cell_id


@pytest.mark.parametrize("cell_id", ["a1b2c3d4", "load-data", str(uuid.UUID(int=7**44, version=4))])
def test_ids_are_shown(cell_id):
    assert id_in_finding(cell_id) == cell_id


@pytest.mark.parametrize("cell_id", [GITHUB, f"x-{GITHUB}"])
def test_keys_as_ids_are_not(cell_id):
    shown = id_in_finding(cell_id)
    assert GITHUB[4:] not in shown
    assert "***" in shown
