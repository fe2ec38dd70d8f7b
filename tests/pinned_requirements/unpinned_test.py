"""unpinned-requirement in requirements files."""

from __future__ import annotations

import pytest

from tests.pinned_requirements.tables import case, check_flags, check_quiet

RULE = "unpinned-requirement"

FLAGS = [
    case("bare", "requirements.txt", "»numpy«\n"),
    case("range, comment, marker", "requirements.txt", '»torch>=2,<3 ; python_version > "3.9"«  # c\n'),
    case("strict", "requirements.txt", "»numpy==1.26.4«\n", min_level="hash"),
]
QUIET = [
    case("pinned", "requirements.txt", "numpy==1.26.4  # why\n"),
    case("constraints hold ranges", "constraints.txt", "numpy>=1\n"),
]


@pytest.mark.parametrize(("path", "text", "options"), FLAGS)
def test_flags(path, text, options):
    check_flags(RULE, path, text, options)


@pytest.mark.parametrize(("path", "text", "options"), QUIET)
def test_stays_quiet(path, text, options):
    check_quiet(RULE, path, text, options)
