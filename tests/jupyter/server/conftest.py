"""A Jupyter Server with the extension, for each test; only the tests in this folder pay for its import."""

from __future__ import annotations

import json

import pytest
from pytest_jupyter.jupyter_server import *  # noqa: F403 - its fixtures and hooks, for this folder alone
from traitlets.config import Config


@pytest.fixture
def labcoat_config():
    """The section LabcoatApp; tests replace it."""
    return {}


@pytest.fixture
def jp_server_config(labcoat_config):
    server = {
        "jpserver_extensions": {"labcoat_jupyter": True, "jupyter_server_terminals": False},
        "allow_unauthenticated_access": False,
    }
    return Config({"ServerApp": server, "LabcoatApp": labcoat_config})


@pytest.fixture
def labcoat(jp_serverapp):
    """The extension of the running server."""
    return jp_serverapp.extension_manager.extension_points["labcoat"].app


@pytest.fixture
def put(jp_fetch):
    """Save a notebook of these cells, or a text, as the browser does."""

    async def save(path, content):
        model = {"type": "notebook", "format": "json", "content": content}
        if isinstance(content, str):
            model = {"type": "file", "format": "text", "content": content}
        return await jp_fetch("api", "contents", path, method="PUT", body=json.dumps(model))

    return save


@pytest.fixture
def get(jp_fetch):
    """A GET of the extension."""

    async def fetch(name, /, **params):
        return json.loads((await jp_fetch("labcoat", name, params=params)).body)

    return fetch


@pytest.fixture
def post(jp_fetch):
    """A POST to the extension."""

    async def fetch(name, /, **fields):
        return json.loads((await jp_fetch("labcoat", name, method="POST", body=json.dumps(fields))).body)

    return fetch


@pytest.fixture
def events(jp_serverapp):
    """Our events, in the order they are emitted."""
    seen = []

    async def listen(logger, schema_id, data):
        seen.append(data)

    jp_serverapp.event_logger.add_listener(
        schema_id="https://labcoat.readthedocs.io/events/findings/v1", listener=listen
    )
    return seen
