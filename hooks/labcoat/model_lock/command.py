"""The stand-alone hook: whoever runs it wants every model to be locked."""

from __future__ import annotations

import sys

from labcoat.core.arguments import parse_arguments
from labcoat.core.hook import run_checked
from labcoat.model_lock.scan import FAMILY
from labcoat.model_lock.unlocked import REQUIRED

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

PROGRAM = "labcoat-model-lock"
MODULES = ("model_lock", "remote_code.organisations")  # a look-alike in the lock is wrong, whichever hooks run


def run(argv: Sequence[str] | None) -> int:
    """Check the files that the command line names; the exit code."""
    arguments = parse_arguments(PROGRAM, sys.argv[1:] if argv is None else argv)
    arguments.options = {**arguments.options, FAMILY: {REQUIRED: True}}
    return run_checked(PROGRAM, MODULES, arguments)
