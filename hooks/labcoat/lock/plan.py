"""The lock as it should be: what it says now, with what was found in its place."""

from __future__ import annotations

import os

from labcoat.core.lockfile import hub_cache
from labcoat.core.lockfile.lock import HUB, LOCAL, NAME, Lock, LockedFile, LockedModel
from labcoat.core.lockfile.lookup import find_lock, forget_locks, load_lock
from labcoat.core.lockfile.writer import lock_text
from labcoat.lock.discovery import Found, LockError, add, belongs_elsewhere, discover

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from labcoat.lock import LockArguments

SHOWN = 12  # hex digits of a sha256 or a commit
PIPELINE_FOLDER = "model_index.json"  # of Diffusers: the folders below it are one model


class Plan:
    """What is to be written at `path`; `changes` in words, and `problems` with what could not be locked."""

    def __init__(self, path: str, old: str, models: list[LockedModel]) -> None:
        self.path = path
        self.old = old
        self.models = models
        self.changes: list[str] = []
        self.problems: list[str] = []
        self.text = old


def make_plan(arguments: LockArguments) -> Plan:
    """Look at everything, and write nothing. Raises LockError, ConfigError."""
    from labcoat.lock.sources import set_sources
    from labcoat.model_lock.repository import forget_repositories

    forget_locks()
    forget_repositories()
    first = arguments.paths[0] if arguments.paths else "."
    path = os.path.abspath(arguments.lock) if arguments.lock else _lock_path(first)
    old, lock = _read(path)
    places = arguments.paths or [os.path.relpath(lock.folder)]
    found = discover(lock, places, lock.folder)
    plan = Plan(path, old, lock.models)
    plan.problems += found.problems
    _refresh(plan, lock, found, places)
    _add_new(plan, found)
    _add_cached(plan, found.cached)
    set_sources(plan, arguments.source or (), arguments.revision or (), arguments.upgrade)
    if plan.models or old:
        plan.text = lock_text(plan.models, old)
    return plan


def _lock_path(path: str) -> str:
    """The nearest lock, or where a new one belongs; a path of a cache belongs to the working directory."""
    from labcoat.core.paths import readable_root, relative

    here = path if relative(path, readable_root(".")) is not None else "."
    return find_lock(here) or os.path.join(readable_root(here), NAME)


def _read(path: str) -> tuple[str, Lock]:
    """The text of the lock and what it says; nothing where there is none. Raises LockError for a broken one."""
    if not os.path.isfile(path):
        return "", Lock(path)
    lock = load_lock(path)
    if lock.problems:
        more = f" (and {len(lock.problems) - 1} more)" if len(lock.problems) > 1 else ""
        advice = "repair it first: `labcoat-model-lock models.lock` shows where"
        raise LockError(f"{os.path.relpath(path)}: {lock.problems[0].message}{more}; {advice}")
    with open(path, encoding="utf-8", newline="") as file:
        return file.read(), lock


# --- entries that are there


def _refresh(plan: Plan, lock: Lock, found: Found, places: Sequence[str]) -> None:
    """Update the entries of files that were found, and drop those of files that are gone."""
    for model in [*plan.models]:
        before = len(model.files)
        model.files = [file for file in model.files if _stays(plan, file, lock, found, places)]
        if before and not model.files and not model.source.startswith(HUB):
            plan.models.remove(model)
            plan.changes.append(f"Removed {model.name}")


def _stays(plan: Plan, file: LockedFile, lock: Lock, found: Found, places: Sequence[str]) -> bool:
    """Whether an entry stays; it is brought up to date. One outside of the given places is not looked at."""
    from labcoat.core.paths import relative

    path = os.path.join(lock.folder, file.path)
    if file.path in found.elsewhere or not any([relative(path, place) for place in places]):
        return True
    if belongs_elsewhere(path, lock):
        plan.changes.append(f"Removed {file.path}: another models.lock is nearer")
        return False
    if file.path not in found.contents and os.path.isfile(path):
        add(path, path, lock, found)  # git does not track it, but somebody has locked it
    content = found.contents.pop(file.path, None)
    if content is None:
        return _is_kept_elsewhere(plan, lock, file)
    if (content.sha256, content.size) != (file.sha256, file.size):
        plan.changes.append(f"Updated {file.path} ({file.sha256[:SHOWN]}… -> {content.sha256[:SHOWN]}…)")
        file.sha256, file.size = content.sha256, content.size
    return True


def _is_kept_elsewhere(plan: Plan, lock: Lock, file: LockedFile) -> bool:
    from labcoat.model_lock.missing import is_in_dvc
    from labcoat.model_lock.repository import tracked_files

    if file.path in (tracked_files(lock.folder) or ()) or is_in_dvc(lock.folder, file.path):
        return True
    plan.changes.append(f"Removed {file.path}")
    return False


# --- new entries


def _add_new(plan: Plan, found: Found) -> None:
    """Add what was found and has no entry, each file to the model of its folder."""
    added: dict[str, int] = {}
    owners = _owners(plan)
    for path, content in sorted(found.contents.items()):
        model = _model_for(plan, path, owners)
        model.files.append(LockedFile(path, content.sha256, content.size))
        added[model.name] = added.get(model.name, 0) + 1
    plan.changes += [f"Added {name} ({count} file{'' if count == 1 else 's'})" for name, count in added.items()]


def _owners(plan: Plan) -> dict[str, LockedModel]:
    """The first model that has files in a folder, by the folder."""
    owners: dict[str, LockedModel] = {}
    for model in plan.models:
        for folder in {file.path.rpartition("/")[0] for file in model.files}:
            owners.setdefault(_model_folder(plan, folder), model)
    return owners


def _model_for(plan: Plan, path: str, owners: dict[str, LockedModel]) -> LockedModel:
    """The model that a new file belongs to: one that has files in its folder, or a new one named after that."""
    snapshot = hub_cache.snapshot_of(path)
    if snapshot:
        same = (snapshot.source, snapshot.revision)
        known = [model for model in plan.models if (model.source, model.revision) == same]
        return known[0] if known else _new(plan, _hub_name(snapshot.source), *same)
    folder = _model_folder(plan, path.rpartition("/")[0])
    if not folder:
        return _new(plan, path, LOCAL, "")
    if folder not in owners:
        owners[folder] = _new(plan, folder, LOCAL, "")
    return owners[folder]


def _model_folder(plan: Plan, folder: str) -> str:
    """The folder of the model that the files in a folder are part of, from the lock's on; empty beside the lock."""
    root, steps = os.path.dirname(plan.path), folder.split("/")
    above = ["/".join(steps[:end]) for end in range(1, len(steps))]
    return next((place for place in above if os.path.isfile(os.path.join(root, place, PIPELINE_FOLDER))), folder)


def _new(plan: Plan, name: str, source: str, revision: str) -> LockedModel:
    if any([model.name == name for model in plan.models]):
        name = f"{name}@{revision[:SHOWN]}" if revision else f"./{name}"
    made = LockedModel(name, source, revision)
    plan.models.append(made)
    return made


def _hub_name(source: str) -> str:
    return source.removeprefix(HUB)


def _add_cached(plan: Plan, snapshots: Sequence[hub_cache.Cached]) -> None:
    """Models that only code uses: of the snapshots in a cache, the commit is all that has to be known."""
    for snapshot in snapshots:
        known = [model for model in plan.models if model.source.lower() == snapshot.source.lower()]
        if not known:
            _new(plan, _hub_name(snapshot.source), snapshot.source, snapshot.revision)
            plan.changes.append(f"Added {_hub_name(snapshot.source)} ({snapshot.revision[:SHOWN]}…)")
        for model in known[:1]:
            set_revision(plan, model, snapshot.revision)


def set_revision(plan: Plan, model: LockedModel, revision: str) -> None:
    """Lock a model at a commit."""
    if model.revision != revision:
        old = f"{model.revision[:SHOWN]}… -> " if model.revision else ""
        plan.changes.append(f"Updated {model.name} ({old}{revision[:SHOWN]}…)")
        model.revision = revision
