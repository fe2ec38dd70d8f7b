"""Model files for tests and benchmarks, assembled by hand: opcodes of pickles, and the containers around them."""

from __future__ import annotations

from tests.model_files.containers import *  # noqa: F403
from tests.model_files.opcodes import *  # noqa: F403
