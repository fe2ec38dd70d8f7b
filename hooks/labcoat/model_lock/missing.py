"""missing-model: an entry of the lock whose file is gone."""

from __future__ import annotations

import os

from labcoat.model_lock.scan import LOCK, lock_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Hit, Options
    from labcoat.model_lock.subjects import LockDocument

STUB, PIPELINE = ".dvc", "dvc.lock"
LARGEST_PIPELINE = 5_000_000  # bytes


@lock_rule("medium", LOCK)
def missing_model(found: LockDocument, options: Options) -> Iterator[Hit]:
    """A file that `models.lock` names is gone.

    What it does
    ------------
    When `models.lock` is checked, reports its entries of which there is no file, no pointer of Git LFS, no target of a
    DVC stub or pipeline, and no file that git tracks and did not check out. Runners hand a hook what is added and
    changed, never what is deleted: run it on all files in CI.

    Why is this bad?
    ----------------
    The lock describes another repository than this one: a model was moved, or was never committed.

    Example
    -------
    An entry for `models/old/model.safetensors` after that was deleted.

    Use instead
    -----------
    Run `labcoat lock`, which drops the entry, or bring the file back.

    References
    ----------
    - https://labcoat.readthedocs.io/en/latest/model-lock/
    """
    from labcoat.model_lock.repository import tracked_files

    gone = [
        file
        for model in found.lock.models
        for file in model.files
        if not os.path.isfile(os.path.join(found.lock.folder, file.path))
    ]
    tracked = (tracked_files(found.lock.folder) if gone else None) or frozenset()
    for file in gone:
        if file.path not in tracked and not is_in_dvc(found.lock.folder, file.path):
            message = f"`{file.path}` is in models.lock, but is gone"
            yield found.hit((*file.keys, "path"), message, "run `labcoat lock`, or bring the file back")


def is_in_dvc(folder: str, path: str) -> bool:
    """Whether DVC keeps a file: a stub of it, or of a folder that it is in, or a pipeline that makes it."""
    steps = path.split("/")
    if any([os.path.isfile(os.path.join(folder, *steps[:end]) + STUB) for end in range(1, len(steps) + 1)]):
        return True
    return any([_is_made(os.path.join(folder, *steps[:end]), "/".join(steps[end:])) for end in range(len(steps))])


def _is_made(folder: str, path: str) -> bool:
    """Whether the pipeline in a folder names a file, from that folder on."""
    try:
        with open(os.path.join(folder, PIPELINE), encoding="utf-8", errors="replace") as file:
            lines = file.read(LARGEST_PIPELINE).splitlines()
    except OSError:
        return False
    return any([line.strip().removeprefix("- ") == f"path: {path}" for line in lines])
