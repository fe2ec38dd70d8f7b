"""Commands that download or serve a repository, beside what the lock says about it."""

from __future__ import annotations

from labcoat.core.rule import Hit
from labcoat.model_lock.code_fixes import replacing
from labcoat.model_lock.code_messages import other, unlisted, unreadable
from labcoat.model_lock.code_sources import DATASETS, MODELS, Sources
from labcoat.remote_code import hub_commands

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.lockfile.lock import Lock
    from labcoat.core.rule import Fix, Options
    from labcoat.core.running import CommandLine, Option

REVISIONS = ("--revision", "--model_revision", "--model-revision")
KINDS = {"model": MODELS, "dataset": DATASETS, "space": "spaces"}
UNSURE = frozenset("$`{%<")  # in a value that only running the command would tell


def hits_in_command(command: CommandLine, lock: Lock, options: Options) -> Iterator[Hit]:
    """The repository that a command gets, where its revision is not the lock's or the lock does not list it.

    Of a program that nobody knows, only an option with another revision counts.
    """
    named = next(hub_commands.loaded(command), None)
    if named is None:
        return
    name, start, end = named
    sources, kind, revision = Sources(lock, options), _kind(command), command.option(*REVISIONS)
    is_known = hub_commands.loads_by_itself(command)
    if lock.problems and not lock.models:
        yield Hit(command.segment, start, end, *unreadable(name, lock))
    elif (commits := sources.commits(kind, name)) and (is_known or revision):
        yield from _compared(command, name, (start, end), revision, commits)
    elif is_known and sources.is_missing(kind, name):
        yield Hit(command.segment, start, end, *unlisted(kind, name, lock))


def _compared(
    command: CommandLine, name: str, place: tuple[int, int], revision: Option | None, commits: list[str]
) -> Iterator[Hit]:
    value = (revision.value or "") if revision else ""
    if value.lower() in commits or UNSURE & set(value):
        return
    start, end = (revision.start, revision.end) if revision else place
    fix = _fix(command, place[1], revision, commits[0]) if len(commits) == 1 else None
    yield Hit(command.segment, start, end, *other(name, value, commits), fix=fix)


def _fix(command: CommandLine, end: int, revision: Option | None, commit: str) -> Fix | None:
    """In a script; a list of words has other ways to write an option."""
    text = command.segment.text
    if command.command is None:
        return None
    if revision is None:
        is_plain = text[end - 1 : end].isalnum() and text[end : end + 1] in ("", " ", "\n", "\r", "\t", ";", "&", "|")
        return replacing(end, end, f" --revision {commit}") if is_plain else None
    written = text[revision.value_start : revision.value_end]
    return replacing(revision.value_start, revision.value_end, commit) if written == revision.value else None


def _kind(command: CommandLine) -> str:
    option = command.option("--repo-type", "--repo_type")
    return KINDS.get(option.value or "", "") if option else MODELS
