"""Saves that are refused, and those that are not."""

from __future__ import annotations

import json
import os
import signal

import pytest
from tornado.httpclient import HTTPClientError

from tests.jupyter.server.saved import KEY, LEAK, code, notebook, until

CRITICAL = {"block_on": ["critical"]}


async def refusal(put, path, content):
    with pytest.raises(HTTPClientError) as refused:
        await put(path, content)
    assert refused.value.code == 400
    return json.loads(refused.value.response.body)["message"]


@pytest.mark.parametrize("labcoat_config", [CRITICAL, {"block_on": ["find-keys"]}, {"block_on": ["huggingface-token"]}])
async def test_a_refused_save_tells_what_and_where_first(put, get, events, jp_root_dir, caplog):
    await put("nb.ipynb", notebook("x = 1"))
    before = (jp_root_dir / "nb.ipynb").read_bytes()
    message = await refusal(put, "nb.ipynb", notebook("x = 1", LEAK))
    assert "huggingface-token in cell 2" in message
    await until(lambda: events and events[-1]["total"])
    report = await get("findings", path="nb.ipynb")
    assert report["findings"][0]["cell"] == 2
    assert report["rev"] == events[-1]["rev"]
    assert (jp_root_dir / "nb.ipynb").read_bytes() == before
    assert KEY not in message + caplog.text + repr(report)
    await put("nb.ipynb", notebook("x = 1"))
    assert (await get("findings", path="nb.ipynb"))["total"] == 0


@pytest.mark.parametrize("labcoat_config", [{"block_on": ["unsafe-load"]}])
async def test_other_findings_refuse_nothing(put, get):
    await put("nb.ipynb", notebook(LEAK))
    assert (await get("findings", path="nb.ipynb"))["total"] == 1


@pytest.mark.parametrize("labcoat_config", [CRITICAL])
async def test_outputs_and_text_files_count_too(put):
    assert "cell 1" in await refusal(put, "nb.ipynb", notebook(code("x", KEY)))
    assert "line 2" in await refusal(put, "a.py", f"\nlogin({KEY!r})\n")


@pytest.mark.parametrize("labcoat_config", [{**CRITICAL, "scan_timeout": 0.3}])
async def test_a_scan_that_fails_refuses_nothing(put, get, labcoat, jp_root_dir):
    await get("rules")
    os.kill(labcoat.engine.process.pid, signal.SIGSTOP)
    await put("nb.ipynb", notebook(LEAK))
    assert KEY in (jp_root_dir / "nb.ipynb").read_text()


@pytest.mark.parametrize("labcoat_config", [CRITICAL])
async def test_with_collaboration_nothing_is_refused(jp_serverapp, put, get, caplog):
    from jupyter_server.extension.manager import ExtensionPackage

    loaded = ExtensionPackage(name="jupyter_server_terminals", enabled=True)
    jp_serverapp.extension_manager.extensions["jupyter_server_ydoc"] = loaded
    await put("nb.ipynb", notebook(LEAK))
    report = await get("findings", path="nb.ipynb")
    assert report["total"] == 1
    assert "jupyter-collaboration" in "".join(report["notices"])
    assert "jupyter-collaboration" in caplog.text
    assert "jupyter-collaboration" in "".join((await get("status"))["notices"])


def stamp(model, path, contents_manager, **_):
    model["content"]["metadata"]["by"] = "the user's hook"


@pytest.mark.parametrize("labcoat_config", [{}, CRITICAL])
@pytest.mark.filterwarnings("ignore:Overriding existing pre_save_hook:UserWarning")  # said by traitlets' own loading
async def test_the_users_own_hook_still_runs(put, get, jp_serverapp, jp_root_dir):
    jp_serverapp.contents_manager.pre_save_hook = stamp
    await put("nb.ipynb", notebook("x = 1"))
    assert json.loads((jp_root_dir / "nb.ipynb").read_text())["metadata"]["by"] == "the user's hook"
    assert jp_serverapp.contents_manager.pre_save_hook is stamp
    assert (await get("findings", path="nb.ipynb"))["status"] == "ok"


@pytest.mark.parametrize("labcoat_config", [{}, CRITICAL])
@pytest.mark.parametrize(
    "model",
    [
        None,
        [],
        {},
        {"type": "directory"},
        {"type": "notebook"},
        {"type": "notebook", "content": 3},
        {"type": "notebook", "content": {"cells": 3}},
        {"type": "notebook", "content": {"cells": [object()]}},
        {"type": "file", "format": "base64", "content": "%%%"},
        {"type": "file", "format": "text", "content": "\ud800"},
        {"type": "file", "format": "text", "content": b"bytes"},
        {"type": "file", "content": "x", "chunk": 1},
    ],
)
async def test_what_is_no_model_is_no_error(labcoat, model, caplog):
    for path in ("a.py", "nb.ipynb", "../x", "", None):
        labcoat.saves.before_save(model=model, path=path, contents_manager=None)
    assert "Traceback" not in caplog.text


TRUSTED = "".join([f"m = AutoModel.from_pretrained('a/m{number}', trust_remote_code=True)\n" for number in range(1100)])


@pytest.mark.parametrize("labcoat_config", [CRITICAL, {"block_on": ["huggingface-token"]}, {"block_on": ["find-keys"]}])
async def test_a_finding_behind_a_thousand_others_counts(put):
    assert "huggingface-token in line 1101" in await refusal(put, "a.py", TRUSTED + LEAK)


@pytest.mark.parametrize("labcoat_config", [{"block_on": ["unsafe-load"]}])
async def test_a_rule_that_a_long_report_does_not_list_counts(put):
    loads = "import pickle\npickle.load(open(input(), 'rb'))\n"
    assert "Not saved" in await refusal(put, "a.py", TRUSTED + loads)
