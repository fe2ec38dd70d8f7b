"""Two thousand mutated files of each kind, always the same; `make fuzz` runs more, and watches time and memory."""

from __future__ import annotations

import pytest

from benchmarks.fuzz.cases import case
from benchmarks.fuzz.model_cases import model_case
from benchmarks.fuzz.run import judge

SEED = 1
FILES = 2_000
CHUNK = 100


@pytest.mark.parametrize("first", range(0, FILES, CHUNK))
def test_no_file_breaks_a_promise(first: int) -> None:
    for number in range(first, first + CHUNK):
        assert judge(case(SEED, number), number, limits=False) == "", f"--seed {SEED} --only {number}"


@pytest.mark.parametrize("first", range(0, FILES, CHUNK))
def test_no_model_breaks_a_promise(first: int) -> None:
    for number in range(first, first + CHUNK):
        assert judge(model_case(SEED, number), number, limits=False) == "", f"--models --seed {SEED} --only {number}"


def test_a_case_is_the_same_on_every_machine() -> None:
    assert [case(SEED, number).name for number in range(4)] == ["a.sh", ".env", "a.ipynb", "a.ipynb"]
