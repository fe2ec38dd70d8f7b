"""The artifacts that a document is or stands for."""

from __future__ import annotations

import os

from labcoat.core.lockfile.artifacts import HEAD, is_model, is_stored_model
from labcoat.core.lockfile.content import Content
from labcoat.core.lockfile.lookup import lock_for
from labcoat.core.lockfile.pointers import LONGEST, read_pointer
from labcoat.core.paths import project_root, relative
from labcoat.core.segment import Segment
from labcoat.model_lock.exclusion import is_left_out
from labcoat.model_lock.scan import FAMILY
from labcoat.model_lock.subjects import Artifact

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from labcoat.core.document import Document
    from labcoat.core.lockfile.dvc import Output
    from labcoat.core.lockfile.pointers import Pointer


def artifact(document: Document) -> Iterator[Artifact]:
    """The artifact that a document is; none where the project leaves it out, or it is something else."""
    path, source = document.path, document.source
    head = document.data[:LONGEST] or (source.read(0, LONGEST) if source else b"")
    pointer, lock = read_pointer(head), lock_for(path)
    is_one = is_stored_model(path) if pointer else source is not None and is_model(path, head[:HEAD])
    if not (is_one or (lock and lock.file_at(path))) or is_left_out(path, document.options.get(FAMILY, {})):
        return
    if pointer:
        yield _pointed(document, pointer, head)
        return
    found = Artifact(path, Segment(document.text or path, document.kind), lock)
    found.end = 0 if document.decoded else found.end
    found.given = _content(document.data) if document.data else None
    yield found


def _pointed(document: Document, pointer: Pointer, head: bytes) -> Artifact:
    text = document.text or head.decode("ascii", "replace")
    found = Artifact(document.path, Segment(text, document.kind), lock_for(document.path))
    found.start, found.end = pointer.start, pointer.start + len(pointer.sha256)
    found.given = Content(pointer.sha256, pointer.size, is_pointer=True)
    return found


def _content(data: bytes) -> Content:
    from hashlib import sha256

    return Content(sha256(data).hexdigest(), len(data))


def stub_artifacts(document: Document) -> Iterator[Artifact]:
    """The models that a stub of DVC stands for: files, and folders that the lock has something in."""
    from labcoat.core.lockfile.dvc import outputs

    segment, folder = Segment(document.text, "yaml"), os.path.dirname(document.path)
    for output in outputs(document.text):
        path = os.path.normpath(os.path.join(folder, output.path))
        is_ours = relative(path, project_root(folder)) is not None
        if is_ours and _is_model(path, output) and not is_left_out(path, document.options.get(FAMILY, {})):
            found = Artifact(path, segment, lock_for(path))
            found.start, found.end, found.output = output.start, output.end, output
            yield found


def _is_model(path: str, output: Output) -> bool:
    """Whether what a stub stands for is a model; of a folder, the stub does not say what is in it."""
    if output.is_folder:
        return False
    if is_stored_model(path):
        return True
    lock = lock_for(path)
    return bool(lock and lock.file_at(path))
