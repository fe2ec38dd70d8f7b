"""Fixes and ignores: as edits for an open document, and written to one that is not."""

from __future__ import annotations

import json

import pytest
from tornado.httpclient import HTTPClientError
from traitlets.config import Config

from tests.jupyter.server.managers import ReadOnly
from tests.jupyter.server.saved import KEY, LEAK, notebook

TRUST = 'm = AutoModel.from_pretrained("x", trust_remote_code=True)\n'


async def found(get, path):
    finding = (await get("findings", path=path))["findings"][0]
    return {"path": path, "fingerprint": finding["fingerprint"], "rule": finding["rule"]}


async def test_a_preview_changes_nothing(put, get, post, jp_root_dir):
    await put("nb.ipynb", notebook("x = 1", LEAK))
    before = (jp_root_dir / "nb.ipynb").read_bytes()
    answer = await post("fix", **await found(get, "nb.ipynb"))
    assert answer["status"] == "ok"
    assert [edit["cell"] for edit in answer["edits"]][-1] == 2
    assert "environ" in "".join(edit["text"] for edit in answer["edits"])
    assert KEY not in json.dumps(answer)
    assert (jp_root_dir / "nb.ipynb").read_bytes() == before


async def test_a_preview_of_what_is_not_saved(put, get, post):
    await put("a.py", LEAK)
    wish = await found(get, "a.py")
    answer = await post("fix", **wish, type="file", content=f"# é😀\n{LEAK}")
    assert {edit["range"]["start"]["line"] for edit in answer["edits"]} <= {0, 1}
    assert answer["status"] == "ok"
    assert (await post("fix", **wish, type="file", content="x = 1"))["status"] == "gone"


@pytest.mark.parametrize("path", ["nb.ipynb", "a.py"])
@pytest.mark.parametrize("labcoat_config", [{}, {"block_on": ["all"]}])
async def test_what_is_stored_is_changed(put, get, post, jp_root_dir, path, labcoat):
    blocked, labcoat.engine.options.block_on = labcoat.engine.options.block_on, []
    await put(path, notebook("x = 1", LEAK, "import os\nos.system('chmod 777 /data')") if "nb" in path else LEAK)
    labcoat.engine.options.block_on = blocked
    answer = await post("fix", **await found(get, path), apply=True)
    assert {*answer} == {"status", "message", "title"}
    assert answer["status"] == "ok"
    text = (jp_root_dir / path).read_text()
    assert KEY not in text
    assert "os.environ" in text
    report = await get("findings", path=path)
    assert "huggingface-token" not in [finding["rule"] for finding in report["findings"]]


async def test_an_ignore_is_written(put, get, post):
    await put("nb.ipynb", notebook("x = 1", LEAK))
    assert (await post("fix", **await found(get, "nb.ipynb"), action="ignore", apply=True))["status"] == "ok"
    assert (await get("findings", path="nb.ipynb"))["total"] == 0


async def test_apply_is_for_what_is_stored(put, get, post):
    await put("a.py", LEAK)
    with pytest.raises(HTTPClientError) as refused:
        await post("fix", **await found(get, "a.py"), apply=True, type="file", content=LEAK)
    assert refused.value.code == 400


async def test_a_file_that_changes_meanwhile_is_left_alone(put, get, post, jp_root_dir, labcoat, monkeypatch):
    await put("a.py", LEAK)
    wish = await found(get, "a.py")
    ask = labcoat.engine.ask

    async def slow(*arguments, **own):
        answer = await ask(*arguments, **own)
        (jp_root_dir / "a.py").write_text("somebody else's\n")
        return answer

    monkeypatch.setattr(labcoat.engine, "ask", slow)
    with pytest.raises(HTTPClientError) as refused:
        await post("fix", **wish, apply=True)
    assert refused.value.code == 409
    assert (jp_root_dir / "a.py").read_text() == "somebody else's\n"


async def test_bytes_are_no_text(get, post, jp_root_dir):
    (jp_root_dir / "a.bin").write_bytes(b"\xff\xfe\x00\x01")
    with pytest.raises(HTTPClientError) as refused:
        await post("fix", path="a.bin", fingerprint="f", rule="r", apply=True)
    assert refused.value.code == 400


class TestReadOnly:
    @pytest.fixture
    def jp_server_config(self):
        extensions = {"labcoat_jupyter": True, "jupyter_server_terminals": False}
        return Config({"ServerApp": {"jpserver_extensions": extensions, "contents_manager_class": ReadOnly}})

    @pytest.mark.filterwarnings("ignore:.*[Ss]ync.*:DeprecationWarning")
    async def test_what_cannot_be_written_is_refused(self, get, post, jp_root_dir):
        (jp_root_dir / "a.py").write_text(LEAK)
        with pytest.raises(HTTPClientError) as refused:
            await post("fix", **await found(get, "a.py"), apply=True)
        assert refused.value.code == 403
        assert "read-only" in json.loads(refused.value.response.body)["message"]
        assert (jp_root_dir / "a.py").read_text() == LEAK
