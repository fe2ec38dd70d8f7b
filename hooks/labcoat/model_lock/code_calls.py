"""Calls in Python that load a repository, beside what the lock says about it."""

from __future__ import annotations

import ast

from labcoat.core.calls import MISSING, span_of
from labcoat.core.names import UNKNOWN
from labcoat.core.rule import Hit
from labcoat.model_lock.code_fixes import replacing, with_revision
from labcoat.model_lock.code_messages import other, unlisted, unreadable
from labcoat.model_lock.code_sources import Sources
from labcoat.remote_code.hub_calls import Load, loads
from labcoat.remote_code.hub_names import named_in_arguments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.lockfile.lock import Lock
    from labcoat.core.python import Module
    from labcoat.core.rule import Fix, Options

REVISION = "revision"


def hits_in_calls(module: Module, lock: Lock, options: Options) -> Iterator[Hit]:
    """What the calls load in another revision than the lock's, and what the lock does not list."""
    sources = Sources(lock, options)
    for load in loads(module, sources.names):
        if lock.problems and not lock.models:
            yield Hit(*span_of(module, load.given), *unreadable(load.name, lock))
            return
        if commits := sources.commits(load.kind, load.name):
            yield from _compared(module, load, commits)
        elif sources.is_missing(load.kind, load.name):
            yield Hit(*span_of(module, load.given), *unlisted(load.kind, load.name, lock))


def _compared(module: Module, load: Load, commits: list[str]) -> Iterator[Hit]:
    if load.given.value != load.name:
        yield from _in_arguments(module, load, commits)
        return
    value = load.called.value(REVISION)
    if value is UNKNOWN or (isinstance(value, str) and value.lower() in commits):
        return
    given = load.called.given(REVISION)
    segment, start, end = span_of(module, given or load.given)
    written = value if value is not MISSING and isinstance(value, str) else ""
    yield Hit(segment, start, end, *other(load.name, written, commits), fix=_fix(module, load, commits))


def _fix(module: Module, load: Load, commits: list[str]) -> Fix | None:
    """The commit, where it is the only one, and written where it is a literal or missing."""
    if len(commits) != 1:
        return None
    given = load.called.given(REVISION)
    if given is None:
        return with_revision(module, load, commits[0])
    is_here = isinstance(given.node, ast.Constant) and span_of(module, given)[0] is module.span(given.node)[0]
    return replacing(*module.span(given.node)[1:], f'"{commits[0]}"') if is_here else None


def _in_arguments(module: Module, load: Load, commits: list[str]) -> Iterator[Hit]:
    """`pretrained=org/name,revision=main` of lm-eval."""
    _, revision, _, _ = named_in_arguments(load.given.value)
    if revision.lower() not in commits and not revision.startswith(("$", "{")):
        yield Hit(*span_of(module, load.given), *other(load.name, revision, commits))
