"""What is saved is scanned, told and remembered."""

from __future__ import annotations

from tests.jupyter.server.saved import KEY, LEAK, notebook, until


async def test_a_saved_notebook_is_scanned_and_told_about(put, get, events):
    await put("nb.ipynb", notebook("x = 1", LEAK))
    await until(lambda: events)
    report = await get("findings", path="nb.ipynb")
    assert [finding["cell"] for finding in report["findings"]] == [2]
    assert events[-1]["rev"] == report["rev"]
    assert events[-1]["rules"] == ["huggingface-token"]
    assert KEY not in repr((events, report))
