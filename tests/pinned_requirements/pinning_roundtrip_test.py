"""10,000 generated requirements files are pinned: nothing but the version changes, and pip reads the same set back."""

from __future__ import annotations

import shlex
from copy import deepcopy
from functools import cache
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
VERSIONS = {normalized(name): version for name, version in PINS.items()}


@pytest.fixture(scope="module")
def pin(tmp_path_factory):
    """A function that gives a file's bytes with its requirements pinned from a lock file beside it."""
    folder = tmp_path_factory.mktemp("project")
    (folder / ".git").mkdir()
    (folder / "uv.lock").write_text(LOCK)
    checker = Checker(load_rules(["pinned_requirements"]), Arguments(), lambda config: None)
    return lambda data: pinned(checker, str(folder / "requirements.txt"), data)


def pinned(checker: Checker, path: str, data: bytes) -> bytes:
    document = checker.read(path, data)
    hits = [hit for rule, hit in checker.kept_hits(document) if rule.name == "unpinned-requirement"]
    return document.decoded.encode(apply(document, hits))


def lines_of(data: bytes) -> list[object]:
    """What pip makes of each line of a requirements file; the text of one that it refuses."""
    return [pip_line(line) for _, line in preprocess(_decode_req_file(data, "requirements.txt"))]


def pip_line(line: str) -> tuple[object, ...]:
    """The options of a line, and the name, extras, marker, address and specifier of its requirement."""
    arguments, options = break_args_options(line)
    try:
        editables, given = pip_options(options)
        return (given, *(pip_requirement(arguments, editables) if arguments or editables else ()))
    except (InstallationError, OptionParsingError, ValueError):
        return (line,)


@cache
def pip_options(options: str) -> tuple[tuple[str, ...], str]:
    given, _ = PARSER.parse_args(shlex.split(options), deepcopy(PARSER.get_default_values()))
    return tuple(given.editables or ()), repr(sorted(vars(given).items(), key=str))


@cache
def pip_requirement(arguments: str, editables: tuple[str, ...]) -> tuple[object, ...]:
    read = install_req_from_line(arguments) if arguments else install_req_from_editable(editables[0])
    required = read.req
    if required is None:
        return (str(read.link),)
    return required.name, tuple(sorted(required.extras)), str(read.markers), str(read.link), required.specifier


def is_pin(before: tuple[object, ...], after: tuple[object, ...]) -> bool:
    """Whether two lines differ only in that the second names the version of the lock file, which fits the first."""
    if before[:-1] != after[:-1]:
        return False
    version = VERSIONS[normalized(str(after[1]))]
    return str(after[-1]) == f"=={version}" and before[-1].contains(version, prereleases=True)


def test_only_the_version_changes(pin):
    random = Random(20261122)
    changed = 0
    for number in range(FILES):
        before, expected = requirements_file(random)
        after = pin(before)
        assert after == expected, (before, expected, after)
        old, new = lines_of(before), lines_of(after)
        assert len(old) == len(new), before
        assert all([a == b or is_pin(a, b) for a, b in zip(old, new, strict=True)]), before
        assert number % 10 or pin(after) == after
        changed += before != after
    assert changed > FILES / 2
