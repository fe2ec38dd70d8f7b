"""Every contents manager: those of Jupyter Server, and those that others make."""

from __future__ import annotations

import pytest
from jupyter_server.services.contents.filemanager import AsyncFileContentsManager, FileContentsManager
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager, LargeFileManager
from tornado.httpclient import HTTPClientError
from traitlets.config import Config

from tests.jupyter.server.managers import AsyncMemory, Converting, SyncMemory, WithoutHooks
from tests.jupyter.server.saved import KEY, LEAK, code, notebook, until

FILES = [FileContentsManager, AsyncFileContentsManager, LargeFileManager, AsyncLargeFileManager]
pytestmark = pytest.mark.filterwarnings("ignore:.*[Ss]ync.*:DeprecationWarning")  # what Jupyter Server says of some


@pytest.fixture
def manager_class():
    return AsyncLargeFileManager


@pytest.fixture
def jp_server_config(manager_class, labcoat_config):
    extensions = {"labcoat_jupyter": True, "jupyter_server_terminals": False}
    server = {"jpserver_extensions": extensions, "contents_manager_class": manager_class}
    return Config({"ServerApp": server, "LabcoatApp": labcoat_config})


@pytest.mark.parametrize("manager_class", [*FILES, SyncMemory, AsyncMemory, WithoutHooks])
async def test_saves_are_scanned(put, get, events, jp_serverapp, manager_class):
    assert type(jp_serverapp.contents_manager) is manager_class
    await put("nb.ipynb", notebook("x = 1", LEAK, code("y", KEY)))
    await until(lambda: events)
    report = await get("findings", path="nb.ipynb")
    assert [(finding["cell"], finding["part"]) for finding in report["findings"]] == [(2, "source"), (3, "output")]
    await put("nb.ipynb", notebook("x = 1"))
    await until(lambda: len(events) > 1)
    assert (await get("findings", path="nb.ipynb"))["total"] == 0
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1


@pytest.mark.parametrize("manager_class", [SyncMemory, AsyncMemory])
async def test_saved_content_is_not_asked_for_again(put, events, jp_serverapp, monkeypatch):
    manager = jp_serverapp.contents_manager
    asked = []
    model = manager.model
    monkeypatch.setattr(manager, "model", lambda path, content: asked.append(content) or model(path, content))
    await put("nb.ipynb", notebook(LEAK))
    await until(lambda: events)
    assert events[0]["total"] == 1
    assert True not in asked


@pytest.mark.parametrize("manager_class", [SyncMemory, AsyncMemory])
async def test_content_that_is_none(put, get, jp_serverapp):
    for content in ({"cells": 3}, {"cells": [3]}, [], {}):
        jp_serverapp.contents_manager.stored["nb.ipynb"] = {"type": "notebook", "format": "json", "content": content}
        jp_serverapp.contents_manager.emit({"action": "save", "path": "nb.ipynb"})
        report = await get("findings", path="nb.ipynb")
        assert [finding["rule"] for finding in report["findings"]] == ["unreadable-file"]


@pytest.mark.parametrize("manager_class", [Converting])
async def test_what_is_shown_as_a_notebook_has_its_cells(put, get, events):
    await put("a.py", notebook("x = 1", LEAK))
    await until(lambda: events)
    assert (await get("findings", path="a.py"))["findings"][0]["cell"] == 2


@pytest.mark.parametrize("manager_class", [SyncMemory, AsyncMemory])
@pytest.mark.parametrize("labcoat_config", [{"block_on": ["critical"]}])
async def test_saves_are_refused(put, jp_serverapp):
    from tornado.httpclient import HTTPClientError

    with pytest.raises(HTTPClientError):
        await put("nb.ipynb", notebook(LEAK))
    assert not jp_serverapp.contents_manager.stored


@pytest.mark.parametrize("manager_class", [AsyncMemory])
async def test_a_save_that_fails_leaves_little_behind(put, labcoat, jp_serverapp):
    from tornado.httpclient import HTTPClientError

    jp_serverapp.contents_manager.is_writable = False
    for number in range(10):
        with pytest.raises(HTTPClientError):
            await put(f"{number}.ipynb", notebook("x = 1"))
    assert len(labcoat.saves._noted) <= 4


@pytest.mark.parametrize("manager_class", [SyncMemory, AsyncMemory])
async def test_a_manager_without_dates_gets_no_old_answers(put, get):
    for number in range(5):
        await put("a.py", LEAK * number)
        assert (await get("findings", path="a.py"))["total"] == number


@pytest.mark.parametrize("manager_class", [SyncMemory])
async def test_a_save_makes_what_is_remembered_old_before_its_event(put, get, labcoat, jp_serverapp):
    await put("a.py", LEAK)
    await get("findings", path="a.py")
    stamp = labcoat.scans._kept["a.py"][1]
    assert labcoat.scans.kept("a.py", stamp)
    jp_serverapp.contents_manager.save({"type": "file", "format": "text", "content": ""}, "a.py")
    assert labcoat.scans.kept("a.py", stamp) is None  # the listener has had no turn


@pytest.mark.parametrize("manager_class", [SyncMemory, AsyncMemory])
async def test_a_fix_sees_a_change_that_has_no_date_of_its_own(put, get, post, labcoat, jp_serverapp, monkeypatch):
    await put("a.py", LEAK)
    finding = (await get("findings", path="a.py"))["findings"][0]
    stored, ask = jp_serverapp.contents_manager.stored, labcoat.engine.ask

    async def slow(*arguments, **own):
        answer = await ask(*arguments, **own)
        stored["a.py"] = {**stored["a.py"], "content": "somebody else's\n"}
        return answer

    monkeypatch.setattr(labcoat.engine, "ask", slow)
    with pytest.raises(HTTPClientError) as refused:
        await post("fix", path="a.py", rule=finding["rule"], fingerprint=finding["fingerprint"], apply=True)
    assert refused.value.code == 409
    assert stored["a.py"]["content"] == "somebody else's\n"


@pytest.mark.parametrize("manager_class", [AsyncMemory])
async def test_nothing_is_left_of_the_folder_for_content_without_files(put, get, labcoat, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setenv("TEMP", str(tmp_path))
    await labcoat.engine.ask("rules")
    labcoat.engine.process.discard()  # the next one sees the folder of this test
    await put("a.py", LEAK)
    assert (await get("findings", path="a.py"))["total"] == 1
    assert [*tmp_path.glob("labcoat-*")]
    await labcoat.stop_extension()
    assert not [*tmp_path.glob("labcoat-*")]
