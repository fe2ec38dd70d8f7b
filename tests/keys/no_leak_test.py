"""Hundreds of keys in every place of a repository, and not one of them in anything that labcoat writes."""

from __future__ import annotations

import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.cli.conftest import Project
from tests.e2e.runners import environment
from tests.keys.planted import Plant, passwords, plants, repository, windows

FORMATS = ("text", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit")
RUNS = {
    **{name: ("check", f"--format={name}") for name in FORMATS},
    **{f"{name} to a file": ("check", f"--format={name}", f"--output={{out}}/report.{name}") for name in FORMATS},
    "every rule": ("check", "--select=all", "--pedantic", "--no-ignores", "--color=always"),
    "other rules": ("check", "--select=remote-code", "--format=json"),
    "processes": ("check", "--jobs=2", "--format=concise"),
    "diff": ("fix", "--diff", "--select=all", "--unsafe-fixes"),
    "would fix": ("fix", "--check", "--select=all", "--unsafe-fixes"),
    "baseline": ("baseline", "--output={out}/accepted.json"),
    "hidden by it": ("check", "--baseline={out}/accepted.json"),
    "fix": ("fix", "--select=all", "--unsafe-fixes"),  # the last one: it changes the files
}
CODES = {"baseline": 0, "hidden by it": 0, "diff": 2, "would fix": 2, "fix": 2}  # no fixer touches a cut-off notebook
# Runs a command with a function replaced by one that raises with all the text that it is given, and notes every file
# that is opened for writing: what it was and, where it stays, what is in it.
HARNESS = """
import os, sys
log, target, kind, *argv = sys.argv[1:]
notes = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

def note(event, arguments):
    if event == "open" and not isinstance(arguments[0], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        os.write(notes, f"{os.path.abspath(os.fsdecode(arguments[0]))}\\n".encode())

def texts(value, depth=3):
    if isinstance(value, (str, bytes)):
        return str(value)
    if isinstance(value, (list, tuple, set)) and depth:
        return " ".join([texts(item, depth - 1) for item in value])
    names = getattr(type(value), "__slots__", None) or getattr(value, "__dict__", ())
    return " ".join([texts(getattr(value, name, ""), depth - 1) for name in names]) if depth else repr(value)

def fault(*arguments, **named):
    os.write(notes, b"failed\\n")
    raise KINDS[kind](texts(arguments) + texts(list(named.values())))

KINDS = {"value": ValueError, "key": KeyError, "system": lambda text: OSError(5, text, text)}
KINDS |= {"memory": MemoryError, "recursion": RecursionError}
if target != "-":
    module, _, name = target.partition(":")
    owner = __import__(module, fromlist=["x"])
    *classes, name = name.split(".")
    for part in classes:
        owner = getattr(owner, part)
    setattr(owner, name, fault)
sys.addaudithook(note)
from labcoat.cli import main
raise SystemExit(main(argv))
"""
FAULTS = (
    "labcoat.core.checker:read_document",
    "labcoat.core.checker:check",
    "labcoat.core.decode:decode",
    "labcoat.core.notebook:read_notebook",
    "labcoat.core.texts:document_parts",
    "labcoat.core.texts:Places.segment",
    "labcoat.core.keys.engine:Finder.matches",
    "labcoat.core.keys.engine:Finder.clues",
    "labcoat.core.keys.engine:Finder._match",
    "labcoat.core.keys.context:assigned",
    "labcoat.core.keys.placeholder:is_placeholder",
    "labcoat.core.keys.words:distinct_words",
    "labcoat.find_keys.messages:hit",
    "labcoat.core.suppress:Suppressions.kept",
    "labcoat.core.locate:Locator.finding",
    "labcoat.core.locate:redact",
    "labcoat.core.locate:identity",
    "labcoat.core.fingerprint:fingerprint",
    "labcoat.core.redact:_secrets",
    "labcoat.core.secret_names:assigned_values",
    "labcoat.core.python:parse",
    "labcoat.core.segments:split",
    "labcoat.core.edits:splices_of",
    "labcoat.core.report:render",
    "labcoat.core.output:write_report",
    "labcoat.core.baseline:write_baseline",
    "labcoat.core.write:replace_file",
    "labcoat.core.write:read_file",
)


class Ran(NamedTuple):
    """How a program ended, what it said, the files that it opened for writing, and whether the fault happened."""

    code: int
    said: str
    written: list[Path]
    failed: bool


class Place:
    """A project with keys, and what is known about them."""

    def __init__(self, folder: Path, step: int = 1) -> None:
        self.planted = [*plants(), *passwords(60)][::step]
        self.private = frozenset().union(*[plant.private for plant in self.planted])
        env = environment(folder)
        env.pop("PYTHONUTF8")
        self.project = Project(folder / "project", env | {"PYTHONIOENCODING": "utf-8"})
        self.temporary = folder / "temporary"
        self.temporary.mkdir()
        self.out = folder / "out"
        self.out.mkdir()
        self.log = folder / "opened"
        for name, text in repository(self.planted).items():
            self.project.write(name, text)

    def run(self, *command: str, fault: str = "-", kind: str = "value") -> Ran:
        """Run `labcoat`, with one of its functions failing."""
        self.log.write_text("")
        env = self.project.env | {"TMPDIR": str(self.temporary), "GITHUB_STEP_SUMMARY": f"{self.out}/summary.md"}
        words = [
            sys.executable,
            "-c",
            HARNESS,
            str(self.log),
            fault,
            kind,
            *[word.format(out=self.out) for word in command],
        ]
        done = subprocess.run(words, cwd=self.project.root, env=env, capture_output=True, timeout=300)
        notes = self.log.read_text().splitlines()
        written = [Path(line) for line in notes if line != "failed"]
        return Ran(done.returncode, (done.stdout + done.stderr).decode(), written, "failed" in notes)

    def leaks(self, text: str) -> list[Plant]:
        """The keys of which there is too much in a text."""
        seen = self.private & windows(text)
        return [plant for plant in self.planted if plant.key in text or (seen and plant.private & seen)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    return Place(tmp_path_factory.mktemp("leaks"))


@pytest.fixture(scope="module")
def small_place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """One with fewer keys, for many runs."""
    return Place(tmp_path_factory.mktemp("faults"), step=9)


def test_there_are_enough_of_them(place: Place) -> None:
    assert len({plant.key for plant in place.planted}) >= 500
    said = place.run("check", "--select=find-keys", "--format=concise").said
    assert len(said.splitlines()) >= 500


def test_every_run_finds_the_same(place: Place) -> None:
    place.project.env["PYTHONHASHSEED"] = "1"
    first = place.run("check", "--format=jsonl").said
    place.project.env["PYTHONHASHSEED"] = "2"
    assert place.run("check", "--format=jsonl").said == first
    del place.project.env["PYTHONHASHSEED"]


def test_nothing_that_is_said_or_written_shows_a_key(place: Place) -> None:
    """One test, so that the runs are made once, however many processes the tests are spread over."""
    runs = {name: place.run(*command) for name, command in RUNS.items()}
    assert {name: ran.code for name, ran in runs.items()} == {name: CODES.get(name, 1) for name in RUNS}
    assert {name: place.leaks(ran.said) for name, ran in runs.items()} == {name: [] for name in RUNS}
    _check_files(place, {path for name, ran in runs.items() if name != "fix" for path in ran.written})
    texts = list(_git_texts(place.project.root / ".git"))
    assert len(texts) > 3
    assert place.leaks("\0".join(texts)) == []


def _check_files(place: Place, written: set[Path]) -> None:
    assert {path.parent for path in written - {Path(os.devnull)}} == {place.out}
    kept = {path.name: path.read_text(encoding="utf-8") for path in place.out.iterdir()}
    assert kept.keys() == {"accepted.json", ".gitattributes", "summary.md", *[f"report.{name}" for name in FORMATS]}
    assert {name: place.leaks(text) for name, text in kept.items()} == {name: [] for name in kept}
    assert list(place.temporary.rglob("*")) == []


def _git_texts(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*"):
        if path.is_file():
            data = path.read_bytes()
            yield (zlib.decompress(data) if "objects" in path.parts and data[:1] == b"x" else data).decode("latin-1")


COMMANDS = (("check",), ("fix", "--diff", "--unsafe-fixes"), ("baseline", "--output={out}/failed.json"))
WRITING = {"labcoat.core.write:replace_file": [("fix", "--unsafe-fixes")]}  # that cannot change the files then


@pytest.mark.parametrize("fault", FAULTS)
def test_whatever_fails_no_message_shows_a_key(small_place: Place, fault: str) -> None:
    has_failed = False
    for command in (*COMMANDS, *WRITING.get(fault, ())):
        for kind in ("value", "system") if command == COMMANDS[0] else ("value",):
            ran = small_place.run(*command, fault=fault, kind=kind)
            has_failed = has_failed or ran.failed
            assert small_place.leaks(ran.said) == []
            assert "Traceback" not in ran.said
    assert has_failed


@pytest.mark.parametrize("kind", ["value", "key", "system", "memory", "recursion"])
def test_a_fault_outside_of_every_handler_shows_none(small_place: Place, kind: str) -> None:
    """The harness works: what fails says so."""
    ran = small_place.run("check", fault="labcoat.core.checker:read_document", kind=kind)
    assert ran.code == 2
    assert small_place.leaks(ran.said) == []
    assert "internal error" in ran.said or kind == "system"
