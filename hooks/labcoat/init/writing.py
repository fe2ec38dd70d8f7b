"""The plan, told and carried out. A file that exists is added to only after a yes."""

from __future__ import annotations

import os
import sys

from labcoat.core.console import complain
from labcoat.core.hook import CLEAN, FAILED
from labcoat.core.redact import redact
from labcoat.core.report.printable import printable
from labcoat.core.write import WriteError, put_file, replace_file
from labcoat.init.origin import PLACEHOLDER, REPOSITORY
from labcoat.init.steps import ADD, CREATE, LEAVE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.init.steps import Step


def show_plan(steps: Sequence[Step]) -> None:
    """One line a file."""
    paths = [printable(step.path) for step in steps]
    width = max(map(len, paths))
    for step, path in zip(steps, paths, strict=True):
        print(f"  {step.action:<{len(LEAVE)}}  {path:<{width}}  {step.about}".rstrip())
    print()


def show_changes(steps: Sequence[Step]) -> None:
    """What would change, as a diff. Lines that are in the files already may hold keys."""
    from difflib import unified_diff

    for step in steps:
        if step.action == LEAVE and step.block:
            _show_block(step)
        old, new = (redact(data.decode()).splitlines() for data in (step.old, step.new))
        source = "/dev/null" if step.action == CREATE else f"a/{step.path}"
        for line in unified_diff(old, new, source, f"b/{step.path}", lineterm=""):
            print(printable(line))


def carry_out(root: str, steps: Sequence[Step], yes: bool) -> int:
    """Write what may be written, show what goes into the other files; the exit code."""
    worst = CLEAN
    for step in steps:
        if step.action == CREATE or (step.action == ADD and (yes or _is_agreed(step))):
            worst = max(worst, _write(root, step))
        elif step.action == LEAVE and step.block:
            _show_block(step)
    if all([step.action == LEAVE and not step.block for step in steps]):
        print("Everything is set up already.")
    if worst == CLEAN and any([REPOSITORY in step.block and step.action != LEAVE for step in steps]):
        print(f"Put the account that hosts labcoat in for {PLACEHOLDER}, or use --repo.")
    return worst


def _is_agreed(step: Step) -> bool:
    """Whether the user says yes; who cannot be asked has not."""
    _show_block(step)
    if not (sys.stdin and sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input(f"Add this to {step.path}? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _show_block(step: Step) -> None:
    what = "is left as it is. Put this into it" if step.action == LEAVE else "exists. `--yes` adds this to it"
    print(f"{step.path} {what}:\n\n{_indented(step.block)}")


def _indented(block: str) -> str:
    return "".join([f"    {line}".rstrip() + "\n" for line in block.splitlines()])


def _write(root: str, step: Step) -> int:
    path = os.path.join(root, step.path)
    try:
        if step.before is not None:
            replace_file(path, step.new, step.before)
        else:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            if os.path.lexists(path):
                raise WriteError("it was made by somebody else just now")
            put_file(path, step.new)
    except WriteError as error:
        reason = str(error)
    except OSError as error:
        reason = f"cannot be written: {error.strerror}"
    else:
        print(f"{'created' if step.action == CREATE else 'added to'} {step.path}")
        return CLEAN
    complain(f"labcoat init: {step.path}: {reason}")
    return FAILED
