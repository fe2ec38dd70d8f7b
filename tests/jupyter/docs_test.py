"""The page about the extension names every setting, every request and every option of the server."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from labcoat_jupyter.app import LabcoatApp
from labcoat_jupyter.events import SCHEMA_ID
from labcoat_jupyter.handlers import HANDLERS

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "jupyter.md").read_text(encoding="utf-8")
SCHEMA = json.loads((ROOT / "jupyter_ext" / "schema" / "plugin.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", SCHEMA["properties"])
def test_settings_of_the_user_are_on_the_page(name):
    assert f"`{name}`" in PAGE


def test_settings_of_the_page_exist():
    rows = PAGE.partition("## Your settings")[2].partition("## The project")[0].splitlines()
    named = {word for row in rows if row.startswith("| `") for word in row.split("|")[1].replace("`", "").split(", ")}
    assert {word.strip() for word in named} == {*SCHEMA["properties"]}


@pytest.mark.parametrize("name", LabcoatApp.class_own_traits(config=True))
def test_options_of_the_server_are_on_the_page(name):
    assert f"`c.LabcoatApp.{name}`" in PAGE


@pytest.mark.parametrize("target", [target for target, *_ in HANDLERS])
def test_requests_are_on_the_page(target):
    assert f" {target}" in PAGE


def test_the_event_is_on_the_page():
    assert SCHEMA_ID in PAGE
