"""`--source`, `--revision` and `--upgrade`: where models come from, as the user says, and the commit."""

from __future__ import annotations

import os

from labcoat.core.lockfile import hub_cache
from labcoat.core.lockfile.lock import HUB, LockedModel, is_commit
from labcoat.core.lockfile.reader import is_source
from labcoat.lock.discovery import LockError
from labcoat.lock.plan import set_revision

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.lock.plan import Plan

DOWNLOADED = (".cache", "huggingface", "download")  # what `hf download --local-dir` leaves beside the files
METADATA = ".metadata"


def set_sources(plan: Plan, sources: Sequence[str], revisions: Sequence[str], upgrade: bool) -> None:
    """Bring the sources and commits of models up to date. Raises LockError."""
    commits = dict([_pair(text, "--revision") for text in revisions])
    for name, revision in commits.items():
        if not is_commit(revision):
            raise LockError(f'--revision {name}: "{revision}" is not the 40 hex digits of a commit')
    for text in sources:
        _set_source(plan, *(_pair(text, "--source") if not is_source(text) else (text.removeprefix(HUB), text)))
    names = {model.name: model for model in plan.models}
    for name, revision in commits.items():
        if name not in names:
            raise LockError(f'--revision: no model is called "{name}"')
        set_revision(plan, names[name], revision)
    for model in plan.models:
        if model.source.startswith(HUB) and model.name not in commits and (upgrade or not model.revision):
            _look_up(plan, model)


def _pair(text: str, option: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not (equals and name and value):
        raise LockError(f'{option}: "{text}" is not NAME=VALUE')
    return name, value


def _set_source(plan: Plan, name: str, source: str) -> None:
    if not is_source(source):
        raise LockError(f'--source {name}: "{source}" is no source: hf:org/name, url:https://… or local')
    model = next((model for model in plan.models if model.name == name), None)
    if model is None:
        if not source.startswith(HUB):
            raise LockError(f'--source: no model is called "{name}", and only one of the hub can be without files')
        plan.models.append(LockedModel(name, source))
        plan.changes.append(f"Added {name}")
    elif model.source != source:
        plan.changes.append(f"Updated {name} ({model.source} -> {source})")
        model.source, model.revision = source, ""


def _look_up(plan: Plan, model: LockedModel) -> None:
    """The commit of a model of the hub, from what was downloaded; a problem where nothing was."""
    folder = os.path.join(hub_cache.cache_folder(), hub_cache.folder_name(model.source))
    cached = hub_cache.pinned_snapshot(folder)
    revision = _downloaded(plan, model) or (cached.revision if cached else "")
    if revision:
        set_revision(plan, model, revision)
    elif not model.revision:
        advice = f"`--revision {model.name}=COMMIT` says it, and so does a download"
        plan.problems.append(f"{model.name} has no revision: {advice}")


def _downloaded(plan: Plan, model: LockedModel) -> str:
    """The commit of files that `hf download --local-dir` has put where they are; empty where they are of several."""
    commits = set()
    for file in model.files:
        folder, name = os.path.split(os.path.join(os.path.dirname(plan.path), file.path))
        try:
            with open(os.path.join(folder, *DOWNLOADED, name + METADATA), encoding="ascii") as text:
                commits.add(text.readline(100).strip())
        except (OSError, UnicodeDecodeError):
            continue
    return commits.pop() if len(commits) == 1 and all([is_commit(commit) for commit in commits]) else ""
