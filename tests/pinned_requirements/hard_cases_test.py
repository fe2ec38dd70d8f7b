"""Labelled files of every place that names a dependency: what is reported in each, and nothing else.

The table is `benchmarks/packages_cases/*.txt`; the benchmark prints precision and recall on it.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.packages_cases import cases, label
from tests.pinned_requirements.tables import reported

CASES = cases()


def test_there_are_enough():
    assert len(CASES) >= 250
    assert sum([sum(case.expected.values()) for case in CASES]) >= 200


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    findings = reported(case.path, case.text, {"notebooks": True})
    assert Counter([name for f in findings if (name := label(f.rule, f.message))]) == case.expected
