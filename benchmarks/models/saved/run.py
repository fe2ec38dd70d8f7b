"""Files that libraries save themselves, in an environment with those libraries: `python saved/run.py DIR`.

What a repository for machine learning commits: estimators, frames, checkpoints, caches, metrics. A library that is not
installed, or lacks a class, costs its own files only, and is named on standard error.
"""

from __future__ import annotations

import arrays
import boosting
import checkpoints
import estimators
import hubs
import later
import plain
from common import attempted

MODULES = (plain, arrays, estimators, boosting, checkpoints, hubs, later)

if __name__ == "__main__":
    for module in MODULES:
        for name, maker in list(vars(module).items()):
            if name.startswith("make_"):
                attempted(name, maker)
