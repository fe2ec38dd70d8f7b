"""Files that the cells of a notebook write are what their names say."""

from __future__ import annotations

import pytest

from tests.cases import notebook
from tests.pinned_requirements.tables import check_flags, check_quiet

ON = {"notebooks": True}
CELLS_FLAGGED = [
    "%%writefile requirements.txt\n»numpy«\ntorch==2.1\n",
    "%%writefile -a sub/requirements-dev.txt\n»numpy«\n",
    "%%writefile environment.yml\nname: x\ndependencies:\n  - »numpy«\n  - pip:\n    - »torch«\n",
    "%%writefile Dockerfile\nFROM python:3.11\nRUN pip install »numpy«\n",
    "%%file setup.sh\npip install »numpy«\n",
    "%%writefile app.py\n# /// script\n# dependencies = ['»numpy«']\n# ///\n",
]
CELLS_NOT_FLAGGED = [
    "%%writefile constraints.txt\nnumpy>=1\n",
    "%%writefile requirements.in\nnumpy\n",
    "%%writefile pyproject.toml\n[project]\nname = 'a'\ndependencies = ['numpy']\n",
    "%%writefile notes.txt\npip install numpy\n",
    "%%writefile README.md\npip install numpy\n",
]


@pytest.mark.parametrize("cell", CELLS_FLAGGED)
def test_flags(cell):
    check_flags("unpinned-requirement", "nb.ipynb", notebook(cell), ON)


@pytest.mark.parametrize("cell", CELLS_NOT_FLAGGED)
def test_stays_quiet(cell):
    check_quiet("unpinned-requirement", "nb.ipynb", notebook(cell), ON)


def test_without_the_option_notebooks_are_quiet():
    check_quiet("unpinned-requirement", "nb.ipynb", notebook("!pip install numpy", "%%file requirements.txt\nx\n"), {})
