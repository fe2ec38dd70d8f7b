"""What is wrong in the configuration is said, and the server runs."""

from __future__ import annotations

import pytest

from tests.jupyter.server.saved import LEAK

WRONG = {
    "select": ["find-kys"],
    "ignore": ["no-such-rule"],
    "min_severity": "hihg",
    "block_on": ["criticl"],
    "scan_timeout": -1.0,
    "max_bytes": 0,
}


@pytest.mark.parametrize("labcoat_config", [WRONG])
async def test_values_that_cannot_be_used(put, get, caplog):
    await put("a.py", LEAK)
    report = await get("findings", path="a.py")
    assert report["total"] == 1
    notices = "\n".join(report["notices"])
    for option in WRONG:
        assert f"LabcoatApp.{option}" in notices
    for option in ("select", "ignore", "block_on"):  # what is said before pytest listens is on the server's terminal
        assert f"LabcoatApp.{option}" in caplog.text
    for near in ("find-keys", "high", "critical"):
        assert f'did you mean "{near}"?' in notices
    assert (await get("status"))["block_on"] == []


TYPES = {"select": 3, "ignore": [3], "min_severity": 3, "block_on": 3, "scan_timeout": "soon", "max_bytes": "all"}


@pytest.mark.parametrize("labcoat_config", [{**TYPES, "enabled": "maybe"}])
async def test_values_of_another_type(put, get):
    await put("a.py", LEAK)
    report = await get("findings", path="a.py")
    assert report["total"] == 1
    for option in (*TYPES, "enabled"):
        assert f"LabcoatApp.{option} must be" in "\n".join(report["notices"])


@pytest.mark.parametrize(
    "jp_argv", [[f"--LabcoatApp.{name}={value}" for name, value in (*TYPES.items(), ("enabled", "maybe"))]]
)
async def test_values_on_the_command_line(put, get):
    await put("a.py", LEAK)
    report = await get("findings", path="a.py")
    assert report["status"] == "ok"
    assert "LabcoatApp.scan_timeout must be" in "\n".join(report["notices"])
    assert "LabcoatApp.max_bytes must be" in "\n".join(report["notices"])


@pytest.mark.parametrize(
    ("labcoat_config", "found"),
    [
        ({"select": ["unsafe-load"]}, 0),
        ({"ignore": ["find-keys"]}, 0),
        ({"min_severity": "critical"}, 1),
        ({"select": ["find-keys"]}, 1),
    ],
)
async def test_values_that_count(put, get, found):
    await put("nb.ipynb", notebook_of_leak())
    report = await get("findings", path="nb.ipynb")
    assert (report["total"], report["notices"]) == (found, [])


def notebook_of_leak():
    from tests.jupyter.server.saved import notebook

    return notebook(LEAK)
