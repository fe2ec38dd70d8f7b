"""`python -m benchmarks.models accuracy|speed|cases DIR`: half of the section, or the generated files to look at."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from benchmarks.environment import installed
from benchmarks.models import accuracy, speed
from benchmarks.models.everything import GENERATORS, labelled
from benchmarks.models.peers import TOOLS
from benchmarks.table import header, shown


def main() -> None:
    """Run what is asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.models")
    commands = parser.add_subparsers(dest="command", required=True)
    measure = commands.add_parser("accuracy")
    measure.add_argument("--tools", default=",".join(TOOLS), help="scanners, by default all")
    measure.add_argument("--python", type=Path, help="an interpreter with labcoat (default: that of build/bench)")
    commands.add_parser("speed")
    commands.add_parser("cases").add_argument("directory", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="labcoat-models-") as scratch:
        {"accuracy": _accuracy, "speed": _speed, "cases": _cases}[options.command](options, Path(scratch))


def _accuracy(options: argparse.Namespace, scratch: Path) -> None:
    files = labelled(scratch)
    python = options.python or installed().bin / "python"
    print("\n".join(accuracy.report(files, accuracy.compared(files, options.tools.split(","), python))))


def _speed(_: argparse.Namespace, scratch: Path) -> None:
    print(header("Model files: speed and memory"))
    for row in speed.rows(installed(), scratch / "speed"):
        print(shown(row), flush=True)


def _cases(options: argparse.Namespace, _: Path) -> None:
    """Each generated file below a folder of its family."""
    for case in [case for generator in GENERATORS for case in generator.cases()]:
        path = options.directory / ("malicious" if case.is_malicious else "fine") / case.family / case.name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(case.data)


if __name__ == "__main__":
    main()
