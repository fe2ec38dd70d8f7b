"""Nobody gets an answer without a token, a permission or, where something is sent, the XSRF token."""

from __future__ import annotations

import json
import os
import warnings

import pytest
from jupyter_server.auth import Authorizer
from jupyter_server.serverapp import JupyterServerAuthWarning
from tornado.httpclient import HTTPClientError
from tornado.web import RequestHandler

from tests.jupyter.server.saved import KEY, notebook

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


class NobodyMay(Authorizer):
    def is_authorized(self, handler, user, action, resource):
        return resource != "labcoat"


class NobodyMayHaveContents(Authorizer):
    """Of `contents`, only what `allowed` says."""

    allowed = ()

    def is_authorized(self, handler, user, action, resource):
        return resource != "contents" or action in self.allowed


def our_methods(web_app):
    """(path, method) of everything that handlers of ours answer."""
    rules = [rule for group in web_app.wildcard_router.rules + web_app.default_router.rules for rule in inner(group)]
    ours = [rule for rule in rules if getattr(rule.target, "__module__", "").startswith("labcoat_jupyter")]
    return [
        (rule.matcher.regex.pattern.rstrip("$"), method)
        for rule in ours
        for method in METHODS
        if getattr(rule.target, method.lower()) is not getattr(RequestHandler, method.lower())
    ]


def inner(rule):
    return getattr(rule.target, "rules", [rule])


async def status(fetch, path, method, headers):
    try:
        body = "{}" if method != "GET" else None
        return (await fetch(path, method=method, body=body, headers=headers, follow_redirects=False)).code
    except HTTPClientError as error:
        return error.code


async def test_every_handler_wants_a_token(jp_web_app, http_server_client):
    found = our_methods(jp_web_app)
    assert len(found) >= 5
    answers = {row: await status(http_server_client.fetch, *row, {}) for row in found}
    assert set(answers.values()) == {403}


async def test_every_handler_asks_for_permission(jp_serverapp, jp_web_app, jp_auth_header, http_server_client):
    jp_web_app.settings["authorizer"] = NobodyMay(parent=jp_serverapp)
    found = our_methods(jp_web_app)
    answers = {row: await status(http_server_client.fetch, *row, dict(jp_auth_header)) for row in found}
    assert set(answers.values()) == {403}
    assert len(answers) >= 5


async def test_every_method_is_decorated(jp_web_app):
    from labcoat_jupyter.handlers import HANDLERS, LabcoatHandler

    class Open(LabcoatHandler):
        async def get(self):
            await self.finish("{}")

    with warnings.catch_warnings():
        warnings.simplefilter("error", JupyterServerAuthWarning)
        jp_web_app.add_handlers(".*$", list(HANDLERS))
        with pytest.raises(JupyterServerAuthWarning, match="Open"):
            jp_web_app.add_handlers(".*$", [("/labcoat/open", Open)])


async def test_a_browser_without_the_xsrf_token_may_not_post(jp_serverapp, jp_base_url, http_server_client):
    token = jp_serverapp.identity_provider.token
    login = await http_server_client.fetch(f"{jp_base_url}?token={token}", follow_redirects=False, raise_error=False)
    cookies = "; ".join(value.split(";")[0] for value in login.headers.get_list("Set-Cookie"))
    page = f"{jp_base_url}labcoat/"
    allowed = await http_server_client.fetch(f"{page}status", headers={"Cookie": cookies})
    assert json.loads(allowed.body)["enabled"]
    for name in ("scan", "fix"):
        body = json.dumps({"path": "a.py", "type": "file", "content": ""})
        refused = await http_server_client.fetch(
            page + name, method="POST", body=body, headers={"Cookie": cookies}, raise_error=False
        )
        assert refused.code == 403
        assert "_xsrf" in refused.body.decode()


@pytest.mark.parametrize("path", ["../secret.py", "/etc/passwd", "a/../../secret.py", ".hidden.py", "nothing.py", ".."])
async def test_only_what_the_contents_manager_shows(jp_root_dir, jp_fetch, path):
    for place in (jp_root_dir.parent / "secret.py", jp_root_dir / ".hidden.py"):
        place.write_text("x = 1")
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("labcoat", "findings", params={"path": path})
    assert refused.value.code in (400, 404)
    body = json.dumps({"path": path, "type": "file", "fingerprint": "f", "rule": "r"})
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("labcoat", "fix", method="POST", body=body)
    assert refused.value.code in (400, 404)


@pytest.mark.parametrize("path", ["../secret.py", "a/../../secret.py", ".hidden.py"])
async def test_unsaved_content_has_no_place_outside(post, path):
    with pytest.raises(HTTPClientError) as refused:
        await post("scan", path=path, type="file", content="x = 1")
    assert refused.value.code in (400, 404)


async def test_a_directory_has_no_findings(jp_root_dir, get):
    (jp_root_dir / "folder").mkdir()
    with pytest.raises(HTTPClientError) as refused:
        await get("findings", path="folder")
    assert refused.value.code == 400


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '"text"', '{"path": 3}', '{"path": "a.py", "type": "directory"}', "{}"]
)
@pytest.mark.parametrize("name", ["scan", "fix"])
async def test_requests_that_are_none(jp_fetch, name, body):
    with pytest.raises(HTTPClientError) as refused:
        await jp_fetch("labcoat", name, method="POST", body=body)
    assert refused.value.code == 400


async def test_names_of_kernels_and_actions_are_checked(post, put):
    await put("nb.ipynb", notebook("x = 1"))
    wish = {"path": "nb.ipynb", "fingerprint": "f", "rule": "r"}
    assert (await post("fix", **wish, kernel="../../no-such"))["status"] in ("gone", "none")
    with pytest.raises(HTTPClientError) as refused:
        await post("fix", **wish, action="delete")
    assert refused.value.code == 400


async def refused_codes(jp_fetch):
    wish = {"path": "a.py", "type": "file", "fingerprint": "f", "rule": "r"}
    bodies = {"findings": None, "edits": wish, "apply": {**wish, "apply": True}, "unsaved": {**wish, "content": "x"}}
    codes = {}
    for name, body in bodies.items():
        sent = {"params": {"path": "a.py"}} if body is None else {"method": "POST", "body": json.dumps(body)}
        answer = await jp_fetch("labcoat", "fix" if body else name, **sent, raise_error=False)
        codes[name] = answer.code
    return {name for name, code in codes.items() if code == 403}


async def test_what_is_stored_is_for_those_who_may_have_it(jp_serverapp, jp_web_app, jp_fetch, jp_root_dir):
    (jp_root_dir / "a.py").write_text("x = 1")
    authorizer = jp_web_app.settings["authorizer"] = NobodyMayHaveContents(parent=jp_serverapp)
    assert await refused_codes(jp_fetch) == {"findings", "edits", "apply"}
    authorizer.allowed = ("read",)
    assert await refused_codes(jp_fetch) == {"apply"}
    authorizer.allowed = ("read", "write")
    assert await refused_codes(jp_fetch) == set()


@pytest.mark.skipif(os.name == "nt", reason="makes a link in a circle")
@pytest.mark.parametrize("path", ["x" * 5000 + ".py", "circle.py", "circle.py/a.py"])
async def test_names_that_the_system_refuses(jp_root_dir, jp_fetch, path, caplog):
    (jp_root_dir / "circle.py").symlink_to("circle.py")
    body = json.dumps({"path": path, "type": "file", "content": "x", "fingerprint": "f", "rule": "r"})
    for sent in ({"params": {"path": path}}, {"method": "POST", "body": body}):
        answer = await jp_fetch("labcoat", "fix" if "body" in sent else "findings", **sent, raise_error=False)
        assert answer.code == 404
    assert "Traceback" not in caplog.text


async def test_spaces_around_a_name_are_part_of_it(jp_root_dir, get):
    for name in (" a.py", "a.py "):
        (jp_root_dir / name).write_text("x = 1")
        assert (await get("findings", path=name))["path"] == name


async def test_names_that_no_kernel_has_are_not_logged(post, put, caplog):
    await put("nb.ipynb", notebook("x = 1"))
    assert (await post("fix", path="nb.ipynb", fingerprint="f", rule="r", kernel=f"../{KEY}"))["status"] == "gone"
    assert KEY not in caplog.text


@pytest.mark.parametrize("spec", ["[1]", '{"argv": "python"}', '{"argv": [3]}', '{"argv": []}', "{", "\x00"])
async def test_kernels_whose_specification_is_none(post, put, jp_data_dir, spec, caplog):
    folder = jp_data_dir / "kernels" / "odd"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(spec)
    await put("nb.ipynb", notebook("x = 1"))
    assert (await post("fix", path="nb.ipynb", fingerprint="f", rule="r", kernel="odd"))["status"] == "gone"
    assert "Traceback" not in caplog.text


@pytest.mark.skipif(os.name == "nt", reason="makes a program of a text")
@pytest.mark.parametrize("program", ["./python-here", "python-here", "{root}/evil", "{root}/python-link-to-nothing"])
async def test_only_a_python_that_is_named_in_full_is_run(post, put, jp_root_dir, jp_data_dir, program):
    for name in ("python-here", "evil"):
        (jp_root_dir / name).write_text(f"#!/bin/sh\ntouch {jp_root_dir}/was-run\n")
        (jp_root_dir / name).chmod(0o755)
    (jp_root_dir / "python-link-to-nothing").symlink_to("nothing")
    folder = jp_data_dir / "kernels" / "odd"
    folder.mkdir(parents=True)
    (folder / "kernel.json").write_text(json.dumps({"argv": [program.format(root=jp_root_dir)]}))
    await put("nb.ipynb", notebook("x = 1"))
    assert (await post("fix", path="nb.ipynb", fingerprint="f", rule="r", kernel="odd"))["status"] == "gone"
    assert not (jp_root_dir / "was-run").exists()
