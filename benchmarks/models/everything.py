"""All labelled files: generated, saved by libraries, the peers' own test data, and those of public packages."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from benchmarks.models import (
    archives,
    bombs,
    formats,
    gadgets,
    held_out,
    honest,
    samples,
    second_round,
    streams,
    wheels,
)
from benchmarks.models.case import write
from benchmarks.models.environments import libraries

GENERATORS = (gadgets, streams, archives, formats, held_out, second_round, bombs, honest)
HERE = Path(__file__).parent


class Labelled(NamedTuple):
    """A file, where it comes from, its family there, and its label."""

    path: Path
    source: str
    family: str
    is_malicious: bool


def labelled(scratch: Path) -> list[Labelled]:
    """Every file there is."""
    return [
        *_generated(scratch / "made"),
        *_saved(scratch / "saved"),
        *_attacked(scratch / "hdf5"),
        *_samples(),
        *_wheels(),
    ]


def _generated(scratch: Path) -> list[Labelled]:
    cases = [case for generator in GENERATORS for case in generator.cases()]
    written = write(cases, scratch)
    return [Labelled(path, "corpus", case.family, case.is_malicious) for path, case in written.items()]


def _saved(scratch: Path) -> list[Labelled]:
    """One environment with the libraries of today, one with those that older checkpoints were saved by."""
    found = []
    for name in ("today", "before"):
        subprocess.run([libraries(name) / "python", HERE / "saved" / "run.py", scratch / name], check=True)
        files = sorted([path for path in (scratch / name).rglob("*") if path.is_file()])
        found += [Labelled(path, "corpus", _family(path, scratch / name, name), False) for path in files]
    return found


def _family(path: Path, directory: Path, name: str) -> str:
    """Objects that were thought of later are a family of their own: see `saved/later.py`."""
    is_later = path.relative_to(directory).parts[0].startswith("later: ")
    return f"saved by libraries of {name}{', held out' if is_later else ''}"


def _attacked(scratch: Path) -> list[Labelled]:
    subprocess.run([libraries("today") / "python", HERE / "hdf5_attacks.py", scratch], check=True)
    return [Labelled(path, "corpus", "HDF5", True) for path in sorted(scratch.iterdir())]


def _samples() -> list[Labelled]:
    found = samples.labelled()
    if not found:
        print(f"no test data of the peers in {samples.DIRECTORY}: see benchmarks/README.md", file=sys.stderr)
    return [Labelled(path, "peers' test data", f"of {name}", label) for path, (name, label) in found.items()]


def _wheels() -> list[Labelled]:
    return [Labelled(path, "public packages", "public packages", False) for path in wheels.files()]
