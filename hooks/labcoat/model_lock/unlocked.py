"""unlocked-model: an artifact of which the lock knows nothing."""

from __future__ import annotations

import os

from labcoat.model_lock.scan import lock_rule

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.rule import Hit, Options
    from labcoat.model_lock.subjects import Artifact

REQUIRED = "required"


@lock_rule("medium")
def unlocked_model(found: Artifact, options: Options) -> Iterator[Hit]:
    """A model has no entry in `models.lock`.

    What it does
    ------------
    Reports model files, pointers of Git LFS and targets of DVC without an entry in the nearest `models.lock` above
    them: files with an extension of a model format, and others whose first bytes are those of one. Fixtures count,
    too; `exclude` in `[tool.labcoat.model-lock]` leaves files out. A repository without a `models.lock` is left alone,
    unless `required = true` is set there, or the hook `labcoat-model-lock` itself is run.

    Why is this bad?
    ----------------
    Loading a model can run code, and weights decide what a service says. Of a file without an entry nobody knows where
    it came from, and nobody sees that it is another one than yesterday.

    Example
    -------
    `models/bert/model.safetensors` in a repository whose `models.lock` does not name it.

    Use instead
    -----------
    Run `labcoat lock`, look at what it has added, and commit it with the model.

    References
    ----------
    - https://labcoat.readthedocs.io/en/latest/model-lock/
    """
    if found.entry or not (found.lock or options.get(REQUIRED)):
        return
    name, lock = os.path.basename(found.path), found.lock
    if lock is None:
        yield found.hit(f"`{name}` is in no models.lock: there is none", "run `labcoat lock` and commit models.lock")
    elif lock.problems and not lock.models:
        told = f"nobody knows whether `{name}` is the right file: models.lock is broken ({lock.problems[0].message})"
        yield found.hit(told, "repair models.lock")
    elif found.output and not _has_bytes(found):
        told = f"`{name}` is in no models.lock, and DVC knows only its MD5"
        yield found.hit(told, "run `dvc pull`, then `labcoat lock`")
    else:
        yield found.hit(f"`{name}` has no entry in models.lock", "run `labcoat lock`, and commit what it has added")


def _has_bytes(found: Artifact) -> bool:
    return os.path.isfile(found.path)
