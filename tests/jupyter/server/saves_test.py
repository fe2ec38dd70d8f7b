"""What is saved is scanned, told and remembered."""

from __future__ import annotations

import json
import logging

import pytest
from tornado.httpclient import HTTPClientError

from tests.jupyter.server.saved import KEY, LEAK, code, notebook, until


async def test_a_saved_notebook_is_scanned_and_told_about(put, get, events, caplog):
    caplog.set_level(logging.DEBUG)
    await put("nb.ipynb", notebook("x = 1", LEAK, code("y = 2", KEY)))
    await until(lambda: events)
    report = await get("findings", path="nb.ipynb")
    assert [(finding["cell"], finding["part"]) for finding in report["findings"]] == [(2, "source"), (3, "output")]
    assert events[-1]["rev"] == report["rev"]
    assert events[-1]["rules"] == ["huggingface-token"]
    assert events[-1]["total"] == sum(events[-1]["counts"].values()) == 2
    assert KEY not in repr((events, report))
    assert KEY not in caplog.text


async def test_the_websocket_tells_no_text(put, jp_ws_fetch):
    stream = await jp_ws_fetch("api", "events", "subscribe")
    await put("nb.ipynb", notebook(LEAK))
    while "labcoat" not in (message := json.loads(await stream.read_message()))["schema_id"]:
        pass
    stream.close()
    assert {*message} == {"schema_id", "path", "rev", "status", "total", "counts", "rules", "worst"}
    assert KEY not in json.dumps(message)
    assert "token =" not in json.dumps(message)


@pytest.mark.parametrize(
    ("path", "text", "rule"),
    [
        ("a.py", LEAK, "huggingface-token"),
        ("requirements.txt", "numpy\n", "unpinned-requirement"),
        ("Dockerfile", "FROM python:latest\n", "unpinned-base-image"),
        ("conf.yaml", f"token: {KEY}\n", "huggingface-token"),
    ],
)
async def test_text_files_are_scanned_too(put, get, path, text, rule):
    await put(path, text)
    report = await get("findings", path=path)
    assert rule in [finding["rule"] for finding in report["findings"]]


async def test_what_has_not_changed_is_not_scanned_again(put, get, events, jp_root_dir):
    await put("a.py", LEAK)
    first = await get("findings", path="a.py")
    assert await get("findings", path="a.py") == first
    assert len(events) == 1
    (jp_root_dir / "a.py").write_text("x = 1\n")
    changed = await get("findings", path="a.py")
    assert changed["total"] == 0
    assert changed["rev"] > first["rev"]


async def test_changed_settings_count_at_once(put, get, jp_root_dir):
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1
    (jp_root_dir / "pyproject.toml").write_text('[tool.labcoat]\nignore = ["find-keys"]\n')
    assert (await get("findings", path="a.py"))["total"] == 0
    (jp_root_dir / "pyproject.toml").write_text("[tool.labcoat]\nselct = []\n")
    report = await get("findings", path="a.py")
    assert report["status"] == "config-error"
    assert 'did you mean "select"' in report["message"]


async def test_settings_above_the_root_do_not_count(put, get, jp_root_dir):
    (jp_root_dir.parent / "pyproject.toml").write_text('[tool.labcoat]\nignore = ["find-keys"]\n')
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1


async def test_a_module_beside_the_notebook_is_not_imported(put, get, jp_root_dir):
    for name in ("json", "labcoat", "labcoat_jupyter", "yaml", "tomli"):
        (jp_root_dir / f"{name}.py").write_text(f"open({str(jp_root_dir / 'imported')!r}, 'w').close()\n")
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1
    assert not (jp_root_dir / "imported").exists()


async def test_a_renamed_file_takes_its_findings_along(put, get, jp_fetch, events):
    await put("a.py", LEAK)
    first = await get("findings", path="a.py")
    await jp_fetch("api", "contents", "a.py", method="PATCH", body=json.dumps({"path": "b.py"}))
    await until(lambda: events[-1]["path"] == "b.py")
    assert (await get("findings", path="b.py"))["rev"] > first["rev"]
    with pytest.raises(HTTPClientError):
        await get("findings", path="a.py")


async def test_a_renamed_or_deleted_folder_is_forgotten(put, get, jp_fetch, labcoat, jp_root_dir):
    (jp_root_dir / "one").mkdir()
    await put("one/a.py", LEAK)
    await get("findings", path="one/a.py")
    await jp_fetch("api", "contents", "one", method="PATCH", body=json.dumps({"path": "two"}))
    await until(lambda: not labcoat.scans.knows("one/a.py"))
    await get("findings", path="two/a.py")
    await jp_fetch("api", "contents", "two/a.py", method="DELETE")
    await until(lambda: not labcoat.scans.knows("two/a.py"))


async def test_a_copy_is_scanned(put, get, jp_fetch, events):
    await put("a.ipynb", notebook(LEAK))
    copy = await jp_fetch("api", "contents", method="POST", body=json.dumps({"copy_from": "a.ipynb"}))
    path = json.loads(copy.body)["path"]
    await until(lambda: path in [event["path"] for event in events])
    assert (await get("findings", path=path))["total"] == 1


async def test_an_upload_in_chunks_is_scanned_when_it_is_complete(jp_fetch, get):
    for chunk, text in ((1, "x = 1\n"), (2, "y = 2\n"), (-1, LEAK)):
        model = {"type": "file", "format": "text", "content": text, "chunk": chunk}
        await jp_fetch("api", "contents", "big.py", method="PUT", body=json.dumps(model))
    report = await get("findings", path="big.py")
    assert [finding["line"] for finding in report["findings"]] == [3]


@pytest.mark.parametrize("labcoat_config", [{"max_bytes": 1000}])
async def test_what_is_too_large_is_not_scanned(put, post, get):
    await put("a.py", LEAK + "#" * 1000)
    report = await get("findings", path="a.py")
    assert (report["status"], report["findings"]) == ("too-large", [])
    assert "max_bytes" in report["message"]
    unsaved = await post("scan", path="a.py", type="file", content=LEAK + "#" * 1000)
    assert unsaved["status"] == "too-large"


@pytest.mark.parametrize("labcoat_config", [{"enabled": False}])
async def test_what_is_off_does_nothing(put, get, post, events, labcoat, jp_serverapp):
    await put("a.py", LEAK)
    report = await get("findings", path="a.py")
    assert (report["status"], report["total"]) == ("off", 0)
    assert (await post("scan", path="a.py", type="file", content=LEAK))["status"] == "off"
    assert not (await get("status"))["enabled"]
    assert not events
    assert labcoat.engine.process.pid is None
    assert not jp_serverapp.contents_manager._pre_save_hooks


@pytest.mark.parametrize("jp_base_url", ["/user/jo/"])
async def test_below_the_address_of_a_hub(put, get, jp_fetch):
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1
    assert (await jp_fetch("labcoat", "status")).effective_url.split("/", 3)[3].startswith("user/jo/labcoat")


async def test_unsaved_content_is_scanned_and_not_stored(post, events, labcoat, jp_root_dir):
    report = await post("scan", path="nb.ipynb", type="notebook", content=notebook("x", LEAK))
    assert [finding["cell"] for finding in report["findings"]] == [2]
    assert "rev" not in report
    text = await post("scan", path="é.py", type="file", content=f'x = "é😀"; {LEAK}')
    assert text["findings"][0]["range"]["start"]["character"] == len('x = "é😀"; token = "') + 1
    assert not events
    assert not labcoat.scans.knows("nb.ipynb")
    assert not [*jp_root_dir.iterdir()]


async def test_rules_and_their_pages(get):
    rules = await get("rules")
    assert {"name", "family", "severity", "summary", "opt_in", "url"} <= {*rules[0]}
    page = await get("rules", name="huggingface-token")
    assert "# " in page["markdown"]
    with pytest.raises(HTTPClientError) as unknown:
        await get("rules", name="no-such-rule")
    assert unknown.value.code == 404
