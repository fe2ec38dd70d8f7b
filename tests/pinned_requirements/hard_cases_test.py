"""Labelled files of every place that names a dependency: what is reported in each, and nothing else.

The table is `benchmarks/packages_cases/*.txt`; the benchmark prints precision and recall on it.
"""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.packages_cases import cases, label
from tests.pinned_requirements.tables import reported

CASES = cases()
MISSED = {
    "harder:5": "an unquoted variable that stands for several words",
    "harder:192": "a step of a workflow that is run by Python",
}
ROWS = [
    pytest.param(
        case,
        id=case.name,
        marks=[pytest.mark.xfail(strict=True, reason=MISSED[case.name])] if case.name in MISSED else [],
    )
    for case in CASES
]


def test_there_are_enough():
    assert len(CASES) >= 250
    assert sum([sum(case.expected.values()) for case in CASES]) >= 200


@pytest.mark.parametrize("case", ROWS)
def test_case(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    findings = reported(case.path, case.text, {"notebooks": True})
    assert Counter([name for f in findings if (name := label(f.rule, f.message))]) == case.expected
