"""model-mismatch: a model that is not the file that the lock says."""

from __future__ import annotations

import os

from labcoat.model_lock.scan import LOCK, lock_rule
from labcoat.model_lock.subjects import SHOWN, content_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.lockfile.content import Content
    from labcoat.core.lockfile.lock import LockedFile
    from labcoat.core.rule import Hit, Options
    from labcoat.model_lock.subjects import Artifact, LockDocument

ADVICE = "restore the file; or, if it is meant to be another one, run `labcoat lock` and commit models.lock with it"


@lock_rule("high")
def model_mismatch(found: Artifact, options: Options) -> Iterator[Hit]:
    """A model is not the file that `models.lock` says.

    What it does
    ------------
    Compares the size and the sha256 of a model file with its entry in `models.lock`. Of a pointer of Git LFS it takes
    what the pointer says, so that a checkout without the large files is checked as well; of a target of DVC the size
    in the stub, and the sha256 where the file is there. When `models.lock` itself is checked, that is done for the
    entries that differ from the last commit's, and for files that git does not track.

    Why is this bad?
    ----------------
    The file was replaced, or damaged, or somebody forgot to tell the lock. What is in it is not what was reviewed.

    Example
    -------
    An entry with `size = 440449768` for a file of 135 bytes.

    Use instead
    -----------
    Restore the file. If the change is meant, run `labcoat lock` and commit `models.lock` with the file.

    References
    ----------
    - https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md
    """
    if not found.entry:
        return
    _, file = found.entry
    name = os.path.basename(found.path)
    if 0 <= found.size != file.size >= 0:
        yield found.hit(f"`{name}` has {found.size:,} bytes, models.lock says {file.size:,}", ADVICE)
        return
    content = found.content
    if content and content.sha256 != file.sha256:
        yield found.hit(_differs(name, content, file), ADVICE)


@model_mismatch.register(LOCK)
def _in_lock(found: LockDocument, options: Options) -> Iterator[Hit]:
    """The entries whose files no look at the files themselves would compare."""
    from labcoat.model_lock.repository import changed_entries

    for file in changed_entries(found.lock, found.segment.text):
        content = content_at(os.path.join(found.lock.folder, file.path))
        if content and (content.sha256 != file.sha256 or content.size != file.size):
            yield found.hit((*file.keys, "sha256"), _differs(file.path, content, file), ADVICE)


def _differs(name: str, content: Content, file: LockedFile) -> str:
    what = "the pointer of" if content.is_pointer else "the sha256 of"
    return f"{what} `{name}` is {content.sha256[:SHOWN]}…, models.lock says {file.sha256[:SHOWN]}…"
