"""Fingerprints tell findings apart, and nothing else."""

from __future__ import annotations

import pytest

from labcoat.core.fingerprint import fingerprint

ONE = ("trust-remote-code", "src/nb.ipynb", "a1b2", "load(name, trust_remote_code=True)", 0)


def test_a_fingerprint_is_fixed_for_good():
    assert fingerprint(*ONE) == "a03537a87284bdce768ff1603795770d"


@pytest.mark.parametrize(
    "excerpt",
    [
        "  load(name, trust_remote_code=True)\n",
        "load(name,\ttrust_remote_code=True)",
        "load(name,   trust_remote_code=True)",
    ],
)
def test_whitespace_does_not_matter(excerpt):
    assert fingerprint(*ONE[:3], excerpt, 0) == fingerprint(*ONE)


@pytest.mark.parametrize("cell_id", [None, ""])
def test_a_cell_without_an_id_is_like_no_cell(cell_id):
    assert fingerprint(*ONE[:2], cell_id, *ONE[3:]) == fingerprint(*ONE[:2], None, *ONE[3:])


@pytest.mark.parametrize(
    ("field", "value"),
    list(enumerate(["torch-hub-trust-repo", "nb.ipynb", "c3d4", "load(name, trust_remote_code=1)", 1])),
)
def test_each_part_matters(field, value):
    other = [*ONE]
    other[field] = value
    assert fingerprint(*other) != fingerprint(*ONE)


def test_parts_do_not_run_together():
    assert fingerprint("a", "bc", None, "", 0) != fingerprint("ab", "c", None, "", 0)
    assert fingerprint("a", "b", "c", "", 0) != fingerprint("a", "b", None, "c", 0)


@pytest.mark.parametrize("text", ["caf\xe9 \u2603 \U0001f600", "lone \ud83d surrogate", "\udcff bytes of a name", ""])
def test_any_text_has_a_fingerprint(text):
    assert len(fingerprint("rule", text, text, text, 0)) == 32
