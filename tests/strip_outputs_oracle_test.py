"""Beside nbstripout 0.9.1: the same JSON on every notebook of the corpus, but for differences with a name.

`LABCOAT_CORPUS` says where the corpus lies. The notebooks of the table in strip_outputs_test.py are always compared.
"""

from __future__ import annotations

import contextlib
import copy
import io
import json
import os
import subprocess
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
import pytest
from nbstripout import strip_output

from labcoat.core.decode import decode
from labcoat.strip_outputs import Options, strip, strip_bytes
from labcoat.strip_outputs.cells import StripError
from labcoat.strip_outputs.options import DEFAULT_KEYS
from labcoat.strip_outputs.parser import parse
from labcoat.strip_outputs.splice import apply
from tests.strip_outputs_test import STRIPPED, UNCHANGED, WRITERS

if TYPE_CHECKING:
    from collections.abc import Callable

    Json = dict[str, Any]

CORPUS = Path(os.environ.get("LABCOAT_CORPUS", Path(__file__).parents[2] / "shared" / "corpus"))
NOTEBOOKS = sorted(CORPUS.glob("notebooks*/**/*.ipynb"))
SHARDS = 8
SEQUENTIAL = {"id": "sequential"}


class RefusedError(Exception):
    """nbformat or nbstripout gives up on a notebook."""


def nbstripout(text: str, **options: Any) -> Json:
    """What nbstripout writes, decoded."""
    chosen = {"keep_output": None, "keep_count": False, "keep_id": False, "extra_keys": list(DEFAULT_KEYS), **options}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            stripped = strip_output(nbformat.read(io.StringIO(text), nbformat.NO_CONVERT), **chosen)
            written = io.StringIO()
            nbformat.write(stripped, written)
        except Exception as error:
            raise RefusedError from error
    return json.loads(written.getvalue())


def cells_of(notebook: Json) -> list[Json]:
    sheets = [notebook, *notebook.get("worksheets", [])]
    return [cell for sheet in sheets for cell in sheet.get("cells", [])]


def with_sources_joined(notebook: Json) -> Json:
    for cell in cells_of(notebook):
        for key in ("source", "input"):
            if isinstance(cell.get(key), list):
                cell[key] = "".join(map(str, cell[key]))
    return notebook


def without_orig_nbformat(notebook: Json) -> Json:
    notebook["metadata"].pop("orig_nbformat", None)
    return notebook


def without_ids(notebook: Json) -> Json:
    for cell in cells_of(notebook):
        cell.pop("id", None)
    return notebook


# why, and what makes the two alike
REASONS: dict[str, Callable[[Json], Json]] = {
    "nbformat splits sources into lines in its own way": with_sources_joined,
    "nbformat deletes orig_nbformat": without_orig_nbformat,
    "nbformat invents ids where a notebook of version 4.5 has none": without_ids,
}


def canonical(notebook: Json) -> str:
    """The same text for the same JSON; NaN is not equal to itself, its text is."""
    return json.dumps(notebook, indent=1, sort_keys=True)


def differ(ours: Json, theirs: Json) -> bool:
    """Whether the two differ, and not for one of the reasons."""
    for alike in (copy.deepcopy, *REASONS.values()):
        ours, theirs = alike(ours), alike(theirs)
        if canonical(ours) == canonical(theirs):
            return False
    return True


@pytest.mark.parametrize("shard", range(SHARDS))
def test_the_same_json_on_every_notebook_of_the_corpus(shard: int) -> None:
    unexplained = []
    for path in NOTEBOOKS[shard::SHARDS]:
        data = path.read_bytes()
        try:
            theirs = nbstripout(decode(data).text)
        except RefusedError:
            continue
        decoded, ours = strip_bytes(data, Options(SEQUENTIAL))
        assert apply(decoded.text, ours.edits) == ours.text
        if differ(json.loads(ours.text), theirs):
            unexplained.append(path.name)
    assert unexplained == []


def test_where_nbstripout_gives_up() -> None:
    """What nbformat cannot write back is stripped all the same; the rest nobody can read."""
    for path in NOTEBOOKS:
        data = path.read_bytes()
        with contextlib.suppress(RefusedError, UnicodeDecodeError):
            nbstripout(data.decode())
            continue
        with contextlib.suppress(StripError):
            ours = json.loads(strip_bytes(data, Options({}))[1].text)
            assert [cell for cell in cells_of(ours) if cell.get("outputs")] == [], path


@pytest.mark.parametrize("shard", range(SHARDS))
def test_what_nbformat_wrote_becomes_what_nbformat_writes(shard: int) -> None:
    """Byte for byte, so that no line of the diff is one that the notebook's own writer would not have changed."""
    for path in NOTEBOOKS[shard::SHARDS]:
        text = decode(path.read_bytes()).text
        with contextlib.suppress(ValueError, AttributeError, KeyError, StripError):
            if text == written(json.loads(text)):
                ours = strip(text, Options(SEQUENTIAL)).text
                assert ours == written(json.loads(ours)), path


def written(notebook: Json) -> str:
    return json.dumps(notebook, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def changed_lines(before: Path, after: Path) -> dict[str, int]:
    """Lines added and removed, by file name."""
    command = ["git", "diff", "--no-index", "--no-renames", "--minimal", "--numstat", "-z", before, after]
    fields = subprocess.run(command, capture_output=True, text=True, check=False).stdout.split("\0")
    found = {}
    for at in range(0, len(fields) - 2, 3):
        added, removed, _ = fields[at].split("\t")
        found[fields[at + 2].rpartition("/")[2]] = int(added) + int(removed)
    return found


def test_no_line_changes_that_stripping_does_not_need(tmp_path: Path) -> None:
    """Lines changed, less the lines that change when both sides are brought into one form."""
    for name in ("before", "after", "before-canonical", "after-canonical"):
        (tmp_path / name).mkdir()
    for number, path in enumerate(NOTEBOOKS):
        try:
            decoded, stripped = strip_bytes(path.read_bytes(), Options({}))
        except StripError:
            continue
        for name, text in (("before", decoded.text), ("after", stripped.text)):
            (tmp_path / name / f"{number}").write_text(text, newline="")
            (tmp_path / f"{name}-canonical" / f"{number}").write_text(json.dumps(json.loads(text), indent=1))
    changed = changed_lines(tmp_path / "before", tmp_path / "after")
    needed = changed_lines(tmp_path / "before-canonical", tmp_path / "after-canonical")
    noise = {NOTEBOOKS[int(name)].name: lines - needed.get(name, 0) for name, lines in changed.items()}
    assert {name: lines for name, lines in noise.items() if lines > 0} == {}


# cases of the tables that nbstripout gets wrong or cannot read; the tables say why
OURS_ALONE = {
    "outputs that are no list": "nbstripout makes a list of its keys",
    "a source that is no number": "nbstripout refuses a source that is not text",
    "an output without content": "nbstripout keeps what has no size",
    "outputs above the size without their count": "nbstripout strips it in the second run only",
    "cells with one of several tags": "nbstripout heeds the last tag only",
    "empty cells of nbformat 3": "nbstripout looks for the source in the wrong place",
    "counts of kept outputs in nbformat 3": "nbstripout leaves them",
    "worksheets in a notebook of version 4": "nbformat does not know them",
    "no metadata at all": "nbstripout needs metadata",
    "tags that are null": "nbstripout stops with a TypeError",
    "outputs that are null": "nbstripout stops with a TypeError",
    "metadata that is not asked for": "nbformat deletes orig_nbformat",
    "keys, when asked": "nbformat deletes the signature",
}


def nbstripout_options(arguments: list[str]) -> dict[str, Any]:
    """The same options for nbstripout's own function."""
    values = parse(["x.ipynb", *arguments]).values
    words = {
        key: " ".join(values.get(key, [])).split() for key in ("extra-keys", "keep-metadata-keys", "drop-tagged-cells")
    }
    types = {key: set(values.get(key, [])) for key in ("keep-output-type", "drop-output-type")}
    keys = [key for key in (*DEFAULT_KEYS, *words["extra-keys"]) if key not in words["keep-metadata-keys"]]
    return {
        "keep_output": values.get("keep-output"),
        "keep_count": values.get("keep-count", False),
        "keep_id": values.get("id") != "sequential",
        "extra_keys": keys,
        "drop_empty_cells": values.get("drop-empty-cells", False),
        "drop_tagged_cells": words["drop-tagged-cells"],
        "strip_init_cells": values.get("strip-init-cells", False),
        "keep_output_types": types["keep-output-type"],
        "drop_output_types": types["drop-output-type"],
        "max_size": Options(values).max_size,
    }


CASES = [(name, before, arguments) for name, before, arguments, *_ in (*STRIPPED, *UNCHANGED)]


@pytest.mark.parametrize(("name", "notebook", "arguments"), CASES, ids=[name for name, *_ in CASES])
def test_the_tables_agree_with_nbstripout_but_where_it_is_wrong(
    name: str, notebook: Json, arguments: list[str]
) -> None:
    text = WRITERS["jupyter"](notebook)
    ours = json.loads(strip(text, Options(parse(["x.ipynb", *arguments]).values)).text)
    try:
        theirs = nbstripout(text, **nbstripout_options(arguments))
    except RefusedError:
        theirs = {}
    ours, theirs = with_sources_joined(ours), with_sources_joined(theirs)
    assert (canonical(ours) == canonical(theirs)) == (name not in OURS_ALONE)
