"""What other readers of requirements files take for unpinned: `python packages_peers.py PEER DIRECTORY`, as JSON.

It is run by the Python of the measured environment. A file that a reader gives up on has nothing found in it.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def grep(text: str, path: str) -> list[str]:
    """`grep -vE '==|^ *(#|-|$)'`."""
    return [line for line in text.split("\n") if "==" not in line and line.strip()[:1] not in ("", "#", "-")]


def requirements_parser(text: str, path: str) -> list[str]:
    import requirements

    found = []
    for made in requirements.parse(text):
        is_pinned = made.revision if made.vcs else any(operator in ("==", "===") for operator, _ in made.specs)
        found += [] if is_pinned or made.local_file else [made.line]
    return found


def dparse(text: str, path: str) -> list[str]:
    import dparse

    parsed = dparse.parse(text, file_type="requirements.txt")
    return [each.line for each in parsed.dependencies if not any(one.operator in ("==", "===") for one in each.specs)]


def pip_requirements_parser(text: str, path: str) -> list[str]:
    from pip_requirements_parser import RequirementsFile

    parsed = RequirementsFile.from_file(path)
    return [each.requirement_line.line for each in parsed.requirements if not (each.is_pinned or each.is_local_path)]


PEERS: dict[str, Callable[[str, str], list[str]]] = {
    "grep": grep,
    "requirements-parser": requirements_parser,
    "dparse": dparse,
    "pip-requirements-parser": pip_requirements_parser,
}


def main(peer: str, directory: str) -> None:
    warnings.simplefilter("ignore")
    paths = sorted(Path(directory).rglob("*.txt"))
    json.dump({str(path.relative_to(directory)): _unpinned(peer, path) for path in paths}, sys.stdout)


def _unpinned(peer: str, path: Path) -> list[str]:
    try:
        return PEERS[peer](path.read_text("utf-8-sig"), str(path))
    except Exception:
        return []


if __name__ == "__main__":
    main(*sys.argv[1:])
