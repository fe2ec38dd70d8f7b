"""10,000 generated requirements files are pinned: nothing but the version changes, and pip reads the same set back."""

from __future__ import annotations

import shlex
from copy import deepcopy
from functools import cache
from pathlib import Path
from random import Random

import pytest
from pip._internal.exceptions import InstallationError
from pip._internal.req.constructors import install_req_from_editable, install_req_from_line
from pip._internal.req.req_file import (
    OptionParsingError,
    _decode_req_file,
    break_args_options,
    build_parser,
    preprocess,
)

from labcoat.core.arguments import Arguments
from labcoat.core.checker import Checker
from labcoat.core.edits import apply
from labcoat.core.families import load_rules
from labcoat.core.packages.names import normalized
from tests.pinned_requirements.generated import LOCK, PINS, requirements_file

FILES = 10_000
PARSER = build_parser()


@pytest.fixture(scope="module")
def pin(tmp_path_factory):
    """A function that gives a file's bytes with its requirements pinned from a lock file beside it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / ".git").mkdir()
    (folder / "uv.lock").write_text(LOCK)
    return lambda data: pinned(data, folder / "requirements.txt")


def pinned(data: bytes, path: Path) -> bytes:
    checker = Checker(load_rules(["pinned_requirements"]), Arguments(), lambda config: None)
    document = checker.read(str(path), data)
    hits = [hit for _, hit in checker.kept_hits(document)]
    return document.decoded.encode(apply(document, hits))


def lines_of(data: bytes) -> list[object]:
    """What pip makes of each line of a requirements file; the text of one that it refuses."""
    return [pip_line(line) for _, line in preprocess(_decode_req_file(data, "requirements.txt"))]


@cache
def pip_line(line: str) -> tuple[object, ...]:
    """The name, extras, marker, address and specifier of a line's requirement, and its options."""
    arguments, options = break_args_options(line)
    try:
        given, _ = PARSER.parse_args(shlex.split(options), deepcopy(PARSER.get_default_values()))
        editables = given.editables or ()
        if not arguments and not editables:
            return (repr(sorted(vars(given).items(), key=str)),)
        read = install_req_from_editable(editables[0]) if editables else install_req_from_line(arguments)
    except (InstallationError, OptionParsingError, ValueError):
        return (line,)
    required = read.req
    identity = (required.name, tuple(sorted(required.extras)), str(read.markers)) if required else (str(read.link),)
    return (*identity, str(read.link), repr(given.hashes), repr(given.config_settings), required and required.specifier)


def is_pin(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Whether two lines differ only in that the second names the version of the lock file, which fits the first."""
    version = {normalized(name): version for name, version in PINS.items()}.get(normalized(str(after[0])))
    if before[:-1] != after[:-1] or version is None:
        return False
    return str(after[-1]) == f"=={version}" and before[-1].contains(version, prereleases=True)


def test_only_the_version_changes(pin):
    random = Random(20261122)
    changed = 0
    for _ in range(FILES):
        before, expected = requirements_file(random)
        after = pin(before)
        assert after == expected, (before, expected, after)
        old, new = lines_of(before), lines_of(after)
        assert len(old) == len(new), before
        assert all([a == b or is_pin(a, b) for a, b in zip(old, new, strict=True)]), before
        assert pin(after) == after
        changed += before != after
    assert changed > FILES / 2
