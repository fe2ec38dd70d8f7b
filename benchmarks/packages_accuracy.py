"""What is found unpinned, beside what is: in real requirements files as pip reads them, and in labelled files."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import corpus
from benchmarks.packages_cases import cases, label
from benchmarks.packages_peers import PEERS
from benchmarks.table import Row
from labcoat.core.kinds import kind_of
from labcoat.core.packages.names import normalized
from labcoat.core.packages.pip.pip_file import place_of
from tests.pinned_requirements.pip_oracle import Found, of_pip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.environment import Environment

    Labels = dict[str, Counter[str]]  # by file

DOCKERFILES = ("dockerfile", "containerfile")
HADOLINT = {"DL3013": "", "DL3006": "image:", "DL3007": "image:"}
ASKED = ("unpinned-requirement", "unpinned-vcs")


def rows(environment: Environment, scratch: Path) -> Iterator[Row]:
    """Real files, hard files, Dockerfiles, and every place."""
    yield from _beside("real requirements files", environment, *_real(scratch / "real"))
    yield from _beside("hard requirements files", environment, *_hard(scratch / "hard"))
    yield from _dockerfiles(environment, scratch / "images")
    yield from _everywhere(environment, scratch / "all")


def real_files() -> list[Path]:
    """The requirements files of the corpus that say what is installed."""
    found = [path for path in sorted(corpus.DIRECTORY.rglob("*")) if path.is_file()]
    return [path for path in found if kind_of(str(path)) == "requirements" and place_of(str(path)) == "requirements"]


def _real(directory: Path) -> tuple[Path, Labels]:
    labels: Labels = {}
    for number, path in enumerate(real_files()):
        folder = directory / f"{number:04}"
        folder.mkdir(parents=True)
        shutil.copyfile(path, folder / "requirements.txt")
        labels[f"{folder.name}/requirements.txt"] = _of_pip(path.read_text("utf-8-sig", "replace"))
    return directory, labels


def _of_pip(text: str) -> Counter[str]:
    lines = text.splitlines()
    asked = [each for each in of_pip(text) if isinstance(each, Found) and each.kind in ("named", "vcs", "url")]
    return Counter([key(lines[each.number - 1]) for each in asked if not each.is_pinned])


def _hard(directory: Path) -> tuple[Path, Labels]:
    chosen = [case for case in cases() if case.path == "requirements.txt"]
    labels: Labels = {}
    for case in chosen:
        path = directory / case.name.replace(":", "-") / case.path
        path.parent.mkdir(parents=True)
        path.write_text(case.text, encoding="utf-8")
        names = [normalized(name.removeprefix("vcs:")) for name in case.expected.elements()]
        labels[str(path.relative_to(directory))] = Counter(names)
    return directory, labels


def key(line: str) -> str:
    """The name in a requirement's line, or that of the repository or file."""
    word = re.sub(r"^\s*(?:-e|--editable)[ =]*", "", line).strip()
    named = re.match(r"([\w.-]+)\s*(?:\[[^\]]*\])?\s*(?![\w+]*:)", word)
    if re.match(r"[\w+.-]+://", word):
        egg = re.search(r"egg=([\w.-]+)", word)
        path = re.split(r"[#\s;]", word)[0].partition("://")[2].partition("/")[2].partition("@")[0]
        return normalized(egg[1] if egg else path.rstrip("/").rpartition("/")[2].removesuffix(".git"))
    return normalized(named[1]) if named else word


def _beside(what: str, environment: Environment, directory: Path, labels: Labels) -> Iterator[Row]:
    number = sum([sum(names.values()) for names in labels.values()])
    yield Row(f"{what}: {len(labels)} with so many unpinned", number, unit=" lines")
    yield from _scores(f"{what}: labcoat", labels, _of_labcoat(environment, directory), least=0.99)
    for peer in PEERS:
        script = str(Path(__file__).with_name("packages_peers.py"))
        done = subprocess.run(
            [*environment.command("python"), script, peer, str(directory)], check=True, capture_output=True
        )
        found = {path: Counter([key(line) for line in lines]) for path, lines in json.loads(done.stdout).items()}
        yield from _scores(f"{what}: {peer}", labels, found)


def _of_labcoat(environment: Environment, directory: Path) -> Labels:
    found: Labels = {}
    for finding in findings(environment, directory):
        if finding["rule"] in ASKED:
            text = (directory / finding["path"]).read_text("utf-8-sig", "replace")
            line = text.split("\n")[finding["line"] - 1]
            found.setdefault(finding["path"], Counter())[key(line[finding["column"] - 1 :])] += 1
    return found


def findings(environment: Environment, directory: Path) -> list[dict[str, Any]]:
    """What labcoat says about a directory."""
    line = environment.command("labcoat-pinned-requirements --notebooks --format json --exit-zero .")
    done = subprocess.run(line, cwd=directory, capture_output=True, check=True)
    return list(json.loads(done.stdout)["findings"])


def _scores(what: str, labels: Labels, found: Labels, least: float | None = None) -> Iterator[Row]:
    right = sum([sum((names & found.get(path, Counter())).values()) for path, names in labels.items()])
    said = sum([sum(names.values()) for path, names in found.items() if path in labels])
    there = sum([sum(names.values()) for names in labels.values()])
    yield Row(f"{what}, precision", right / max(1, said), unit="", least=least)
    yield Row(f"{what}, recall", right / max(1, there), unit="", least=least)


def _dockerfiles(environment: Environment, directory: Path) -> Iterator[Row]:
    """Whether anything is said of a file's packages, and of its images: hadolint does not name them."""
    labels: Labels = {}
    ours: Labels = {}
    theirs: Labels = {}
    for case in [case for case in cases() if any([name in case.path.lower() for name in DOCKERFILES])]:
        path = directory / case.name.replace(":", "-") / case.path
        path.parent.mkdir(parents=True)
        path.write_text(case.text, encoding="utf-8")
        name = str(path.relative_to(directory))
        labels[name] = _kinds(case.expected)
        done = subprocess.run(
            environment.command("hadolint --format json --no-fail", path), capture_output=True, check=True
        )
        theirs[name] = Counter(
            {HADOLINT[each["code"]]: 1 for each in json.loads(done.stdout) if each["code"] in HADOLINT}
        )
    for finding in findings(environment, directory):
        named = label(str(finding["rule"]), str(finding["message"]))
        if named:
            ours[str(finding["path"])] = ours.get(str(finding["path"]), Counter()) | _kinds(Counter([named]))
    yield from _scores(f"{len(labels)} Dockerfiles: labcoat", labels, ours, least=0.99)
    yield from _scores(f"{len(labels)} Dockerfiles: hadolint", labels, theirs)


def _kinds(names: Counter[str]) -> Counter[str]:
    return Counter({"image:" if name.startswith("image:") else "": 1 for name in names})


def _everywhere(environment: Environment, directory: Path) -> Iterator[Row]:
    labels: Labels = {}
    found: Labels = {}
    for case in cases():
        path = directory / case.name.replace(":", "-") / case.path
        path.parent.mkdir(parents=True)
        path.write_text(case.text, encoding="utf-8")
        labels[str(path.relative_to(directory))] = case.expected
    for finding in findings(environment, directory):
        named = label(str(finding["rule"]), str(finding["message"]))
        if named:
            found.setdefault(str(finding["path"]), Counter())[named] += 1
    yield from _scores(f"{len(labels)} files of every place: labcoat", labels, found, least=0.99)
