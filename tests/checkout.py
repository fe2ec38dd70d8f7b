"""This repository as somebody else would get it: without what is ignored or left over here."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

CHECKOUT = Path(__file__).parents[1]
_LIST = ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")


def copy_checkout(to: Path) -> Path:
    """Copy what git tracks, or would track, to a directory; the directory."""
    listed = subprocess.run(_LIST, cwd=CHECKOUT, check=True, stdout=subprocess.PIPE).stdout
    for name in filter(None, os.fsdecode(listed).split("\0")):
        if (CHECKOUT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(CHECKOUT / name, to / name)
    return to
